"""Numbers that can be rented: which country or state a person means, and what renting one asks of them, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from byfax_desktop.service.records import Country, CountryState, Did, DidGroup

_TYPES = {
    "GEOGRAPHIC": "Number of a city or region",
    "TOLL_FREE": "Free for callers",
    "NATIONAL": "National",
    "MOBILE": "Mobile",
    "INUM": "International (iNum)",
    "SHARED_COST": "Callers pay a part",
    "SPECIAL": "Special",
}
_ADDRESSES = {
    "WORLDWIDE": "an address in any country",
    "NATIONAL": "an address in the country",
    "LOCAL": "an address in the area of the number",
}


def meant_country(countries: Iterable[Country], typed: str) -> Country | None:
    """The country of a code of two or three letters (ISO 3166); None where no number is offered in it."""
    code = typed.strip().upper()
    return next((one for one in countries if code and code in (one.iso2.upper(), one.iso3.upper())), None)


def meant_state(states: Iterable[CountryState], typed: str) -> CountryState | None:
    """The state of a code or a name; None where there is none of it."""
    sought = typed.strip().casefold()
    return next(
        (one for one in states if sought and sought in (one.state_a2.casefold(), one.name.casefold())), None
    )


def kind(number: Did | DidGroup) -> str:
    """The kind of a number or of a group of them, in words; a word that is newer than the contract as it is."""
    word = number.did_type.value
    return "" if word in ("", "UNKNOWN") else _TYPES.get(word, f"byFax says “{word}”")


def conditions(group: DidGroup) -> str:
    """What renting one asks of a person; nothing where the service asks for nothing."""
    asked = asked_for(group)
    return f"Needs {asked}" if asked else ""


def asked_for(group: DidGroup) -> str:
    """The same without the verb."""
    return " and ".join(_conditions(group))


def _conditions(group: DidGroup) -> Iterator[str]:
    word = group.address_type.value if group.address_type else ""
    if word in _ADDRESSES:
        yield _ADDRESSES[word]
    elif word not in ("", "UNKNOWN"):
        yield f"an address (byFax says “{word}”)"
    elif group.has_regulation:
        yield "what the law of the country asks for"
    if group.proof_required:
        yield "papers as proof"
