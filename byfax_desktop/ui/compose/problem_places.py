"""Where in Compose it is said what stands in the way of sending: beside what it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from byfax_desktop.ui.compose.composed import ComposedFax
from byfax_desktop.ui.message_bar import MessageBar, Tone

if TYPE_CHECKING:
    from byfax_desktop.engine.checks import Problem


class ProblemPlaces:
    """The bars beside the panels, and one for what concerns none of them."""

    def __init__(self, fax: ComposedFax, rest: MessageBar, focus_rest: Callable[[], object]) -> None:
        self._rest = (rest, focus_rest)
        self._places: dict[str, tuple[MessageBar, Callable[[], object]]] = {
            "documents": (fax.documents.message, fax.documents.point_at_wrong),
            "recipients": (fax.recipients.message, fax.recipients.point_at_wrong),
            "sender": (fax.sender_row.message, fax.sender_row.setFocus),
        }

    def clear(self) -> None:
        """Say nothing any more."""
        for bar, _ in (*self._places.values(), self._rest):
            bar.clear()

    def tell(self, problems: Sequence[Problem]) -> None:
        """Say each problem in its place; the keyboard goes to the first."""
        for field in dict.fromkeys(problem.field for problem in problems):
            bar, _ = self._places.get(field, self._rest)
            mine = [f"{problem.what} {problem.do}" for problem in problems if problem.field == field]
            bar.tell(Tone.WARNING, "\n".join(mine))
        self._places.get(problems[0].field, self._rest)[1]()
