"""A small picture of the fax that is read, by which it is dragged out of the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from byfax_desktop.ui.icons import icon

_SIZE = QSize(16, 16)


class DragHandle(QLabel):
    """``dragged`` when the mouse is held on it and moved; who has no mouse copies the fax in the list."""

    dragged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inbox_drag_handle")
        self.setAccessibleName("Drag the fax from here")
        self.setToolTip("Drag the fax from here to a folder or an e-mail (Ctrl+C in the list copies it)")
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._press: QPoint | None = None
        self._paint_icon()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where it was taken."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell once that it is moved."""
        if self._press is None:
            return
        way = (event.position().toPoint() - self._press).manhattanLength()
        if way >= QApplication.startDragDistance():
            self._press = None
            self.dragged.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing is held any more."""
        super().mouseReleaseEvent(event)
        self._press = None

    def changeEvent(self, event: QEvent) -> None:
        """Follow light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icon()

    def _paint_icon(self) -> None:
        self.setPixmap(icon("document").pixmap(_SIZE, self.devicePixelRatioF()))
