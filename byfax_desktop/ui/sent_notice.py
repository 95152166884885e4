"""A fax was just sent: what becomes of it, and a button that takes it back while that is possible."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.countdown import Countdown
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.engine.events import (
        ConnectionChanged,
        FaxQueued,
        FaxTakenBack,
        JobFinished,
        WaitingChanged,
    )

NOTICE_MS = 8000
"""How long good news stays."""

_MOST = 60.0
"""No fax can be taken back for longer; more seconds than these are those of a clock that was set meanwhile."""


class SentNotice(MessageBar):
    """Tells of the fax that was sent last."""

    taken_back = Signal(str, object)
    """The fax of the job with this id will not leave; the draft is what was to be sent."""
    over = Signal(str)
    """The fax of the job with this id can no longer be taken back here."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("sent_message", parent)
        self._engine = session.engine
        self._sent: FaxQueued | None = None
        self._take_back_job: str | None = None
        self._is_offline = self._is_held = False
        self._countdown = Countdown(self)
        self._fade = QTimer(self, singleShot=True, interval=NOTICE_MS)
        self._countdown.ticked.connect(lambda left: self.rename_action(f"U&ndo ({left} s)"))
        self._countdown.over.connect(self.clear)
        self._fade.timeout.connect(self.clear)
        self.action_triggered.connect(self._take_back)
        session.account_changed.connect(self._forget)
        session.bridge.connection_changed.connect(self._note_connection)
        session.bridge.waiting_changed.connect(self._note_waiting)
        session.bridge.fax_queued.connect(self._offer)
        session.bridge.fax_taken_back.connect(self._show_taken_back)
        session.bridge.job_finished.connect(self._show_trouble)

    def clear(self) -> None:
        """Say nothing any more; what was offered is not offered any more."""
        self._end_offer()
        super().clear()

    def _offer(self, event: FaxQueued) -> None:
        self._end_offer()
        seconds = (event.due - datetime.now(UTC)).total_seconds() if event.due else 0.0
        if seconds <= 0:
            self.tell(Tone.DONE, self._words())
            self._fade.start()
            self.over.emit(event.job_id)
            return
        self._sent = event
        self.tell(Tone.DONE, self._words(), action="U&ndo")
        self._countdown.start(min(seconds, _MOST))

    def _words(self) -> str:
        if self._is_offline:
            return "The fax waits in the Outbox. It is sent when byFax can be reached again."
        if self._is_held:
            return "The fax waits in the Outbox."
        return "The fax is on its way."

    def _take_back(self) -> None:
        if self._sent:
            self._countdown.stop()
            self._take_back_job = self._engine.take_back(self._sent.broadcast_refs)
            self.tell(Tone.DONE, "Taking the fax back…")

    def _show_taken_back(self, event: FaxTakenBack) -> None:
        if self._sent and event.job_id == self._take_back_job:
            sent, self._sent, self._take_back_job = self._sent, None, None
            self.tell(Tone.DONE, "The fax was taken back. It is not sent.")
            self._fade.start()
            self.taken_back.emit(sent.job_id, event.draft)

    def _show_trouble(self, event: JobFinished) -> None:
        if event.trouble and event.job_id == self._take_back_job:
            self._end_offer()
            self.tell(Tone.WARNING, event.trouble.what, event.trouble.do, event.trouble.details)

    def _end_offer(self) -> None:
        self._countdown.stop()
        self._fade.stop()
        sent, self._sent, self._take_back_job = self._sent, None, None
        if sent:
            self.over.emit(sent.job_id)

    def _note_connection(self, event: ConnectionChanged) -> None:
        self._is_offline = event.state.value == "offline"

    def _note_waiting(self, event: WaitingChanged) -> None:
        self._is_held = event.hold is not None

    def _forget(self) -> None:
        self._is_offline = self._is_held = False
        self.clear()
