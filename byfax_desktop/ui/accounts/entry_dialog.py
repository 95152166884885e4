"""Adding an account, and changing one: nothing is kept before the service has taken it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from byfax_desktop.ui.accounts.answers import AnswerBar
from byfax_desktop.ui.accounts.credentials_form import CredentialsForm

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.ui.accounts.entry import Entry, MixedUp, NotKept

_WIDTH = 520


class EntryDialog(QDialog):
    """Tells what was ``entered``, an Entry; whoever listens ends it with ``accept``, or tells what came of it."""

    entered = Signal(object)

    def __init__(self, parent: QWidget | None = None, account: Account | None = None) -> None:
        """``account`` is that to be changed; without one, one is added."""
        super().__init__(parent)
        self.setObjectName("account_entry")
        self.setWindowTitle("Change account" if account else "Add account")
        self.setMinimumWidth(_WIDTH)
        self._message = AnswerBar("account_entry_message", self)
        self._form = CredentialsForm(self, account)
        self._buttons = QDialogButtonBox(self)
        self._save = self._buttons.addButton("Check and &save", QDialogButtonBox.ButtonRole.AcceptRole)
        self._save.setObjectName("account_entry_save")
        self._save.setAccessibleName("Check and save")
        self._save.setDefault(True)
        cancel = self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        cancel.setObjectName("account_entry_cancel")
        self._arrange()
        self._save.clicked.connect(self._check)
        cancel.clicked.connect(self.reject)
        self._message.entered.connect(self._enter)
        self.finished.connect(self._form.clear_secret)
        self._form.setFocus()

    def tell(self, answer: Trouble | MixedUp | NotKept) -> None:
        """Say why it did not work, and what would; everything that was entered stays."""
        self._wait(False)
        self._form.setFocus()
        self._message.tell(answer)

    def _check(self) -> None:
        missing = self._form.missing()
        if missing:
            self._message.warn(*missing)
        else:
            self._enter(self._form.entry)

    def _enter(self, entry: Entry) -> None:
        self._wait(True)
        self._message.note("Asking the service…")
        self.entered.emit(entry)

    def _wait(self, waiting: bool) -> None:
        self._form.setEnabled(not waiting)
        self._save.setEnabled(not waiting)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self._message)
        column.addWidget(self._form)
        column.addStretch(1)
        column.addWidget(self._buttons)
