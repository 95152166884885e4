"""Whom a number, a contact or a sender is of, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.engine.contacts.index import ContactIndex
from byfax_desktop.engine.correspondents import (
    bare_number,
    correspondent_of,
    correspondent_of_contact,
    sender_key,
    shown_key,
)
from byfax_desktop.store.address_book import StoredContact
from byfax_desktop.store.faxed import FaxedNumber

BERLIN, OTHER, LONDON = "+4930123456", "+4930123457", "+442079460000"


def index(*contacts, faxed=()):
    return ContactIndex.of(contacts, (), faxed)


def contact(name, *numbers, company=""):
    return StoredContact(name or company, name, company, numbers)


@pytest.mark.parametrize(
    ("sender", "station", "did"),
    [
        (BERLIN, "", ""),
        ("+49 30 123456", "ACME", LONDON),
        ("+49 (0)30 / 12 34 56", "", ""),
        ("030 123456", "", OTHER),
        ("030/12-34-56", "", OTHER),
        ("0049 30 123456", "", ""),
        ("", "+49 30 123456", ""),
        ("anonymous", "+49 30 123456", ""),
        (" ", "030 123456", OTHER),
        ("\u202a+49 30 123456\u202c", "", ""),
        ("+٤٩ ٣٠ ١٢٣٤٥٦", "", ""),
    ],
)
def test_a_sender_is_one_number_however_it_is_written(sender, station, did):
    assert sender_key(sender, station, did) == BERLIN


@pytest.mark.parametrize(
    ("sender", "station", "key"),
    [
        ("", "ACME  Fax", "=acme fax"),
        ("", "Acme-Fax", "=acme fax"),
        ("anonymous", "ACME FAX", "=acme fax"),
        ("anonymous", "", "=anonymous"),
        ("12345", "", "12345"),
        ("0301234", "", "0301234"),
        ("", "7", "=7"),
        ("", "", ""),
        (" ", "\u202e", ""),
        ("", "📠", ""),
    ],
)
def test_a_sender_that_is_no_number_is_known_by_its_digits_or_its_station(sender, station, key):
    assert sender_key(sender, station) == key


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=20))
def test_any_sender_has_a_key_or_none(sender, station, did):
    key = sender_key(sender, station, did)

    assert isinstance(shown_key(key), str)
    assert not key or key.startswith(("+", "=")) or key.isdigit()
    assert bare_number(key) in ("", key)


def test_a_number_is_looked_for_in_all_ways_in_which_it_may_be_kept():
    assert correspondent_of(index(), BERLIN).whom().numbers == (BERLIN, BERLIN[1:], "030123456")


def test_all_numbers_of_an_organisation_are_one_correspondent():
    book = index(
        contact("Anna", BERLIN, company="ACME GmbH"),
        contact("Bob", OTHER, LONDON, company="acme  gmbh"),
        contact("Cleo", "+4930999999", company="Globex"),
    )

    found = correspondent_of(book, LONDON)

    assert found.keys == (LONDON, OTHER, BERLIN)
    assert (found.title, found.organisation, found.number) == ("acme  gmbh", "acme gmbh", LONDON)
    assert correspondent_of(book, BERLIN).title == "ACME GmbH"


def test_a_contact_of_no_organisation_has_all_its_numbers():
    anna = contact("Anna", BERLIN, OTHER)

    assert correspondent_of(index(anna), OTHER).keys == (OTHER, BERLIN)
    assert correspondent_of_contact(index(anna), anna).keys == (BERLIN, OTHER)
    assert correspondent_of(index(anna), BERLIN).title == "Anna"


@pytest.mark.parametrize("companies", [("ACME", "Globex"), ("", "")])
def test_a_number_that_several_share_is_only_itself(companies):
    people = [
        contact(name, BERLIN, more, company=company)
        for name, more, company in zip("AB", (OTHER, LONDON), companies, strict=True)
    ]

    assert correspondent_of(index(*people), BERLIN).keys == (BERLIN,)


def test_who_is_not_in_the_address_book_is_called_as_the_fax_called_them():
    faxed = FaxedNumber(BERLIN, "Anna", "ACME", 1, 1)

    assert correspondent_of(index(faxed=[faxed]), BERLIN).title == "Anna, ACME"
    assert correspondent_of(index(), BERLIN, "Bob", "Globex").title == "Bob, Globex"
    assert correspondent_of(index(), BERLIN).title == "+49 30 123456"
    # A company that somebody typed joins no notes of others.
    assert correspondent_of(index(faxed=[faxed]), BERLIN).organisation == ""


def test_a_station_is_called_by_its_words_and_cannot_be_faxed_to():
    found = correspondent_of(index(), "=acme fax")

    assert (found.title, found.number, found.whom().numbers) == ("acme fax", "", ("=acme fax",))


def test_one_number_of_several_can_be_looked_at_alone():
    book = index(contact("Anna", BERLIN, OTHER, company="ACME"))

    one = correspondent_of(book, BERLIN).only(OTHER)

    assert (one.keys, one.title) == ((OTHER,), "ACME")


def test_a_contact_of_an_organisation_brings_the_others_with_it():
    anna, bob = contact("Anna", company="ACME"), contact("Bob", BERLIN, company="ACME")

    assert correspondent_of_contact(index(anna, bob), anna).keys == (BERLIN,)
