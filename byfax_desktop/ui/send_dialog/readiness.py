"""Whether the fax can go out as it is: looked at on a worker, a moment after each change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.compose.composed import ComposedFax
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.workers import Request, cancel_all, canceller

if TYPE_CHECKING:
    from collections.abc import Sequence

    from byfax_desktop.engine.checks import Problem
    from byfax_desktop.engine.drafts import Draft
    from byfax_desktop.engine.guard.cautions import Caution
    from byfax_desktop.engine.guard.known import KnownNumbers
    from byfax_desktop.ui.compose.recipient_lines import RecipientEntry

PAUSE_MS = 200


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong, what a person should look at twice, and which placeholders nothing fills."""

    problems: tuple[Problem, ...] = ()
    cautions: tuple[Caution, ...] = ()
    unfilled: tuple[str, ...] = ()


class Readiness(QObject):
    """``found`` tells Findings; what is looked at is never older than the last change."""

    found = Signal(object)
    failed = Signal(object)
    """Trouble: nobody knows whether it can go out."""

    def __init__(self, session: Session, fax: ComposedFax, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._fax = fax
        self._known: KnownNumbers | None = None
        self._requests: list[Request] = []
        self.destroyed.connect(canceller(self._requests))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        fax.changed.connect(self.touch)
        self.is_current = False
        self.touch()

    def touch(self) -> None:
        """Something has changed."""
        self.is_current = False
        self._pause.start()

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._pause.stop()
        cancel_all(self._requests)

    def look_now(self) -> None:
        """Look at once, for a person waits."""
        if not self.is_current:
            self._pause.start(0)

    def _look(self) -> None:
        cancel_all(self._requests)
        people = self._fax.recipients
        draft, obstacles = self._fax.to_send(), self._fax.obstacles
        entries, region = people.model.entries, people.region
        known = self._session.engine.known_numbers
        request = self._session.workers.run(
            lambda: _findings(draft, entries, region, obstacles, known), self._tell
        )
        self._requests[:] = [request]

    def _tell(self, result: Findings | Trouble) -> None:
        self._requests.clear()
        if isinstance(result, Trouble):
            self.failed.emit(result)
            return
        self.is_current = not self._pause.isActive()
        self.found.emit(result)


def _findings(
    draft: Draft,
    entries: Sequence[RecipientEntry],
    region: str | None,
    obstacles: Sequence[Trouble],
    known: Callable[[], KnownNumbers],
) -> Findings:
    """Reads the disk, so it runs on a worker."""
    from byfax_desktop.engine.guard.cautions import cautions
    from byfax_desktop.engine.guard.known import contents_of
    from byfax_desktop.engine.merging import unfilled
    from byfax_desktop.ui.compose.submission import checked

    ready, problems = checked(draft, entries, region, obstacles)
    ready = replace(ready, draft_id="")
    names = tuple(dict.fromkeys(unfilled(ready)))
    return Findings(problems, cautions(ready, known(), contents_of(ready.documents)), names)
