"""Dates, amounts and spans as people read them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from byfax_desktop.ui.widgets.texts import (
    count,
    duration,
    long_time,
    money,
    short_date,
    short_time,
    shown_number,
)

MOMENT = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_minsk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three hours ahead of UTC, all year."""
    before = QLocale()
    monkeypatch.setenv("TZ", "Europe/Minsk")
    time.tzset()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2026, 11, 24), "02:30"),
        (date(2026, 11, 23), "24 Nov 02:30"),
        (date(2027, 1, 1), "24 Nov 2026"),
    ],
)
def test_a_moment_is_told_as_shortly_as_its_distance_allows(today: date, shown: str) -> None:
    assert short_time(MOMENT, today) == shown


def test_moments_are_told_in_local_time() -> None:
    assert long_time(MOMENT) == "24 November 2026, 02:30:00"
    assert short_date(MOMENT) == "24 Nov 2026"


def test_dates_are_written_in_the_language_of_the_person() -> None:
    QLocale.setDefault(QLocale("de_DE"))
    assert long_time(datetime(2026, 3, 1, tzinfo=UTC)).startswith("1 März 2026")


def test_a_moment_that_is_not_known_takes_no_room() -> None:
    assert short_time(None) == "–"
    assert long_time(None) == ""


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Decimal("0.4"), "0.40 EUR"),
        (Decimal("0.4275"), "0.4275 EUR"),
        (Decimal("12"), "12.00 EUR"),
        (Decimal("1E+2"), "100.00 EUR"),
        (None, ""),
    ],
)
def test_amounts(amount: Decimal | None, shown: str) -> None:
    assert money(amount, "EUR") == shown


@pytest.mark.parametrize(("seconds", "shown"), [(370, "6 min 10 s"), (59, "59 s"), (0, "0 s"), (None, "")])
def test_spans_of_time(seconds: int | None, shown: str) -> None:
    assert duration(seconds) == shown


def test_counts() -> None:
    assert count(1, "fax", "faxes") == "1 fax"
    assert count(1200, "fax", "faxes") == "1,200 faxes"


@pytest.mark.parametrize(
    ("number", "shown"), [("+4930123456", "+49 30 123456"), ("anonymous", "anonymous"), (None, ""), ("", "")]
)
def test_numbers(number: str | None, shown: str) -> None:
    assert shown_number(number) == shown
