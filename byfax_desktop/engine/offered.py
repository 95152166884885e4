"""What can be rented, as far as somebody has asked for it: kept for a day on this computer, and known for longer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from byfax_desktop.engine.clock import milliseconds, moment
from byfax_desktop.engine.frozen import freeze, thaw
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import Refused
from byfax_desktop.service.records import (
    Countries,
    Country,
    CountryState,
    CountryStates,
    DidGroup,
    DidGroups,
)
from byfax_desktop.store.told_lists import ToldList, ToldLists

if TYPE_CHECKING:
    from byfax_desktop.service.ports.inventory import InventoryPort

DAY = timedelta(days=1)
ANEW = timedelta(0)
"""An age that nothing has which is known: the service is asked."""

_COUNTRIES, _STATES, _GROUPS, _GROUP = "countries", "states", "groups", "group"
_RECORDS: dict[str, type[Countries | CountryStates | DidGroups]] = {
    _COUNTRIES: Countries,
    _STATES: CountryStates,
    _GROUPS: DidGroups,
    _GROUP: DidGroups,
}
_GONE = frozenset({StateCode.COUNTRY_NOT_SUPPORTED, StateCode.COUNTRY_WRONG_ISO2})

_Item = TypeVar("_Item")
_Key = tuple[str, str, str]
"""What a list is of: its kind, a country or the ref of a group, and a state; empty for what there is not."""


@dataclass(frozen=True, slots=True)
class Told(Generic[_Item]):
    """A list as the service told it, and when."""

    items: tuple[_Item, ...]
    at: datetime

    def is_fresh(self, now: datetime, max_age: timedelta = DAY) -> bool:
        """Whether it is younger than that; one from the future is the fruit of a wrong clock."""
        return timedelta(0) <= now - self.at < max_age


@dataclass(frozen=True, slots=True)
class KnownOffers:
    """All that is known of what can be rented; None for what nobody has asked for."""

    _lists: Mapping[_Key, Told[Any]] = field(default_factory=dict)

    @property
    def countries(self) -> Told[Country] | None:
        """The countries in which numbers can be rented."""
        return self._lists.get((_COUNTRIES, "", ""))

    def states(self, country_a3: str) -> Told[CountryState] | None:
        """The states of a country (ISO 3166-1 alpha-3)."""
        return self._lists.get((_STATES, country_a3, ""))

    def groups(self, country_a3: str, state_a2: str = "") -> Told[DidGroup] | None:
        """The groups of numbers in a state, or in a country that has none."""
        return self._lists.get((_GROUPS, country_a3, state_a2))

    def group(self, ref: str) -> Told[DidGroup] | None:
        """One group, as it was asked for by its ref; none in it where the service knows none."""
        return self._lists.get((_GROUP, ref, ""))

    def all_groups(self) -> Iterator[tuple[str, str, Told[DidGroup]]]:
        """Every list of groups with its country and state."""
        for (kind, country, state), told in self._lists.items():
            if kind == _GROUPS:
                yield country, state, told

    def get(self, key: _Key) -> Told[Any] | None:
        """The list of this key."""
        return self._lists.get(key)

    def having(self, key: _Key, told: Told[Any]) -> KnownOffers:
        """The same with this list in place of the one before."""
        return KnownOffers({**self._lists, key: told})


class Offered:
    """Asks for what is not known, or is older than wanted, and keeps it.

    All methods but ``known`` raise the errors of the service, and EngineTrouble where nothing is rented any more;
    all raise StoreTrouble. What was known stays known whatever goes wrong. ``now`` is in milliseconds since 1970.
    """

    def __init__(self, port: InventoryPort, lists: ToldLists, now: Callable[[], int]) -> None:
        self._port = port
        self._lists = lists
        self._now = now
        self._lock = threading.Lock()
        self._known: KnownOffers | None = None

    def known(self) -> KnownOffers:
        """What is known without asking anyone; the first time, this reads the disk."""
        with self._lock:
            if self._known is None:
                self._known = _read(self._lists)
            return self._known

    def countries(self, max_age: timedelta = DAY, cancel: Event | None = None) -> Told[Country]:
        """The countries in which numbers can be rented."""
        return self._told(
            (_COUNTRIES, "", ""), max_age, lambda: Countries(items=self._port.list_countries(cancel=cancel))
        )

    def states(
        self, country_a3: str, max_age: timedelta = DAY, cancel: Event | None = None
    ) -> Told[CountryState]:
        """The states of a country by which its numbers are listed; none where they are listed all together."""
        return self._told(
            (_STATES, country_a3, ""),
            max_age,
            lambda: CountryStates(items=self._port.list_states(country_a3, cancel=cancel)),
        )

    def groups(
        self, country_a3: str, state_a2: str = "", max_age: timedelta = DAY, cancel: Event | None = None
    ) -> Told[DidGroup]:
        """The groups of numbers in a state, or in a country that has none."""
        return self._told(
            (_GROUPS, country_a3, state_a2),
            max_age,
            lambda: DidGroups(items=self._port.list_did_groups(country_a3, state_a2, cancel=cancel)),
        )

    def group(self, ref: str, max_age: timedelta = DAY, cancel: Event | None = None) -> Told[DidGroup]:
        """One group of numbers; none in the list where the service says nothing of it."""

        def ask() -> DidGroups:
            found = self._port.get_did_group(ref, cancel=cancel)
            return DidGroups(items=(found,) if found else ())

        return self._told((_GROUP, ref, ""), max_age, ask)

    def inside(
        self, country_a3: str, state_a2: str = "", max_age: timedelta = DAY, cancel: Event | None = None
    ) -> None:
        """Know what there is in a state, or in a country: its states if it has some, else its groups."""
        countries = self.countries(cancel=cancel).items
        country = next((one for one in countries if one.iso3 == country_a3), None)
        if country is None:
            raise _gone()
        if state_a2 or not country.has_states or not self.states(country_a3, max_age, cancel).items:
            self.groups(country_a3, state_a2, max_age, cancel)

    def _told(
        self, key: _Key, max_age: timedelta, ask: Callable[[], Countries | CountryStates | DidGroups]
    ) -> Told[Any]:
        known = self.known().get(key)
        if known and known.is_fresh(moment(self._now()), max_age):
            return known
        kind, place, part = key
        answer = _asked(ask, _RECORDS[kind]())
        told: Told[Any] = Told(answer.items, moment(self._now()))
        with self._lock:
            self._known = (self._known or KnownOffers()).having(key, told)
        self._lists.keep(ToldList(kind, place, part, milliseconds(told.at), freeze(answer)))
        return told


def _asked(
    ask: Callable[[], Countries | CountryStates | DidGroups], nothing: Countries | CountryStates | DidGroups
) -> Countries | CountryStates | DidGroups:
    try:
        return ask()
    except Refused as refusal:
        if refusal.code is StateCode.EMPTY_RESULT:
            return nothing
        if refusal.code in _GONE:
            # Elsewhere these codes are about a fax that cannot be sent, and so are their words.
            raise _gone(refusal.details) from refusal
        raise


def _gone(details: str = "") -> EngineTrouble:
    return EngineTrouble("byFax has no numbers there any more.", "Refresh the list of countries.", details)


def _read(lists: ToldLists) -> KnownOffers:
    known: dict[_Key, Told[Any]] = {}
    for told in lists.all():
        record = _RECORDS.get(told.kind)
        if record is None:
            continue
        try:
            items = thaw(record, told.report).items
        except (AttributeError, TypeError, ValueError):
            continue  # as if nobody had asked: the service is there to say it again
        known[told.kind, told.place, told.part] = Told(items, moment(told.told))
    return KnownOffers(known)
