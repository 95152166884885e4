"""The time of all programs on the same data, which runs on evenly whatever happens to the clock on the wall."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from outbox_bench import NOON, Bench, HandClock

from byfax_desktop.engine.clock import Clock, milliseconds, moment


def test_it_starts_at_the_wall_and_never_jumps():
    hands = HandClock()
    clock = hands.clock()
    hands.wall += 86_400
    assert clock.now() == NOON * 1000
    hands.advance(1.5)
    assert clock.now() == NOON * 1000 + 1500


def test_a_jump_of_the_wall_is_noticed():
    hands = HandClock()
    clock = hands.clock()
    assert not clock.has_jumped()
    hands.wall -= 301
    assert clock.has_jumped()


def test_a_program_that_starts_after_a_jump_counts_as_the_others_do():
    hands = HandClock()
    first = hands.clock()
    told = first.agree(None)
    hands.wall += 86_400
    second = hands.clock()
    second.agree(told)

    assert second.now() == first.now()


def test_after_the_computer_was_started_again_the_wall_is_right():
    hands = HandClock()
    told = hands.clock().agree(None)
    hands.wall += 500
    after = Clock(wall=lambda: hands.wall, steady=lambda: 3.0, boot="another")
    after.agree(told)

    assert after.now() == (NOON + 500) * 1000


def test_the_real_ones_of_two_programs_agree():
    first, second = Clock(), Clock()
    second.agree(first.agree(None))

    assert abs(second.now() - first.now()) < 1000


@given(st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)))
def test_moments_survive_being_stored(when):
    assert abs((moment(milliseconds(when)) - when).total_seconds()) < 0.002


def test_five_minutes_are_no_jump():
    hands = HandClock()
    clock = hands.clock()
    hands.wall += 299

    assert not clock.has_jumped()


def test_sleep_of_the_computer_is_no_jump():
    hands = HandClock()
    clock = hands.clock()
    hands.advance(8 * 3600)

    assert not clock.has_jumped()
    assert clock.now() == (NOON + 8 * 3600) * 1000


def test_a_program_that_starts_alone_with_nothing_under_way_trusts_the_wall(tmp_path):
    first = Bench(tmp_path)
    first.close()
    first.hands.wall += 86_400
    second = first.again()

    assert second.desk.clock.now() == (NOON + 86_400) * 1000
    second.close()


def test_a_program_that_starts_beside_another_counts_as_that_does(tmp_path):
    first = Bench(tmp_path)
    first.hands.wall += 86_400
    second = first.again()

    assert second.desk.clock.now() == first.desk.clock.now()
    second.close()
    first.close()


def test_a_program_that_takes_up_what_waits_counts_on_from_there(tmp_path):
    first = Bench(tmp_path)
    first.send(take_back=30)
    first.close()
    first.hands.wall += 86_400
    second = first.again()

    assert second.desk.clock.now() == NOON * 1000
    second.close()
