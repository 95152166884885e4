"""How long a page takes on the telephone line."""

from __future__ import annotations

BITS_PER_SECOND = 14_400
"""V.17, the speed of nearly all fax machines."""


def seconds_on_line(coded_bytes: int) -> float:
    """Seconds for a page whose T.6 coding has so many bytes, without the machines' greetings before and after it."""
    return coded_bytes * 8 / BITS_PER_SECOND


def duration(seconds: float) -> str:
    """Such as 14 s, 7 min, 1 h 20 min: as exact as an estimate can be."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
