"""Choosing the passphrase of the lock: typed twice, for nobody can read it afterwards."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.widgets.growing import grow_to_fit

LEAST = 4
"""Letters; shorter ones are typed by chance."""
_WIDTH = 480
_ABOUT = (
    "It is asked for when byFax Desktop is locked, and at each start. Only a hash of it is kept, in the keyring of this"
    " computer: nobody can tell it to you. The lock hides your faxes from passers-by; it does not encrypt them."
)


class PassphraseDialog(QDialog):
    """``chosen`` with the passphrase; whoever listens ends it with ``accept``, or tells the trouble."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("passphrase")
        self.setWindowTitle("Passphrase of the lock")
        self.setMinimumWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._message = MessageBar("passphrase_message", self)
        self._first = _line("passphrase_first", "Passphrase", self)
        self._again = _line("passphrase_again", "Passphrase once more", self)
        self._arrange()
        self._first.setFocus()

    def tell(self, what: str, do: str, details: str = "") -> None:
        """Say why it is not kept."""
        self._message.tell(Tone.WARNING, what, do, details)
        grow_to_fit(self)

    def _choose(self) -> None:
        if len(self._first.text()) < LEAST:
            self.tell("The passphrase is too short.", f"Choose one of {LEAST} letters or more.")
            self._first.setFocus()
        elif self._first.text() != self._again.text():
            self.tell("The two are different.", "Type the same passphrase twice.")
            self._again.clear()
            self._again.setFocus()
        else:
            self._message.clear()
            self.chosen.emit(self._first.text())

    def _arrange(self) -> None:
        about = QLabel(_ABOUT, self)
        about.setWordWrap(True)
        form = QFormLayout()
        form.addRow("&Passphrase", self._first)
        form.addRow("Once &more", self._again)
        buttons = QDialogButtonBox(self)
        keep = buttons.addButton("&Lock with it", QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setObjectName("passphrase_keep")
        keep.setAccessibleName("Lock with it")
        keep.setDefault(True)
        cancel = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        cancel.setObjectName("passphrase_cancel")
        keep.clicked.connect(self._choose)
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(about)
        column.addWidget(self._message)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(buttons)


def _line(name: str, accessible: str, parent: QWidget) -> QLineEdit:
    line = QLineEdit(parent)
    line.setObjectName(name)
    line.setAccessibleName(accessible)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
