"""The button beside the sender: the kept senders to choose from, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimeZone, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton, QWidget

from byfax_desktop.ui.compose.sender_book import SenderBook
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.name_question import ask_name
from byfax_desktop.ui.widgets.texts import without_mnemonic

_OF_COMPUTER = "this computer's"


class SenderMenu(QToolButton):
    """Made anew each time it is opened."""

    chosen = Signal(object)
    """A Sender."""
    keep_asked = Signal(str)
    """What is entered is to be kept under this title."""
    timezone_chosen = Signal(str)
    """An IANA name; empty for that of this computer."""

    def __init__(self, book: SenderBook, timezone: Callable[[], str], parent: QWidget | None = None) -> None:
        """``timezone`` is the sender's own, empty where that is this computer's."""
        super().__init__(parent)
        self.setObjectName("sender_menu")
        self.setAccessibleName("Kept senders")
        self.setToolTip("Choose, keep or forget senders")
        self.setIcon(icon("account"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._book = book
        self._timezone = timezone
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)

    def _fill(self) -> None:
        self._menu.clear()
        senders = self._book.senders
        for sender in senders:
            self._menu.addAction(without_mnemonic(sender.title), partial(self.chosen.emit, sender))
        if senders:
            self._menu.addSeparator()
        self._menu.addAction(f"&Time zone: {self._timezone() or _OF_COMPUTER}…", self._ask_timezone)
        self._menu.addAction("&Keep this sender as…", self._ask_title)
        if senders:
            forget = self._menu.addMenu("&Forget")
            for sender in senders:
                forget.addAction(without_mnemonic(sender.title), partial(self._book.remove, sender.title))

    def _ask_timezone(self) -> None:
        zones = sorted(bytes(each.data()).decode() for each in QTimeZone.availableTimeZoneIds())
        dialog = QInputDialog(self)
        dialog.setObjectName("sender_timezone")
        dialog.setWindowTitle("Time zone of the sender")
        dialog.setLabelText("The header line shows the time of:")
        dialog.setComboBoxItems([_OF_COMPUTER, *zones])
        dialog.setTextValue(self._timezone() or _OF_COMPUTER)
        dialog.textValueSelected.connect(self._take_timezone)
        dialog.open()

    def _take_timezone(self, name: str) -> None:
        self.timezone_chosen.emit("" if name == _OF_COMPUTER else name)

    def _ask_title(self) -> None:
        what = "Name, company, number, time zone, header line and cover page are kept as:"
        ask_name(self, "sender_title", "Keep this sender", what, "", self.keep_asked.emit)
