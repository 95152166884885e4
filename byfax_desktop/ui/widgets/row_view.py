"""A table of which one selects whole rows: the platform's own, without the traits of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from byfax_desktop.ui.widgets.roomy_rows import PADDING, RoomyRows, width_for


class RowView(QTableView):
    """Rows of one height, selected one at a time; Tab leaves the table."""

    opened = Signal()
    """Enter was pressed on a row, or it was clicked twice."""

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last row; Enter opens."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.model().rowCount():
            self._go_to_end(key == Qt.Key.Key_Home)
        else:
            super().keyPressEvent(event)

    def _go_to_end(self, is_first: bool) -> None:
        model = self.model()
        while not is_first and model.canFetchMore(QModelIndex()):
            model.fetchMore(QModelIndex())
        self.setCurrentIndex(model.index(0 if is_first else model.rowCount() - 1, 0))
