"""Removing an account: what goes, what stays, and what is not sent any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.widgets.growing import grow_to_fit

if TYPE_CHECKING:
    from byfax_desktop.ui.accounts.removal import Removal

_WIDTH = 520
_AT_BYFAX = (
    "At byFax nothing changes: your account, your numbers, and all faxes sent and received stay there."
)
_IN_KEYRING = "Its api-key and api-secret are taken out of this computer’s keyring."
_FORGOTTEN = "Its api-key and api-secret are forgotten."
_KEPT = "What this computer keeps of its faxes stays here, and is found when you add the account again."
_LOST = (
    "Deleted from this computer for good: the list of sent faxes with its history and evidence, the copies of"
    " documents, the pages of received faxes, drafts, templates and notes. Files that were saved in other folders,"
    " and your contacts, stay."
)
_DEMO = "The demo’s faxes are on this computer alone; you can try it again at any time."


class RemovalDialog(QDialog):
    """``decided`` with whether what is kept of the account is to be deleted too."""

    decided = Signal(bool)

    def __init__(self, removal: Removal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("account_removal")
        self.setWindowTitle("Remove account")
        self.setMinimumWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._removal = removal
        self._warning = MessageBar("account_removal_message", self)
        self._wipe = QCheckBox("&Also delete what this computer keeps of its faxes", self)
        self._wipe.setObjectName("account_removal_wipe")
        self._fate = _label("account_removal_fate", self)
        self._arrange()
        self._wipe.toggled.connect(self._show)
        self._show()

    def _show(self) -> None:
        wipe = self._wipe.isChecked()
        self._fate.setText(_LOST if wipe else _KEPT)
        self._wipe.setAccessibleDescription(self._fate.text())
        self._warn(wipe)
        grow_to_fit(self)

    def _warn(self, wipe: bool) -> None:
        waiting = self._removal.waiting
        if not waiting:
            return
        what = "1 fax has" if waiting == 1 else f"{self.locale().toString(waiting)} faxes have"
        then = (
            "What byFax does not have yet is deleted and never sent."
            if wipe
            else "They are not sent while the account is not here."
        )
        self._warning.tell(Tone.WARNING, f"{what} not been sent yet.", then)

    def _arrange(self) -> None:
        account = self._removal.account
        head = _label("account_removal_head", self)
        head.setText(f"Remove “{account.title}” from this computer?")
        font = head.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        font.setBold(True)
        head.setFont(font)
        what = _label("account_removal_what", self)
        secrets = _IN_KEYRING if account.in_keyring else _FORGOTTEN
        what.setText(_DEMO if account.is_demo else f"{secrets} {_AT_BYFAX}")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        for part in (head, self._warning, what, self._wipe, self._fate):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        remove = buttons.addButton("&Remove", QDialogButtonBox.ButtonRole.AcceptRole)
        remove.setObjectName("account_removal_remove")
        remove.setAccessibleName("Remove the account")
        remove.setAutoDefault(False)
        keep = buttons.addButton("&Keep it", QDialogButtonBox.ButtonRole.RejectRole)
        keep.setObjectName("account_removal_keep")
        keep.setDefault(True)
        keep.setFocus()
        remove.clicked.connect(self._decide)
        keep.clicked.connect(self.reject)
        return buttons

    def _decide(self) -> None:
        wipe = self._wipe.isChecked()
        self.accept()
        self.decided.emit(wipe)


def _label(name: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
