"""Rows with some air between their lines."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

PADDING = 10
"""By how many pixels a row is higher than its text."""


class RoomyRows(QStyledItemDelegate):
    """The platform's own cells, a little higher."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The usual width, and the height of a line with its padding."""
        usual = super().sizeHint(option, index)
        return QSize(usual.width(), max(usual.height(), option.fontMetrics.height() + PADDING))
