"""The line that says when byFax counts other faxes than are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from byfax_desktop.engine.events import InboxTallied, JobFinished
    from byfax_desktop.ui.inbox.filter_bar import FilterBar
    from byfax_desktop.ui.session import Session

CHOSEN_MS, NEWS_MS = 1_000, 60_000
"""After a choice a person waits for the answer; news of faxes come one upon the other."""
_LOOK, _LOOKING = "Loo&k again", "Looking…"


class TallyLine(MessageBar):
    """Has the chosen faxes counted, now and then; silent while the numbers agree, and where byFax cannot count them."""

    def __init__(self, session: Session, filters: FilterBar, parent: QWidget | None = None) -> None:
        super().__init__("inbox_tally", parent)
        self._engine = session.engine
        self._filters = filters
        self._is_listed = False
        self._looking = ""
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._compare)
        self.action_triggered.connect(self._look_again)
        filters.changed.connect(self._note_choice)
        session.bridge.inbox_changed.connect(self._note_news)
        session.bridge.inbox_tallied.connect(self._tell)
        session.bridge.job_finished.connect(self._end)
        session.account_changed.connect(self._forget)

    def _note_choice(self) -> None:
        self.clear()
        self._pause.start(CHOSEN_MS)

    def _note_news(self) -> None:
        if not self._pause.isActive():
            self._pause.start(NEWS_MS if self._is_listed else CHOSEN_MS)
        self._is_listed = True

    def _compare(self) -> None:
        which = self._filters.wanted().at_service()
        if which is not None and self._is_listed:
            self._engine.compare_inbox(which)

    def _tell(self, event: InboxTallied) -> None:
        if event.which != self._filters.wanted().at_service():
            return
        if event.counted == event.listed:
            self.clear()
            return
        such = "" if self._filters.wanted().is_empty else "such "
        counted = count(event.counted, f"{such}fax", f"{such}faxes")
        are = "is" if event.listed == 1 else "are"
        self.tell(Tone.NOTE, f"byFax counts {counted}, {event.listed} {are} listed here.", action=_LOOK)

    def _look_again(self) -> None:
        which = self._filters.wanted().at_service()
        if which is not None and not self._looking:
            self._looking = self._engine.look_again(which)
            self.rename_action(_LOOKING)

    def _end(self, event: JobFinished) -> None:
        if event.job_id != self._looking:
            return
        self._looking = ""
        self.rename_action(_LOOK)
        if event.trouble:
            self.tell(Tone.TROUBLE, event.trouble.what, event.trouble.do, event.trouble.details, _LOOK)

    def _forget(self) -> None:
        self._pause.stop()
        self._is_listed, self._looking = False, ""
        self.clear()
