"""What stands where there is nothing to show: why, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from byfax_desktop.ui.icons import icon

_ICON_SIZE = QSize(40, 40)
_TEXT_WIDTH = 440


class Notice(QWidget):
    """An icon, one sentence, one sentence on what to do, and at most one button, in the middle of its room."""

    action_triggered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is the object name; the parts are named after it."""
        super().__init__(parent)
        self.setObjectName(name)
        self._icon_name = ""
        self._picture = QLabel(self)
        self._what = _sentence(self, f"{name}_what")
        self._do = _sentence(self, f"{name}_do")
        self._button = QPushButton(self)
        self._button.setObjectName(f"{name}_action")
        self._button.clicked.connect(self.action_triggered)
        self._arrange()

    def tell(self, icon_name: str, what: str, do: str, action: str = "") -> None:
        """Show these; without an ``action`` text there is no button."""
        self._icon_name = icon_name
        self._what.setText(what)
        self._do.setText(do)
        self._do.setVisible(bool(do))
        self._button.setText(action)
        self._button.setAccessibleName(action.replace("&", ""))
        self._button.setVisible(bool(action))
        self.setAccessibleName(f"{what} {do}".strip())
        self._paint_icon()

    @property
    def text(self) -> str:
        """Both sentences."""
        return f"{self._what.text()} {self._do.text()}".strip()

    @property
    def button(self) -> QPushButton:
        """The one button, hidden where there is nothing to press."""
        return self._button

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette: icons are painted in the colour of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icon()

    def _paint_icon(self) -> None:
        if self._icon_name:
            # Pale, as the picture only accompanies the words.
            pale = icon(self._icon_name).pixmap(_ICON_SIZE, self.devicePixelRatioF(), QIcon.Mode.Disabled)
            self._picture.setPixmap(pale)

    def _arrange(self) -> None:
        font = QFont(self._what.font())
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setWeight(QFont.Weight.DemiBold)
        self._what.setFont(font)
        inside = QWidget(self)
        inside.setMaximumWidth(_TEXT_WIDTH)
        column = QVBoxLayout(inside)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        # Without an alignment, so that they get the width and then the height that their words need.
        column.addWidget(self._what)
        column.addWidget(self._do)
        column.addSpacing(8)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)


def _sentence(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
