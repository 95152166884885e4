"""When the account is in the way the queue stops with one message; one fax tries, and the rest follow it."""

from __future__ import annotations

import pytest
from outbox_bench import Bench

from byfax_desktop.engine.machine import Words
from byfax_desktop.store.submissions import FaxState

MINUTE = 60 * 1000
NO_MONEY = Words("INSUFFICIENT_FUNDS", "No money.", "Pay.")


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.close()


@pytest.fixture
def hold(bench):
    return bench.sender.hold


def allowed(bench, *due):
    return bench.sender.hold.allowed(due, bench.desk.clock.now())


def test_without_one_everything_that_is_due_may_go(bench, hold):
    assert allowed(bench, "first", "second") == ("first", "second")
    assert hold.words is None
    assert hold.not_before(7) == 7


def test_it_is_known_to_the_next_program(bench, hold):
    hold.begin(NO_MONEY)
    other = bench.again()

    assert other.sender.hold.words == NO_MONEY
    other.close()


def test_one_fax_tries_when_its_time_is_over(bench, hold):
    hold.begin(NO_MONEY)
    bench.hands.advance(15 * 60 - 1)
    assert allowed(bench, "first", "second") == ()
    bench.hands.advance(1)

    assert allowed(bench, "first", "second") == ("first",)


def test_nothing_is_due_before_it_is_over(bench, hold):
    now = bench.desk.clock.now()
    hold.begin(NO_MONEY)

    assert hold.not_before(now) == now + 15 * MINUTE
    assert hold.not_before(now + 60 * MINUTE) == now + 60 * MINUTE


def test_a_person_can_end_it_and_still_only_one_tries(bench, hold):
    hold.begin(NO_MONEY)
    hold.end_now()

    assert allowed(bench, "first", "second") == ("first",)
    assert hold.words == NO_MONEY


def test_ending_what_is_not_there_does_nothing(hold):
    hold.end_now()

    assert hold.words is None


def test_lifting_it_lets_all_go_on(bench, hold):
    hold.begin(NO_MONEY)
    hold.lift()

    assert allowed(bench, "first", "second") == ("first", "second")
    assert hold.words is None


def test_it_never_lasts_longer_than_a_hold_does_whatever_the_clock_was(bench, hold):
    bench.hands.advance(30 * 86_400)
    hold.begin(NO_MONEY)
    bench.close()
    bench.hands.advance(-30 * 86_400)
    after = Bench(bench.folder, bench.service, bench.hands)

    assert after.sender.hold.not_before(0) == after.desk.clock.now() + 15 * MINUTE
    after.close()


def test_each_fax_that_tries_in_vain_begins_it_anew(bench, hold):
    for number in range(3):
        bench.send(f"+493012345{number}0")
    bench.service.refuses["submit"] = "INSUFFICIENT_FUNDS"
    bench.settle(3600, 60)

    assert bench.service.count("submit") == 4
    assert hold.words.code == "INSUFFICIENT_FUNDS"


def test_a_fax_that_is_refused_for_itself_does_not_lift_it(bench, hold):
    refs = [bench.send(f"+493012345{number}0") for number in range(2)]
    hold.begin(NO_MONEY)
    hold.end_now()
    bench.service.refuses["submit"] = "NUMBER_BLOCKED"
    bench.sender._work(bench.sender._next())

    assert [bench.state(ref) for ref in refs] == [FaxState.REJECTED, FaxState.QUEUED]
    assert hold.words == NO_MONEY
