"""Rows with some air between their lines, whose tool tips say what does not fit."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

PADDING = 10
"""By how many pixels a row is higher than its text."""

AnyIndex = QModelIndex | QPersistentModelIndex


def width_for(view: QAbstractItemView, sample: str) -> int:
    """The width of a column in which texts like ``sample`` fit, in the font of the view."""
    return view.fontMetrics().horizontalAdvance(sample) + 2 * PADDING


class RoomyRows(QStyledItemDelegate):
    """The platform's own cells, a little higher."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """The usual width, and the height of a line with its padding."""
        usual = super().sizeHint(option, index)
        return QSize(usual.width(), max(usual.height(), option.fontMetrics.height() + PADDING))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: AnyIndex
    ) -> bool:
        """Show the tool tip of a cell whose text is cut off, and no other."""
        if self.sizeHint(option, index).width() <= option.rect.width():
            return False
        return super().helpEvent(event, view, option, index)
