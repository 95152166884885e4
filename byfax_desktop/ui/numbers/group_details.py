"""A group of numbers asked for by its ref, a moment after it was chosen: who only passes by asks for nothing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from byfax_desktop.engine.events import JobFinished, OffersChanged
    from byfax_desktop.engine.offered import Told
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.service.records import DidGroup
    from byfax_desktop.ui.session import Session

PAUSE_MS = 300


class GroupDetails(QObject):
    """Each group is asked for once; ``changed`` when something came of it."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = session.engine
        self._wanted = ""
        self._jobs: dict[str, str] = {}
        self._asked: set[str] = set()
        self._told: dict[str, Told[DidGroup]] = {}
        self._troubles: dict[str, Trouble] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        session.bridge.offers_changed.connect(self._take)
        session.bridge.job_finished.connect(self._finish)
        session.account_changed.connect(self._forget)

    def want(self, ref: str) -> None:
        """This one is looked at now; an empty ref for none."""
        self._wanted = ref
        if ref and ref not in self._asked:
            self._pause.start()
        else:
            self._pause.stop()

    def group(self, ref: str, since: datetime | None = None) -> DidGroup | None:
        """What came of it; None while nothing has, where byFax knows none, and where that was before ``since``."""
        told = self._told.get(ref)
        is_news = told is not None and (since is None or told.at >= since)
        return told.items[0] if told and told.items and is_news else None

    def trouble(self, ref: str) -> Trouble | None:
        """Why nothing came of it."""
        return self._troubles.get(ref)

    def _ask(self) -> None:
        ref = self._wanted
        if job_id := self._engine.look_at_offer(ref):
            self._asked.add(ref)
            self._jobs[job_id] = ref

    def _take(self, event: OffersChanged) -> None:
        found = {ref: told for ref in self._asked if (told := event.known.group(ref))}
        if found != self._told:
            self._told = found
            for ref in found:
                self._troubles.pop(ref, None)
            self.changed.emit()

    def _finish(self, event: JobFinished) -> None:
        ref = self._jobs.pop(event.job_id, None)
        if ref is None or event.trouble is None:
            return
        # Whoever comes back to it has it asked for again.
        self._asked.discard(ref)
        self._troubles[ref] = event.trouble
        self.changed.emit()

    def _forget(self) -> None:
        self._pause.stop()
        self._wanted = ""
        for known in (self._jobs, self._asked, self._told, self._troubles):
            known.clear()
