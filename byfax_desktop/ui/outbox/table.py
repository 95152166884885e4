"""The view of all sent faxes: a person's place in it stays whatever comes, goes or is sorted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from byfax_desktop.ui.outbox.cells import INDENT, FaxCells
from byfax_desktop.ui.outbox.columns import COLUMNS
from byfax_desktop.ui.outbox.model import OutboxModel
from byfax_desktop.ui.outbox.rows import RowKey
from byfax_desktop.ui.widgets.roomy_rows import PADDING, RoomyRows, width_for

MOST_CHOSEN = 1000
"""With more faxes than this nothing can be done at once: each would have to be read before."""

_UNFOLD = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Plus})
_FOLD = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Minus})
AnyIndex = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True, slots=True)
class _Place:
    """What a person sees and has chosen; ``anchor`` is the row that is to stay ``top`` pixels below the edge."""

    current: RowKey | None
    chosen: tuple[RowKey, ...]
    anchor: RowKey | None
    top: int


class FaxTable(QTableView):
    """Whole rows, several of which may be chosen; Left and Right fold and unfold."""

    typed = Signal(str)
    """A person begins to type a text to look for."""

    def __init__(self, model: OutboxModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outbox_faxes")
        self.setAccessibleName("Sent faxes")
        self._faxes = model
        self._place: _Place | None = None
        self._is_fitting = False
        self.setModel(model)
        self._look_like_a_list()
        self._set_widths()
        model.changing.connect(self._remember)
        model.settled.connect(self._return)

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

    # What is chosen

    def go_to_first(self) -> None:
        """Choose the first fax."""
        first = self._first_key(0, min(1, self._faxes.rowCount() - 1))
        if first:
            self.setCurrentIndex(self._faxes.find(first))

    def chosen_count(self) -> int:
        """How many rows are chosen; what lies between the first and the last of a range counts, days too."""
        return sum(each.height() for each in self.selectionModel().selection().toList())

    def has_chosen(self, first: int, last: int) -> bool:
        """Whether any of these rows is chosen."""
        ranges = self.selectionModel().selection().toList()
        return any(each.top() <= last and first <= each.bottom() for each in ranges)

    def chosen(self) -> Iterator[QModelIndex]:
        """The rows that are chosen, from the top down, days left out."""
        ranges = sorted(self.selectionModel().selection().toList(), key=lambda each: each.top())
        for each in ranges:
            for row in range(each.top(), each.bottom() + 1):
                index = self._faxes.index(row, 0)
                if self._faxes.key(index) is not None:
                    yield index

    def ids_in_sight(self) -> list[int]:
        """The ids of the rows that a person sees, has chosen or is at; those near what is seen come last."""
        first, last = self._seen()
        page = last - first + 1
        keys = [self._faxes.key(self.currentIndex())]
        keys += [self._faxes.key(self._faxes.index(row, 0)) for row in range(first, last + 1)]
        if self.chosen_count() <= MOST_CHOSEN:
            keys += map(self._faxes.key, self.chosen())
        near = (*range(last + 1, last + 1 + page), *range(first - 1, first - 1 - page, -1))
        end = self._faxes.rowCount()
        keys += [self._faxes.key(self._faxes.index(row, 0)) for row in near if 0 <= row < end]
        return [each.id for each in keys if each is not None]

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
        self.fit_widths()

    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as the font asks for."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_height()

    # Widths

    def fit_widths(self) -> None:
        """Share what the other columns leave among those without a usual width, none of which gets too little."""
        if self._is_fitting:
            return
        self._is_fitting = True
        header = self.horizontalHeader()
        shown = [column for column in range(len(COLUMNS)) if not header.isSectionHidden(column)]
        elastic = [column for column in shown if not COLUMNS[column].sample]
        left = self.viewport().width() - sum(
            header.sectionSize(each) for each in shown if each not in elastic
        )
        least = [width_for(self, COLUMNS[column].least) for column in elastic]
        spare = max(0, left - sum(least))
        for place, (column, width) in enumerate(zip(elastic, least, strict=True), 1):
            # To the pixel: what is left of the division goes to the last.
            share = spare * place // len(elastic) - spare * (place - 1) // len(elastic)
            header.resizeSection(column, width + share)
        self._is_fitting = False

    def _set_widths(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSortIndicatorClearable(False)
        for column, each in enumerate(COLUMNS):
            if each.sample:
                # The title needs room for the mark that says by what the rows are sorted.
                header.resizeSection(
                    column, max(width_for(self, each.sample), header.sectionSizeHint(column))
                )
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        header.sectionResized.connect(lambda *_: self.fit_widths())
        header.sectionCountChanged.connect(lambda *_: self.fit_widths())

    def _set_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + PADDING)

    def _look_like_a_list(self) -> None:
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

    # A person's place

    def _remember(self) -> None:
        first, last = self._seen()
        current = self._faxes.key(self.currentIndex())
        is_current_seen = first <= self.currentIndex().row() <= last
        anchor = current if is_current_seen else self._first_key(first, last)
        chosen: tuple[RowKey, ...] = ()
        if self.chosen_count() <= MOST_CHOSEN:
            chosen = tuple(key for index in self.chosen() if (key := self._faxes.key(index)))
        top = self._top_of(anchor)
        # Who is at the top wants to see what comes there.
        is_at_top = self.verticalScrollBar().value() == 0
        self._place = _Place(current, chosen, None if is_at_top else anchor, top)

    def _return(self) -> None:
        place, self._place = self._place, None
        if place is None:
            return
        model = self._faxes
        if place.current and model.key(self.currentIndex()) != place.current:
            current = model.find(place.current)
            if current.isValid():
                self.selectionModel().setCurrentIndex(current, _Flag.NoUpdate)
        self._choose_again(place.chosen)
        if place.anchor and model.find(place.anchor).isValid():
            # A view that has not heard of all rows yet would not go so far.
            self.updateGeometries()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self._top_of(place.anchor) - place.top)

    def _choose_again(self, chosen: tuple[RowKey, ...]) -> None:
        """Where rows are still listed that were chosen, have these chosen and no others."""
        still = sorted(index.row() for index in map(self._faxes.find, chosen) if index.isValid())
        if still and still != [index.row() for index in self.chosen()]:
            again = QItemSelection()
            for row in still:
                again.select(self._faxes.index(row, 0), self._faxes.index(row, 0))
            self.selectionModel().select(again, _Flag.ClearAndSelect | _Flag.Rows)

    def _top_of(self, key: RowKey | None) -> int:
        index = self._faxes.find(key) if key else QModelIndex()
        return self.rowViewportPosition(index.row()) if index.isValid() else 0

    def _seen(self) -> tuple[int, int]:
        """The first and the last row in sight; the last is before the first where there is none."""
        end = self._faxes.rowCount() - 1
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return max(0, first), end if last < 0 else last

    def _first_key(self, first: int, last: int) -> RowKey | None:
        keys = (self._faxes.key(self._faxes.index(row, 0)) for row in range(first, last + 1))
        return next((key for key in keys if key), None)

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
