"""The Outbox: what was sent, to whom, and how that goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from byfax_desktop.ui.outbox.again import AgainActions
from byfax_desktop.ui.outbox.answers import AnswersAction
from byfax_desktop.ui.outbox.chart import FaxChart
from byfax_desktop.ui.outbox.columns import COLUMNS
from byfax_desktop.ui.outbox.detail_tabs import DetailTabs
from byfax_desktop.ui.outbox.evidence import EvidenceActions
from byfax_desktop.ui.outbox.export import ListExport
from byfax_desktop.ui.outbox.filter_bar import FilterBar
from byfax_desktop.ui.outbox.model import OutboxModel
from byfax_desktop.ui.outbox.report import ReportAction
from byfax_desktop.ui.outbox.save_pages import PageSaving
from byfax_desktop.ui.outbox.sent_list import SentList
from byfax_desktop.ui.outbox.table import FaxTable
from byfax_desktop.ui.outbox.wish_bar import WishBar
from byfax_desktop.ui.outbox.wish_desk import WishDesk
from byfax_desktop.ui.widgets.column_choice import ChosenColumn, ColumnChoice
from byfax_desktop.ui.widgets.contact_action import contact_action
from byfax_desktop.ui.widgets.explained_menu import ExplainedMenu
from byfax_desktop.ui.widgets.history_action import history_action
from byfax_desktop.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from byfax_desktop.engine.events import FaxQueued, OutboxChanged
    from byfax_desktop.ui.outbox.wishes import Target
    from byfax_desktop.ui.session import Session

_NOTICE, _FAXES = 0, 1
_CHOICE = tuple(
    ChosenColumn(each.name, each.title, always=not each.sample, shown=each.shown) for each in COLUMNS
)
_HEIGHTS = (390, 240)


class OutboxTab(QWidget):
    """The list of sent faxes over the facts of the current one, below what can be done with those chosen."""

    compose_asked = Signal()
    """There is no fax yet, and a person wants to send one."""
    contact_asked = Signal(str, str, str)
    """A person wants to keep a recipient as a contact: name, company and number."""
    history_asked = Signal(str, str, str)
    """A person wants to see all that went to, or came from, a recipient: a number, a name and a company."""
    noted = Signal(str)
    """Something that a person asked for was done."""
    troubled = Signal(object)
    """The Trouble of something that was wished for."""
    again_asked = Signal(object)
    """A person wants another fax made of a sent one: an AgainWish."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outbox_tab")
        self._engine = session.engine
        self._list = SentList(session, self)
        self._tree = self._list.table
        self.setFocusProxy(self._tree)
        self._wishes = WishBar(self._tree, self)
        ExplainedMenu(self._tree)
        self._keep = contact_action(self._tree, self._ask_contact)
        self._history = history_action(self._tree, self._ask_history)
        self._again = AgainActions(self._tree)
        self._again.asked.connect(self.again_asked)
        self._answers = AnswersAction(self._tree, session)
        self._report = ReportAction(self._tree, session, self._current_target)
        header = self._tree.horizontalHeader()
        ColumnChoice(self._tree, header, _CHOICE, session.settings, "outbox/columns")
        self._facts = DetailTabs(session, self)
        self._desk = WishDesk(session, self._wishes, self._again, self._facts)
        self._chart = FaxChart(session, self)
        self._notice = Notice("outbox_notice", self)
        self._stack = QStackedWidget(self)
        self._arrange()
        self._connect(session)
        pages = PageSaving(self._tree, session, self._facts)
        evidence = EvidenceActions(self._tree, session, self._facts, self._report.button)
        for saving in (pages, evidence, ListExport(self._tree, session, self.filters.wanted)):
            saving.done.connect(self.noted)
            saving.troubled.connect(self.troubled)
        self._forget()

    @property
    def model(self) -> OutboxModel:
        """The faxes that are listed."""
        return self._list.model

    @property
    def filters(self) -> FilterBar:
        """What is chosen of the faxes."""
        return self._list.filters

    @property
    def tree(self) -> FaxTable:
        """The view of them."""
        return self._tree

    @property
    def list(self) -> SentList:
        """The list with all that keeps it up to date."""
        return self._list

    def show_fax(self, broadcast_ref: str) -> None:
        """Choose a fax, whatever was looked for."""
        self._list.show_sent(broadcast_ref)

    def showEvent(self, event: QShowEvent) -> None:
        """Have live faxes followed closely while somebody looks."""
        super().showEvent(event)
        self._engine.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._engine.watch(False)

    def _show_outbox(self, event: OutboxChanged) -> None:
        if event.is_empty:
            self._list.forget()
            self._facts.clear()
            self._tell_empty()
        else:
            self._list.note(event)

    def _show_listed(self, faxes: int) -> None:
        self._stack.setCurrentIndex(_FAXES)
        self._facts.setVisible(bool(faxes))
        if not faxes:
            self._facts.clear()

    def _look_for(self, event: FaxQueued) -> None:
        self._list.show_sent(event.broadcast_refs[0])

    def _forget(self) -> None:
        """Another account: nothing of the one before may be seen."""
        self._list.forget()
        self._facts.clear()
        self._notice.tell("outbox", "Looking for your faxes…", "")
        self._stack.setCurrentIndex(_NOTICE)

    def _tell_empty(self) -> None:
        self._notice.tell(
            "outbox", "No fax has been sent yet.", "Faxes that you send are listed here.", "New fax"
        )
        self._stack.setCurrentIndex(_NOTICE)

    def _show_current(self) -> None:
        target = self._current_target()
        if target is not None:
            self._facts.show_fax(target.entry, target.message)

    def _current_target(self) -> Target | None:
        return self._list.current()

    def _fit_wishes(self) -> None:
        targets, reason = self._list.chosen()
        self._wishes.fit(targets, *([reason] if reason else []))
        for action in (self._keep, self._history):
            action.setEnabled(self._list.one_recipient() is not None)
        self._again.fit(targets, *([reason] if reason else []))
        self._answers.fit(targets)

    def _ask_contact(self) -> None:
        message = self._list.one_recipient()
        if message:
            self.contact_asked.emit(message.name, message.company, message.message.number or "")

    def _ask_history(self) -> None:
        message = self._list.one_recipient()
        if message:
            self.history_asked.emit(message.message.number or "", message.name, message.company)

    def _connect(self, session: Session) -> None:
        session.bridge.outbox_changed.connect(self._show_outbox)
        session.bridge.fax_queued.connect(self._look_for)
        session.account_changed.connect(self._forget)
        self._list.listed.connect(self._show_listed)
        self._list.current_changed.connect(self._show_current)
        self._list.chosen_changed.connect(self._fit_wishes)
        self._list.troubled.connect(self.troubled)
        self._desk.troubled.connect(self.troubled)
        self._desk.noted.connect(self.noted)
        self._notice.action_triggered.connect(self.compose_asked)
        self.filters.search.be_found_from(self)

    def _arrange(self) -> None:
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setObjectName("outbox_splitter")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._list)
        splitter.addWidget(self._facts)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes(_HEIGHTS)
        faxes = QWidget(self)
        rows = QVBoxLayout(faxes)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self.filters)
        self.filters.add(self._list.sorting.toggle)
        self.filters.add(self._chart.toggle)
        rows.addWidget(self._chart)
        deeds = QHBoxLayout()
        deeds.addWidget(self._wishes)
        deeds.addWidget(self._again.button)
        deeds.addStretch(1)
        deeds.addWidget(self._report.button)
        rows.addLayout(deeds)
        rows.addWidget(self._desk.answers)
        rows.addWidget(splitter, 1)
        self._stack.addWidget(self._notice)
        self._stack.addWidget(faxes)
        column = QVBoxLayout(self)
        column.addWidget(self._stack)
