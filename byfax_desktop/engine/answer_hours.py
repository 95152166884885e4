"""When a fax machine usually takes calls, as the faxes that were sent from here tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

CALLS = 20
"""Calls that must be known before anything is said at all."""
SIDE = 5
"""Calls that must be known inside of the hours, and outside of them."""
DAYS = 3
"""Days on which the calls inside must have been: one good morning is no habit."""
USUAL = 0.8
"""The part of the calls inside that must have been taken."""
BETTER = 0.3
"""By how much that part must be greater than outside: who always answers has no hours."""
_LONGEST = 12


class Hours(NamedTuple):
    """From the beginning of one hour to that of another, on this computer's clock; 9 and 12 are 9:00 to 12:00."""

    begin: int
    end: int


def usual_hours(calls: Iterable[tuple[datetime, bool]]) -> Hours | None:
    """The hours in which somebody usually answers; None where the calls do not say so clearly.

    ``calls`` are when each began, in local time, and whether it was taken; only those count that nobody took because
    the line was busy or nobody answered. The rule: of the spans of hours within one day, at most twelve long, with a
    call in their first and in their last hour, those count in which there were at least ``SIDE`` calls on at least
    ``DAYS`` days, of which at least ``USUAL`` were taken; and outside of which there were at least ``SIDE`` calls, of
    which a part was taken that is less by ``BETTER`` or more. Of these it is the one in which most calls were taken,
    and of several such the shortest. Fewer than ``CALLS`` calls in all say nothing.
    """
    known = tuple(calls)
    if len(known) < CALLS:
        return None
    by_hour: dict[int, list[tuple[date, bool]]] = defaultdict(list)
    for when, is_taken in known:
        by_hour[when.hour].append((when.date(), is_taken))
    found = []
    for begin in by_hour:
        for last in by_hour:
            if begin <= last < begin + _LONGEST and _stands_out(by_hour, begin, last):
                taken = sum(_taken(by_hour[hour]) for hour in by_hour if begin <= hour <= last)
                found.append((-taken, last - begin, begin))
    if not found:
        return None
    _, length, begin = min(found)
    return Hours(begin, begin + length + 1)


def _stands_out(by_hour: dict[int, list[tuple[date, bool]]], begin: int, last: int) -> bool:
    inside = [call for hour, calls in by_hour.items() if begin <= hour <= last for call in calls]
    outside = [call for hour, calls in by_hour.items() if not begin <= hour <= last for call in calls]
    if min(len(inside), len(outside)) < SIDE or len({day for day, _ in inside}) < DAYS:
        return False
    rate = _taken(inside) / len(inside)
    return rate >= USUAL and rate - _taken(outside) / len(outside) >= BETTER


def _taken(calls: list[tuple[date, bool]]) -> int:
    return sum(is_taken for _, is_taken in calls)
