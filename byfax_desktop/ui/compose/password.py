"""Asks for the password of a protected document, and tries it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind, shown_name
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.page_jobs import PageJobs

if TYPE_CHECKING:
    from byfax_desktop.fax.inspect import DocumentInfo
    from byfax_desktop.ui.page_jobs import PageRequest

_WIDTH = 400


class PasswordDialog(QDialog):
    """``opened`` tells what the document is and the password that opens it; nothing keeps the password here."""

    opened = Signal(object, str)

    def __init__(self, path: Path, pages: PageJobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("password_dialog")
        self.setWindowTitle("Protected document")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._path = path
        self._pages = pages
        self._request: PageRequest | None = None
        self._message = MessageBar("password_message", self)
        self._line = QLineEdit(self)
        self._shown = QCheckBox("&Show the password", self)
        kinds = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        self._arrange()
        self._connect()
        self._show()

    def done(self, result: int) -> None:
        """Forget what was typed, and what is still being tried."""
        if self._request:
            self._request.cancel()
        self._line.clear()
        super().done(result)

    def _try(self) -> None:
        if self._request or not self._line.text():
            return
        self._message.clear()
        self._request = self._pages.inspect(self._path, self._take, self._line.text())
        self._show()

    def _take(self, result: DocumentInfo | Trouble) -> None:
        self._request = None
        self._show()
        if not isinstance(result, Trouble):
            self.opened.emit(result, self._line.text())
            self.accept()
        elif is_protected(self._path, result):
            self._message.tell(Tone.WARNING, "Wrong password.", "Check it and try again.")
            self._line.selectAll()
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._message.tell(Tone.TROUBLE, result.what, result.do, result.details)

    def _show(self) -> None:
        """Fit the parts to what is typed and whether it is being tried."""
        is_trying = self._request is not None
        self._line.setReadOnly(is_trying)
        self._open_button.setEnabled(bool(self._line.text()) and not is_trying)
        self._open_button.setText("Opening…" if is_trying else "&Open")

    def _show_password(self, shown: bool) -> None:
        self._line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _connect(self) -> None:
        self._line.textChanged.connect(self._show)
        self._line.textEdited.connect(self._message.clear)
        self._shown.toggled.connect(self._show_password)
        self._buttons.accepted.connect(self._try)
        self._buttons.rejected.connect(self.reject)

    def _arrange(self) -> None:
        self._open_button = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._open_button.setObjectName("password_open")
        self._line.setObjectName("password")
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._shown.setObjectName("password_shown")
        name = shown_name(self._path.name).replace("&", "&&")
        label = QLabel(f"&Password of “{name}”", self)
        label.setBuddy(self._line)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._line.setAccessibleName("Password")
        promise = QLabel("The password stays on this computer and is not stored.", self)
        promise.setWordWrap(True)
        promise.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._line.setAccessibleDescription(promise.text())
        column = QVBoxLayout(self)
        for part in (label, self._line, self._shown, self._message, promise):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(self._buttons)
        self.setMinimumWidth(_WIDTH)


def is_protected(path: Path, trouble: Trouble) -> bool:
    """Whether the trouble is that a document opens only with another password."""
    locked = DocumentTrouble.of(TroubleKind.ENCRYPTED, path)
    return (trouble.what, trouble.do) == (locked.what, locked.do)
