"""How a document looks in its list: its first page, its name, and below it what is known, or what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
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
_MOST_WORDS = 1000
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class DocumentDelegate(QStyledItemDelegate):
    """A line for the name, and as many as the rest needs, so that it can be read without a tool tip."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._heights: dict[int, int] = {}
        self._of_words: dict[str, int] = {}
        self._measured = (0, "")

    def follow(self, model: QAbstractItemModel) -> None:
        """Measure rows anew where they change."""
        model.dataChanged.connect(self._forget_some)
        for signal in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.modelReset):
            signal.connect(self._heights.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As wide as the list, as high as the words; a list asks for all of its rows with each change of one."""
        # Asked about a single row, the list names no width: it is the one of the last layout.
        width, row = option.rect.width() or self._measured[0], index.row()
        if (width, option.font.key()) != self._measured:
            self._measured = (width, option.font.key())
            self._heights.clear()
            self._of_words.clear()
        if row not in self._heights:
            self._heights[row] = self._height(option.fontMetrics, index.data(DETAIL_ROLE))
        return QSize(width, self._heights[row])

    def _height(self, metrics: QFontMetrics, detail: str) -> int:
        """Many rows say the same, such as that they are being read."""
        if detail not in self._of_words:
            if len(self._of_words) > _MOST_WORDS:
                self._of_words.clear()
            box = QRect(0, 0, max(1, self._measured[0] - _text_left()), 10_000)
            words = metrics.boundingRect(box, _WRAP, _lines(detail)).height()
            self._of_words[detail] = max(BOX.height(), metrics.height() + words) + 2 * _PAD
        return self._of_words[detail]

    def _forget_some(self, first: QModelIndex, last: QModelIndex) -> None:
        for row in range(first.row(), last.row() + 1):
            self._heights.pop(row, None)

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
        painter.setPen(QColor("gray"))
        painter.drawRect(page.adjusted(0, 0, -1, -1))


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
    painter.drawText(rect.adjusted(0, metrics.height(), 0, 0), _WRAP, _lines(index.data(DETAIL_ROLE)))
    painter.restore()


def _lines(detail: str) -> str:
    """The words, with lines broken only between facts where they are several."""
    facts = detail.split(" · ")
    return " · ".join(fact.replace(" ", "\u00a0") for fact in facts) if len(facts) > 1 else facts[0]


def _is_trouble(index: _Index) -> bool:
    return index.data(STATE_ROLE) in (DocumentState.TROUBLE, DocumentState.PROTECTED)


def _text_left() -> int:
    return BOX.width() + 3 * _PAD + 2
