"""Cover pages as cards: a small picture of the page, and its name below."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from byfax_desktop.ui.covers.shelf import NO_COVER, CoverShelf

_Index = QModelIndex | QPersistentModelIndex

REF_ROLE = Qt.ItemDataRole.UserRole + 1
"""The ref of a cover; None for no cover page."""
PAGE = QSize(46, 65)
_PAD = 6
_GAP = 4
WIDTH = 104


class CoverCards(QAbstractListModel):
    """No cover page, then those of the shelf."""

    def __init__(self, shelf: CoverShelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._refs: tuple[str | None, ...] = (None, *shelf.refs)
        shelf.picture_changed.connect(self._show_picture)

    def reload(self) -> None:
        """Have the covers that the shelf has now."""
        self.beginResetModel()
        self._refs = (None, *self._shelf.refs)
        self.endResetModel()

    def row_of(self, ref: str | None) -> int:
        """Where a cover stands; the first row where there is none of this ref."""
        return self._refs.index(ref) if ref in self._refs else 0

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One more than there are covers."""
        return 0 if parent.isValid() else len(self._refs)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cover's name, picture and ref."""
        if not index.isValid():
            return None
        ref = self._refs[index.row()]
        if role == REF_ROLE:
            return ref
        if role == Qt.ItemDataRole.DecorationRole:
            return self._shelf.picture(ref) if ref else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._shelf.title(ref) if ref else NO_COVER
        if role == Qt.ItemDataRole.ToolTipRole and ref:
            from html import escape

            return f"<p>{escape(self._shelf.title(ref))}</p>"
        return None

    def _show_picture(self, ref: str) -> None:
        if ref in self._refs:
            index = self.index(self._refs.index(ref))
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])


class CardDelegate(QStyledItemDelegate):
    """Paints a card; pictures are scaled once for each size."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._scaled: dict[tuple[int, int], QPixmap] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002
        """The same for all."""
        return QSize(WIDTH, _PAD + PAGE.height() + _GAP + option.fontMetrics.height() + _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        inside = option.rect.adjusted(2, 2, -2, -2)
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(option.palette.brush(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(inside, 5, 5)
        page = QRect(inside.center().x() - PAGE.width() // 2, inside.top() + _PAD - 2, *PAGE.toTuple())
        self._paint_page(painter, page, index, option.palette, selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.setPen(option.palette.color(role))
        words = inside.adjusted(_GAP, page.bottom() + _GAP - inside.top(), -_GAP, 0)
        name = option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, name)
        painter.restore()

    def _paint_page(
        self, painter: QPainter, page: QRect, index: _Index, palette: QPalette, selected: bool
    ) -> None:
        has_cover = index.data(REF_ROLE) is not None
        edge = palette.color(QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text)
        edge.setAlphaF(0.45)
        painter.setPen(QPen(edge, 1, Qt.PenStyle.SolidLine if has_cover else Qt.PenStyle.DashLine))
        painter.setBrush(QColor("white") if has_cover else Qt.BrushStyle.NoBrush)
        painter.drawRect(page)
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if picture is not None:
            ratio = painter.device().devicePixelRatioF()
            shown = self._fitted(picture, page.adjusted(1, 1, 0, 0).size(), ratio)
            size = shown.deviceIndependentSize().toSize()
            spot = QRect(page.left() + 1, page.top() + 1, size.width(), size.height())
            painter.drawPixmap(spot, shown)

    def _fitted(self, picture: QPixmap, size: QSize, ratio: float) -> QPixmap:
        key = (picture.cacheKey(), round(ratio * 100))
        if key not in self._scaled:
            if len(self._scaled) > 200:
                self._scaled.clear()
            shown = picture.scaled(
                size * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            shown.setDevicePixelRatio(ratio)
            self._scaled[key] = shown
        return self._scaled[key]
