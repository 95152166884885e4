"""Numbers as they stand in lists: understood, asked about, or refused, with words for each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.engine.recipients.numbers_typed import understand
from byfax_desktop.engine.recipients.typed_number import RemarkKind as Kind
from byfax_desktop.engine.recipients.typed_number import Weight


def kinds(text: str, region: str | None = None) -> list[Kind]:
    return [remark.kind for remark in understand(text, region).remarks]


@pytest.mark.parametrize(
    ("typed", "region", "e164"),
    [
        ("＋４９ ３０ １２３４５６", None, "+4930123456"),
        ("+٤٩ ٣٠ ١٢٣٤٥٦", None, "+4930123456"),
        ("\u202a+49 30 123456\u202c", None, "+4930123456"),
        ("tel:+49-30-123456", None, "+4930123456"),
        ("fax:%2B4930123456", None, "+4930123456"),
        ("tel:+1-201-555-0123;phone-context=+1", None, "+12015550123"),
        ("'+4930123456", None, "+4930123456"),
        ("Fax: +49 30 123456", None, "+4930123456"),
        ("тел./факс 8 (017) 226-12-34", "BY", "+375172261234"),
        ("8-10-49-30-123456", "BY", "+4930123456"),
        ("0049 30 123456", "DE", "+4930123456"),
        ("030/123456", "DE", "+4930123456"),
    ],
)
def test_numbers_are_understood_however_they_are_written(typed, region, e164):
    number = understand(typed, region)

    assert (number.e164, number.is_sure, number.typed) == (e164, True, typed)


def test_a_number_is_shown_as_in_its_country_with_the_country():
    assert (understand("+375172261234", "BY").shown, understand("+375172261234", "BY").country) == (
        "8 017 226-12-34",
        "BY",
    )
    assert understand("+375172261234", "DE").shown == "+375 17 226-12-34"


def test_a_foreign_way_of_dialling_is_offered_and_not_sent():
    number = understand("00375291111111", "BY")

    assert (number.e164, number.offers, number.is_sure) == ("", ("+375291111111",), False)
    assert number.remarks[0].weight is Weight.ASKS
    assert "+375 29 111-11-11" in number.remarks[0].words


def test_a_number_that_no_list_knows_is_warned_of_and_may_be_sent():
    number = understand("+375991111111")

    assert (number.e164, number.is_sure) == ("+375991111111", True)
    assert [(each.kind, each.weight) for each in number.remarks] == [(Kind.NOT_IN_USE, Weight.WARNS)]


@pytest.mark.parametrize(
    ("typed", "region", "kind"),
    [
        ("911", "US", Kind.EMERGENCY),
        ("112", None, Kind.EMERGENCY),
        ("123", None, Kind.SHORT),
        ("123", "BY", Kind.SHORT),
        ("", "BY", Kind.NONE_GIVEN),
        ("\u200b \u202a", "BY", Kind.NONE_GIVEN),
        ("Anna", "BY", Kind.UNREADABLE),
        ("1" * 300, "BY", Kind.UNREADABLE),
        ("+375291111111 +4930123456", "BY", Kind.SEVERAL),
    ],
)
def test_what_no_fax_can_dial_is_refused(typed, region, kind):
    number = understand(typed, region)

    assert kinds(typed, region) == [kind]
    assert (number.remarks[0].weight, number.e164) == (Weight.REFUSES, "")
    assert len(number.remarks[0].words) < 250


@pytest.mark.parametrize("between", [", ", "; ", " / ", "\n", " or ", " и ", " "])
def test_each_of_several_numbers_is_offered(between):
    number = understand(f"+375291111111{between}+4930123456")

    assert number.offers == ("+375291111111", "+4930123456")
    assert number.remarks[0].kind is Kind.SEVERAL


@pytest.mark.parametrize(
    "typed", ["+1 212 555 0123 ext. 5", "+1 212 555 0123 x5", "+12125550123;ext=5", "+12125550123 доб. 5"]
)
def test_an_extension_is_asked_about(typed):
    number = understand(typed)

    assert (number.e164, number.offers, kinds(typed)) == ("", ("+12125550123",), [Kind.EXTENSION])


@pytest.mark.parametrize(
    ("typed", "offers"),
    [
        ("3.75291E+11", ("+375291000000",)),
        ("3,75291e11", ("+375291000000",)),
        ("1E+99", ()),
        ("1E+5", ()),
        ("-3.7E+11", ()),
        ("1.23456789E+3", ()),
    ],
)
def test_a_number_that_a_spreadsheet_shortened_is_asked_about(typed, offers):
    number = understand(typed, "BY")

    assert (number.e164, number.offers) == ("", offers)
    assert [(each.kind, each.weight) for each in number.remarks] == [(Kind.LOST_DIGITS, Weight.ASKS)]


def test_letters_are_read_as_keys_and_confirmed():
    number = understand("1-800-FLOWERS", "US")

    assert (number.e164, number.is_sure) == ("+18003569377", False)
    assert "+1 800-356-9377" in number.remarks[0].words


def test_a_number_without_country_code_is_offered_with_one():
    assert understand("375291111111").offers == ("+375291111111",)


def test_costly_and_mobile_numbers_are_marked():
    assert kinds("+1 900 234 5678") == [Kind.PREMIUM]
    assert kinds("+375291111111") == [Kind.MOBILE]


@given(st.text(max_size=200), st.sampled_from([None, "BY", "DE", "US"]))
def test_no_text_is_too_odd(text, region):
    number = understand(text, region)

    assert number.e164 or number.remarks
    assert not number.is_sure or number.e164.startswith("+")


@given(st.from_regex(r"\+37517[23][0-9]{6}", fullmatch=True))
def test_a_number_as_shown_is_understood_again(e164):
    assert understand(understand(e164, "BY").shown, "BY").e164 == e164
