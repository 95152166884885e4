"""The list of all sent faxes that match what a person looks for: what is chosen in it, and where that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from byfax_desktop.ui.outbox.filter_bar import FilterBar
from byfax_desktop.ui.outbox.model import OutboxModel
from byfax_desktop.ui.outbox.reader import ListReader
from byfax_desktop.ui.outbox.sorting import Sorting
from byfax_desktop.ui.outbox.table import MOST_CHOSEN, FaxTable
from byfax_desktop.ui.widgets.notice import Notice
from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from byfax_desktop.engine.events import OutboxChanged, OutboxMessage
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.ui.outbox.rows import RowKey
    from byfax_desktop.ui.outbox.wishes import Target
    from byfax_desktop.ui.session import Session

_TABLE, _NOTHING_FOUND = 0, 1
_MINUTE_MS = 60_000
_BEING_READ = "The chosen faxes are being read. Wait a moment."


class SentList(QStackedWidget):
    """The table of the faxes, or that none matches; ``filters`` and ``sorting`` say which are listed, and how."""

    listed = Signal(int)
    """Other rows are listed: how many faxes they are."""
    current_changed = Signal()
    """Another fax is the current one, or something about it has changed."""
    chosen_changed = Signal()
    """Other faxes are chosen, or something about them has changed."""
    troubled = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = OutboxModel(self)
        self.table = FaxTable(self.model, self)
        self.filters = FilterBar(self)
        self.sorting = Sorting(self.table, self.model, session.settings)
        self.reader = ListReader(session, self.model, self.table.ids_in_sight)
        self._nothing = Notice("outbox_nothing_found", self)
        self._nothing.tell(
            "outbox", "No sent fax matches.", "Change what you look for, or show all.", "Show all faxes"
        )
        self.addWidget(self.table)
        self.addWidget(self._nothing)
        self._today = QDate.currentDate()
        self._minutes = QTimer(self, interval=_MINUTE_MS)
        self._minutes.timeout.connect(self._grow_older)
        self._minutes.start()
        self._connect()

    def note(self, event: OutboxChanged) -> None:
        """Show what has changed."""
        if self.reader.view is None:
            self._ask_senders()
            self._read()
        else:
            self.reader.note(event.changed)

    def show_sent(self, broadcast_ref: str) -> None:
        """Choose a fax as soon as it is listed: who sends one wants to see it, whatever was looked for before."""
        self.filters.clear()
        self._ask_senders()
        self.reader.seek(broadcast_ref)

    def forget(self) -> None:
        """Another account, or no fax any more: nothing of what was there may be seen."""
        self.reader.stop()
        self.filters.clear()
        self.filters.show_senders(())
        self.chosen_changed.emit()

    # What is chosen

    def current(self) -> Target | None:
        """The fax of the current row, or that of the recipient there; None where there is none or it is being read."""
        return self._target(self.table.currentIndex())

    def chosen(self) -> tuple[tuple[Target, ...], str]:
        """The faxes that are chosen, and a text that says why there are none where that is not plain."""
        if self.table.chosen_count() > MOST_CHOSEN:
            return (), f"Choose at most {QLocale().toString(MOST_CHOSEN)} faxes at a time."
        rows = self.table.chosen_rows()
        found = [target for row in rows if (target := self._target(self.model.index(row, 0)))]
        if len(found) < len(rows):
            return (), _BEING_READ
        if not found:
            return (), ""
        from byfax_desktop.ui.outbox.wishes import targets_of

        return targets_of(found), ""

    def one_recipient(self) -> OutboxMessage | None:
        """The recipient that is chosen, also as the only one of their fax; None for several, or without a number."""
        targets, _ = self.chosen() if self.table.chosen_count() == 1 else ((), "")
        if len(targets) != 1:
            return None
        (target,) = targets
        message = target.message or (target.entry.messages[0] if len(target.entry.messages) == 1 else None)
        return message if message and message.message.number else None

    def _target(self, index: QModelIndex) -> Target | None:
        entry = self.model.entry(index)
        if entry is None:
            return None
        from byfax_desktop.ui.outbox.wishes import Target

        return Target(entry, self.model.message(index))

    # What is listed

    def _read(self, is_typed: bool = False) -> None:
        self.reader.show(self.sorting.view(self.filters.wanted()), is_typed)

    def _list_others(self) -> None:
        """Other faxes are wanted; before there are any, nothing is read."""
        if self.reader.view is not None:
            self._read(is_typed=not self.filters.is_empty)

    def _list_otherwise(self) -> None:
        if self.reader.view is not None:
            self._read()

    def _show_all(self) -> None:
        self.filters.clear()
        self.table.setFocus()

    def _look_for(self, text: str) -> None:
        """Whoever types into the list looks for something."""
        if text.strip():
            self.filters.search.setText(text)
            self.filters.search.setFocus()

    def _tell_listed(self) -> None:
        rows = self.model.rows
        if rows is None:
            return
        self.filters.tell_count(
            count(rows.count, "recipient", "recipients")
            if rows.view.flat
            else count(rows.count, "fax", "faxes")
        )
        self.setCurrentIndex(_TABLE if rows.count else _NOTHING_FOUND)
        if rows.count and not self.table.currentIndex().isValid():
            self.table.go_to_first()
        self.listed.emit(rows.count)
        self.chosen_changed.emit()

    def _go_to(self, key: RowKey) -> None:
        self.table.setCurrentIndex(self.model.find(key))

    def _tell_change(self, top: QModelIndex, bottom: QModelIndex) -> None:
        if top.row() <= self.table.currentIndex().row() <= bottom.row():
            self.current_changed.emit()
        if self.table.has_chosen(top.row(), bottom.row()):
            self.chosen_changed.emit()

    def _grow_older(self) -> None:
        """Time has passed: what is said of a fax on its way depends on for how long nothing was heard of it."""
        from byfax_desktop.engine.states import entry_is_live

        self.model.make_stale(each for each, line in self.model.lines.items() if entry_is_live(line.entry))
        if self._today != QDate.currentDate():
            self._today = QDate.currentDate()
            self.model.make_stale()
            self.table.viewport().update()

    def _ask_senders(self) -> None:
        engine = self._session.engine
        self._session.workers.run(lambda: engine.senders(), self._show_senders)

    def _show_senders(self, senders: tuple[str, ...] | Trouble) -> None:
        # What cannot be read is left out: a disk in trouble is told of where it matters more.
        if isinstance(senders, tuple):
            self.filters.show_senders(senders)

    def _connect(self) -> None:
        self.reader.shown.connect(self._tell_listed)
        self.reader.found.connect(self._go_to)
        self.reader.troubled.connect(self.troubled)
        self.sorting.changed.connect(self._list_otherwise)
        self.filters.changed.connect(self._list_others)
        self.filters.left.connect(self.table.setFocus)
        self.table.typed.connect(self._look_for)
        self._nothing.action_triggered.connect(self._show_all)
        self._session.contacts.changed.connect(lambda: self.model.make_stale())
        self.model.dataChanged.connect(self._tell_change)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.current_changed.emit())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
