"""Where files can be dropped: the empty list of documents, and what covers Compose while files are dragged over it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.widgets.notice import Notice

_GAP = 12
_WORDS = "Drop to add as documents"


class DropArea(Notice):
    """A notice in a dashed frame."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame, in the colour of what is not filled in yet."""
        super().paintEvent(event)
        _frame(self, self.palette().color(QPalette.ColorRole.PlaceholderText), 1, 1)


class DropVeil(QWidget):
    """A frame and a few words; it lets the mouse through to what it covers."""

    def __init__(self, covered: QWidget) -> None:
        super().__init__(covered)
        self._covered = covered
        self._words = _WORDS
        self.setObjectName("drop_veil")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self, area: QRect | None = None, words: str = _WORDS) -> None:
        """Lie over all of it, or over an area of it, and say this."""
        self._words = words
        self.setGeometry(area or self._covered.rect())
        self.update()
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A pale ground, the frame, and the words."""
        painter = QPainter(self)
        ground = QColor(self.palette().color(QPalette.ColorRole.Window))
        ground.setAlphaF(0.88)
        painter.fillRect(event.rect(), ground)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()
        _frame(self, self.palette().color(QPalette.ColorRole.Highlight), 2, _GAP)


def _frame(widget: QWidget, colour: QColor, width: int, gap: int) -> None:
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, width, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(gap, gap, -gap, -gap), 8, 8)
