"""``numbers --offered``: what can be rented, from countries over their states to the groups of numbers."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from byfax_desktop.cli.access import Access, open_access
from byfax_desktop.cli.exits import Exit, UsageTrouble
from byfax_desktop.cli.output import local_time, plain_record, say, say_json, say_table, warn
from byfax_desktop.engine.desk import DATABASE_NAME
from byfax_desktop.engine.offered import ANEW, Offered, Told
from byfax_desktop.engine.offers import conditions, kind, meant_country, meant_state
from byfax_desktop.service.errors import NotSent, OutcomeUnknown

if TYPE_CHECKING:
    from byfax_desktop.service.records import Country, CountryState, DidGroup

_Item = TypeVar("_Item")


def run(options: Namespace) -> int:
    """Print the list; returns the exit code."""
    if len(options.offered) > 2:
        raise UsageTrouble("--offered takes a country and a state.", "Leave the rest out.")
    with open_access(options) as access, _opened(access) as offered:
        records, head, rows = _asked(offered, *options.offered)
    if options.json:
        say_json([plain_record(record) for record in records])
    elif rows:
        say_table(head, rows)
    else:
        say("byFax offers no numbers there now.")
    return Exit.DONE


_Listing = tuple[Sequence[Any], Sequence[str], list[tuple[str, ...]]]


@contextmanager
def _opened(access: Access) -> Iterator[Offered]:
    from byfax_desktop.engine.clock import Clock
    from byfax_desktop.store.database import Database
    from byfax_desktop.store.told_lists import ToldLists

    database = Database(access.data_dir / DATABASE_NAME)
    try:
        yield Offered(access.client.inventory, ToldLists(database), Clock().now)
    finally:
        database.close()


def _latest(look: Callable[[], Told[_Item]], known: Told[_Item] | None) -> tuple[_Item, ...]:
    """What the service says now; where it cannot be reached, what is known, and a warning of when it was said."""
    try:
        return look().items
    except (NotSent, OutcomeUnknown) as failure:
        if known is None:
            raise
        warn(f"{failure.what} This is what byFax said at {local_time(known.at)}.")
        return known.items


def _latest_groups(offered: Offered, country: str, state: str = "") -> tuple[DidGroup, ...]:
    return _latest(
        lambda: offered.groups(country, state, max_age=ANEW), offered.known().groups(country, state)
    )


def _asked(offered: Offered, country: str = "", state: str = "") -> _Listing:
    countries = _latest(lambda: offered.countries(ANEW), offered.known().countries)
    if not country:
        return countries, ("Country", "Dialled", "States", "Rules"), [_country_row(one) for one in countries]
    chosen = meant_country(countries, country)
    if chosen is None:
        raise UsageTrouble(
            f"byFax offers no numbers in “{country}”.",
            "Name a country by its code, as `numbers --offered` lists them.",
        )
    if not chosen.has_states:
        if state:
            raise UsageTrouble(f"{chosen.iso3} has no states to choose from.", "Leave the state out.")
        return _groups(_latest_groups(offered, chosen.iso3))
    return _in_states(offered, chosen, state)


def _in_states(offered: Offered, country: Country, state: str) -> _Listing:
    states = _latest(lambda: offered.states(country.iso3, ANEW), offered.known().states(country.iso3))
    if not state:
        return states, ("Code", "State"), [_state_row(one) for one in states]
    chosen = meant_state(states, state)
    if chosen is None:
        raise UsageTrouble(
            f"byFax offers no numbers in a state “{state}”.",
            f"Name a state as `numbers --offered {country.iso3}` lists them.",
        )
    return _groups(_latest_groups(offered, country.iso3, chosen.state_a2))


def _groups(groups: Sequence[DidGroup]) -> _Listing:
    return groups, ("Number", "City", "Type", "To be had", "Conditions"), [_group_row(one) for one in groups]


def _country_row(country: Country) -> tuple[str, ...]:
    rules = "Yes" if country.has_regulation else "No"
    return country.iso3, f"+{country.phone_code}", "Yes" if country.has_states else "No", rules


def _state_row(state: CountryState) -> tuple[str, ...]:
    return state.state_a2, state.name


def _group_row(group: DidGroup) -> tuple[str, ...]:
    available = "Now" if group.is_available else "Not now"
    number = f"+{group.phone_code} {group.area_code}".rstrip()
    return number, group.city or "", kind(group), available, conditions(group)
