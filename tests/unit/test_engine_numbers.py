"""Fax numbers as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.engine.numbers import NumberTrouble, format_number, parse_number


@pytest.mark.parametrize(
    ("typed", "region", "e164"),
    [
        ("+49 30 123456", None, "+4930123456"),
        ("0049 (30) 123-456", None, "+4930123456"),
        ("030 123456", "DE", "+4930123456"),
        ("030/123456", "de", "+4930123456"),
        ("tel:+49-30-123456", None, "+4930123456"),
        ("\u202a+49 30 123456\u202c", None, "+4930123456"),
        ("+４９ ３０ １２３４５６", None, "+4930123456"),
        ("+٤٩ ٣٠ ١٢٣٤٥٦", None, "+4930123456"),
        ("00375291111111", "BY", "+375291111111"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("+39 06 1234567", None, "+39061234567"),
    ],
)
def test_a_number_is_read_however_it_is_written(typed, region, e164):
    assert parse_number(typed, region).e164 == e164


def test_a_number_says_its_country_and_how_it_is_shown():
    number = parse_number("+4930123456")

    assert (number.display, number.country_iso2, number.warning) == ("+49 30 123456", "DE", None)


def test_a_number_that_is_not_known_to_be_in_use_is_only_warned_of():
    number = parse_number("+375991111111")

    assert number.e164 == "+375991111111"
    assert number.country_iso2 == "BY"
    assert "Compare" in (number.warning or "")


def test_letters_on_keys_are_read_as_digits_with_a_warning():
    number = parse_number("1-800-FLOWERS", "US")

    assert number.e164 == "+18003569377"
    assert "letters" in (number.warning or "")


@pytest.mark.parametrize(
    ("typed", "region", "wrong"),
    [
        ("", None, "No fax number"),
        ("   ", None, "No fax number"),
        ("hello", None, "not a fax number"),
        ("call +4930123456", None, "not a fax number"),
        ("+", None, "not a fax number"),
        ("911", "US", "too short"),
        ("112", None, "too short"),
        ("12345", "DE", "too short"),
        ("+1 212 555 0123 ext. 5", None, "extension"),
        ("+1 212 555 0123 x5", None, "extension"),
        ("+49 30 123456; +49 30 654321", None, "more than one"),
        ("+49 30 123456 +49 30 654321", None, "more than one"),
        ("4930123456", None, "no country code"),
        ("+999 123 456 78", None, "does not exist"),
        ("+1 212 555", None, "too short"),
        ("+49 30 " + "1" * 30, None, "too long"),
        ("1" * 300, None, "not a fax number"),
        ("555-0123", "US", "area code"),
    ],
)
def test_what_cannot_be_dialled_is_refused_with_what_to_do(typed, region, wrong):
    with pytest.raises(NumberTrouble) as caught:
        parse_number(typed, region)

    assert wrong in caught.value.what
    assert caught.value.do.endswith(".")
    assert len(caught.value.what) < 120


def test_a_missing_plus_is_offered():
    with pytest.raises(NumberTrouble) as caught:
        parse_number("4930123456")

    assert "+49 30 123456" in caught.value.do


def test_numbers_are_shown_in_national_notation_at_home_only():
    assert format_number("+4930123456") == "+49 30 123456"
    assert format_number("+4930123456", "DE") == "030 123456"
    assert format_number("+4930123456", "US") == "+49 30 123456"


def test_a_text_that_is_no_number_is_shown_as_it_is():
    assert format_number("anonymous") == "anonymous"


@given(st.text(max_size=80), st.sampled_from([None, "DE", "US", "by"]))
def test_any_text_is_a_dialable_number_or_a_clear_refusal(text, region):
    try:
        number = parse_number(text, region)
    except NumberTrouble:
        return
    assert number.e164[0] == "+"
    assert number.e164[1:].isascii()
    assert number.e164[1:].isdecimal()
    assert parse_number(number.e164).e164 == number.e164
