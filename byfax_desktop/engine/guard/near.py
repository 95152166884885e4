"""Numbers that differ by one slip of the finger."""

from __future__ import annotations

from collections.abc import Collection, Iterator

_DIGITS = "0123456789"


def near(number: str, known: Collection[str]) -> str | None:
    """One of the known numbers (E.164) from which this one differs by one digit, or by two that changed places.

    Asks about a hundred numbers whatever the size of ``known``, which is a set or a mapping.
    """
    return next((other for other in _slips(number) if other in known), None)


def _slips(number: str) -> Iterator[str]:
    """Every number that a slip makes of this one; its plus stays."""
    for place in range(1, len(number)):
        before, digit, after = number[:place], number[place], number[place + 1 :]
        yield from (f"{before}{other}{after}" for other in _DIGITS if other != digit)
        if after and after[0] != digit:
            yield f"{before}{after[0]}{digit}{after[1:]}"
