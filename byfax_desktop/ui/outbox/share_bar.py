"""A bar of two parts: what arrived is filled, what failed is hatched."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from byfax_desktop.ui.widgets.tips import plain_tip

_HEIGHT, _WIDTH = 10, 120
_LEAST = 3
"""Pixels of a part that there is, however small beside the other."""


class ShareBar(QWidget):
    """Told apart by pattern, not by colour; its text says what it shows."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._delivered = self._failed = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, delivered: int, failed: int, words: str) -> None:
        """Show how many of how many arrived; ``words`` are for those who hear it, or point at it."""
        self._delivered, self._failed = delivered, failed
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(_WIDTH, _HEIGHT)

    def delivered_width(self, width: float) -> float:
        """How much of a bar of this width is filled."""
        total = self._delivered + self._failed
        if not self._delivered or not self._failed:
            return width if self._delivered else 0.0
        return min(max(width * self._delivered / total, _LEAST), width - _LEAST)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both parts into a rounded frame; without any fax the frame alone."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(place, 3, 3)
        text = self.palette().color(QPalette.ColorRole.WindowText)
        painter.setClipPath(outline)
        filled = QRectF(place)
        filled.setWidth(self.delivered_width(place.width()))
        left, right = filled, QRectF(filled.topRight(), place.bottomRight())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            right.moveLeft(place.left())
            left.moveRight(place.right())
        painter.fillRect(left, self.palette().color(QPalette.ColorRole.Highlight))
        if self._failed:
            painter.fillRect(right, QBrush(text, Qt.BrushStyle.BDiagPattern))
        painter.setClipping(False)
        text.setAlphaF(0.5)
        painter.setPen(text)
        painter.drawPath(outline)
