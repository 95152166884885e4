"""The button beside the sender: the kept senders to choose from, and what is done with them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from byfax_desktop.ui.compose.sender_book import SenderBook
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.name_question import ask_name
from byfax_desktop.ui.widgets.texts import without_mnemonic


class SenderMenu(QToolButton):
    """Made anew each time it is opened."""

    chosen = Signal(object)
    """A Sender."""
    keep_asked = Signal(str)
    """What is entered is to be kept under this title."""

    def __init__(self, book: SenderBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sender_menu")
        self.setAccessibleName("Kept senders")
        self.setToolTip("Choose, keep or forget senders")
        self.setIcon(icon("account"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._book = book
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
        self._menu.addAction("&Keep this sender as…", self._ask_title)
        if senders:
            forget = self._menu.addMenu("&Forget")
            for sender in senders:
                forget.addAction(without_mnemonic(sender.title), partial(self._book.remove, sender.title))

    def _ask_title(self) -> None:
        what = "Name, company, number, header line and cover page are kept as:"
        ask_name(self, "sender_title", "Keep this sender", what, "", self.keep_asked.emit)
