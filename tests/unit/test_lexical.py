"""Single values: lenient on the way in, strict on the way out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from byfax_desktop.service import lexical
from byfax_desktop.service.errors import InvalidRequest, NotSent

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EAST = timezone(timedelta(hours=3))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-11-23T12:00:00Z", NOON),
        ("2026-11-23T12:00:00z", NOON),
        ("2026-11-23T15:00:00+03:00", NOON),
        ("2026-11-23T15:00:00+0300", NOON),
        ("2026-11-23T12:00:00", NOON),
        ("2026-11-23 12:00:00", NOON),
        (" 2026-11-23T12:00:00Z\n", NOON),
        ("2026-11-23T12:00:00.5Z", NOON.replace(microsecond=500_000)),
        ("2026-11-23T12:00:00.123456789Z", NOON.replace(microsecond=123_456)),
    ],
)
def test_a_date_is_read_as_an_instant(text, value):
    read = lexical.read_datetime(text)

    assert read == value
    assert read.tzinfo is not None


def test_a_date_keeps_the_offset_it_came_with():
    assert lexical.read_datetime("2026-11-23T15:00:00+03:00").utcoffset() == timedelta(hours=3)


@pytest.mark.parametrize(
    "text",
    [
        "", "0000-00-00", "0000-00-00T00:00:00", "2026-02-30T00:00:00Z", "2026-11-23", "12:00:00",
        "2026-11-23T25:00:00Z", "2026-11-23T12:00:00+99:00", "23.11.2026 12:00:00", "٢٠٢٦-11-23T12:00:00Z",
        "2026-11-23T12:00:00Z and more", "-0001-11-30T00:00:00Z", "0001-01-01T00:00:00", "9999-12-31T23:59:59",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(text):
    assert lexical.read_datetime(text) is None


def _offsets() -> st.SearchStrategy[timezone]:
    return st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=_offsets()))
def test_what_is_written_is_read_as_the_same_second(moment):
    assert lexical.read_datetime(lexical.write_datetime("sendAt", moment)) == moment.replace(microsecond=0)


@given(st.text())
def test_no_text_breaks_a_reader(text):
    for read in (lexical.read_int, lexical.read_bool, lexical.read_decimal, lexical.read_datetime):
        read(text)


def test_a_date_without_zone_is_not_sent():
    with pytest.raises(InvalidRequest) as caught:
        lexical.write_datetime("sendAt", datetime(2026, 11, 23))

    assert caught.value.field == "sendAt"
    assert isinstance(caught.value, NotSent)


def test_a_date_is_written_with_its_zone_to_the_second():
    moment = datetime(2026, 7, 1, 12, 0, 0, 999_999, tzinfo=ZoneInfo("Europe/Berlin"))

    assert lexical.write_datetime("sendAt", moment) == "2026-07-01T12:00:00+02:00"


def test_an_offset_that_xml_schema_cannot_write_becomes_utc():
    """Local mean time, as zones had it before 1900 or so, has seconds in its offset."""
    mean_time = timezone(timedelta(hours=1, minutes=2, seconds=3))

    assert lexical.write_datetime("dateFrom", datetime(2026, 1, 1, 1, 2, 3, tzinfo=mean_time)) == (
        "2026-01-01T00:00:00+00:00"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [("25.5", "25.5"), ("1.0E-5", "0.00001"), (" 0.10 ", "0.10"), ("-3", "-3"), ("1e3", "1000")],
)
def test_money_keeps_its_digits(text, value):
    assert lexical.read_decimal(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "free", "NaN", "sNaN", "INF", "-Infinity", "1,5", "1E+999999999", "1E-999999999", "9" * 5000]
)
def test_what_is_no_amount_is_none(text):
    """A double has 308 decimal places at most; the rest would only cost memory where it is shown."""
    assert lexical.read_decimal(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("5", 5), (" 5 ", 5), ("-1", -1), ("", None), ("5.0", None), ("9" * 5000, None)]
)
def test_whole_numbers(text, value):
    assert lexical.read_int(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("1", True), ("false", False), (" 0 ", False), ("TRUE", True), ("yes", None)],
)
def test_truth_values(text, value):
    assert lexical.read_bool(text) is value
    if value is not None:
        assert lexical.read_bool(lexical.write_bool(value)) is value


@given(st.text(st.characters()))
def test_text_is_sent_as_it_is_or_not_at_all(text):
    """lxml is the judge of what XML can hold."""
    element = etree.Element("x")
    try:
        element.text = text
    except ValueError:
        with pytest.raises(InvalidRequest):
            lexical.write_text("Subject", text)
    else:
        assert lexical.write_text("Subject", text) == text


@pytest.mark.parametrize("bad", ["\x00", "\x1b", "\ud800", "\ufffe"])
def test_what_a_fax_cannot_carry_is_named_with_its_place(bad):
    with pytest.raises(InvalidRequest) as caught:
        lexical.write_text("Subject", f"abc{bad}")

    assert f"U+{ord(bad):04X}, at position 4" in caught.value.what
