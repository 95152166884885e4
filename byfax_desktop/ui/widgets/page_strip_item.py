"""How a small page is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from byfax_desktop.ui.page_image import PageImage

PICTURE = QSize(110, 152)
"""The largest a small page is shown: an A4 page fills it."""
_MARGIN = 8
ITEM_WIDTH = PICTURE.width() + 2 * _MARGIN
_EDGE = QColor(0, 0, 0, 70)
_VEIL = QColor(255, 255, 255, 190)

_State = QStyle.StateFlag


class PageStripItem(QStyledItemDelegate):
    """The picture over the number; what is left out of the fax is pale and says so."""

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        """The same for all pages."""
        return QSize(ITEM_WIDTH, PICTURE.height() + option.fontMetrics.height() + 3 * _MARGIN)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one page."""
        shown = index.data(Qt.ItemDataRole.UserRole)
        shown = shown if isinstance(shown, PageImage) else None
        is_marked = bool(option.state & _State.State_Selected)
        rect = option.rect
        painter.save()
        if is_marked:
            painter.fillRect(rect, option.palette.highlight())
        room = QRect(rect.left() + _MARGIN, rect.top() + _MARGIN, PICTURE.width(), PICTURE.height())
        _paint_picture(painter, room, shown)
        words = f"{index.data()} – left out" if shown and shown.left_out else str(index.data())
        role = QPalette.ColorRole.HighlightedText if is_marked else QPalette.ColorRole.Text
        painter.setPen(option.palette.color(role))
        below = QRect(rect.left(), room.bottom() + _MARGIN, rect.width(), option.fontMetrics.height())
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)
        if is_marked and option.state & _State.State_HasFocus:
            painter.setPen(QPen(option.palette.color(role), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(2, 2, -3, -3))
        painter.restore()


def _paint_picture(painter: QPainter, room: QRect, shown: PageImage | None) -> None:
    """In its true shape, in the middle of the room; a blank sheet as long as it has not come."""
    size = PICTURE
    if shown is not None:
        size = shown.image.size().scaled(PICTURE, Qt.AspectRatioMode.KeepAspectRatio)
    sheet = QRect(0, 0, max(1, size.width()), max(1, size.height()))
    sheet.moveCenter(room.center())
    painter.setPen(_EDGE)
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawRect(sheet.adjusted(-1, -1, 0, 0))
    if shown is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(sheet, shown.image)
        if shown.left_out:
            painter.fillRect(sheet, _VEIL)
