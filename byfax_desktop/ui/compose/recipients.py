"""To whom the fax goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from byfax_desktop.ui.compose.document_history import add_undo_keys
from byfax_desktop.ui.compose.imports.intake import ListIntake, can_be_list
from byfax_desktop.ui.compose.merge_bar import MergeBar
from byfax_desktop.ui.compose.recipient_buttons import RecipientButtons, RecipientCount
from byfax_desktop.ui.compose.recipient_columns import OPTIONAL, Column
from byfax_desktop.ui.compose.recipient_delegate import RecipientDelegate
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.recipient_menus import RecipientMenus
from byfax_desktop.ui.compose.recipient_model import RecipientModel
from byfax_desktop.ui.compose.recipient_offers import entries_of
from byfax_desktop.ui.compose.recipient_table import RecipientTable
from byfax_desktop.ui.home_region import home_region
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.engine.contacts.suggestion import Suggestion
    from byfax_desktop.engine.drafts import DraftRecipient


class RecipientsPanel(QWidget):
    """The table of recipients, and a message where something is wrong with it."""

    contacts_asked = Signal()
    """A person wants to choose from the contacts."""
    history_asked = Signal(str, str, str)
    """A person wants to see all that went to, or came from, a recipient: the number (E.164), a name, a company."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recipients_panel")
        self._session = session  # whose workers go with it
        self.region = home_region(session.settings)
        self.model = RecipientModel(self.region, self, session.workers)
        self.message = MessageBar("recipients_message", self)
        self.table = RecipientTable(self.model, self)
        self._delegate = RecipientDelegate(session.contacts.suggest, self.region, self.table)
        self.table.setItemDelegate(self._delegate)
        self._menus = RecipientMenus(self.table, self.model, session.settings, self.region)
        self._count = RecipientCount(self.table, self)
        self._buttons = RecipientButtons(self)
        self._lists = ListIntake(session.workers, self._typed, self.region, self.add, self)
        self.merge = MergeBar(self.model, self.region, session.workers, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._count)
        column.addWidget(self.message)
        column.addWidget(self.table, 1)
        column.addWidget(self._buttons)
        column.addWidget(self.merge)
        self.setFocusProxy(self.table)
        self._connect()
        self._show_selection()

    def point_at_wrong(self) -> None:
        """Go to the first number that is wrong, or to where one is missing."""
        self._go_to(self.model.first_wrong.row())

    def go_to_next_wrong(self, step: int = 1) -> None:
        """Go to the next recipient that cannot be sent to, or the one before; stay where there is none."""
        row = self.model.wrong_beside(self.table.currentIndex().row(), step)
        if row is not None:
            self._go_to(row)

    def add(self, entries: Iterable[RecipientEntry]) -> None:
        """Append recipients; columns that they need are shown."""
        new = tuple(entries)
        self.model.add(new)
        self._show_needed(new)

    def recipients(self) -> tuple[DraftRecipient, ...]:
        """The recipients as a draft has them, numbers as typed."""
        return self.model.recipients()

    def show_details(self) -> None:
        """Show all that is the current recipient's own, to be changed."""
        from byfax_desktop.ui.compose.recipient_details import RecipientDetails

        row = self.table.currentIndex().row()
        if row >= 0:
            self.table.commit()
            dialog = RecipientDetails(self.model.entry_at(row), self)
            dialog.taken.connect(lambda entry: self._take_details(row, entry))
            dialog.open()

    def show_history(self) -> None:
        """Have all that went to, or came from, the current recipient shown, where the number is one."""
        row = self.table.currentIndex().row()
        number = self.model.number_at(row) if row >= 0 else ""
        if number:
            entry = self.model.entry_at(row)
            self.history_asked.emit(number, entry.name, entry.company)

    def can_drop(self, mime: QMimeData) -> bool:
        """Whether there may be recipients in what is dragged over the table."""
        return can_be_list(mime)

    def drop(self, mime: QMimeData) -> None:
        """Take what was dropped."""
        self._lists.take(mime)

    def _take_details(self, row: int, entry: RecipientEntry) -> None:
        if row < self.model.rowCount():
            self.model.put(row, entry)
            self._show_needed((entry,))

    def _show_needed(self, entries: Sequence[RecipientEntry]) -> None:
        """Show the columns in which something stands."""
        fields = {Column.SUBJECT: "subject", Column.HEADER: "header", Column.GREETING: "greeting"}
        needed = [each for each in OPTIONAL if any(map(attrgetter(fields[each]), entries))]
        if needed:
            self._menus.show_columns(needed)

    def _take_meant(self, row: int, suggestion: Suggestion) -> None:
        """Those who were meant come into the row; the next one is typed into the blank row."""
        from dataclasses import replace

        new = entries_of(suggestion)
        if len(new) == 1:
            one, old = new[0], self.model.entry_at(row)
            new = (replace(old, name=one.name, company=one.company, number=one.number),)
        self.model.put_all(row, new)
        column = max(0, self.table.currentIndex().column())
        self.table.setCurrentIndex(self.model.index(self.model.rowCount() - 1, column))
        self.table.setFocus()

    def _paste(self) -> None:
        if not self._lists.take(QGuiApplication.clipboard().mimeData()):
            nothing = "There are no recipients on the clipboard."
            self.message.tell(Tone.NOTE, nothing, "Copy fax numbers or rows of a table first.")

    def _typed(self) -> tuple[str, ...]:
        return tuple(entry.number for entry in self.model.entries)

    def _go_to(self, row: int) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        index = self.model.index(row, Column.NUMBER)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)

    def _undo(self) -> None:
        self._return_to(self.model.history.undo())

    def _redo(self) -> None:
        self._return_to(self.model.history.redo())

    def _return_to(self, row: int | None) -> None:
        if row is not None:
            column = max(0, self.table.currentIndex().column())
            self.table.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1), column))

    def _show_count(self) -> None:
        self._count.tell(len(self.model.entries), self.model.trouble_count)

    def _show_selection(self) -> None:
        self._buttons.remove.setEnabled(bool(self.table.selected_rows()))

    def _connect(self) -> None:
        self.table.paste_asked.connect(self._paste)
        self.table.details_asked.connect(self.show_details)
        self.table.history_asked.connect(self.show_history)
        self.table.selectionModel().selectionChanged.connect(self._show_selection)
        self._delegate.meant.connect(self._take_meant)
        self.model.changed.connect(self.message.clear)
        self.model.changed.connect(self._show_count)
        self.model.changed.connect(self._show_selection)
        self.model.checked.connect(self._show_count)
        self._count.next_asked.connect(self.go_to_next_wrong)
        self._buttons.contacts_asked.connect(self.contacts_asked)
        self._buttons.import_asked.connect(self._lists.choose_file)
        self._buttons.paste_asked.connect(self._paste)
        self._buttons.remove_asked.connect(self.table.remove_selected)
        add_undo_keys(self, self._undo, self._redo)
        paste = QShortcut(QKeySequence("Ctrl+Shift+V"), self)  # from anywhere in Compose
        paste.activated.connect(self._paste)
        for keys, step in (("F8", 1), ("Shift+F8", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.go_to_next_wrong(step))
