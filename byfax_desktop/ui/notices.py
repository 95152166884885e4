"""What concerns the whole window: each subject has a message of its own, so that none takes another's place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.sent_notice import SentNotice
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.unread_notice import UnreadNotice

if TYPE_CHECKING:
    from byfax_desktop.engine.events import ConnectionChanged, WaitingChanged
    from byfax_desktop.engine.trouble import Trouble

SET_UP = "Set up the accou&nt…"
"""The button that asks for an account; the letter is one that no tab has."""
_TRY_AGAIN, _TRYING = "&Try again", "Trying…"
TRYING_MS = 3000


class Notices(QWidget):
    """Troubles, the offers of a report and of a newer version, the connection, what stops all faxes, the fax that was
    sent last, and faxes that nobody has read.
    """

    account_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notices")
        self.message = MessageBar("window_message", self)
        self.report = MessageBar("report_offer", self)
        self.newer = MessageBar("newer_version", self)
        self.connection = MessageBar("connection_message", self)
        self.hold = HoldNotice(session, self)
        self.sent = SentNotice(session, self)
        self.unread = UnreadNotice(session, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for bar in (
            self.message,
            self.report,
            self.newer,
            self.connection,
            self.hold,
            self.sent,
            self.unread,
        ):
            column.addWidget(bar)
        self.message.action_triggered.connect(self.account_asked)
        self.connection.action_triggered.connect(self.account_asked)
        session.bridge.connection_changed.connect(self._tell_connection)
        session.bridge.keeping_troubled.connect(lambda event: self.tell_trouble(event.trouble))
        session.account_changed.connect(self._forget)

    def tell_trouble(self, trouble: Trouble, action: str = "") -> None:
        """Say what happened to the whole window; ``action`` is a button that asks for an account."""
        self.message.tell(Tone.TROUBLE, trouble.what, trouble.do, trouble.details, action)

    def tell_note(self, words: str) -> None:
        """Say something that needs nothing done."""
        self.message.tell(Tone.NOTE, words)

    def _tell_connection(self, event: ConnectionChanged) -> None:
        if event.trouble:
            action = SET_UP if event.state.value == "refused" else ""
            trouble = event.trouble
            self.connection.tell(Tone.TROUBLE, trouble.what, trouble.do, trouble.details, action)
        else:
            self.connection.clear()

    def _forget(self) -> None:
        self.message.clear()
        self.connection.clear()


class HoldNotice(MessageBar):
    """Says what stops all faxes, as long as it does; silent while the connection itself is what is wrong."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("hold_message", parent)
        self._engine = session.engine
        self._hold: Trouble | None = None
        self._is_connected = True
        self._trying = QTimer(self, singleShot=True, interval=TRYING_MS)
        self._trying.timeout.connect(partial(self.rename_action, _TRY_AGAIN))
        self.action_triggered.connect(self._try_again)
        session.bridge.waiting_changed.connect(self._note_waiting)
        session.bridge.connection_changed.connect(self._note_connection)
        session.account_changed.connect(self._forget)

    def _note_waiting(self, event: WaitingChanged) -> None:
        if event.hold != self._hold:
            self._hold = event.hold
            self._show_hold()

    def _note_connection(self, event: ConnectionChanged) -> None:
        is_connected = event.trouble is None
        if is_connected != self._is_connected:
            self._is_connected = is_connected
            self._show_hold()

    def _show_hold(self) -> None:
        if self._hold is None or not self._is_connected:
            self.clear()
        else:
            what = f"All faxes wait. {self._hold.what}"
            self.tell(Tone.WARNING, what, self._hold.do, self._hold.details, _TRY_AGAIN)

    def _try_again(self) -> None:
        self._engine.go_on()
        # What comes of it shows in the list; where nothing comes of it, the button is there again.
        self.rename_action(_TRYING)
        self._trying.start()

    def _forget(self) -> None:
        self._hold, self._is_connected = None, True
        self.clear()
