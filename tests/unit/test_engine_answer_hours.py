"""When somebody usually answers: told only where the calls say so clearly."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.engine.answer_hours import CALLS, Hours, usual_hours

DAY = datetime(2026, 11, 2).astimezone()


def calls(*told):
    """Calls of (hour, how many were taken, how many were not), each on another day."""
    return [
        (DAY.replace(hour=hour) + timedelta(days=place), is_taken)
        for hour, taken, missed in told
        for place, is_taken in enumerate([True] * taken + [False] * missed)
    ]


def test_hours_in_which_calls_are_taken_are_told():
    assert usual_hours(calls((9, 4, 0), (10, 5, 0), (11, 4, 1), (15, 1, 6), (16, 0, 4))) == Hours(9, 12)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ([], "there are no calls"),
        ([(9, 8, 0), (15, 0, 8)], "there are too few"),
        ([(9, 30, 0)], "there is nothing outside to compare with"),
        ([(9, 4, 0), (15, 0, 30)], "too few were inside"),
        ([(9, 30, 0), (15, 0, 4)], "too few were outside"),
        ([(9, 20, 1), (15, 20, 1)], "somebody always answers"),
        ([(9, 0, 20), (15, 0, 20)], "nobody ever answers"),
        ([(9, 10, 10), (15, 0, 10)], "half is not usual"),
    ],
)
def test_nothing_is_told_where(told, why):
    assert usual_hours(calls(*told)) is None, why


def test_one_good_morning_is_no_habit():
    morning = [(DAY.replace(hour=9), True)] * 20
    assert usual_hours(morning + calls((15, 0, 10))) is None

    three = [(DAY.replace(hour=9) + timedelta(days=each % 3), True) for each in range(20)]
    assert usual_hours(three + calls((15, 0, 10))) == Hours(9, 10)


def test_hours_do_not_go_over_midnight():
    found = usual_hours(calls((23, 12, 0), (0, 12, 0), (12, 0, 30)))

    assert found in (Hours(0, 1), Hours(23, 24))


@given(
    st.lists(st.tuples(st.integers(0, 23), st.integers(0, 40), st.booleans()), max_size=120),
)
def test_what_is_told_always_keeps_the_rule(told):
    known = [(DAY.replace(hour=hour) + timedelta(days=day), is_taken) for hour, day, is_taken in told]

    found = usual_hours(known)

    if found is not None:
        inside = [(when, taken) for when, taken in known if found.begin <= when.hour < found.end]
        outside = [taken for when, taken in known if not found.begin <= when.hour < found.end]
        rate = sum(taken for _, taken in inside) / len(inside)
        assert len(known) >= CALLS
        assert found.begin < found.end <= found.begin + 12
        assert min(len(inside), len(outside)) >= 5
        assert len({when.date() for when, _ in inside}) >= 3
        assert rate >= 0.8
        assert rate - sum(outside) / len(outside) >= 0.3 - 1e-9
