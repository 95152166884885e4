"""Time as the sandbox takes it: every duration divided by a speed, and a clock that a test can hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Pace:
    """``speed`` 1 is leisurely enough to watch; 100 makes a fax of a page take a tenth of a second."""

    speed: float = 1.0
    now: Callable[[], datetime] = _utc_now

    def later(self, seconds: float) -> datetime:
        """The moment in so many seconds of service time."""
        return self.now() + timedelta(seconds=seconds / self.speed)

    def spent(self, seconds: float) -> float:
        """How long so many seconds of service time are by the wall clock, in seconds."""
        return seconds / self.speed
