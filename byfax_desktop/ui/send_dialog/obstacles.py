"""What was found, as the list in the send dialog says it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from byfax_desktop.ui.send_dialog.problems import Obstacle
from byfax_desktop.ui.send_dialog.readiness import Findings

if TYPE_CHECKING:
    from byfax_desktop.engine.checks import Problem

_MOST_NAMED = 5


def obstacles(findings: Findings, go_to: Callable[[str], object]) -> tuple[Obstacle, ...]:
    """Each with a button that leads to the field of the draft."""
    return (*(_problem(each, go_to) for each in findings.problems), *_unfilled(findings, go_to))


def _problem(problem: Problem, go_to: Callable[[str], object]) -> Obstacle:
    return Obstacle(problem.what, problem.do, True, "Fix", partial(go_to, problem.field))


def _unfilled(findings: Findings, go_to: Callable[[str], object]) -> Iterator[Obstacle]:
    names = findings.unfilled
    if names:
        listed = ", ".join(f"{{{name}}}" for name in names[:_MOST_NAMED])
        more = " and others" if len(names) > _MOST_NAMED else ""
        what = f"For some recipients nothing fills {listed}{more}."
        yield Obstacle(what, "It is sent as it stands there.", False, "Show", partial(go_to, "subject"))
