"""The time, in milliseconds since 1970 in UTC, that runs on evenly while the program runs.

Pauses, graces and leases must not be cut short or drawn out when somebody sets the clock on the wall, so within a run
only the time that has passed since its start counts.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

JUMP = 5 * 60 * 1000
"""How far the clock on the wall may go astray before times of day are doubted."""


class Clock:
    """Starts at the wall's time, or at ``not_before`` where that is later, and never jumps."""

    def __init__(
        self,
        not_before: int = 0,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall = wall
        self._steady = steady
        self._begun = steady()
        self._base = max(int(wall() * 1000), not_before)

    def now(self) -> int:
        """Milliseconds since 1970, evenly."""
        return self._base + int((self._steady() - self._begun) * 1000)

    def has_jumped(self) -> bool:
        """Whether the clock on the wall shows something else than it should by now."""
        return abs(int(self._wall() * 1000) - self.now()) > JUMP


def moment(milliseconds: int) -> datetime:
    """Milliseconds since 1970 as an aware datetime."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def milliseconds(when: datetime) -> int:
    """An aware datetime as milliseconds since 1970."""
    return int(when.timestamp() * 1000)
