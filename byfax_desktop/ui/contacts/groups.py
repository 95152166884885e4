"""All contacts, and the distribution lists, to choose between."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from byfax_desktop.store.address_book import StoredGroup
from byfax_desktop.ui.contacts.book import ContactBook
from byfax_desktop.ui.contacts.mime import CONTACT_IDS, ids_of
from byfax_desktop.ui.contacts.rows import short
from byfax_desktop.ui.widgets.roomy_rows import RoomyRows
from byfax_desktop.ui.widgets.tips import plain_tip

_ID = Qt.ItemDataRole.UserRole


class GroupList(QListWidget):
    """``chosen`` with the id of a list, or an empty one for all contacts; ``dropped`` with a StoredGroup and the ids of
    contacts that are to join it.
    """

    chosen = Signal(str)
    dropped = Signal(object, object)

    def __init__(self, book: ContactBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contact_groups")
        self.setAccessibleName("Lists")
        self.setItemDelegate(RoomyRows(self))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setDragDropOverwriteMode(True)  # onto a list, not between two
        self._book = book
        self.currentItemChanged.connect(self._tell)
        self.show_groups()

    @property
    def group(self) -> StoredGroup | None:
        """The list that is chosen; None for all contacts."""
        group_id = self.group_id
        return next((each for each in self._book.index.groups if each.id == group_id), None)

    @property
    def group_id(self) -> str:
        """The id of the list that is chosen; empty for all contacts."""
        item = self.currentItem()
        return str(item.data(_ID)) if item else ""

    def choose(self, group_id: str) -> None:
        """Choose a list; all contacts where there is none of this id."""
        places = (row for row in range(self.count()) if self.item(row).data(_ID) == group_id)
        self.setCurrentRow(next(places, 0))

    def show_groups(self) -> None:
        """The lists as they are now; the same one stays chosen."""
        before, index = self.group_id, self._book.index
        with QSignalBlocker(self):
            self.clear()
            self._add("", "All contacts", len(index.contacts))
            for group in index.groups:
                self._add(group.id, short(group.name), len(group.members))
            self.choose(before)
        if self.group_id != before:
            self.chosen.emit(self.group_id)

    def mimeTypes(self) -> list[str]:
        """What may be dropped: contacts."""
        return [CONTACT_IDS]

    def supportedDropActions(self) -> Qt.DropAction:
        """They stay where they were, too."""
        return Qt.DropAction.CopyAction

    def dropMimeData(self, index: int, data: QMimeData, _action: Qt.DropAction) -> bool:
        """Contacts were dropped on a list."""
        group_id = self.item(index).data(_ID) if 0 <= index < self.count() else ""
        group = next((each for each in self._book.index.groups if each.id == group_id), None)
        ids = ids_of(data)
        if group is None or not ids:
            return False
        self.dropped.emit(group, ids)
        return True

    def _add(self, group_id: str, name: str, members: int) -> None:
        item = QListWidgetItem(f"{name} ({self.locale().toString(members)})", self)
        item.setData(_ID, group_id)
        item.setToolTip(plain_tip(name))
        if not group_id:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)

    def _tell(self) -> None:
        self.chosen.emit(self.group_id)
