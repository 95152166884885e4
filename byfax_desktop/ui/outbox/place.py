"""A person's place in the list of sent faxes: it stays whatever comes, goes or is sorted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject

if TYPE_CHECKING:
    from byfax_desktop.ui.outbox.model import OutboxModel
    from byfax_desktop.ui.outbox.rows import RowKey
    from byfax_desktop.ui.outbox.table import FaxTable

_Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True, slots=True)
class _Place:
    """What a person sees and has chosen; ``anchor`` is the row that is to stay ``top`` pixels below the edge."""

    current: RowKey | None
    chosen: tuple[RowKey, ...]
    anchor: RowKey | None
    top: int


class KeptPlace(QObject):
    """Remembers before each change of the rows who is current, chosen and in sight, and sees to it after."""

    def __init__(self, table: FaxTable, model: OutboxModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._place: _Place | None = None
        model.changing.connect(self._remember)
        model.settled.connect(self._return)

    def _remember(self) -> None:
        table, rows = self._table, self._model.rows
        if rows is None:
            return
        first, last = table.seen()
        current = table.currentIndex()
        key = self._model.key(current)
        top_key = next((found for row in range(first, last + 1) if (found := rows.key(row))), None)
        anchor = key if first <= current.row() <= last else top_key
        chosen = tuple(found for row in table.chosen_rows() if (found := rows.key(row)))
        # Who is at the top wants to see what comes there.
        is_at_top = table.verticalScrollBar().value() == 0
        self._place = _Place(key, chosen, None if is_at_top else anchor, self._top_of(anchor))

    def _return(self) -> None:
        place, self._place = self._place, None
        if place is None:
            return
        current = self._model.find(place.current) if place.current else QModelIndex()
        is_elsewhere = current.isValid() and current.row() != self._table.currentIndex().row()
        if is_elsewhere:
            self._table.selectionModel().setCurrentIndex(current, _Flag.NoUpdate)
        if is_elsewhere or len(self._table.chosen_rows()) != len(place.chosen):
            self._choose_again(place.chosen)
        if place.anchor and self._model.find(place.anchor).isValid():
            # A view that has not heard of all rows yet would not go so far.
            self._table.updateGeometries()
            bar = self._table.verticalScrollBar()
            bar.setValue(bar.value() + self._top_of(place.anchor) - place.top)

    def _choose_again(self, chosen: tuple[RowKey, ...]) -> None:
        """Where rows are still listed that were chosen, have these chosen and no others."""
        still = [index for index in map(self._model.find, chosen) if index.isValid()]
        if still:
            again = QItemSelection()
            for index in still:
                again.select(index, index)
            self._table.selectionModel().select(again, _Flag.ClearAndSelect | _Flag.Rows)

    def _top_of(self, key: RowKey | None) -> int:
        index = self._model.find(key) if key else QModelIndex()
        return self._table.rowViewportPosition(index.row()) if index.isValid() else 0
