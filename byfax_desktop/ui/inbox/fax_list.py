"""The list of received faxes with its choice of number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from byfax_desktop.ui.inbox.columns import TO_COLUMN, columns, kind
from byfax_desktop.ui.widgets.contact_action import contact_action
from byfax_desktop.ui.widgets.row_model import RowModel
from byfax_desktop.ui.widgets.row_view import RowView
from byfax_desktop.ui.widgets.texts import count, shown_number

if TYPE_CHECKING:
    from byfax_desktop.engine.events import InboxEntry
    from byfax_desktop.ui.contacts.book import ContactBook

_SAMPLES = ("", "+375 17 000-00-00", "30 Nov 00:00", "Page")


class FaxList(QWidget):
    """Lists the faxes to all numbers, or to one; tells which is selected, and what changes about it."""

    entry_selected = Signal(object)
    """An InboxEntry, or None."""
    entry_changed = Signal(object)
    """The selected InboxEntry as it is now."""
    entry_opened = Signal()
    """Enter was pressed on the selected one, or it was clicked twice."""

    contact_asked = Signal(str, str, str)
    """The sender of the selected one is to be kept as a contact: name, company and number."""

    def __init__(self, contacts: ContactBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[InboxEntry, ...] = ()
        self._ref: str | None = None
        self._model: RowModel[InboxEntry] = RowModel(columns(contacts.name_of), kind(contacts.name_of), self)
        self._numbers = self._make_numbers()
        self._count = QLabel(self)
        self._count.setObjectName("inbox_count")
        self._view = RowView("inbox_faxes", "Received faxes", self._model, self)
        self._view.fit_columns(_SAMPLES)
        self._keep = contact_action(self._view, self._ask_contact)
        self._arrange()
        self._numbers.currentIndexChanged.connect(self._filter)
        self._view.selectionModel().currentRowChanged.connect(self._note_current)
        self._view.opened.connect(self.entry_opened)
        contacts.changed.connect(self._model.show_again)

    @property
    def model(self) -> RowModel[InboxEntry]:
        """The faxes that are listed."""
        return self._model

    @property
    def view(self) -> RowView:
        """The table of them."""
        return self._view

    def show_entries(self, entries: tuple[InboxEntry, ...]) -> None:
        """List these; the selection stays where it was."""
        self._entries = entries
        self._fill_numbers(self._numbers.currentData())
        self._filter()

    def show_faxes_to(self, number: str) -> None:
        """Choose a number (E.164), also one to which none has come yet."""
        self._fill_numbers(number)
        self._numbers.setCurrentIndex(max(0, self._numbers.findData(number)))

    def _filter(self) -> None:
        number = self._numbers.currentData()
        shown = tuple(entry for entry in self._entries if not number or entry.fax.did == number)
        self._model.show(shown)
        self._view.setColumnHidden(TO_COLUMN, len({entry.fax.did for entry in shown}) < 2)
        new = sum(entry.unread for entry in shown)
        self._count.setText(
            f"{count(len(shown), 'fax', 'faxes')}, {new} new" if new else count(len(shown), "fax", "faxes")
        )
        if shown and not self._view.currentIndex().isValid():
            self._view.setCurrentIndex(self._model.index(0, 0))
        self._tell_change()

    def _note_current(self, current: QModelIndex) -> None:
        entry = self._model.record(current)
        self._ref = entry.fax.ref if entry else None
        self._keep.setEnabled(bool(entry and entry.fax.sender))
        self.entry_selected.emit(entry)

    def _ask_contact(self) -> None:
        entry = self._model.record(self._view.currentIndex())
        if entry and entry.fax.sender:
            self.contact_asked.emit("", "", entry.fax.sender)

    def _tell_change(self) -> None:
        entry = self._model.record(self._view.currentIndex())
        if entry is not None and entry.fax.ref == self._ref:
            self.entry_changed.emit(entry)

    def _fill_numbers(self, wanted: str) -> None:
        """Offer the numbers to which faxes came, the chosen one, and the one that is ``wanted``."""
        chosen = self._numbers.currentData()
        numbers = sorted({entry.fax.did for entry in self._entries} | {wanted, chosen} - {""})
        if numbers == [self._numbers.itemData(place) for place in range(1, self._numbers.count())]:
            return
        with QSignalBlocker(self._numbers):
            self._numbers.clear()
            self._numbers.addItem("All numbers", "")
            for number in numbers:
                self._numbers.addItem(shown_number(number), number)
            self._numbers.setCurrentIndex(max(0, self._numbers.findData(chosen)))

    def _make_numbers(self) -> QComboBox:
        numbers = QComboBox(self)
        numbers.setObjectName("inbox_number_filter")
        numbers.setAccessibleName("Faxes to")
        numbers.addItem("All numbers", "")
        return numbers

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._numbers)
        top.addStretch()
        top.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._view)
