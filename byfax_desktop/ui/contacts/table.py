"""The table of contacts: several can be chosen, copied and dragged."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from byfax_desktop.store.address_book import StoredContact
from byfax_desktop.ui.contacts.rows import ContactRows
from byfax_desktop.ui.widgets.row_view import RowView

_SAMPLES = ("", "", "+375 17 000-00-00 and 0 more", "Switzerland", "Branches, Berlin")


class ContactTable(RowView):
    """``chosen_changed`` when other contacts are selected."""

    chosen_changed = Signal()

    def __init__(self, rows: ContactRows, parent: QWidget | None = None) -> None:
        super().__init__("contacts_table", "Contacts", rows, parent)
        self._rows = rows
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.fit_columns(_SAMPLES)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)

    @property
    def chosen(self) -> tuple[StoredContact, ...]:
        """The selected contacts from top to bottom."""
        # By ranges: an index for each of thousands would hold up the window.
        selection = self.selectionModel().selection()
        ranges = (selection.at(place) for place in range(selection.count()))
        rows = sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)})
        found = (self._rows.contact(row) for row in rows)
        return tuple(each for each in found if each is not None)

    def selectAll(self) -> None:
        """All there are, also those that the view does not know of yet."""
        while self._rows.canFetchMore(QModelIndex()):
            self._rows.fetchMore(QModelIndex())
        super().selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying takes whole contacts along."""
        if event.matches(QKeySequence.StandardKey.Copy):
            if self.chosen:
                QGuiApplication.clipboard().setMimeData(
                    self._rows.mimeData(self.selectionModel().selectedRows())
                )
            return
        super().keyPressEvent(event)
