"""Finding a number to rent: from countries over their states to the groups of numbers, or by a search in all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.ui.home_region import home_region
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.numbers.group_details import GroupDetails
from byfax_desktop.ui.numbers.nothing_listed import Nothing
from byfax_desktop.ui.numbers.offer_facts import GET, offer_facts
from byfax_desktop.ui.numbers.offer_list import OfferList
from byfax_desktop.ui.numbers.offer_menu import OfferMenu
from byfax_desktop.ui.numbers.offer_rows import OfferRow, begins_with, full_place
from byfax_desktop.ui.numbers.offers_asked import OffersAsked
from byfax_desktop.ui.numbers.place_names import country_name
from byfax_desktop.ui.numbers.trail import Trail
from byfax_desktop.ui.numbers.website import open_website, way_there
from byfax_desktop.ui.widgets.fact_panel import FactPanel
from byfax_desktop.ui.widgets.row_model import RowModel
from byfax_desktop.ui.widgets.search_field import SearchField
from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from byfax_desktop.engine.events import ConnectionChanged
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.service.records import Country
    from byfax_desktop.ui.session import Session

_HEIGHTS = (360, 220)
_SEARCH_WIDTH = 340
_WORLD = ("", "")
_LONGEST = 80
"""Letters of a name in a message, which a long one would fill."""


class NumberExplorer(QWidget):
    """A list of what is in the place where one is, or of what is looked for, over the facts of the chosen row."""

    noted = Signal(str)
    """Something that was asked for goes on elsewhere."""
    troubled = Signal(object)
    """Something that was asked for came to nothing: a Trouble."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("number_explorer")
        self._session = session
        self._asked = OffersAsked(session, self)
        self._details = GroupDetails(session, self)
        self._place = _WORLD
        self._offline: Trouble | None = None
        self._told_trouble: Trouble | None = None
        self._sought, self._came_from = "", _WORLD
        """What was looked for as the place was opened, and where one was before."""
        self._bar = MessageBar("offers_message", self)
        self.search = SearchField(
            "offers_search",
            "Look for a country, city or area code",
            "Country, city or area code",
            "Looks in all that is known so far (Ctrl+F)",
            self,
        )
        self.search.setMaximumWidth(_SEARCH_WIDTH)
        self._only = QCheckBox("&Only what can be had now", self)
        self._only.setObjectName("offers_only_available")
        self._count = QLabel(self)
        self._count.setObjectName("offers_count")
        self._trail = Trail(self)
        self._list = OfferList(self)
        self.view = self._list.view
        self._facts = FactPanel("offers_facts", self)
        self._menu = OfferMenu(self.view, self._open, self._back, self._get, self._copy)
        self._connect(session)
        self._arrange()
        self._show()

    @property
    def model(self) -> RowModel[OfferRow]:
        """What is listed."""
        return self._list.model

    @property
    def _is_search(self) -> bool:
        return bool(self.search.text().strip())

    def showEvent(self, event: QShowEvent) -> None:
        """Know what is listed here; what is a day old is asked for again."""
        super().showEvent(event)
        self._asked.look(*self._place)

    def go(self, country_a3: str = "", state_a2: str = "") -> None:
        """Show what there is in a country or state, or the countries."""
        self._came_from, self._place = self._place, (country_a3, state_a2)
        self._sought = self.search.text()
        self.search.clear()
        self._bar.clear()
        if self.view.isVisible():
            self.view.setFocus()
        self._show(anew=True)
        self._asked.look(country_a3, state_a2)

    def _connect(self, session: Session) -> None:
        self._asked.changed.connect(self._show)
        self.search.textChanged.connect(lambda: self._show(anew=True))
        self.search.left.connect(self.view.setFocus)
        self.search.be_found_from(self)
        self._only.toggled.connect(lambda: self._show())
        self._trail.chosen.connect(self.go)
        self._trail.refresh_asked.connect(self._refresh)
        self._trail.cancel_asked.connect(self._asked.cancel)
        self._trail.all_states_asked.connect(lambda: self._asked.look_into_states(self._place[0]))
        self._list.notice.refresh_asked.connect(self._refresh)
        self._list.notice.countries_asked.connect(lambda: self.go())
        self._list.notice.home_asked.connect(self._go_home)
        self._list.notice.hidden_asked.connect(lambda: self._only.setChecked(False))
        self._facts.deed_chosen.connect(lambda name: self._get() if name == GET else self._open())
        self._details.changed.connect(self._show_facts)
        self._list.chosen.connect(self._fit)
        self.view.opened.connect(self._open_or_get)
        session.account_changed.connect(self._forget)
        session.bridge.connection_changed.connect(self._note_connection)

    # What is listed

    def _show(self, anew: bool = False) -> None:
        """List what is wanted now; ``anew`` where that is something else than before."""
        found = self._rows()
        shown = list(filter(_can_be_had, found)) if self._only.isChecked() else found
        self._list.show_rows(shown, self._is_search, anew, self._first_choice)
        self._facts.setVisible(bool(shown))
        self._count.setText(_counted(shown, self._is_search))
        self._trail.fit(self._asked.index, self._place, self._is_search, self._asked.is_busy)
        self._tell_trouble(bool(shown))
        if not shown:
            self._tell_nothing(bool(found))
        self._fit()

    def _rows(self) -> list[OfferRow]:
        index = self._asked.index
        return index.find(self.search.text()) if self._is_search else index.inside(*self._place)

    def _first_choice(self, rows: list[OfferRow]) -> int:
        """What was looked for before the place was opened, else where one was before, else one's own country."""
        if self._is_search:
            return 0
        home = home_region(self._session.settings)
        sought = {row.ref for row in self._asked.index.find(self._sought)}
        tests: tuple[Callable[[OfferRow], bool], ...] = (
            lambda row: row.ref in sought,
            lambda row: row.group is None and row.key == self._came_from,
            lambda row: self._place == _WORLD and row.country.iso2 == home,
        )
        return next((at for is_it in tests for at, row in enumerate(rows) if is_it(row)), 0)

    def _tell_trouble(self, is_known: bool) -> None:
        trouble = self._asked.trouble
        if trouble is None or not is_known or trouble == self._offline:
            # What the whole window says already is not said once more.
            self._bar.clear()
            self._told_trouble = None
        elif trouble is not self._told_trouble:
            self._bar.tell(Tone.TROUBLE, trouble.what, trouble.do, trouble.details)
            self._told_trouble = trouble

    def _tell_nothing(self, is_hidden: bool) -> None:
        self._list.explain(
            Nothing(
                has_account=self._session.account is not None,
                is_hidden=is_hidden,
                is_search=self._is_search,
                is_busy=self._asked.is_busy,
                is_told=self._asked.index.told(*self._place) is not None,
                trouble=self._asked.trouble,
                unseen=country_name(home) if (home := self._unseen_home()) else "",
            )
        )

    def _unseen_home(self) -> Country | None:
        """One's own country, if nobody has looked into it."""
        index = self._asked.index
        home = index.of_code(home_region(self._session.settings))
        return home if home and not index.is_seen(home.iso3) else None

    def _go_home(self) -> None:
        if home := self._unseen_home():
            self.go(home.iso3)

    # The chosen row

    def _fit(self) -> None:
        row = self._list.current
        self._menu.fit(row, self._place != _WORLD or bool(self.search.text()))
        self._details.want(row.group.ref if row and row.group else "")
        self._show_facts()

    def _show_facts(self) -> None:
        row = self._list.current
        if row is None:
            self._facts.clear()
            return
        ref = row.group.ref if row.group else ""
        detail = self._details.group(ref, since=self._asked.index.told(*row.key))
        self._facts.show_facts(offer_facts(row, detail, self._details.trouble(ref)))

    # What can be done

    def _open_or_get(self) -> None:
        row = self._list.current
        if row and row.group:
            self._get()
        else:
            self._open()

    def _open(self) -> None:
        row = self._list.current
        if row and row.group is None:
            self.go(*row.key)

    def _back(self) -> None:
        country_a3, state_a2 = self._place
        if self.search.text():
            self.search.clear()
        elif country_a3:
            self.go(country_a3 if state_a2 else "")

    def _get(self) -> None:
        row = self._list.current
        if row is None or row.group is None:
            return
        if trouble := open_website():
            self.troubled.emit(trouble)
        else:
            what = f"{begins_with(row)[:_LONGEST]} ({full_place(row)[:_LONGEST]})"
            self.noted.emit(way_there(f"order a number that begins with {what}"))

    def _copy(self) -> None:
        if row := self._list.current:
            QGuiApplication.clipboard().setText(begins_with(row))

    def _refresh(self) -> None:
        self._bar.clear()
        self._asked.look(*self._place, anew=True)

    def _note_connection(self, event: ConnectionChanged) -> None:
        """What did not come before is asked for as soon as byFax is there again."""
        self._offline = event.trouble
        if event.state.value == "online" and self._asked.trouble and self.isVisible():
            self._asked.look(*self._place)

    def _forget(self) -> None:
        """Another account: nothing of the one before may be seen."""
        self._place, self._sought, self._came_from = _WORLD, "", _WORLD
        self.search.clear()
        self._bar.clear()
        self._asked.forget()
        if self.isVisible():
            self._asked.look()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.search, 1)
        top.addWidget(self._only)
        top.addStretch()
        top.addWidget(self._count)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.setObjectName("offers_splitter")
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._list)
        parts.addWidget(self._facts)
        parts.setStretchFactor(0, 1)
        parts.setSizes(_HEIGHTS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._bar)
        column.addLayout(top)
        column.addWidget(self._trail)
        column.addWidget(parts, 1)


def _can_be_had(row: OfferRow) -> bool:
    return row.group is None or row.group.is_available


def _counted(rows: list[OfferRow], is_search: bool) -> str:
    if is_search:
        return f"{count(len(rows), 'match', 'matches')}"
    if not rows:
        return ""
    if rows[0].group:
        return count(len(rows), "kind of number", "kinds of numbers")
    return count(len(rows), "state", "states") if rows[0].state else count(len(rows), "country", "countries")
