"""The list of what can be rented, or why there is nothing to list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from byfax_desktop.ui.numbers.nothing_listed import NothingListed
from byfax_desktop.ui.numbers.offer_rows import KIND, OfferRow, columns, full_place, place
from byfax_desktop.ui.widgets.row_model import RowModel
from byfax_desktop.ui.widgets.row_view import RowView

if TYPE_CHECKING:
    from byfax_desktop.ui.numbers.nothing_listed import Nothing

_TABLE, _NOTICE = 0, 1
_SAMPLES = (
    "",
    "+000 00000",
    "Number of a city or region",
    "Some city is there: open it",
    "Address in the country, papers",
)


class OfferList(QStackedWidget):
    """A table, of which a row is chosen as long as there is one, and a notice in its place while there is none."""

    chosen = Signal()
    """Another row is chosen, or none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._are_full = False
        self.model: RowModel[OfferRow] = RowModel(columns(self._place_of), KIND, self)
        self.view = RowView("offers_list", "Numbers that can be rented", self.model, self)
        self.view.fit_columns(_SAMPLES)
        self.notice = NothingListed(self)
        self.addWidget(self.view)
        self.addWidget(self.notice)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit())

    @property
    def current(self) -> OfferRow | None:
        """The chosen row."""
        return self.model.record(self.view.currentIndex())

    def show_rows(
        self, rows: list[OfferRow], are_full: bool, anew: bool, first: Callable[[list[OfferRow]], int]
    ) -> None:
        """List these, their places in full or not; ``first`` is the one to choose where the chosen one is gone.

        ``anew`` where something else is wanted than before: then nothing stays chosen.
        """
        current = self.current
        if anew or current is None or all(row.ref != current.ref for row in rows):
            self.view.setCurrentIndex(QModelIndex())
        self._are_full = are_full
        self.model.show(rows)
        if anew:
            # The same rows are named otherwise among those of other places.
            self.model.show_again()
        if rows and not self.view.currentIndex().isValid():
            self.view.show_row(first(rows))
        self._turn_to(_TABLE if rows else _NOTICE)

    def explain(self, why: Nothing) -> None:
        """Say why nothing is listed."""
        self.notice.explain(why)

    def _turn_to(self, page: int) -> None:
        """Show the table or the notice; the keyboard goes along, or it would leave for the next field."""
        focused = self.window().focusWidget()
        goes_along = focused is not None and self.isAncestorOf(focused)
        self.setCurrentIndex(page)
        if goes_along:
            (self.view if page == _TABLE else self.notice).setFocus()

    def _place_of(self, row: OfferRow) -> str:
        if not self._are_full:
            return place(row)
        return full_place(row) if row.group else f"{full_place(row)} ›"
