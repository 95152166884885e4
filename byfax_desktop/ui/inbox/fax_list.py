"""The list of received faxes, with what a person chooses of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QVBoxLayout, QWidget

from byfax_desktop.ui.inbox.columns import TO_COLUMN, WRITTEN_COLUMN, columns, kind
from byfax_desktop.ui.inbox.filter_bar import FilterBar
from byfax_desktop.ui.inbox.sift import Kind, Said
from byfax_desktop.ui.inbox.tally_line import TallyLine
from byfax_desktop.ui.inbox.written_cell import WrittenCell
from byfax_desktop.ui.widgets.contact_action import contact_action
from byfax_desktop.ui.widgets.history_action import history_action
from byfax_desktop.ui.widgets.notice import Notice
from byfax_desktop.ui.widgets.roomy_rows import width_for
from byfax_desktop.ui.widgets.row_model import RowModel
from byfax_desktop.ui.widgets.row_view import RowView
from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from collections.abc import Collection

    from byfax_desktop.engine.events import InboxEntry
    from byfax_desktop.store.fax_labels import Label
    from byfax_desktop.ui.session import Session

_TABLE, _NOTHING_FOUND = 0, 1
_LEAST_FROM = 160
"""Pixels that whom a fax is from has at least."""
_SAMPLES = ("", "+375 17 000-00-00", "30 Nov 00:00", "Page", "Invoices · call back")


class FaxList(QWidget):
    """Lists the faxes, or those that are looked for; tells which is selected, and what changes about it."""

    entry_selected = Signal(object)
    """An InboxEntry, or None."""
    entry_changed = Signal(object)
    """The selected InboxEntry as it is now."""
    entry_opened = Signal()
    """Enter was pressed on the selected one, or it was clicked twice."""

    chosen_changed = Signal()
    """Other faxes are chosen, or there is news of those that are."""
    contact_asked = Signal(str, str, str)
    """The sender of the selected one is to be kept as a contact: name, company and number."""
    history_asked = Signal(str, str, str)
    """All faxes of the sender of the selected one are wanted: a number, or another key with what it calls itself."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        contacts = session.contacts
        self._entries: tuple[InboxEntry, ...] = ()
        self._ref: str | None = None
        self._has_several_numbers = False
        self._in_pages: dict[str, int] = {}
        self._model: RowModel[InboxEntry] = RowModel(
            columns(contacts.name_of, self.page_of), kind(contacts.name_of, self.page_of), self
        )
        self._said = Said(contacts.name_of)
        self._filters = FilterBar(self)
        self._tally = TallyLine(session, self._filters, self)
        self._nothing = Notice("inbox_nothing_found", self)
        self._nothing.tell(
            "tray", "No received fax matches.", "Change what you look for, or show all.", "Show all faxes"
        )
        self._sight = QStackedWidget(self)
        self._view = RowView("inbox_faxes", "Received faxes", self._model, self)
        self._view.fit_columns(_SAMPLES)
        self._view.setItemDelegateForColumn(WRITTEN_COLUMN, WrittenCell(self._model.record, self._view))
        self._view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._keep = contact_action(self._view, self._ask_contact)
        self._history = history_action(self._view, self._ask_history)
        self._arrange()
        self._filters.changed.connect(self._filter)
        self._filters.left.connect(self._view.setFocus)
        self._nothing.action_triggered.connect(self._show_all)
        self._filters.search.be_found_from(self)
        self._view.selectionModel().currentRowChanged.connect(self._note_current)
        self._view.selectionModel().selectionChanged.connect(self.chosen_changed)
        self._view.opened.connect(self.entry_opened)
        contacts.changed.connect(self._said.forget)
        contacts.changed.connect(self._model.show_again)

    @property
    def model(self) -> RowModel[InboxEntry]:
        """The faxes that are listed."""
        return self._model

    @property
    def view(self) -> RowView:
        """The table of them."""
        return self._view

    @property
    def filters(self) -> FilterBar:
        """What is chosen of the faxes."""
        return self._filters

    @property
    def said(self) -> Said:
        """What is said of the faxes, for those who search."""
        return self._said

    def chosen(self) -> tuple[InboxEntry, ...]:
        """The faxes that are selected, in the order of the list."""
        chosen = self._view.selectionModel().selection()
        ranges = sorted((each.top(), each.bottom()) for each in map(chosen.at, range(chosen.size())))
        return tuple(entry for first, last in ranges for entry in self._model.between(first, last))

    def entry(self, ref: str) -> InboxEntry | None:
        """The fax with this ref, also one that is not looked for."""
        return next((entry for entry in self._entries if entry.fax.ref == ref), None)

    def go_to(self, ref: str) -> None:
        """Select one fax, if it is listed."""
        row = next((row for row, entry in enumerate(self._model.records) if entry.fax.ref == ref), None)
        if row is not None:
            self._model.reach(row)
            self._view.go_to(row)

    def step_off(self, refs: Collection[str]) -> None:
        """These are about to leave the list: where one of them is selected, go on to what stands below or above."""
        leaving, records = set(refs), self._model.records
        rows = [row for row, entry in enumerate(records) if entry.fax.ref in leaving]
        if self._ref not in leaving or not rows:
            return
        others = [*records[rows[-1] + 1 :], *reversed(records[: rows[-1]])]
        neighbour = next((entry for entry in others if entry.fax.ref not in leaving), None)
        if neighbour is not None:
            self.go_to(neighbour.fax.ref)

    def show_entries(self, entries: tuple[InboxEntry, ...], labels: tuple[Label, ...] = ()) -> None:
        """List these, which may have these labels; the selection stays where it was."""
        self._entries = entries
        self._filters.offer_labels(labels)
        self._filters.offer_numbers({entry.fax.did for entry in entries})
        # A new fax that was chosen is no longer new, and stays in sight as long as it is looked at.
        self._show(self._filters.wanted().pick(entries, self._said, self._ref or "", self._in_pages))

    def show_faxes_to(self, number: str) -> None:
        """Choose a number (E.164), also one to which none has come yet."""
        dids = {entry.fax.did for entry in self._entries}
        # The service may leave out the plus in one place and not in another.
        same = next((did for did in dids if did.lstrip("+") == number.lstrip("+")), number)
        self._filters.offer_numbers(dids | {same})
        self._filters.choose_number(same)

    def show_new(self, ref: str, is_alone: bool) -> None:
        """Select this one; where it is not the only new one that is meant, list the new ones."""
        if is_alone:
            self._filters.clear()
        else:
            self._filters.choose_kind(Kind.NEW)
        self.go_to(ref)

    def page_of(self, ref: str) -> int | None:
        """The page (from 0) of a fax on which the text that is looked for was read."""
        return self._in_pages.get(ref)

    def show_in_pages(self, text: str, pages: dict[str, int]) -> None:
        """List these too, where that is still what is looked for: their pages (from 0) have the text."""
        if text == self._filters.wanted().text and pages != self._in_pages:
            self._in_pages = pages
            self._show(self._filters.wanted().pick(self._entries, self._said, "", pages))
            self._model.show_again()

    def _filter(self) -> None:
        """Other faxes are wanted."""
        self._in_pages = {}
        self._show(self._filters.wanted().pick(self._entries, self._said))

    def _show(self, shown: tuple[InboxEntry, ...]) -> None:
        if self._ref is not None and all(entry.fax.ref != self._ref for entry in shown):
            # Or else the row that comes to stand there would be opened, and be known as read.
            self._view.setCurrentIndex(QModelIndex())
            self._view.clearSelection()
        self._model.show(shown)
        self._has_several_numbers = len({entry.fax.did for entry in shown}) > 1
        is_written_on = any(entry.note or entry.labels or entry.is_gone for entry in shown)
        self._view.setColumnHidden(WRITTEN_COLUMN, not is_written_on)
        self._fit_columns()
        new = sum(entry.unread for entry in shown)
        self._filters.tell_count(
            f"{count(len(shown), 'fax', 'faxes')}, {new} new" if new else count(len(shown), "fax", "faxes")
        )
        self._sight.setCurrentIndex(_TABLE if shown or not self._entries else _NOTHING_FOUND)
        if shown and not self._view.currentIndex().isValid() and self._filters.wanted().is_empty:
            self._view.go_to(0)
        self._tell_change()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns for which there is room."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """From whom a fax came is told before to which number: that stands over its pages too."""
        view = self._view
        # A hidden column has no width.
        others = sum(view.columnWidth(column) for column in range(TO_COLUMN + 1, self._model.columnCount()))
        needed = others + width_for(view, _SAMPLES[TO_COLUMN]) + _LEAST_FROM
        has_room = view.viewport().width() >= needed
        view.setColumnHidden(TO_COLUMN, not (self._has_several_numbers and has_room))

    def _show_all(self) -> None:
        self._filters.clear()
        self._view.setFocus()

    def _note_current(self, current: QModelIndex) -> None:
        entry = self._model.record(current)
        self._ref = entry.fax.ref if entry else None
        self._keep.setEnabled(bool(entry and entry.fax.sender))
        self._history.setEnabled(bool(entry and (entry.fax.sender or entry.fax.remote_sid)))
        self.entry_selected.emit(entry)

    def _ask_contact(self) -> None:
        entry = self._model.record(self._view.currentIndex())
        if entry and entry.fax.sender:
            self.contact_asked.emit("", "", entry.fax.sender)

    def _ask_history(self) -> None:
        from byfax_desktop.engine.correspondents import bare_number, sender_key

        entry = self._model.record(self._view.currentIndex())
        if entry is None:
            return
        sender, station = entry.fax.sender, (entry.fax.remote_sid or "").strip()
        if key := sender_key(sender, station, entry.fax.did):
            self.history_asked.emit(key, "" if bare_number(key) else station or sender.strip(), "")

    def _tell_change(self) -> None:
        self.chosen_changed.emit()
        entry = self._model.record(self._view.currentIndex())
        if entry is not None and entry.fax.ref == self._ref:
            self.entry_changed.emit(entry)

    def _arrange(self) -> None:
        self._sight.addWidget(self._view)
        self._sight.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        column.addWidget(self._filters)
        column.addWidget(self._tally)
        column.addWidget(self._sight, 1)
