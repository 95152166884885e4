"""Labels as people see them: a word in a rounded frame, whose colour says nothing that the word does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QIcon,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QPolygon,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from byfax_desktop.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from byfax_desktop.store.fax_labels import Label

TONES = {
    "blue": "#3a7bd5",
    "green": "#2e8b57",
    "orange": "#d07a1c",
    "purple": "#8a5cd0",
    "red": "#d0413a",
    "teal": "#1f8f94",
    "brown": "#8d6b4f",
    "grey": "#808080",
}
"""The colours that are offered, by the names under which they are kept."""

_PADDING, _GAP, _ROUND = 6, 4, 4
_WIDEST = 140
_TINT, _EDGE = 50, 160


def tone(label: Label) -> QColor:
    """The colour of a label; grey where it has one that nobody knows."""
    return QColor(TONES.get(label.colour, TONES["grey"]))


def swatch(label: Label, is_ticked: bool = False) -> QIcon:
    """A spot of its colour, with a tick in it or without."""
    pixmap = QPixmap(16, 16)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone(label))
    painter.drawRoundedRect(1, 1, 14, 14, 3, 3)
    if is_ticked:
        painter.setPen(QPen(Qt.GlobalColor.white, 2))
        painter.drawPolyline(QPolygon([QPoint(4, 8), QPoint(7, 11), QPoint(12, 5)]))
    painter.end()
    return QIcon(pixmap)


def paint_chips(painter: QPainter, room: QRect, labels: Sequence[Label], look: QPalette, ink: QColor) -> int:
    """Paint labels from the left as long as they fit, then how many do not; returns where the free room begins.

    They bring their own ground, for they may stand on that of a selection; ``ink`` is for what stands beside them.
    """
    metrics = QFontMetrics(painter.font())
    left = room.left()
    for place, label in enumerate(labels):
        rest = len(labels) - place - 1
        needed = metrics.horizontalAdvance(f"+{rest}") + _GAP if rest else 0
        width = min(metrics.horizontalAdvance(label.name) + 2 * _PADDING, _WIDEST, room.width())
        if left + width + needed > room.right() + 1 and place:
            painter.setPen(ink)
            more = f"+{rest + 1}"
            painter.drawText(QRect(left, room.top(), room.right() - left + 1, room.height()), _CENTRED, more)
            return left + metrics.horizontalAdvance(more) + _GAP
        _paint_chip(painter, QRect(left, room.top(), width, room.height()), label, look)
        left += width + _GAP
    return left


_CENTRED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _paint_chip(painter: QPainter, rect: QRect, label: Label, look: QPalette) -> None:
    edge, fill = tone(label), tone(label)
    edge.setAlpha(_EDGE)
    fill.setAlpha(_TINT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(edge)
    for ground in (look.base().color(), fill):
        painter.setBrush(ground)
        painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), _ROUND, _ROUND)
    painter.restore()
    inside = rect.adjusted(_PADDING, 0, -_PADDING, 0)
    name = QFontMetrics(painter.font()).elidedText(
        label.name, Qt.TextElideMode.ElideRight, inside.width() + 1
    )
    painter.setPen(look.text().color())
    painter.drawText(inside, _CENTRED, name)


class LabelChips(QWidget):
    """The labels of one fax, in one line."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._labels: tuple[Label, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_labels(())

    def show_labels(self, labels: tuple[Label, ...]) -> None:
        """Show these in place of others."""
        self._labels = labels
        names = ", ".join(label.name for label in labels)
        self.setAccessibleName(f"Labels: {names}" if names else "No labels")
        self.setToolTip(plain_tip(names))
        self.update()

    def sizeHint(self) -> QSize:
        """A line with its frame."""
        return QSize(3 * _WIDEST, self.fontMetrics().height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint them."""
        painter = QPainter(self)
        paint_chips(painter, self.rect(), self._labels, self.palette(), self.palette().windowText().color())
        painter.end()
