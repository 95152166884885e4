"""How long a page takes on the telephone line."""

from __future__ import annotations

BITS_PER_SECOND = 14_400
"""V.17, the speed of nearly all fax machines."""


def seconds_on_line(coded_bytes: int) -> float:
    """Seconds for a page whose T.6 coding has so many bytes, without the machines' greetings before and after it."""
    return coded_bytes * 8 / BITS_PER_SECOND
