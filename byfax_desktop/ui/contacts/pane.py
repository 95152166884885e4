"""The contacts of a list, or all: searched, chosen among, or a sentence where there are none."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from byfax_desktop.ui.contacts.book import ContactBook
from byfax_desktop.ui.contacts.rows import ContactRows
from byfax_desktop.ui.contacts.table import ContactTable
from byfax_desktop.ui.widgets.notice import Notice
from byfax_desktop.ui.widgets.texts import count

_NOTICE, _TABLE = 0, 1


class ContactPane(QWidget):
    """``shown`` after other contacts are shown; ``import_asked`` where there are none at all, ``all_asked`` where
    they are in no sight."""

    shown = Signal()
    import_asked = Signal()
    all_asked = Signal()

    def __init__(self, book: ContactBook, region: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contacts_pane")
        self._book = book
        self._group_id = ""
        self._wanted = ""
        self.rows = ContactRows(book, region, self)
        self.table = ContactTable(self.rows, self)
        self.search = QLineEdit(self)
        self.count = QLabel(self)
        self.notice = Notice("contacts_notice", self)
        self._stack = QStackedWidget(self)
        self._arrange()
        self.search.textChanged.connect(self.show_contacts)
        self.notice.action_triggered.connect(self._do_noticed)
        self.search.returnPressed.connect(self._go_to_table)
        down = QShortcut(QKeySequence("Down"), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._go_to_table)

    def show_group(self, group_id: str) -> None:
        """Show the contacts of a list; all for an empty id."""
        self._group_id = group_id
        self.show_contacts()

    def show_contacts(self) -> None:
        """Show those who have what was typed, as they are now."""
        found = self._book.index.search(self.search.text(), self._group_id)
        self.rows.show(found)
        self.count.setText(count(len(found), "contact", "contacts"))
        self._stack.setCurrentIndex(_TABLE if found else _NOTICE)
        if found:
            if not self.table.currentIndex().isValid():
                self.table.setCurrentIndex(self.rows.index(0, 0))
            self._choose_wanted()
        else:
            self._tell_empty()
        self.shown.emit()

    def choose(self, contact_id: str) -> None:
        """Choose a contact, at once or when it is shown."""
        self._wanted = contact_id
        if contact_id not in {each.id for each in self.rows.records}:
            self.all_asked.emit()
        self._choose_wanted()

    def go_to_search(self) -> None:
        """Give the field for searching the keyboard."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _choose_wanted(self) -> None:
        ids = [each.id for each in self.rows.records] if self._wanted else []
        if self._wanted not in ids:
            return
        row, self._wanted = ids.index(self._wanted), ""
        while row >= self.rows.rowCount() and self.rows.canFetchMore(QModelIndex()):
            self.rows.fetchMore(QModelIndex())
        self.table.setCurrentIndex(self.rows.index(row, 0))

    def _tell_empty(self) -> None:
        if not self._book.index.contacts:
            self.notice.tell("account", "There are no contacts yet.", "", "Import contacts…")
        elif self.search.text().strip():
            self.notice.tell("account", "No contact has all of these words or digits.", "", "Show all")
        else:
            words = "Choose contacts, then “Add to list”."
            self.notice.tell("account", "Nobody is in this list yet.", words, "Show all")

    def _do_noticed(self) -> None:
        if not self._book.index.contacts:
            self.import_asked.emit()
            return
        self.all_asked.emit()
        self._go_to_table()

    def _go_to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        self.search.setObjectName("contacts_search")
        self.search.setAccessibleName("Search contacts")
        self.search.setPlaceholderText("Search name, company, number, note")
        self.search.setClearButtonEnabled(True)
        self.count.setObjectName("contacts_count")
        self._stack.addWidget(self.notice)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self._stack, 1)
