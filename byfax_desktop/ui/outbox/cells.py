"""The first cell of each row of the Outbox: it shows what stands below what, and what can be unfolded."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionViewItem, QWidget

from byfax_desktop.ui.outbox.model import OutboxModel
from byfax_desktop.ui.widgets.roomy_rows import RoomyRows

AnyIndex = QModelIndex | QPersistentModelIndex

INDENT = 20
"""Pixels by which each level is set in; in those of a fax to several is the platform's mark for folding."""


class FaxCells(RoomyRows):
    """Draws the platform's own cells, set in by their level."""

    def __init__(self, model: OutboxModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw a cell."""
        level = self._model.level(index)
        if level == 0:
            super().paint(painter, option, index)
            return
        style, widget = option.widget.style(), option.widget
        inner, margin = QStyleOptionViewItem(option), QStyleOptionViewItem(option)
        inner.rect, margin.rect = set_in(option, level * INDENT)
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, margin, painter, widget)
        if self._model.is_foldable(index):
            mark = QStyleOption()
            mark.rect, mark.palette, mark.direction = margin.rect, option.palette, option.direction
            mark.state = option.state | QStyle.StateFlag.State_Children
            if self._model.is_unfolded(index):
                mark.state |= QStyle.StateFlag.State_Open
            style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorBranch, mark, painter, widget)
        super().paint(painter, inner, index)


def set_in(option: QStyleOption, width: int) -> tuple[QRect, QRect]:
    """What is left of a cell beside a margin of this width, and the margin, on the side where reading begins."""
    whole = option.rect
    inner = QRect(whole.left() + width, whole.top(), max(0, whole.width() - width), whole.height())
    margin = QRect(whole.left(), whole.top(), min(width, whole.width()), whole.height())
    if option.direction == Qt.LayoutDirection.RightToLeft:
        inner = QStyle.visualRect(option.direction, whole, inner)
        margin = QStyle.visualRect(option.direction, whole, margin)
    return inner, margin
