"""Above the list of what can be rented: where one is, how old that is, and what asks byFax for more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from byfax_desktop.ui.elided import ElidedLabel
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.numbers.offer_rows import state_name
from byfax_desktop.ui.numbers.place_names import country_name
from byfax_desktop.ui.numbers.texts import as_of
from byfax_desktop.ui.widgets.texts import count, without_mnemonic
from byfax_desktop.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from byfax_desktop.ui.numbers.offer_index import OfferIndex

_LONGEST = 30
"""Letters of a name on a button; its tool tip has them all."""
_REFRESH, _CANCEL = "&Refresh", "Cance&l"


class Trail(QWidget):
    """Every place on the way is a button that leads back to it; after them stands where one is."""

    chosen = Signal(str, str)
    """A person wants to go back to a country (and no state), or, with neither, to the countries."""
    refresh_asked = Signal()
    cancel_asked = Signal()
    all_states_asked = Signal()
    """A person wants the numbers in all states of the country."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("offers_trail")
        self._is_busy = False
        self._country_a3 = ""
        self._steps = [self._step(at) for at in range(2)]
        self._marks = [QLabel("›", self) for _ in self._steps]
        self._here = ElidedLabel(self, max_width=2000)
        self._here.setObjectName("offers_here")
        self._age = QLabel(self)
        self._age.setObjectName("offers_age")
        self._age.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._states = QPushButton("Loo&k in all states", self)
        self._states.setObjectName("offers_all_states")
        self._states.setAccessibleName("Look in all states")
        self._states.clicked.connect(self.all_states_asked)
        self._refresh = QPushButton(self)
        self._refresh.setObjectName("offers_refresh")
        self._refresh.clicked.connect(self._ask)
        self._arrange()
        self._tell_busy(False)

    def fit(self, index: OfferIndex, place: tuple[str, str], is_search: bool, is_busy: bool) -> None:
        """Show where one is (country and state, or neither), or what a search looks in, and how old that is."""
        self._tell_busy(is_busy)
        self._states.setVisible(not is_search and not place[1] and index.unseen_states(place[0]) > 0)
        told = None if is_search else index.told(*place)
        self._age.setText("Asking byFax…" if is_busy else as_of(told) if told else "")
        if is_search:
            self._show_way([])
            self._say(_looked_in(*index.seen()))
        else:
            self._country_a3 = place[0]
            way = _way(index, *place)
            self._show_way(way[:-1])
            self._say(way[-1], QFont.Weight.DemiBold)

    def _show_way(self, names: list[str]) -> None:
        for at, (step, mark) in enumerate(zip(self._steps, self._marks, strict=True)):
            is_shown = at < len(names)
            step.setVisible(is_shown)
            mark.setVisible(is_shown)
            if is_shown:
                name = names[at]
                shown = name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
                step.setText(without_mnemonic(shown))
                step.setAccessibleName(f"Go to {name}")
                step.setToolTip(plain_tip(name) if shown != name else "")

    def _say(self, words: str, weight: QFont.Weight = QFont.Weight.Normal) -> None:
        font = self._here.font()
        font.setWeight(weight)
        self._here.setFont(font)
        self._here.setText(words)

    def _tell_busy(self, is_busy: bool) -> None:
        """While byFax is being asked, that can be called off."""
        self._is_busy = is_busy
        self._refresh.setText(_CANCEL if is_busy else _REFRESH)
        self._refresh.setIcon(icon("cancel" if is_busy else "refresh"))
        self._refresh.setAccessibleName("Cancel asking byFax" if is_busy else "Ask byFax anew")
        self._states.setEnabled(not is_busy)

    def _ask(self) -> None:
        (self.cancel_asked if self._is_busy else self.refresh_asked).emit()

    def _go_back(self, at: int) -> None:
        self.chosen.emit(self._country_a3 if at else "", "")

    def _step(self, at: int) -> QToolButton:
        step = QToolButton(self)
        step.setObjectName(f"offers_step_{at}")
        step.setAutoRaise(True)
        step.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        step.clicked.connect(partial(self._go_back, at))
        return step

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for step, mark in zip(self._steps, self._marks, strict=True):
            row.addWidget(step)
            row.addWidget(mark)
        row.addWidget(self._here, 1)
        for part in (self._age, self._states, self._refresh):
            row.addWidget(part)


def _looked_in(seen: int, every: int) -> str:
    if not seen:
        return "Only the countries are known so far. Open one to have its cities found, too."
    numbers = f"the numbers of {seen} of {count(every, 'country', 'countries')}"
    return f"Found in what is known: {numbers}. Open a country to have its cities found, too."


def _way(index: OfferIndex, country_a3: str, state_a2: str) -> list[str]:
    """The names of the places that lead to where one is, which comes last."""
    country = index.country(country_a3)
    states = [state_name(each) for each in index.states(country_a3) if each.state_a2 == state_a2]
    return ["All countries", *([country_name(country)] if country else []), *states]
