"""When a fax is to go out: moments, and times on the clocks of those who get it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_NO_ZONE = "Etc/Unknown"


class NoSuchTime(ValueError):
    """Clocks are put forward over this time; ``after`` is the first one that there is."""

    def __init__(self, after: datetime) -> None:
        super().__init__(f"There is no such time; the next is {after:%H:%M}.")
        self.after = after


def moment_of(local: datetime, zone: tzinfo) -> datetime:
    """The moment at which clocks in ``zone`` show a naive time; of two, when clocks are put back, the first.

    Raises NoSuchTime.
    """
    if not _exists(local, zone):
        raise NoSuchTime(_first_after(local, zone))
    return local.replace(tzinfo=zone, fold=0)


def recipient_moment(local: datetime, number: str, home: tzinfo) -> datetime:
    """The moment at which it is that late where a number (E.164) rings.

    Where a number may ring in several zones, the last of their moments: a fax comes rather late than at night. One
    that tells of no zone is taken to ring at ``home``. Raises NoSuchTime.
    """
    return max(moment_of(local, zone) for zone in zones_of(number) or (home,))


@lru_cache(maxsize=4096)
def zones_of(number: str) -> tuple[ZoneInfo, ...]:
    """The time zones in which a number (E.164) may ring, by its country and area code; none where that is unknown."""
    import phonenumbers
    from phonenumbers.timezone import time_zones_for_number

    try:
        names = time_zones_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return ()
    return tuple(zone for name in names if name != _NO_ZONE and (zone := _zone(name)))


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # newer than the zones of this computer
        return None


def _first_after(local: datetime, zone: tzinfo) -> datetime:
    """The first whole minute that clocks show after the gap in which a time lies; gaps are a day at most."""
    minute = local.replace(second=0, microsecond=0)
    while not _exists(minute, zone):
        minute += timedelta(minutes=1)
    return minute


def _exists(local: datetime, zone: tzinfo) -> bool:
    return local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local
