"""Rows of what can be rented: countries, states, and groups of numbers, and what is said of each in its columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from byfax_desktop.engine.offers import asked_for, kind
from byfax_desktop.ui.numbers.place_names import country_name, plain
from byfax_desktop.ui.widgets.row_model import Column, RowKind
from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from byfax_desktop.service.records import Country, CountryState, DidGroup


_ADDRESSES = {"WORLDWIDE": "Any address", "NATIONAL": "Address in the country", "LOCAL": "Local address"}


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A country, one of its states, or a group of numbers in either."""

    country: Country
    state: CountryState | None = None
    group: DidGroup | None = None
    inside: tuple[int, int] | None = None
    """Of a country or a state: how many groups can be had, of how many; None where not all of it is known."""
    remark: str = ""
    """What is said in place of that."""
    ref: str = field(init=False)
    """What the row is known by; made once, for a list asks for thousands of them at each key."""

    def __post_init__(self) -> None:
        group = f"group {self.group.ref}" if self.group else ""
        object.__setattr__(self, "ref", "\n".join((*self.key, group)))

    @property
    def key(self) -> tuple[str, str]:
        """Country and state, as the engine is asked for them; the state is empty for none."""
        return self.country.iso3, self.state.state_a2 if self.state else ""


def place(row: OfferRow) -> str:
    """Where it is, within what is looked at; the mark says that there is something inside."""
    if row.group is None:
        return f"{place_name(row)} ›"
    whole = "The whole state" if row.state else "The whole country"
    return plain(row.group.city or "") or whole


def place_name(row: OfferRow) -> str:
    """The name of a state or country."""
    return state_name(row.state) if row.state else country_name(row.country)


def full_place(row: OfferRow) -> str:
    """Where it is, with all that it lies in."""
    names = [country_name(row.country)]
    if row.state:
        names.insert(0, state_name(row.state))
    if row.group:
        names.insert(0, place(row))
    return ", ".join(names)


def state_name(state: CountryState) -> str:
    """The state's name, else its code."""
    return plain(state.name) or plain(state.state_a2) or "A state without a name"


def begins_with(row: OfferRow) -> str:
    """The digits with which the numbers begin."""
    code = plain(row.group.phone_code if row.group else "") or plain(row.country.phone_code)
    area = plain(row.group.area_code) if row.group else ""
    return f"+{code} {area}".strip() if code else area


def availability(row: OfferRow) -> str:
    """Whether numbers can be had, as far as known."""
    if row.group:
        return "Available" if row.group.is_available else "Not now"
    if row.inside is None:
        return row.remark
    able, every = row.inside
    return (
        f"{QLocale().toString(able)} of {count(every, 'kind', 'kinds')} available" if every else "Nothing now"
    )


def needs(row: OfferRow) -> str:
    """What renting one asks for, in a few words."""
    if row.group is None:
        return "Rules of the country" if row.country.has_regulation and not row.state else ""
    word = row.group.address_type.value if row.group.address_type else ""
    address = _ADDRESSES.get(word, "Rules of the country" if row.group.has_regulation else "")
    asked = [address] if address else []
    if row.group.proof_required:
        asked.append("papers" if asked else "Papers")
    return ", ".join(asked)


def sentence(row: OfferRow) -> str:
    """A row in one sentence, for those who hear it."""
    asked = asked_for(row.group) if row.group else needs(row)
    told = (
        full_place(row),
        begins_with(row),
        _kind(row),
        availability(row),
        f"you need {asked}" if asked else "",
    )
    return ", ".join(part for part in told if part)


def columns(place_of: Callable[[OfferRow], str]) -> tuple[Column[OfferRow], ...]:
    """The columns of the list; ``place_of`` says as much of the place as is needed there."""
    return (
        Column("Place", place_of),
        Column("Begins with", begins_with),
        Column("Type", _kind),
        Column("To be had", availability, icon=_icon),
        Column("You need", needs),
    )


KIND: RowKind[OfferRow] = RowKind(ref=lambda row: row.ref, sentence=sentence, bold=lambda _: False)


def _kind(row: OfferRow) -> str:
    if row.group:
        return plain(kind(row.group))
    return "By state" if row.country.has_states and not row.state else ""


def _icon(row: OfferRow) -> str:
    if row.group is None:
        return ""
    return "state-delivered" if row.group.is_available else "state-stopped"
