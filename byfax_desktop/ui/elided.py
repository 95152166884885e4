"""A label for texts of any length: what does not fit ends in an ellipsis, and the tool tip has it whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget


class ElidedLabel(QLabel):
    """A QLabel of one line that gives way to its neighbours, and never asks for more than ``max_width``."""

    def __init__(
        self,
        parent: QWidget | None = None,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        max_width: int = 260,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self._max_width = max_width
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        """Show ``text``, all of which is in the tool tip."""
        super().setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The whole text's size, within bounds."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(min(width, self._max_width), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the ellipsis and a few letters."""
        return QSize(min(40, self.sizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint as much as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), self._mode, self.width())
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)
