"""The time, in milliseconds since 1970 in UTC, that runs on evenly while the computer runs.

Pauses, graces and quarantines must not be cut short or drawn out when somebody sets the clock on the wall. So the
wall is asked once, by the first program after the computer was started; from then on, all programs that have the same
data open count from there.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

JUMP = 5 * 60 * 1000
"""How far the clock on the wall may go astray before times of day are doubted."""


def since_boot() -> float:
    """Seconds since some moment before the computer was started, sleep included where the system counts it."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(
            time.CLOCK_MONOTONIC
        )  # unlike time.monotonic, runs on while the lid is closed
    return time.monotonic()


def boot_id() -> str:
    """A name for the time since the computer was started."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        # To the minute, for the two clocks are never read at the same instant.
        return f"since {round((time.time() - since_boot()) / 60)}"


class Clock:
    """Shows the wall's time of when it was made, and never jumps after."""

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = since_boot,
        boot: str | None = None,
    ) -> None:
        self._wall = wall
        self._steady = steady
        self._boot = boot or boot_id()
        self._base = int((wall() - steady()) * 1000)

    def now(self) -> int:
        """Milliseconds since 1970, evenly."""
        return self._base + int(self._steady() * 1000)

    def has_jumped(self) -> bool:
        """Whether the clock on the wall shows something else than it should by now."""
        return abs(int(self._wall() * 1000) - self.now()) > JUMP

    def agree(self, others: str | None) -> str:
        """Count as the other programs do that are, or were, on the same data since the computer was started.

        ``others`` is what one of them returned here; returns what the next are to be given.
        """
        told = json.loads(others) if others else {}
        if told.get("boot") == self._boot:
            self._base = int(told["base"])
        return json.dumps({"boot": self._boot, "base": self._base})


def moment(milliseconds: int) -> datetime:
    """Milliseconds since 1970 as an aware datetime."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def milliseconds(when: datetime) -> int:
    """An aware datetime as milliseconds since 1970."""
    return int(when.timestamp() * 1000)
