"""The view of all sent faxes, whose rows fold and unfold."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from byfax_desktop.ui.outbox.cells import INDENT, FaxCells
from byfax_desktop.ui.outbox.model import OutboxModel
from byfax_desktop.ui.outbox.place import KeptPlace
from byfax_desktop.ui.outbox.rows import RowKey
from byfax_desktop.ui.outbox.widths import FittedWidths
from byfax_desktop.ui.widgets.roomy_rows import PADDING, RoomyRows

MOST_CHOSEN = 1000
"""With more faxes than this nothing can be done at once: each would have to be read before."""

_UNFOLD = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Plus})
_FOLD = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Minus})
AnyIndex = QModelIndex | QPersistentModelIndex


class FaxTable(QTableView):
    """Whole rows, several of which may be chosen; Left and Right fold and unfold."""

    typed = Signal(str)
    """A person begins to type a text to look for."""

    def __init__(self, model: OutboxModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outbox_faxes")
        self.setAccessibleName("Sent faxes")
        self._faxes = model
        self.setModel(model)
        self._look_like_a_list()
        self._widths = FittedWidths(self)
        KeptPlace(self, model)

    # Folding

    def isExpanded(self, index: QModelIndex) -> bool:
        """Whether the recipients of a fax stand below it."""
        return self._faxes.is_unfolded(index)

    def expand(self, index: QModelIndex) -> None:
        """Put the recipients of a fax below it."""
        self._faxes.fold(index, is_unfolded=True)

    def collapse(self, index: QModelIndex) -> None:
        """Take the recipients of a fax away from below it; whose row was the current one, theirs is the fax's."""
        self._faxes.fold(index)

    # What is chosen and seen

    def go_to_first(self) -> None:
        """Choose the first fax."""
        rows = self._faxes.rows
        if rows is not None and len(rows):
            self.setCurrentIndex(self._faxes.index(1 if rows.key(0) is None else 0, 0))

    def chosen_count(self) -> int:
        """How many rows are chosen; what lies between the first and the last of a range counts, days too."""
        return sum(each.height() for each in self.selectionModel().selection().toList())

    def has_chosen(self, first: int, last: int) -> bool:
        """Whether any of these rows is chosen."""
        ranges = self.selectionModel().selection().toList()
        return any(each.top() <= last and first <= each.bottom() for each in ranges)

    def chosen_rows(self) -> list[int]:
        """The rows that are chosen, from the top down, days left out; none where they are too many."""
        rows = self._faxes.rows
        if rows is None or self.chosen_count() > MOST_CHOSEN:
            return []
        ranges = sorted(self.selectionModel().selection().toList(), key=lambda each: each.top())
        found = (row for each in ranges for row in range(each.top(), each.bottom() + 1))
        return [row for row in found if rows.key(row) is not None]

    def seen(self) -> tuple[int, int]:
        """The first and the last row in sight; the last is before the first where there is none."""
        first, end = max(0, self.rowAt(0)), self._faxes.rowCount() - 1
        return first, min(
            end, first + self.viewport().height() // self.verticalHeader().defaultSectionSize() + 1
        )

    def ids_in_sight(self) -> list[int]:
        """The ids of the rows that a person is at, sees or has chosen; those near what is seen come last."""
        rows = self._faxes.rows
        if rows is None:
            return []
        first, last = self.seen()
        page = last - first + 1
        near = (*range(last + 1, last + 1 + page), *range(first - 1, first - 1 - page, -1))
        wanted = (self.currentIndex().row(), *range(first, last + 1), *self.chosen_rows(), *near)
        keys = (rows.key(row) for row in wanted if 0 <= row < len(rows))
        return [key.id for key in keys if key]

    # What Qt tells

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold and unfold by keys; from a recipient, Left leads to their fax."""
        current, plain = self.currentIndex(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain == Qt.KeyboardModifier.NoModifier and current.isValid():
            if event.key() in _UNFOLD and self._faxes.is_foldable(current) and not self.isExpanded(current):
                self.expand(current)
                return
            if event.key() in _FOLD and self._fold_from(current):
                return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Look in all faxes for what is typed: rows that were never in sight are not read, and cannot be compared."""
        self.typed.emit(search)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the mark in front of a fax folds or unfolds it."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._is_mark(index, event.position().toPoint()):
            self._faxes.fold(index, not self.isExpanded(index))
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a fax to several folds or unfolds it."""
        index = self.indexAt(event.position().toPoint())
        if self._faxes.is_foldable(index):
            self._faxes.fold(index, not self.isExpanded(index))
            return
        super().mouseDoubleClickEvent(event)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Have the day said aloud where the row that is gone to is of another one."""
        if (rows := self._faxes.rows) is not None and current.isValid():
            before = rows.day_above(previous.row()) if previous.isValid() else None
            self._faxes.hear_day(current.row() if rows.day_above(current.row()) != before else -1)
        super().currentChanged(current, previous)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give what is left over to what has no usual width."""
        super().resizeEvent(event)
        self._widths.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as the font asks for."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_height()

    # How it looks

    def _set_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + PADDING)

    def _look_like_a_list(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSortIndicatorClearable(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(RoomyRows(self))
        self.setItemDelegateForColumn(0, FaxCells(self._faxes, self))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_height()

    def _fold_from(self, current: QModelIndex) -> bool:
        """Fold a fax, or go from a recipient to theirs; whether there was anything to do."""
        if self.isExpanded(current):
            self.collapse(current)
            return True
        key = self._faxes.key(current)
        if key is None or key.position < 0:
            return False
        self.setCurrentIndex(self._faxes.find(RowKey(key.id)))
        return True

    def _is_mark(self, index: QModelIndex, place: QPoint) -> bool:
        if index.column() or not self._faxes.is_foldable(index):
            return False
        cell = self.visualRect(index)
        from_edge = cell.right() - place.x() if self.isRightToLeft() else place.x() - cell.left()
        return from_edge < INDENT
