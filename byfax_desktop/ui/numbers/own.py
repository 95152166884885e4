"""The account's own fax numbers: how long each of them holds, and what is known of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.numbers import texts
from byfax_desktop.ui.numbers.facts import did_facts
from byfax_desktop.ui.numbers.group_details import GroupDetails
from byfax_desktop.ui.numbers.number_deeds import NumberDeeds
from byfax_desktop.ui.widgets.fact_panel import FactPanel
from byfax_desktop.ui.widgets.notice import Notice
from byfax_desktop.ui.widgets.row_model import Column, RowKind, RowModel
from byfax_desktop.ui.widgets.row_view import RowView
from byfax_desktop.ui.widgets.search_field import SearchField
from byfax_desktop.ui.widgets.texts import count
from byfax_desktop.ui.workers import Workers

if TYPE_CHECKING:
    from byfax_desktop.engine.events import ConnectionChanged, NumbersChanged
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.service.records import Did
    from byfax_desktop.ui.session import Session

_NOTICE, _NUMBERS = 0, 1
_TABLE, _NOTHING_FOUND = 0, 1
_HEIGHTS = (360, 220)
_SEARCH_WIDTH = 340
_HOUR_MS = 3_600_000
_FEW = 200
"""So many numbers are looked through at once."""
_EXTEND = "Extend what you want to keep on the byFax website."
_SAMPLES = ("+000 00 000 00 00 000", "A city, a country's name", "Number of a city or region", "", "00,000")

COLUMNS: tuple[Column[Did], ...] = (
    Column("Number", texts.number),
    Column("Place", texts.place),
    Column("Type", texts.kind_of),
    Column("State", lambda did: texts.state(did).text, icon=lambda did: texts.state(did).icon_name),
    Column("Faxes", texts.inbox, right=True),
)
KIND: RowKind[Did] = RowKind(
    ref=lambda did: did.ref or did.number,
    sentence=texts.sentence,
    bold=lambda _: False,
)


class OwnNumbers(QWidget):
    """A table of the numbers, the facts of the selected one, and what can be done with it."""

    find_asked = Signal()
    """There is no number yet, and a person wants to find one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("own_numbers")
        self._dids: tuple[Did, ...] = ()
        self._said: list[texts.Said] | None = None
        self._is_told = False
        self._warned: frozenset[tuple[str, int]] = frozenset()
        self._bar = MessageBar("numbers_message", self)
        self._search = SearchField(
            "numbers_search",
            "Look for a number",
            "Number, city or country",
            "Words or digits of numbers, places and states (Ctrl+F)",
            self,
        )
        self._search.setMaximumWidth(_SEARCH_WIDTH)
        self._age = QLabel(self)
        self._age.setObjectName("numbers_age")
        self._age.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._count = QLabel(self)
        self._count.setObjectName("numbers_count")
        self._model: RowModel[Did] = RowModel(COLUMNS, KIND, self)
        self._view = RowView("numbers_list", "Your fax numbers", self._model, self)
        self._view.fit_columns(_SAMPLES)
        self._facts = FactPanel("numbers_facts", self)
        self._nothing = Notice("numbers_nothing_found", self)
        self._nothing.tell(
            "number", "No number matches.", "Change what you look for, or show all.", "Show all numbers"
        )
        self._sight = QStackedWidget(self)
        self.deeds = NumberDeeds(self._view, self)
        self._details = GroupDetails(session, self)
        self._notice = Notice("numbers_notice", self)
        self._stack = QStackedWidget(self)
        self._workers = Workers("byfax-numbers", 1, self)
        # What is said of a number depends on the day, also while the service has nothing new to say.
        self._hours = QTimer(self, interval=_HOUR_MS)
        self._hours.timeout.connect(self._grow_older)
        self._hours.start()
        self._connect(session)
        self._arrange()
        self._forget()

    @property
    def model(self) -> RowModel[Did]:
        """The numbers that are shown."""
        return self._model

    @property
    def view(self) -> RowView:
        """The table of them."""
        return self._view

    @property
    def search(self) -> SearchField:
        """What is looked for among them."""
        return self._search

    def _connect(self, session: Session) -> None:
        self._search.textChanged.connect(self._sift)
        self._search.left.connect(self._view.setFocus)
        self._search.be_found_from(self)
        self._nothing.action_triggered.connect(self._show_all)
        session.bridge.numbers_changed.connect(self._show_numbers)
        session.bridge.connection_changed.connect(self._tell_connection)
        session.account_changed.connect(self._forget)
        self._view.selectionModel().currentRowChanged.connect(self._fit)
        self._view.opened.connect(self.deeds.show_faxes)
        self._facts.deed_chosen.connect(self.deeds.do)
        self._bar.action_triggered.connect(self._choose_ending)
        self._notice.action_triggered.connect(self.find_asked)
        self._details.changed.connect(self._show_facts)

    def _show_numbers(self, event: NumbersChanged) -> None:
        self._dids, self._is_told = event.dids, True
        self._age.setText(texts.as_of(event.as_of) if event.as_of else "")
        self._prepare()
        self._warn()
        self._sift()
        if event.dids:
            self._stack.setCurrentIndex(_NUMBERS)
        elif event.trouble:
            self._say(event.trouble.what, event.trouble.do)
        else:
            self._say(
                "You have no fax number yet.",
                "See which ones there are. You get one on the byFax website, and it is listed here as soon as it is"
                " yours.",
                "Find a number",
            )

    def _tell_connection(self, event: ConnectionChanged) -> None:
        if event.trouble and not self._is_told:
            self._say(event.trouble.what, "Your numbers are shown here as soon as byFax tells them.")

    def _prepare(self) -> None:
        """Have what a search looks through made: of thousands of numbers that takes longer than a key may."""
        dids, self._said = self._dids, None
        if len(dids) <= _FEW:
            self._said = texts.said_of(dids)
        else:
            self._workers.run(lambda: texts.said_of(dids), partial(self._take_said, dids))

    def _take_said(self, dids: tuple[Did, ...], said: list[texts.Said] | Trouble) -> None:
        if dids is self._dids and isinstance(said, list):
            self._said = said
            self._sift()

    def _sift(self) -> None:
        """List those that are looked for; the chosen one stays chosen as long as it is there."""
        shown, sought = self._dids, self._search.text()
        if sought and self._said is not None:
            pairs = zip(self._dids, self._said, strict=True)
            shown = tuple(did for did, said in pairs if texts.is_sought(said, sought))
        current = self._current()
        if current is not None and KIND.ref(current) not in map(KIND.ref, shown):
            self._view.setCurrentIndex(QModelIndex())
        self._model.show(shown)
        self._sight.setCurrentIndex(_TABLE if shown else _NOTHING_FOUND)
        self._count.setText(count(len(shown), "number", "numbers"))
        if shown and not self._view.currentIndex().isValid():
            self._view.setCurrentIndex(self._model.index(0, 0))
        self._fit()

    def _show_all(self) -> None:
        self._search.clear()
        self._view.setFocus()

    def _warn(self) -> None:
        """Name the numbers that end soon; who has sent that away hears it again when it has become more urgent."""
        now = texts.right_now()
        urgent = {
            (KIND.ref(did), stage) for did in self._dids if (stage := texts.stage(did, now)) is not None
        }
        is_news, self._warned = not urgent <= self._warned, frozenset(urgent)
        warning = texts.warning(self._dids)
        if not urgent:
            self._bar.clear()
        elif is_news or self._bar.text not in ("", f"{warning} {_EXTEND}"):
            self._bar.tell(Tone.WARNING, warning, _EXTEND, action="Show the first one")

    def _grow_older(self) -> None:
        self._prepare()
        self._warn()
        self._model.show_again()
        self._show_facts()

    def _choose_ending(self) -> None:
        """Show the number that ends first."""
        soon = texts.ending(self._dids)
        if not soon:
            return
        self._search.clear()
        self._view.show_row(self._model.records.index(soon[0]))
        self._view.setFocus()

    def _forget(self) -> None:
        """Another account: nothing of the one before may be seen."""
        self._dids, self._is_told = (), False
        self._warned = frozenset()
        self._bar.clear()
        self._search.clear()
        self._sift()
        self._say("Looking for your numbers…", "")

    def _say(self, what: str, do: str, action: str = "") -> None:
        self._notice.tell("number", what, do, action)
        self._stack.setCurrentIndex(_NOTICE)

    def _current(self) -> Did | None:
        return self._model.record(self._view.currentIndex())

    def _fit(self) -> None:
        did = self._current()
        self.deeds.fit(did)
        self._details.want(did.group_ref if did else "")
        self._show_facts()

    def _show_facts(self) -> None:
        did = self._current()
        if did is None:
            self._facts.clear()
        else:
            self._facts.show_facts(did_facts(did, self._details.group(did.group_ref)))

    def _arrange(self) -> None:
        # In the order in which they are seen: the Tab key follows it.
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(8)
        column.addWidget(self._bar)
        column.addLayout(top)
        top.addWidget(self._search, 1)
        top.addStretch()
        top.addWidget(self._age)
        top.addWidget(self._count)
        self._sight.addWidget(self._view)
        self._sight.addWidget(self._nothing)
        parts = QSplitter(Qt.Orientation.Vertical, page)
        parts.setObjectName("numbers_splitter")
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._sight)
        parts.addWidget(self._facts)
        parts.setStretchFactor(0, 1)
        parts.setSizes(_HEIGHTS)
        column.addWidget(parts, 1)
        column.addWidget(self.deeds)
        self._stack.addWidget(self._notice)
        self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
