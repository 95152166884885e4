"""A table of which one selects whole rows: the platform's own, without the traits of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from byfax_desktop.ui.widgets.roomy_rows import PADDING, RoomyRows, width_for
from byfax_desktop.ui.widgets.row_model import RowModel


class RowView(QTableView):
    """Rows of one height, selected one at a time unless it is told otherwise; Tab leaves the table."""

    opened = Signal()
    """Enter was pressed on a row, or it was clicked twice."""
    drag_begun = Signal()
    """The selected rows are held and moved; only where dragging is enabled."""

    def __init__(
        self, name: str, spoken: str, model: QAbstractItemModel, parent: QWidget | None = None
    ) -> None:
        """``name`` is the object name, ``spoken`` the accessible one."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(RoomyRows(self))
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + PADDING)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(self.opened)

    def fit_columns(self, samples: Iterable[str]) -> None:
        """Make each column wide enough for a text like its sample; the one with an empty sample takes the rest."""
        for column, sample in enumerate(samples):
            self.setColumnWidth(column, width_for(self, sample))
            if not sample:
                self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def show_row(self, row: int) -> None:
        """Choose a row, also one that the view has not heard of yet."""
        model = self.model()
        while row >= model.rowCount() and model.canFetchMore(QModelIndex()):
            model.fetchMore(QModelIndex())
        self.setCurrentIndex(model.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last row; Enter opens."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.model().rowCount():
            is_range = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and self._takes_several
            self._go_to_end(key == Qt.Key.Key_Home, is_range)
        else:
            super().keyPressEvent(event)

    def startDrag(self, supportedActions: Qt.DropAction) -> None:  # noqa: ARG002 - Qt's own names
        """Tell of it: what is dragged is the business of others."""
        self.drag_begun.emit()

    def selectAll(self) -> None:
        """Select also the rows of which the table does not know yet."""
        self._fetch_all()
        super().selectAll()

    def go_to(self, row: int) -> None:
        """Select one row and no other, whichever keys are held down."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _go_to_end(self, is_first: bool, with_all_between: bool) -> None:
        if not is_first:
            self._fetch_all()
        row = 0 if is_first else self.model().rowCount() - 1
        if not with_all_between:
            self.go_to(row)
            return
        flags, index = QItemSelectionModel.SelectionFlag, self.model().index(row, 0)
        between = QItemSelection(self.currentIndex(), index)
        self.selectionModel().select(between, flags.Select | flags.Rows)
        self.selectionModel().setCurrentIndex(index, flags.NoUpdate)

    @property
    def _takes_several(self) -> bool:
        return self.selectionMode() is QAbstractItemView.SelectionMode.ExtendedSelection

    def _fetch_all(self) -> None:
        model = self.model()
        if isinstance(model, RowModel):
            # In one step: each of hundreds would look through all rows.
            model.reach(len(model.records) - 1)
        while model.canFetchMore(QModelIndex()):
            model.fetchMore(QModelIndex())
