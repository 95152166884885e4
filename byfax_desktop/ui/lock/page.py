"""The page that is seen while the program is locked: it tells nothing, and asks for the passphrase."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.message_bar import MessageBar, Tone

_ICON = QSize(48, 48)
_WIDTH = 400


class LockPage(QWidget):
    """``entered`` with what was typed; whoever listens says when it was wrong."""

    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lock_page")
        self._message = MessageBar("lock_message", self)
        self._line = QLineEdit(self)
        self._unlock = QPushButton("&Unlock", self)
        self._arrange()
        self._line.returnPressed.connect(self._enter)
        self._unlock.clicked.connect(self._enter)
        self.setFocusProxy(self._line)

    def begin(self) -> None:
        """Be empty, and ready for a passphrase."""
        self._message.clear()
        self._line.clear()
        self.set_busy(False)

    def set_busy(self, is_busy: bool) -> None:
        """Whether an answer is waited for."""
        self._line.setEnabled(not is_busy)
        self._unlock.setEnabled(not is_busy)
        if not is_busy:
            self._line.setFocus()

    def tell(self, what: str, do: str, details: str = "") -> None:
        """Say why it stays locked."""
        self.set_busy(False)
        self._line.selectAll()
        self._message.tell(Tone.WARNING, what, do, details)

    def _enter(self) -> None:
        if self._line.text():
            self.set_busy(True)
            self._message.clear()
            self.entered.emit(self._line.text())

    def _arrange(self) -> None:
        self._line.setObjectName("lock_passphrase")
        self._line.setAccessibleName("Passphrase")
        self._line.setPlaceholderText("Passphrase")
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._unlock.setObjectName("lock_unlock")
        self._unlock.setAccessibleName("Unlock")
        sign, head, words = QLabel(self), QLabel("byFax Desktop is locked", self), QLabel(self)
        sign.setPixmap(icon("lock").pixmap(_ICON, self.devicePixelRatioF()))
        font = head.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        font.setBold(True)
        head.setFont(font)
        words.setText("Faxes are sent and received meanwhile.")
        for label in (sign, head, words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        entry = QHBoxLayout()
        entry.setSpacing(8)
        entry.addWidget(self._line, 1)
        entry.addWidget(self._unlock)
        room = QWidget(self)
        room.setMaximumWidth(_WIDTH)
        middle = QVBoxLayout(room)
        middle.setSpacing(12)
        for part in (sign, head, words, self._message):
            middle.addWidget(part)
        middle.addLayout(entry)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(room, 4, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
