"""The days of this computer's clock, by which the newest faxes stand together."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QLocale

_DAY = timedelta(days=1)
_FIRST, _LAST = date(1970, 1, 2), date(9998, 12, 30)
"""What lies before or after counts for these days: no clock can tell them everywhere on earth."""


def day_of(moment: int) -> date:
    """The day of a moment, which is given in milliseconds since 1970 in UTC."""
    try:
        day = datetime.fromtimestamp(moment / 1000).date()
    except (ValueError, OverflowError, OSError):
        return _LAST if moment > 0 else _FIRST
    return min(max(day, _FIRST), _LAST)


def begin_of(day: date) -> float:
    """When a day begins, in milliseconds since 1970 in UTC; the first one has no beginning."""
    if day <= _FIRST:
        return float("-inf")
    return datetime.combine(day, time()).timestamp() * 1000


def end_of(day: date) -> float:
    """When the next day begins; the last one has no end."""
    return begin_of(day + _DAY) if day < _LAST else float("inf")


def day_words(day: date, today: date | None = None) -> str:
    """A day as people call it: “Today”, “Yesterday”, else such as “Monday 23 November”, with its year where another."""
    today = today or date.today()
    if day == today:
        return "Today"
    if day == today - _DAY:
        return "Yesterday"
    form = "dddd d MMMM" if day.year == today.year else "dddd d MMMM yyyy"
    return QLocale().toString(QDate(day.year, day.month, day.day), form)
