"""What is asked of the service about faxes on their way: in few calls, as often as their age deserves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fake_service import OK
from outbox_bench import ANNA, BOB, NOON, Bench

from byfax_desktop.engine.frozen import thaw
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import NoAnswer
from byfax_desktop.service.records import Message
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.store.wishes import WishKind


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.close()


def sent(bench, *numbers):
    ref = bench.send(*numbers)
    bench.look()
    return ref


def states(bench, ref):
    return [thaw(Message, row.report).state for row in bench.recipients(ref)]


class TestNews:
    def test_a_delivered_fax_is_delivered(self, bench):
        ref = sent(bench, ANNA, BOB)
        bench.service.finish_all()
        bench.monitor.look()

        assert bench.state(ref) is FaxState.DELIVERED
        assert states(bench, ref) == [RecipientState.SUCCESS] * 2
        assert bench.find(ref).next_look is None

    @pytest.mark.parametrize(
        ("ends", "state"),
        [
            (("SUCCESS", "FAILED"), FaxState.PARTLY),
            (("FAILED", "FAILED"), FaxState.FAILED),
            (("CANCELLED", "CANCELLED"), FaxState.CANCELLED),
            (("SUCCESS", "DELIVERING"), FaxState.ACCEPTED),
            (("SUCCESS", "A_STATE_OF_TOMORROW"), FaxState.ACCEPTED),
        ],
    )
    def test_a_fax_ends_as_its_recipients_do(self, bench, ends, state):
        ref = sent(bench, ANNA, BOB)
        for row, end in zip(bench.recipients(ref), ends, strict=True):
            bench.service.messages[row.ref] = replace(
                bench.service.messages[row.ref], state=RecipientState(end), attempt=1
            )
        bench.monitor.look()

        assert bench.state(ref) is state

    def test_a_list_that_lags_does_not_revive_what_has_ended(self, bench):
        ref = sent(bench)
        (row,) = bench.recipients(ref)
        bench.service.fail(row.ref)
        bench.monitor.look()
        bench.service.messages[row.ref] = replace(
            bench.service.messages[row.ref], state=RecipientState.DELIVERING
        )
        bench.desk.journal.look_again([bench.find(ref).id], 0)
        bench.monitor.look()

        assert bench.state(ref) is FaxState.FAILED

    def test_what_changes_is_told_in_the_history_and_what_does_not_is_not(self, bench):
        ref = sent(bench)
        for _ in range(3):
            bench.monitor.look()
            bench.hands.advance(60)
        before = len(bench.history(ref))
        bench.service.fail(bench.recipients(ref)[0].ref)
        bench.monitor.look()

        assert bench.history(ref)[before:] == ["Busy", "Not delivered"]

    def test_one_that_the_service_does_not_list_is_waited_for_then_given_up(self, bench):
        ref = sent(bench, ANNA, BOB)
        del bench.service.messages[bench.recipients(ref)[1].ref]
        bench.monitor.look()
        assert bench.recipients(ref)[1].is_live

        bench.hands.advance(400)
        bench.monitor.look()
        assert not bench.recipients(ref)[1].is_live
        assert bench.recipients(ref)[0].is_live

    def test_one_that_a_list_leaves_out_for_once_is_not_given_up(self, bench):
        ref = sent(bench, ANNA, BOB)
        bench.monitor.look()
        bench.hands.advance(1000)
        row = bench.recipients(ref)[1]
        left_out = bench.service.messages.pop(row.ref)
        bench.monitor.look()
        bench.service.messages[row.ref] = left_out
        bench.hands.advance(1000)
        bench.monitor.look()
        assert bench.recipients(ref)[1].is_live

        del bench.service.messages[row.ref]
        bench.hands.advance(100)
        bench.monitor.look()
        assert bench.recipients(ref)[1].is_live

    def test_one_that_was_missed_before_the_computer_slept_is_missed_anew_after_it(self, bench):
        ref = sent(bench, ANNA, BOB)
        bench.monitor.look()
        bench.hands.advance(1000)
        row = bench.recipients(ref)[1]
        del bench.service.messages[row.ref]
        bench.monitor.look()
        bench.hands.advance(8 * 3600)
        bench.monitor.forget_missed()
        bench.monitor.look()
        assert bench.recipients(ref)[1].is_live

        bench.hands.advance(8 * 3600)
        bench.monitor.look()
        assert not bench.recipients(ref)[1].is_live

    def test_one_that_had_ended_when_it_was_found_has_ended(self, bench):
        """The answer was lost, and byFax was not reached until the fax was delivered."""
        ref = bench.send(ANNA, BOB)
        bench.service.lose_answer("submit", NoAnswer("a", "b"))
        bench.look()
        bench.service.finish_all()
        bench.settle(60)
        assert bench.state(ref) is FaxState.ACCEPTED
        bench.monitor.look()

        assert bench.state(ref) is FaxState.DELIVERED
        assert bench.find(ref).next_look is None

    def test_one_whose_recipients_were_all_refused_in_an_answer_that_was_lost_has_failed(self, bench):
        bench.service.refused_numbers = {ANNA: StateCode.INVALID_NUMBER}
        ref = bench.send(ANNA)
        bench.service.lose_answer("submit", NoAnswer("a", "b"))
        bench.settle(60)
        bench.hands.advance(400)
        bench.monitor.look()
        bench.hands.advance(400)
        bench.monitor.look()

        assert bench.state(ref) is FaxState.FAILED

    def test_what_is_sent_again_is_not_ended_by_a_list_that_lags(self, bench):
        ref = sent(bench)
        (row,) = bench.recipients(ref)
        bench.service.fail(row.ref)
        bench.monitor.look()
        before = bench.service.messages[row.ref]
        bench.wishing.wish(WishKind.RESUBMIT, ref)
        bench.control.look()
        now, bench.service.messages[row.ref] = bench.service.messages[row.ref], before
        bench.monitor.look()
        assert bench.state(ref) is FaxState.ACCEPTED

        bench.service.messages[row.ref] = now
        bench.service.finish_all()
        bench.hands.advance(10)
        bench.monitor.look()
        assert bench.state(ref) is FaxState.DELIVERED

    def test_but_by_one_that_still_shows_the_end_after_a_while(self, bench):
        ref = sent(bench)
        (row,) = bench.recipients(ref)
        bench.service.fail(row.ref)
        bench.monitor.look()
        before = bench.service.messages[row.ref]
        bench.wishing.wish(WishKind.RESUBMIT, ref)
        bench.control.look()
        bench.service.messages[row.ref] = before
        bench.hands.advance(400)
        bench.monitor.look()

        assert bench.state(ref) is FaxState.FAILED

    def test_a_failed_look_changes_nothing_and_is_made_again(self, bench):
        ref = sent(bench)
        bench.service.finish_all()
        bench.service.lose_request("list_recipients", NoAnswer("a", "b"))
        with pytest.raises(NoAnswer):
            bench.monitor.look()
        assert bench.state(ref) is FaxState.ACCEPTED

        bench.monitor.look()
        assert bench.state(ref) is FaxState.DELIVERED


class TestElsewhere:
    def accept(self, bench, ref="PORTAL", created=None):
        bench.service.accept(ref, [(f"{ref}-1", ANNA), (f"{ref}-2", BOB)])
        when = created or datetime.fromtimestamp(NOON, UTC)
        bench.service.broadcasts[ref] = replace(bench.service.broadcasts[ref], created=when)

    def test_a_fax_from_the_portal_appears_with_its_recipients(self, bench):
        self.accept(bench)
        bench.monitor.look()

        assert bench.state("PORTAL") is FaxState.ACCEPTED
        assert [row.number for row in bench.recipients("PORTAL")] == [ANNA, BOB]

    def test_it_is_followed_to_its_end(self, bench):
        self.accept(bench)
        bench.monitor.look()
        bench.service.finish_all()
        bench.hands.advance(700)
        bench.monitor.look()

        assert bench.state("PORTAL") is FaxState.DELIVERED

    def test_one_that_had_ended_before_it_was_seen_has_ended(self, bench):
        self.accept(bench)
        bench.service.finish_all()
        bench.monitor.look()

        assert bench.state("PORTAL") is FaxState.DELIVERED
        assert bench.find("PORTAL").next_look is None

    def test_one_whose_recipients_are_not_listed_yet_is_on_its_way(self, bench):
        self.accept(bench)
        later = dict(bench.service.messages)
        bench.service.messages.clear()
        bench.monitor.look()
        assert bench.state("PORTAL") is FaxState.ACCEPTED

        bench.service.messages.update(later)
        bench.service.finish_all()
        bench.hands.advance(60)
        bench.monitor.look()
        assert bench.state("PORTAL") is FaxState.DELIVERED

    def test_a_fax_that_somebody_sends_again_from_the_portal_lives_again(self, bench):
        ref = sent(bench)
        when = datetime.fromtimestamp(NOON, UTC)
        (row,) = bench.recipients(ref)
        bench.service.fail(row.ref)
        bench.service.broadcasts[ref] = replace(
            bench.service.broadcasts[ref], state=BroadcastState.FAILED, created=when
        )
        bench.monitor.look()
        assert bench.state(ref) is FaxState.FAILED

        bench.service.messages[row.ref] = replace(
            bench.service.messages[row.ref], state=RecipientState.DELIVERING, attempt=2
        )
        bench.service.broadcasts[ref] = replace(
            bench.service.broadcasts[ref], state=BroadcastState.DELIVERING
        )
        bench.monitor.ask_all()
        bench.monitor.look()
        assert bench.state(ref) is FaxState.ACCEPTED

        bench.service.finish_all()
        bench.hands.advance(10)
        bench.monitor.look()
        assert bench.state(ref) is FaxState.DELIVERED

    def test_a_date_to_come_does_not_hide_what_is_sent_before(self, bench):
        when = datetime.fromtimestamp(NOON, UTC)
        self.accept(bench, "LATER", when + timedelta(days=700))
        bench.monitor.look()
        self.accept(bench, "SOONER", when)
        bench.monitor.ask_all()
        bench.monitor.look()

        assert bench.find("SOONER") is not None

    def test_one_without_a_date_appears(self, bench):
        self.accept(bench)
        bench.service.broadcasts["PORTAL"] = replace(bench.service.broadcasts["PORTAL"], created=None)
        bench.service.ignores_filters = True
        bench.monitor.look()

        assert bench.find("PORTAL").created == NOON * 1000

    def test_an_account_that_never_sent_anything_is_no_failure(self, bench):
        bench.service.refuses["list_broadcasts"] = "EMPTY_RESULT"

        assert bench.monitor.look() > 0

    def test_a_look_that_failed_is_made_again(self, bench):
        self.accept(bench)
        bench.service.lose_request("list_broadcasts", NoAnswer("a", "b"))
        with pytest.raises(NoAnswer):
            bench.monitor.look()
        bench.monitor.look()

        assert bench.find("PORTAL") is not None

    def test_one_of_half_a_year_ago_is_none_of_ours(self, bench):
        self.accept(bench, created=datetime.fromtimestamp(NOON, UTC) - timedelta(days=180))
        bench.monitor.look()

        assert bench.find("PORTAL") is None

    def test_later_looks_ask_only_for_what_is_new_and_shortly_before(self, bench):
        self.accept(bench)
        bench.monitor.look()
        asked = []
        listing = bench.service.faxout.list_broadcasts

        def remember(which=None, page_number=0, page_size=500):
            asked.append(which.date_from)
            return listing(which, page_number, page_size)

        bench.service.faxout.list_broadcasts = remember
        bench.monitor.ask_all()
        bench.monitor.look()

        assert asked[0] == datetime.fromtimestamp(NOON, UTC) - timedelta(minutes=10)


class TestCalls:
    @pytest.mark.parametrize(("recipients", "most"), [(10, 2), (100, 2), (1_000, 3), (10_000, 21)])
    def test_a_round_costs_a_call_for_500_recipients_and_one_more(self, bench, recipients, most):
        sent(bench, *(f"+4930{number:07}" for number in range(recipients)))
        bench.monitor.look()
        bench.hands.advance(10)
        bench.service.calls.clear()
        bench.monitor.look()

        assert 2 <= len(bench.service.calls) <= most

    def test_that_also_holds_for_many_faxes_to_one_recipient_each(self, bench):
        for number in range(600):
            bench.send(f"+4930{number:07}")
        while bench.desk.journal.count({FaxState.QUEUED}):
            bench.look()
        bench.monitor.look()
        bench.hands.advance(10)
        bench.service.calls.clear()
        bench.monitor.look()

        assert len(bench.service.calls) <= 3

    def test_those_that_have_ended_are_not_asked_for(self, bench):
        first, second = sent(bench, ANNA), sent(bench, BOB)
        bench.monitor.look()
        bench.service.finish_all()
        (row,) = bench.recipients(second)
        bench.service.messages[row.ref] = replace(
            bench.service.messages[row.ref], state=RecipientState.DELIVERING
        )
        bench.service.broadcasts[second] = replace(
            bench.service.broadcasts[second], state=BroadcastState.DELIVERING
        )
        bench.hands.advance(10)
        bench.monitor.look()

        assert bench.find(first).next_look is None
        assert bench.find(second).next_look is not None

    def test_the_pauses_grow_with_age(self, bench):
        ref = sent(bench)
        pauses = []
        for age in (0, 300, 2_000, 20_000, 100_000):
            bench.hands.steady = bench.hands.wall - NOON
            bench.hands.advance(NOON + age - bench.hands.wall)
            bench.monitor.look()
            pauses.append(bench.find(ref).next_look - bench.desk.clock.now())

        assert pauses == sorted(pauses)
        assert pauses[0] == 2_000
        assert pauses[-1] == 600_000

    def test_they_shrink_while_a_person_looks(self, bench):
        ref = sent(bench)
        bench.monitor.watch(False)
        bench.monitor.look()
        unwatched = bench.find(ref).next_look - bench.desk.clock.now()
        bench.monitor.watch(True)
        assert bench.find(ref).next_look <= bench.desk.clock.now()
        bench.monitor.look()

        assert bench.find(ref).next_look - bench.desk.clock.now() < unwatched

    def test_pages_are_read_to_their_end(self, bench):
        ref = sent(bench, *(f"+4930{number:07}" for number in range(1_200)))
        for row in bench.recipients(ref):
            bench.service.messages[row.ref] = replace(
                bench.service.messages[row.ref], state=RecipientState.FAILED, reason=StateCode.BUSY, attempt=1
            )
        bench.monitor.look()

        assert bench.state(ref) is FaxState.FAILED
        assert bench.service.messages[bench.recipients(ref)[-1].ref].state_code is OK
