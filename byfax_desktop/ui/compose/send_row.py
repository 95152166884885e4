"""The end of Compose: what will be sent, and the one button that does it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from byfax_desktop.ui.elided import ElidedLabel
from byfax_desktop.ui.icons import icon


class SendRow(QWidget):
    """Summary and Send; ``send_asked`` by mouse or mnemonic, for the keys belong to the window."""

    send_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("send_row")
        self._summary = ElidedLabel(self, max_width=420)
        self._summary.setObjectName("send_summary")
        self._button = QPushButton(icon("send"), "&Send fax…", self)
        self._button.setObjectName("send_button")
        self._button.setAccessibleName("Send fax…")
        self._button.setDefault(True)
        self._button.setMinimumHeight(round(self._button.sizeHint().height() * 1.25))
        self._button.clicked.connect(self.send_asked)
        keys = QLabel(_shown_keys(), self)
        keys.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._summary, 1)
        row.addWidget(keys)
        row.addWidget(self._button)

    def tell(self, text: str, sending: bool) -> None:
        """Say what will be sent, or that it is being sent."""
        self._summary.setText("Sending…" if sending else text)
        self._button.setEnabled(not sending)
        self._button.setText("Sending…" if sending else "&Send fax…")


def _shown_keys() -> str:
    native = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
    return native.replace("Return", "Enter")
