"""Hours of the day in which nothing is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one time of day till another, over midnight where the second is earlier; never where both are the same."""

    begin: time
    end: time

    def till(self, now: datetime) -> datetime | None:
        """When the quiet hours of ``now``, a moment in this computer's time, end; None outside of them."""
        at = now.time()
        if self.begin <= self.end:
            return datetime.combine(now, self.end) if self.begin <= at < self.end else None
        if at >= self.begin:
            return datetime.combine(now, self.end) + timedelta(days=1)
        return datetime.combine(now, self.end) if at < self.end else None
