"""What becomes of received faxes that were deleted, and the button that brings them back while that is possible."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.countdown import Countdown
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.sent_notice import NOTICE_MS
from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from byfax_desktop.engine.events import ConnectionChanged, FaxesDeleted, FaxesRestored, RemovalWished
    from byfax_desktop.ui.session import Session

_UNDO = "Un&do"


class RemovalBar(MessageBar):
    """Undo is for what was deleted last; then, while there is time, for what was deleted before that."""

    restored = Signal(str)
    """The fax with this ref is back; others may be too."""

    def __init__(self, session: Session, who: Callable[[str], str], parent: QWidget | None = None) -> None:
        """``who`` knows from whom the fax with a ref came, as long as it is listed."""
        super().__init__("inbox_removal", parent)
        self._session = session
        self._who = who
        self._offers: list[tuple[RemovalWished, float]] = []
        """Each with the time at which it is over, by the clock that nobody sets."""
        self._is_offline = False
        self._countdown = Countdown(self)
        self._fade = QTimer(self, singleShot=True, interval=NOTICE_MS)
        self._countdown.ticked.connect(lambda left: self.rename_action(f"{_UNDO} ({left} s)"))
        self._countdown.over.connect(self._end_offer)
        self._fade.timeout.connect(self.clear)
        self.action_triggered.connect(self.undo)
        bridge = session.bridge
        bridge.removal_wished.connect(self._offer)
        bridge.faxes_restored.connect(self._show_restored)
        bridge.faxes_deleted.connect(self._show_deleted)
        bridge.connection_changed.connect(self._note_connection)
        session.account_changed.connect(self.clear)

    def undo(self) -> None:
        """Bring back what was deleted last."""
        if self._offers:
            event, _ = self._offers.pop()
            self._countdown.stop()
            self.tell(Tone.NOTE, "Bringing it back…" if len(event.refs) == 1 else "Bringing them back…")
            self._session.engine.restore_faxes(event.refs)

    def clear(self) -> None:
        """Say nothing any more; what was offered is not offered any more."""
        self._countdown.stop()
        self._fade.stop()
        self._offers.clear()
        super().clear()

    def _offer(self, event: RemovalWished) -> None:
        if event.seconds > 0:
            self._offers.append((event, time.monotonic() + event.seconds))
            self._show_offer()

    def _show_offer(self) -> bool:
        """Whether there is one whose time is not over."""
        while self._offers:
            event, until = self._offers[-1]
            left = until - time.monotonic()
            if left > 0:
                self._fade.stop()
                self.tell(Tone.WARNING, *_words(event, self._is_offline), action=_UNDO)
                self._countdown.start(left)
                return True
            self._offers.pop()
        return False

    def _end_offer(self) -> None:
        if not self._show_offer():
            self.clear()

    def _show_restored(self, event: FaxesRestored) -> None:
        if event.refs:
            self.restored.emit(event.refs[0])
        if event.too_late:
            what = f"It was too late for {count(event.too_late, 'fax', 'faxes')}."
            self._say(Tone.WARNING, what, "byFax was already asked to delete it.")
        elif not self._show_offer():
            number = len(event.refs)
            self._say(Tone.DONE, "The fax is back." if number == 1 else f"{number} faxes are back.")

    def _show_deleted(self, event: FaxesDeleted) -> None:
        number = len(event.refs)
        if event.refused:
            _, trouble = event.refused[0]
            lines = [f"{self._who(ref)}: {each.what} {each.do}" for ref, each in event.refused]
            what = f"{count(len(event.refused), 'fax was', 'faxes were')} not deleted. {trouble.what}"
            self._countdown.stop()
            self._offers.clear()
            self.tell(Tone.TROUBLE, what, trouble.do, "\n".join(lines))
        elif not self._offers and number:
            self._say(Tone.DONE, f"{count(number, 'fax was', 'faxes were')} deleted.")

    def _say(self, tone: Tone, what: str, do: str = "") -> None:
        """Say something that goes away by itself."""
        self.tell(tone, what, do)
        self._fade.start()

    def _note_connection(self, event: ConnectionChanged) -> None:
        self._is_offline = event.state.value == "offline"


def _words(event: RemovalWished, is_offline: bool) -> tuple[str, str]:
    """What is deleted, and what is lost by that."""
    number, one = len(event.refs), len(event.refs) == 1
    faxes = "The fax is" if one else f"{count(number, 'fax', 'faxes')} are"
    where = "here and at byFax"
    if event.scope.value == "service":
        where = "at byFax; the pages stay on this computer"
    elif event.gone == number:
        where = "here; byFax no longer has it" if one else "here; byFax no longer has them"
    told = [f"{faxes} deleted {where}."]
    if event.unread:
        told.append("It was not read yet." if one else f"{count(event.unread, 'was', 'were')} not read yet.")
    if is_offline and event.gone < number:
        last = "byFax deletes it as soon as it can be reached."
    else:
        back = "brought back to byFax" if event.scope.value == "service" else "brought back"
        last = f"When the time is over, {'it' if one else 'they'} cannot be {back}."
    return " ".join(told), last
