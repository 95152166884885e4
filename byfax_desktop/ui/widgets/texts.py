"""Values as people read them: in their language's way of writing dates and numbers, and in their time zone."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale

if TYPE_CHECKING:
    from decimal import Decimal

NOTHING = "–"
"""Stands for a value that there is not, or not yet."""

_LONG_WORD = re.compile(r"\S{40}(?=\S)")
_FROM_THE_RIGHT = ("R", "AL", "RLE", "RLO", "RLI")
_SHORT = QLocale.FormatType.ShortFormat


@lru_cache(maxsize=4096)
def shown_number(number: str | None) -> str:
    """A fax number in international notation; a text that is none as it is."""
    if not number:
        return ""
    # Not before there is a number to show: the numbering plans take time to load.
    from byfax_desktop.engine.numbers import format_number

    return format_number(number)


def short_time(moment: datetime | None, today: date | None = None) -> str:
    """The local time of a moment of today, with the day where it was in this year, else the date alone."""
    if moment is None:
        return NOTHING
    local = _local(moment)
    day = today or date.today()
    if local.date().year() != day.year:
        return QLocale().toString(local.date(), "d MMM yyyy")
    clock = QLocale().toString(local.time(), _SHORT)
    if local.date() == QDate(day.year, day.month, day.day):
        return clock
    return f"{QLocale().toString(local.date(), 'd MMM')} {clock}"


def long_time(moment: datetime | None) -> str:
    """The local date and time of a moment with its seconds."""
    if moment is None:
        return ""
    local = _local(moment)
    clock = QLocale().toString(local.time(), "HH:mm:ss")
    return f"{QLocale().toString(local.date(), 'd MMMM yyyy')}, {clock}"


def short_date(moment: datetime) -> str:
    """The local date of a moment, its month in letters, such as 1 Jan 2027."""
    return QLocale().toString(_local(moment).date(), "d MMM yyyy")


def money(amount: Decimal | None, currency: str) -> str:
    """An amount with at least two decimals and its currency; nothing where it is not known."""
    if amount is None:
        return ""
    exponent = amount.normalize().as_tuple().exponent
    decimals = max(2, -exponent if isinstance(exponent, int) else 2)
    return f"{QLocale().toString(float(amount), 'f', decimals)} {currency}".strip()


def duration(seconds: int | None) -> str:
    """Such as 6 min 10 s; nothing where it is not known."""
    if seconds is None:
        return ""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def count(number: int, one: str, many: str) -> str:
    """Such as 1 page, 2 pages."""
    return f"{QLocale().toString(number)} {one if number == 1 else many}"


def without_mnemonic(text: str) -> str:
    """A text for a menu in which no letter is a mnemonic."""
    return text.replace("&", "&&")


def breakable(text: str) -> str:
    """A text that can be wrapped also where it has no space in more letters than fit beside each other."""
    return _LONG_WORD.sub(lambda word: f"{word[0]}\u200b", text)


def isolated(text: str) -> str:
    """A text beside another: letters that run from right to left would turn the digits next to them around."""
    if any(unicodedata.bidirectional(letter) in _FROM_THE_RIGHT for letter in text):
        return f"\u2068{text}\u2069"
    return text


def _local(moment: datetime) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
