"""How a document looks in its list: its first page, its name, and below it what is known, or what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from byfax_desktop.ui.compose.document_model import (
    DETAIL_ROLE,
    DOCUMENT_ROLE,
    ICON_ROLE,
    STATE_ROLE,
    DocumentState,
)
from byfax_desktop.ui.compose.document_thumbnails import BOX, Thumbnails
from byfax_desktop.ui.icons import icon

_Index = QModelIndex | QPersistentModelIndex
_PAD = 5
_ICON = 20
_PALE = 0.65
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_MOST_HEIGHTS = 2000


class DocumentDelegate(QStyledItemDelegate):
    """A line for the name, and as many as the rest needs, so that it can be read without a tool tip."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._heights: dict[tuple[str, int, str], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As wide as the list, as high as the words; measured once, for a list asks for all of its rows."""
        width = option.rect.width()
        key = (index.data(DETAIL_ROLE), width, option.font.key())
        if key not in self._heights:
            if len(self._heights) > _MOST_HEIGHTS:
                self._heights.clear()
            words = _detail_height(option.fontMetrics, index, width - _text_left())
            self._heights[key] = max(BOX.height(), option.fontMetrics.height() + words) + 2 * _PAD
        return QSize(width, self._heights[key])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one document."""
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = option.rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        self._paint_page(painter, QRect(rect.topLeft(), BOX), index, selected)
        _write(painter, option, rect.adjusted(BOX.width() + _PAD + 2, 0, 0, 0), index, selected)

    def _paint_page(self, painter: QPainter, box: QRect, index: _Index, selected: bool) -> None:
        """The first page; an icon where there is none, or something is wrong."""
        wrong = index.data(ICON_ROLE) in ("key", "state-warning")
        picture = None if wrong else self._thumbnails.picture(index.data(DOCUMENT_ROLE))
        if picture is None:
            mode = QIcon.Mode.Selected if selected else QIcon.Mode.Normal
            place = QRect(0, 0, _ICON, _ICON)
            place.moveCenter(box.center())
            icon(index.data(ICON_ROLE)).paint(painter, place, Qt.AlignmentFlag.AlignCenter, mode)
            return
        page = QRect(box.topLeft(), picture.deviceIndependentSize().toSize())
        page.moveCenter(box.center())
        painter.drawPixmap(page, picture)
        painter.save()
        painter.setPen(QColor(128, 128, 128, 160))
        painter.drawRect(page.adjusted(0, 0, -1, -1))
        painter.restore()


def _write(
    painter: QPainter, option: QStyleOptionViewItem, rect: QRect, index: _Index, selected: bool
) -> None:
    metrics = option.fontMetrics
    role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
    colour = QColor(option.palette.color(role))
    painter.save()
    painter.setPen(colour)
    name = metrics.elidedText(index.data(), Qt.TextElideMode.ElideMiddle, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, name)
    if not (selected or _is_trouble(index)):  # pale on the highlight could hardly be read
        colour.setAlphaF(_PALE)
        painter.setPen(colour)
    painter.drawText(rect.adjusted(0, metrics.height(), 0, 0), _WRAP, _detail(index))
    painter.restore()


def _detail_height(metrics: QFontMetrics, index: _Index, width: int) -> int:
    return metrics.boundingRect(QRect(0, 0, max(1, width), 10_000), _WRAP, _detail(index)).height()


def _detail(index: _Index) -> str:
    """The words, with lines broken only between facts where they are several."""
    facts: list[str] = index.data(DETAIL_ROLE).split(" · ")
    return " · ".join(fact.replace(" ", "\u00a0") for fact in facts) if len(facts) > 1 else facts[0]


def _is_trouble(index: _Index) -> bool:
    return index.data(STATE_ROLE) in (DocumentState.TROUBLE, DocumentState.PROTECTED)


def _text_left() -> int:
    return BOX.width() + 3 * _PAD + 2
