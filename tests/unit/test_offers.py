"""Numbers that can be rented: what is meant by what is typed, and what renting one asks for."""

from __future__ import annotations

import pytest

from byfax_desktop.engine.offers import conditions, kind, meant_country, meant_state
from byfax_desktop.service.records import Country, CountryState, DidGroup
from byfax_desktop.service.states import DidAddressType, DidType

COUNTRIES = (Country("GB", "GBR"), Country("US", "USA", has_states=True), Country())
STATES = (CountryState("CA", "USA", "California"), CountryState("NY", "USA", "New York"), CountryState())


@pytest.mark.parametrize(
    ("typed", "iso3"),
    [("us", "USA"), (" USA ", "USA"), ("gbr", "GBR"), ("FR", None), ("", None), (" ", None)],
)
def test_a_country_is_meant_by_its_code(typed, iso3):
    found = meant_country(COUNTRIES, typed)

    assert (found.iso3 if found else None) == iso3


@pytest.mark.parametrize(
    ("typed", "code"), [("ca", "CA"), ("new york", "NY"), (" NY", "NY"), ("York", None), ("", None)]
)
def test_a_state_is_meant_by_its_code_or_name(typed, code):
    found = meant_state(STATES, typed)

    assert (found.state_a2 if found else None) == code


@pytest.mark.parametrize(
    ("address", "is_regulated", "needs_proof", "said"),
    [
        (None, False, False, ""),
        (DidAddressType.UNKNOWN, False, False, ""),
        (DidAddressType.WORLDWIDE, False, False, "Needs an address in any country"),
        (DidAddressType.NATIONAL, True, False, "Needs an address in the country"),
        (DidAddressType.LOCAL, True, True, "Needs an address in the area of the number and papers as proof"),
        (None, True, False, "Needs what the law of the country asks for"),
        (DidAddressType("LUNAR"), True, False, "Needs an address (byFax says “LUNAR”)"),
    ],
)
def test_what_renting_asks_for_is_said_in_words(address, is_regulated, needs_proof, said):
    group = DidGroup(has_regulation=is_regulated, address_type=address, proof_required=needs_proof)

    assert conditions(group) == said


def test_papers_alone_are_asked_for_too():
    assert conditions(DidGroup(proof_required=True)) == "Needs papers as proof"


@pytest.mark.parametrize("did_type", [one for one in DidType if one is not DidType.UNKNOWN])
def test_every_kind_has_words(did_type):
    said = kind(DidGroup(did_type=did_type))

    assert said
    assert did_type.value not in said


def test_kinds_that_are_not_known_are_not_guessed():
    assert kind(DidGroup()) == ""
    assert kind(DidGroup(did_type=DidType("PARTY_LINE"))) == "byFax says “PARTY_LINE”"
