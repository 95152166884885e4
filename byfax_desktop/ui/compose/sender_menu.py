"""The button beside the sender: the kept senders to choose from, and what is done with them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QToolButton, QWidget

from byfax_desktop.ui.compose.sender_book import SenderBook
from byfax_desktop.ui.icons import icon

_LONGEST_TITLE = 60


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
            self._menu.addAction(_plain(sender.title), partial(self.chosen.emit, sender))
        if senders:
            self._menu.addSeparator()
        self._menu.addAction("&Keep this sender as…", self._ask_title)
        if senders:
            forget = self._menu.addMenu("&Forget")
            for sender in senders:
                forget.addAction(_plain(sender.title), partial(self._book.remove, sender.title))

    def _ask_title(self) -> None:
        dialog = QInputDialog(self)
        dialog.setObjectName("sender_title")
        dialog.setWindowTitle("Keep this sender")
        dialog.setLabelText("Keep name, company, number, header line and cover page as:")
        line = dialog.findChild(QLineEdit)
        if line is not None:
            line.setMaxLength(_LONGEST_TITLE)
        dialog.textValueSelected.connect(self._keep)
        dialog.open()

    def _keep(self, title: str) -> None:
        if title.strip():
            self.keep_asked.emit(title.strip())


def _plain(title: str) -> str:
    """A title in which no letter is a mnemonic."""
    return title.replace("&", "&&")
