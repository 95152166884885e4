"""Times on the clocks of those who get a fax, also where clocks are put forward or back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.engine.schedule import NoSuchTime, moment_of, recipient_moment, zones_of

BERLIN = ZoneInfo("Europe/Berlin")
MINSK = ZoneInfo("Europe/Minsk")
ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]
).map(ZoneInfo)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1)), ZONES)
def test_a_time_becomes_the_moment_at_which_clocks_show_it_or_there_is_none(
    local: datetime, zone: ZoneInfo
) -> None:
    gap: NoSuchTime | None = None
    try:
        moment = moment_of(local, zone)
    except NoSuchTime as none:
        gap = none
        moment = moment_of(none.after, zone)
    if gap:
        assert local < gap.after <= local + timedelta(hours=2)
        local = gap.after

    assert moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local


def test_a_time_over_which_clocks_are_put_forward_is_none() -> None:
    with pytest.raises(NoSuchTime) as gap:
        moment_of(datetime(2027, 3, 28, 2, 30), BERLIN)

    assert gap.value.after == datetime(2027, 3, 28, 3, 0)


def test_of_two_when_clocks_are_put_back_it_is_the_first() -> None:
    assert moment_of(datetime(2026, 10, 25, 2, 30), BERLIN).utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    ("number", "hour"),
    [("+493012345678", 8), ("+375173360000", 6), ("+12125550134", 14), ("+81312345678", 0)],
)
def test_a_fax_goes_out_when_it_is_that_late_where_the_number_rings(number: str, hour: int) -> None:
    moment = recipient_moment(datetime(2026, 12, 1, 9, 0), number, MINSK)

    assert moment.astimezone(UTC) == datetime(2026, 12, 1, hour, 0, tzinfo=UTC)


def test_where_a_number_may_ring_in_several_zones_it_is_late_enough_in_all_of_them() -> None:
    local = datetime(2026, 12, 1, 9, 0)
    number = "+18005550199"

    moment = recipient_moment(local, number, MINSK)

    assert len(zones_of(number)) > 1
    assert all(moment.astimezone(zone).replace(tzinfo=None) >= local for zone in zones_of(number))


@pytest.mark.parametrize("number", ["+87012345678", "not a number", ""])
def test_a_number_that_tells_of_no_zone_rings_at_home(number: str) -> None:
    assert recipient_moment(datetime(2026, 12, 1, 9, 0), number, MINSK) == moment_of(
        datetime(2026, 12, 1, 9, 0), MINSK
    )
