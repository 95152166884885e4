"""What byFax may say of the numbers that can be rented."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from byfax_desktop.engine.offered import KnownOffers, Told
from byfax_desktop.service.records import Country, CountryState, DidGroup
from byfax_desktop.service.states import DidAddressType, DidType

ASKED = datetime(2026, 11, 29, 14, 2, tzinfo=UTC)
COUNTRIES = (
    Country("US", "USA", True, False, "1"),
    Country("BY", "BLR", False, True, "375"),
    Country("DE", "DEU", False, True, "49"),
)
STATES = (CountryState("NY", "USA", "New York"), CountryState("CA", "USA", "California"))


def group(ref: str, city: str = "", area: str = "", country: str = "BLR", **facts: Any) -> DidGroup:
    """Numbers of a city that can be had."""
    code = next((each.phone_code for each in COUNTRIES if each.iso3 == country), "")
    facts = {"did_type": DidType.GEOGRAPHIC, "is_available": True, "phone_code": code} | facts
    return DidGroup(ref, country, city=city or None, area_code=area, **facts)


BELARUS = (
    group("B", "Brest", "162", is_available=False),
    group("M", "Minsk", "17", has_regulation=True, address_type=DidAddressType.LOCAL, proof_required=True),
)
CALIFORNIA = (group("LA", "Los Angeles", "213", "USA", state_a2="CA"),)


def known(
    countries: Iterable[Country] | None = COUNTRIES,
    states: Iterable[CountryState] | None = None,
    **groups: Iterable[DidGroup],
) -> KnownOffers:
    """What is known; groups by country, or by country and state as in ``USA_CA``."""
    told = KnownOffers()
    if countries is not None:
        told = told.having(("countries", "", ""), Told(tuple(countries), ASKED))
    if states is not None:
        told = told.having(("states", "USA", ""), Told(tuple(states), ASKED))
    for place, items in groups.items():
        country, _, state = place.partition("_")
        told = told.having(("groups", country, state), Told(tuple(items), ASKED))
    return told
