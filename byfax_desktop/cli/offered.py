"""``numbers --offered``: what can be rented, from countries over their states to the groups of numbers."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from byfax_desktop.cli.access import open_access
from byfax_desktop.cli.exits import Exit, UsageTrouble
from byfax_desktop.cli.output import plain_record, say, say_json, say_table
from byfax_desktop.engine.offers import conditions, kind, meant_country, meant_state

if TYPE_CHECKING:
    from byfax_desktop.service.ports.inventory import InventoryPort
    from byfax_desktop.service.records import Country, CountryState, DidGroup


def run(options: Namespace) -> int:
    """Print the list; returns the exit code."""
    if len(options.offered) > 2:
        raise UsageTrouble("--offered takes a country and a state.", "Leave the rest out.")
    with open_access(options) as access:
        records, head, rows = _asked(access.client.inventory, *options.offered)
    if options.json:
        say_json([plain_record(record) for record in records])
    elif rows:
        say_table(head, rows)
    else:
        say("byFax offers no numbers there now.")
    return Exit.DONE


_Listing = tuple[Sequence[Any], Sequence[str], list[tuple[str, ...]]]


def _asked(inventory: InventoryPort, country: str = "", state: str = "") -> _Listing:
    countries = inventory.list_countries()
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
        return _groups(inventory.list_did_groups(chosen.iso3))
    return _in_states(inventory, chosen, state)


def _in_states(inventory: InventoryPort, country: Country, state: str) -> _Listing:
    states = inventory.list_states(country.iso3)
    if not state:
        return states, ("Code", "State"), [_state_row(one) for one in states]
    chosen = meant_state(states, state)
    if chosen is None:
        raise UsageTrouble(
            f"byFax offers no numbers in a state “{state}”.",
            f"Name a state as `numbers --offered {country.iso3}` lists them.",
        )
    return _groups(inventory.list_did_groups(country.iso3, chosen.state_a2))


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
