"""What stands in place of the list of what can be rented where there is nothing to list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.widgets.notice import Notice
from byfax_desktop.ui.widgets.texts import without_mnemonic

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Nothing:
    """How it stands while nothing is listed."""

    has_account: bool
    is_hidden: bool
    """There is something, none of which can be had now."""
    is_search: bool
    is_busy: bool
    is_told: bool
    """byFax has said what there is."""
    trouble: Trouble | None
    unseen: str = ""
    """The name of one's own country, if nobody has looked into it."""


class NothingListed(Notice):
    """Says why, and offers the best thing to do about it."""

    refresh_asked = Signal()
    countries_asked = Signal()
    home_asked = Signal()
    """One's own country is to be looked into."""
    hidden_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("offers_notice", parent)
        self._offer: Callable[[], object] = self.refresh_asked.emit
        self.action_triggered.connect(lambda: self._offer())

    def explain(self, why: Nothing) -> None:
        """Say it."""
        refresh, countries = self.refresh_asked.emit, self.countries_asked.emit
        if not why.has_account:
            do = "Set one up, or try the demo, to see which numbers there are."
            self._say("There is no account yet.", do)
        elif why.is_hidden:
            self._say("None of these can be had now.", "", "Show them all", self.hidden_asked.emit)
        elif why.is_search:
            do = "Cities are found once their country was opened: choose it among all countries."
            where, ask = ("Show all countries", countries)
            if why.unseen:
                where, ask = (f"Look in {without_mnemonic(why.unseen)}", self.home_asked.emit)
            self._say("Nothing that is known so far matches.", do, where, ask)
        elif why.is_busy:
            # No button here: whoever presses Enter once too often would call it off.
            self._say("Asking byFax which numbers there are…", "")
        elif why.trouble:
            self._say(why.trouble.what, why.trouble.do, "Try again", refresh)
        elif why.is_told:
            self._say("byFax has no numbers there now.", "", "Show all countries", countries)
        else:
            self._say("Nothing is known of the numbers there yet.", "", "Ask byFax", refresh)

    def _say(self, what: str, do: str, action: str = "", then: Callable[[], object] | None = None) -> None:
        self._offer = then or self.refresh_asked.emit
        self.tell("number", what, do, action)
