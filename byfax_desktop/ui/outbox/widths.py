"""The widths of the columns of the Outbox: two share what the others leave, and neither gets too little to be read."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHeaderView, QTableView

from byfax_desktop.ui.outbox.columns import COLUMNS
from byfax_desktop.ui.widgets.roomy_rows import width_for


class FittedWidths(QObject):
    """Gives each column its usual width, and ``fit`` what is left over to those that have none."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._header = table.horizontalHeader()
        self._is_fitting = False
        for column, each in enumerate(COLUMNS):
            if each.sample:
                # The title needs room for the mark that says by what the rows are sorted.
                usual = max(width_for(table, each.sample), self._header.sectionSizeHint(column))
                self._header.resizeSection(column, usual)
            else:
                self._header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self._header.sectionResized.connect(lambda *_: self.fit())

    def fit(self) -> None:
        """Share what is left over; where that is too little for both, the table is wider than its window."""
        if self._is_fitting:
            return
        self._is_fitting = True
        header = self._header
        shown = [column for column in range(len(COLUMNS)) if not header.isSectionHidden(column)]
        elastic = [column for column in shown if not COLUMNS[column].sample]
        taken = sum(header.sectionSize(each) for each in shown if each not in elastic)
        least = [width_for(self._table, COLUMNS[column].least) for column in elastic]
        spare = max(0, self._table.viewport().width() - taken - sum(least))
        for place, (column, width) in enumerate(zip(elastic, least, strict=True), 1):
            # To the pixel: what is left of the division goes to the last.
            share = spare * place // len(elastic) - spare * (place - 1) // len(elastic)
            header.resizeSection(column, width + share)
        self._is_fitting = False
