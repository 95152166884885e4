"""What is known of numbers to rent, listed by place and searched through: and what is said of each row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from offer_samples import ASKED, BELARUS, CALIFORNIA, COUNTRIES, STATES, group, known
from PySide6.QtCore import QLocale

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.records import Country, CountryState, DidGroup
from byfax_desktop.service.states import DidAddressType, DidType
from byfax_desktop.ui.numbers.offer_facts import GET, OPEN, offer_facts
from byfax_desktop.ui.numbers.offer_index import OfferIndex
from byfax_desktop.ui.numbers.offer_rows import (
    OfferRow,
    availability,
    begins_with,
    full_place,
    needs,
    place,
    sentence,
)
from byfax_desktop.ui.numbers.texts import as_of

USA, BLR, DEU = COUNTRIES
EVERYTHING = known(states=STATES, BLR=BELARUS, USA_CA=CALIFORNIA)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def places(rows: list[OfferRow]) -> list[str]:
    return [full_place(row) for row in rows]


def test_countries_are_listed_by_their_names() -> None:
    assert places(OfferIndex(EVERYTHING).inside()) == ["Belarus", "Germany", "United States"]


def test_a_country_has_its_states_or_what_can_be_had_first() -> None:
    index = OfferIndex(EVERYTHING)
    assert [place(row) for row in index.inside("USA")] == ["California ›", "New York ›"]
    assert [place(row) for row in index.inside("BLR")] == ["Minsk", "Brest"]
    assert [place(row) for row in index.inside("USA", "CA")] == ["Los Angeles"]
    assert index.inside("DEU") == index.inside("XXX") == index.inside("USA", "NY") == []


def test_what_is_known_inside_is_said() -> None:
    index = OfferIndex(EVERYTHING)
    assert [availability(row) for row in index.inside()] == [
        "1 of 2 kinds available",
        "",
        "1 of 2 states known",
    ]
    assert [availability(row) for row in index.inside("USA")] == ["1 of 1 kind available", ""]
    whole = OfferIndex(known(states=STATES, USA_CA=CALIFORNIA, USA_NY=(), DEU=()))
    assert [availability(row) for row in whole.inside()] == ["", "Nothing now", "1 of 1 kind available"]
    assert (whole.seen(), whole.unseen_states("USA")) == ((2, 3), 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("minsk", ["Minsk, Belarus"]),
        ("MINSK belarus", ["Minsk, Belarus"]),
        ("беларусь", ["Belarus", "Minsk, Belarus", "Brest, Belarus"]),
        ("by", ["Belarus", "Minsk, Belarus", "Brest, Belarus"]),
        ("17", ["Minsk, Belarus"]),
        ("017", ["Minsk, Belarus"]),
        ("+375 17", ["Minsk, Belarus", "Belarus"]),
        ("0037517", ["Minsk, Belarus", "Belarus"]),
        ("+375 (17) 200-00-00", ["Minsk, Belarus", "Belarus"]),
        ("375 17 2000000", ["Minsk, Belarus", "Belarus"]),
        ("162", ["Brest, Belarus"]),
        (
            "1",
            ["Minsk, Belarus", "Brest, Belarus", "Los Angeles, California, United States", "United States"],
        ),
        ("los", ["Los Angeles, California, United States"]),
        ("california", ["California, United States", "Los Angeles, California, United States"]),
        ("germany", ["Germany"]),
        ("+49 30", ["Germany"]),
        ("berlin", ["Germany"]),
        ("chicago", ["United States"]),
        ("new york", ["New York, United States"]),
        ("no such place", []),
        ("mi", ["Minsk, Belarus"]),
        ("- —", []),
        ("", []),
    ],
)
def test_everything_known_is_searched_in_one_field(text: str, found: list[str]) -> None:
    assert places(OfferIndex(EVERYTHING).find(text)) == found


def test_a_city_that_is_not_known_leads_to_its_country() -> None:
    (row,) = OfferIndex(known()).find("minsk")
    assert (row.country.iso3, availability(row)) == ("BLR", "Minsk is there: open it")
    assert [full_place(each) for each in OfferIndex(EVERYTHING).find("minsk")] == ["Minsk, Belarus"]
    (named,) = OfferIndex(known()).find("belarus")
    assert availability(named) == "Open it to see"


def test_a_country_that_was_seen_whole_is_no_guess() -> None:
    assert OfferIndex(known(BLR=())).find("minsk") == []


def test_what_begins_with_the_word_comes_before_what_has_it() -> None:
    groups = (group("1", "Old Berlin"), group("2", "Berlin"))
    assert places(OfferIndex(known(BLR=groups)).find("berlin")) == [
        "Germany",
        "Berlin, Belarus",
        "Old Berlin, Belarus",
    ]


def test_what_is_no_longer_listed_is_not_offered() -> None:
    index = OfferIndex(known(countries=(USA,), states=STATES[:1], BLR=BELARUS, USA_CA=CALIFORNIA))
    assert index.find("minsk") == []
    assert places(index.find("los angeles")) == ["United States"]


def test_nothing_known_is_nothing_found() -> None:
    index = OfferIndex()
    assert index.inside() == index.find("minsk") == index.inside("BLR") == []
    assert (index.seen(), index.told("", ""), index.country("BLR")) == ((0, 0), None, None)


def test_when_byfax_said_what_there_is() -> None:
    index = OfferIndex(EVERYTHING)
    assert [index.told(*key) for key in (("", ""), ("USA", ""), ("USA", "CA"), ("BLR", ""))] == [ASKED] * 4
    assert index.told("DEU", "") is index.told("USA", "NY") is None


@given(st.text(max_size=40))
def test_any_text_may_be_looked_for(text: str) -> None:
    rows = OfferIndex(EVERYTHING).find(text)
    assert len({row.ref for row in rows}) == len(rows)


@given(
    city=st.text(max_size=400),
    area=st.text(max_size=80),
    code=st.text(max_size=9),
    name=st.text(max_size=400),
)
def test_whatever_the_service_writes_is_shown_without_what_hides_letters(
    city: str, area: str, code: str, name: str
) -> None:
    odd = Country(code, "ODD", True, True, code)
    state = CountryState(code, "ODD", name)
    row = OfferRow(odd, state, DidGroup("r", "ODD", code, city, code, area, DidType(name or "x")))
    index = OfferIndex(known(countries=(odd,)))
    for each in (row, OfferRow(odd, state), OfferRow(odd), *index.inside(), *index.find(city)):
        facts = offer_facts(each)
        assert facts.title
        for said in (place(each), full_place(each), begins_with(each), facts.title):
            assert not set(said) & set("\0\n\u202e\u200f"), ascii(said)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, ""),
        ({"has_regulation": True}, "Rules of the country"),
        ({"address_type": DidAddressType.WORLDWIDE}, "Any address"),
        ({"address_type": DidAddressType.NATIONAL, "has_regulation": True}, "Address in the country"),
        ({"address_type": DidAddressType.LOCAL, "proof_required": True}, "Local address, papers"),
        ({"proof_required": True}, "Papers"),
        ({"address_type": DidAddressType("LUNAR"), "has_regulation": True}, "Rules of the country"),
    ],
)
def test_what_one_needs_is_said_in_few_words(facts: dict[str, Any], said: str) -> None:
    assert needs(OfferRow(BLR, group=group("M", "Minsk", "17", **facts))) == said


def test_a_row_is_spoken_as_one_sentence() -> None:
    assert sentence(OfferRow(BLR, group=BELARUS[1])) == (
        "Minsk, Belarus, +375 17, Number of a city or region, Available,"
        " you need an address in the area of the number and papers as proof"
    )
    assert sentence(OfferRow(USA)) == "United States, +1, By state"


def test_a_number_of_no_city_is_one_of_the_whole() -> None:
    assert place(OfferRow(BLR, group=group("F", area="800"))) == "The whole country"
    assert full_place(OfferRow(USA, STATES[0], group("F"))) == "The whole state, New York, United States"


def test_all_that_is_asked_for_is_explained() -> None:
    told = offer_facts(OfferRow(BLR, group=BELARUS[1]))
    assert told.title == "+375 17 …, Minsk, Belarus"
    assert (told.state, told.deed and told.deed.name) == ("Numbers can be had now", GET)
    assert "postal address of yours in the area of the number" in told.advice
    assert "papers as proof" in told.advice
    values = dict(told.facts)
    assert (values["Address"], values["Papers"]) == ("In the area of the number", "Needed as proof")
    assert (values["Country"], values["City"], values["Area code"]) == ("Belarus", "Minsk", "17")


@pytest.mark.parametrize(
    ("facts", "advice"),
    [
        ({}, "Nothing is asked for but your order."),
        ({"is_available": False}, "Look again another day"),
        ({"has_regulation": True}, "The rules of the country apply"),
        ({"address_type": DidAddressType.WORLDWIDE}, "It may be in any country."),
        ({"address_type": DidAddressType.NATIONAL}, "in the same country as the number"),
    ],
)
def test_each_rule_is_explained(facts: dict[str, Any], advice: str) -> None:
    assert advice in offer_facts(OfferRow(BLR, group=group("M", "Minsk", "17", **facts))).advice


def test_what_was_asked_for_alone_is_newer_than_the_list() -> None:
    row = OfferRow(BLR, group=BELARUS[1])
    assert offer_facts(row, group("M", "Minsk", "17", is_available=False)).state == "No number can be had now"
    told = offer_facts(row, None, Trouble("byFax can't be reached.", "Wait."))
    assert told.advice.endswith("Whether that is still so is not known: byFax can't be reached. Wait.")


def test_of_a_country_its_inside_is_offered() -> None:
    told = offer_facts(OfferRow(USA))
    assert (told.title, told.deed and told.deed.name) == ("United States", OPEN)
    assert told.deed
    assert told.deed.text.replace("&", "") == "Show its states"
    assert told.state == "Nobody has looked for its numbers yet"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 29), "As of today 14:02"),
        (date(2026, 11, 30), "As of yesterday 14:02"),
        (date(2026, 12, 9), "As of 29 Nov 14:02"),
        (date(2027, 2, 1), "As of 29 Nov 2026"),
    ],
)
def test_the_age_of_what_is_known_is_said(day: date, said: str) -> None:
    local = ASKED.astimezone()
    assert as_of(local.replace(hour=14, minute=2), day) == said
