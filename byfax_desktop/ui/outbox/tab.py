"""The Outbox: what was sent, to whom, and how that goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTreeView, QVBoxLayout, QWidget

from byfax_desktop.ui.outbox.again import NOT_REACHED, AgainActions
from byfax_desktop.ui.outbox.chart import FaxChart
from byfax_desktop.ui.outbox.columns import COLUMNS
from byfax_desktop.ui.outbox.deeds import call
from byfax_desktop.ui.outbox.detail_tabs import DetailTabs
from byfax_desktop.ui.outbox.export import ListExport
from byfax_desktop.ui.outbox.facts import IS_RIGHT
from byfax_desktop.ui.outbox.filter_bar import FilterBar
from byfax_desktop.ui.outbox.model import OutboxModel
from byfax_desktop.ui.outbox.named import NamedFaxes
from byfax_desktop.ui.outbox.report import ReportAction
from byfax_desktop.ui.outbox.save_pages import PageSaving
from byfax_desktop.ui.outbox.sift import Sift
from byfax_desktop.ui.outbox.tree import fax_tree
from byfax_desktop.ui.outbox.wish_bar import WishBar
from byfax_desktop.ui.widgets.column_choice import ChosenColumn, ColumnChoice
from byfax_desktop.ui.widgets.contact_action import contact_action
from byfax_desktop.ui.widgets.notice import Notice
from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from byfax_desktop.engine.events import (
        FaxQueued,
        JobFinished,
        OutboxChanged,
        OutboxEntry,
        OutboxMessage,
    )
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.ui.outbox.wishes import Target
    from byfax_desktop.ui.session import Session

_NOTICE, _FAXES = 0, 1
_TREE, _NOTHING_FOUND = 0, 1
_CHOICE = tuple(
    ChosenColumn(each.name, each.title, always=not each.sample, shown=each.shown) for each in COLUMNS
)
_HEIGHTS = (390, 240)
_MINUTE_MS = 60_000
_SETTLED_MS = 1000
"""How long after a wish its note stands in the history."""


class OutboxTab(QWidget):
    """The tree of sent faxes over the facts of the current one, below what can be done with the selected ones."""

    compose_asked = Signal()
    """There is no fax yet, and a person wants to send one."""
    contact_asked = Signal(str, str, str)
    """A person wants to keep a recipient as a contact: name, company and number."""
    noted = Signal(str)
    """Something that a person asked for was done."""
    troubled = Signal(object)
    """The Trouble of something that was wished for."""
    again_asked = Signal(str, str)
    """A person wants another fax made of the one with this broadcast ref, to whom of its recipients."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outbox_tab")
        self._model = OutboxModel(self)
        self._engine = session.engine
        self._names = NamedFaxes(session.contacts.name_of)
        self._newest: tuple[OutboxEntry, ...] = ()
        self._entries: tuple[OutboxEntry, ...] = ()
        self._tree = fax_tree(self._model, self)
        self.setFocusProxy(self._tree)
        self._wishes = WishBar(self._tree, self)
        self._keep = contact_action(self._tree, self._ask_contact)
        AgainActions(self._tree, self._current_ref).asked.connect(self.again_asked)
        self._report = ReportAction(self._tree, session, self._current_target)
        ColumnChoice(self._tree, self._tree.header(), _CHOICE, session.settings, "outbox/columns")
        self._wished: set[str] = set()
        self._just_sent = ""
        self._facts = DetailTabs(session, self)
        self._notice = Notice("outbox_notice", self)
        self._stack = QStackedWidget(self)
        self._filters = FilterBar(self)
        self._chart = FaxChart(session, self)
        self._sift = Sift(session, self)
        self._nothing = Notice("outbox_nothing_found", self)
        self._nothing.tell(
            "outbox", "No sent fax matches.", "Change what you look for, or show all.", "Show all faxes"
        )
        self._sight = QStackedWidget(self)
        self._workers = session.workers
        self._arrange()
        session.bridge.outbox_changed.connect(self._show_outbox)
        session.bridge.fax_queued.connect(self._look_for)
        session.bridge.job_finished.connect(self._tell_trouble)
        session.account_changed.connect(self._forget)
        session.contacts.changed.connect(self._show_names)
        self._tree.selectionModel().currentRowChanged.connect(self._show_current)
        self._tree.selectionModel().selectionChanged.connect(self._fit_wishes)
        self._model.dataChanged.connect(self._show_change)
        self._wishes.wished.connect(self._wish)
        self._notice.action_triggered.connect(self.compose_asked)
        self._facts.deed_chosen.connect(self._do)
        self._connect_filters()
        pages = PageSaving(self._tree, session, self._facts)
        for saving in (pages, ListExport(self._tree, session, self._filters.wanted)):
            saving.done.connect(self.noted)
            saving.troubled.connect(self.troubled)
        self._minutes = QTimer(self, interval=_MINUTE_MS)
        self._minutes.timeout.connect(self._model.grow_older)
        self._minutes.start()
        self._forget()

    @property
    def model(self) -> OutboxModel:
        """The faxes that are shown."""
        return self._model

    @property
    def filters(self) -> FilterBar:
        """What is chosen of the faxes."""
        return self._filters

    @property
    def tree(self) -> QTreeView:
        """The view of them."""
        return self._tree

    def showEvent(self, event: QShowEvent) -> None:
        """Have live faxes followed closely while somebody looks."""
        super().showEvent(event)
        self._engine.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._engine.watch(False)

    def _show_outbox(self, event: OutboxChanged) -> None:
        was_empty, self._newest = not self._newest, event.entries
        if not event.entries:
            self._show_entries(())
            self._tell_empty()
            return
        if was_empty:
            self._ask_senders()
        self._stack.setCurrentIndex(_FAXES)
        if self._filters.is_empty:
            self._show_entries(event.entries)
        else:
            self._sift.look_again(self._filters.wanted())

    def _show_entries(self, entries: tuple[OutboxEntry, ...]) -> None:
        was_empty = not self._model.rowCount()
        self._entries = entries
        self._model.show(self._names.named(entries))
        self._sight.setCurrentIndex(_TREE if entries else _NOTHING_FOUND)
        self._facts.setVisible(bool(entries))
        self._filters.tell_count(_told(len(entries)))
        if not entries:
            self._facts.clear()
            self._fit_wishes()
            return
        if was_empty or not self._tree.currentIndex().isValid():
            self._tree.setCurrentIndex(self._model.index(0, 0))
        self._choose_just_sent()

    def _show_found(self, entries: tuple[OutboxEntry, ...]) -> None:
        if not self._filters.is_empty:
            self._show_entries(entries)

    def _filter(self) -> None:
        """Other faxes are wanted."""
        if self._filters.is_empty:
            self._sift.stop()
            self._show_entries(self._newest)
        else:
            self._sift.ask(self._filters.wanted())

    def _show_all(self) -> None:
        self._filters.clear()
        self._tree.setFocus()

    def _ask_senders(self) -> None:
        engine = self._engine
        self._workers.run(lambda: engine.senders(), self._show_senders)

    def _show_senders(self, senders: tuple[str, ...] | Trouble) -> None:
        # What cannot be read is left out: a disk in trouble is told of where it matters more.
        if isinstance(senders, tuple):
            self._filters.show_senders(senders)

    def _show_names(self) -> None:
        self._model.show(self._names.renamed(self._entries))

    def _ask_contact(self) -> None:
        message = self._one_recipient()
        if message:
            self.contact_asked.emit(message.name, message.company, message.message.number or "")

    def _one_recipient(self) -> OutboxMessage | None:
        """The recipient that is selected, also as the only one of their fax; None for several."""
        rows = self._tree.selectionModel().selectedRows()
        entry, message = (
            (self._model.entry(rows[0]), self._model.message(rows[0])) if len(rows) == 1 else (None, None)
        )
        if entry and not message and len(entry.messages) == 1:
            (message,) = entry.messages
        return message if message and message.message.number else None

    def _look_for(self, event: FaxQueued) -> None:
        self._just_sent = event.broadcast_refs[0]
        # Who sends a fax wants to see it, whatever was looked for before.
        self._filters.clear()
        self._ask_senders()
        self._choose_just_sent()

    def _choose_just_sent(self) -> None:
        """Choose the fax that was sent last, as soon as it is listed: it is among the newest."""
        place = self._model.find(self._just_sent)
        if place.isValid():
            self._just_sent = ""
            self._tree.setCurrentIndex(place)

    def _forget(self) -> None:
        """Another account: nothing of the one before may be seen."""
        self._wished.clear()
        self._just_sent = ""
        self._newest = self._entries = ()
        self._sift.stop()
        self._filters.clear()
        self._filters.show_senders(())
        self._model.show(self._names.named(()))
        self._facts.clear()
        self._notice.tell("outbox", "Looking for your faxes…", "")
        self._stack.setCurrentIndex(_NOTICE)

    def _tell_empty(self) -> None:
        self._notice.tell(
            "outbox", "No fax has been sent yet.", "Faxes that you send are listed here.", "New fax"
        )
        self._stack.setCurrentIndex(_NOTICE)

    def _show_current(self, current: QModelIndex) -> None:
        entry = self._model.entry(current)
        if entry is not None:
            self._facts.show_fax(entry, self._model.message(current))

    def _current_ref(self) -> str:
        target = self._current_target()
        return target.refs[0] if target else ""

    def _current_target(self) -> Target | None:
        from byfax_desktop.ui.outbox.wishes import Target

        current = self._tree.currentIndex()
        entry = self._model.entry(current)
        return Target(entry, self._model.message(current)) if entry is not None else None

    def _show_change(self, top: QModelIndex, bottom: QModelIndex) -> None:
        current = self._tree.currentIndex()
        if top.parent() == current.parent() and top.row() <= current.row() <= bottom.row():
            self._show_current(current)
        self._fit_wishes()

    def _fit_wishes(self) -> None:
        self._wishes.fit(self._selected())
        self._keep.setEnabled(self._one_recipient() is not None)

    def _selected(self) -> tuple[Target, ...]:
        rows = self._tree.selectionModel().selectedRows()
        if not rows:
            return ()
        from byfax_desktop.ui.outbox.wishes import Target, targets_of

        found = ((self._model.entry(row), self._model.message(row)) for row in rows)
        return targets_of(Target(entry, message) for entry, message in found if entry is not None)

    def _wish(self, kind: str, targets: tuple[Target, ...]) -> None:
        from byfax_desktop.store.wishes import WishKind

        for target in targets:
            self._wished.add(self._engine.wish(WishKind(kind), *target.refs))
        QTimer.singleShot(_SETTLED_MS, self._facts, self._facts.read_again)

    def _do(self, deed: str) -> None:
        """The best thing to do about the fax that is shown, whatever else is chosen."""
        target = self._facts.target
        if target is None:
            return
        if deed == "send again":
            self._wishes.wish("resubmit", (target,))
        elif deed == "change":
            # Whoever got it is not to get it twice.
            self.again_asked.emit(target.refs[0], NOT_REACHED)
        elif deed == "check now":
            self._engine.refresh()
        elif deed == IS_RIGHT:
            (message,) = (target.message,) if target.message else target.entry.messages
            self._engine.accept_station(message.message.message_ref)
        else:
            (message,) = (target.message,) if target.message else target.entry.messages
            if trouble := call(message.message.number or ""):
                self.troubled.emit(trouble)

    def _tell_trouble(self, event: JobFinished) -> None:
        if event.trouble and event.job_id in self._wished:
            self._wished.discard(event.job_id)
            self.troubled.emit(event.trouble)

    def _connect_filters(self) -> None:
        self._filters.changed.connect(self._filter)
        self._filters.left.connect(self._tree.setFocus)
        self._sift.found.connect(self._show_found)
        self._sift.troubled.connect(self.troubled)
        self._nothing.action_triggered.connect(self._show_all)
        self._filters.search.be_found_from(self)

    def _arrange(self) -> None:
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setObjectName("outbox_splitter")
        splitter.setChildrenCollapsible(False)
        self._sight.addWidget(self._tree)
        self._sight.addWidget(self._nothing)
        splitter.addWidget(self._sight)
        splitter.addWidget(self._facts)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes(_HEIGHTS)
        faxes = QWidget(self)
        rows = QVBoxLayout(faxes)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self._filters)
        self._filters.add(self._chart.toggle)
        rows.addWidget(self._chart)
        deeds = QHBoxLayout()
        deeds.addWidget(self._wishes, 1)
        deeds.addWidget(self._report.button)
        rows.addLayout(deeds)
        rows.addWidget(splitter, 1)
        self._stack.addWidget(self._notice)
        self._stack.addWidget(faxes)
        column = QVBoxLayout(self)
        column.addWidget(self._stack)


def _told(faxes: int) -> str:
    """How many faxes are listed, of which there may be more."""
    from byfax_desktop.engine.outbox import SHOWN

    return f"the newest {QLocale().toString(faxes)}" if faxes >= SHOWN else count(faxes, "fax", "faxes")
