"""Whether the service has a submission is told only by complete lists, and by refs and numbers that are ours."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_service import OK
from outbox_bench import ANNA, BOB, Bench

from byfax_desktop.engine.frozen import thaw
from byfax_desktop.engine.search import search
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import AnswerUnreadable, NoAnswer, Refused, refusal
from byfax_desktop.service.records import Broadcast, Message
from byfax_desktop.service.states import BroadcastState, RecipientState

SOMEBODY = "+375991111111"


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.close()


def looked_for(bench, ref, is_settled=False):
    return search(bench.service.faxout, bench.find(ref), bench.recipients(ref), is_settled)


def taken(bench, ref, numbers=None):
    """The service has the fax, with these numbers in place of the right ones."""
    rows = bench.recipients(ref)
    numbers = numbers or [row.number for row in rows]
    bench.service.accept(ref, [(row.ref, number) for row, number in zip(rows, numbers, strict=True)])


def state_of(change):
    return thaw(Message, change.report).state


def refused(code):
    return refusal(StateCode(code), None, "faxout.listBrodcasts")


class TestFound:
    def test_a_broadcast_with_its_recipients_is_found(self, bench):
        ref = bench.send(ANNA, BOB)
        taken(bench, ref)
        found = looked_for(bench, ref)

        assert found.is_ours
        assert thaw(Broadcast, found.report).state is BroadcastState.PENDING
        assert [each.ref for each in found.recipients] == [row.ref for row in bench.recipients(ref)]
        assert all(each.is_live for each in found.recipients)

    def test_recipients_alone_are_enough(self, bench):
        ref = bench.send(ANNA)
        taken(bench, ref)
        bench.service.broadcasts.clear()
        found = looked_for(bench, ref)

        assert found.report is None
        assert len(found.recipients) == 1

    def test_a_broadcast_alone_is_enough_and_its_recipients_are_waited_for(self, bench):
        ref = bench.send(ANNA)
        taken(bench, ref)
        bench.service.messages.clear()

        assert looked_for(bench, ref).recipients == ()

    def test_one_that_has_ended_meanwhile_has_ended(self, bench):
        ref = bench.send(ANNA)
        taken(bench, ref)
        bench.service.finish_all()
        (change,) = looked_for(bench, ref).recipients

        assert not change.is_live
        assert state_of(change) is RecipientState.SUCCESS

    def test_a_recipient_that_was_refused_is_told_only_when_the_list_no_longer_lags(self, bench):
        ref = bench.send(ANNA, BOB)
        taken(bench, ref)
        del bench.service.messages[bench.recipients(ref)[1].ref]
        assert [each.is_live for each in looked_for(bench, ref).recipients] == [True]

        anna, bob = looked_for(bench, ref, is_settled=True).recipients
        assert anna.is_live
        assert not bob.is_live
        assert state_of(bob) is RecipientState.FAILED

    def test_many_recipients_are_found_over_several_pages(self, bench):
        bench.service.largest_page = 3
        ref = bench.send(*(f"+49301234{number:03}" for number in range(10)))
        taken(bench, ref)

        assert len(looked_for(bench, ref).recipients) == 10
        assert bench.service.count("list_recipients") == 4


class TestNotFound:
    def test_a_complete_list_without_it_says_so(self, bench):
        assert looked_for(bench, bench.send()) is None

    @pytest.mark.parametrize("code", ["EMPTY_RESULT", "CONTAINER_NOT_FOUND"])
    def test_so_does_an_answer_that_there_is_nothing(self, bench, code):
        bench.service.refuses = {"list_broadcasts": code, "list_recipients": code}

        assert looked_for(bench, bench.send()) is None

    def test_what_a_service_shows_that_ignores_filters_is_not_ours(self, bench):
        bench.service.ignores_filters = True
        bench.service.accept("ELSEWHERE", [("E1", ANNA)])

        assert looked_for(bench, bench.send(ANNA)) is None

    def test_nor_does_it_hide_what_is(self, bench):
        bench.service.ignores_filters = True
        bench.service.largest_page = 2
        for number in range(5):
            bench.service.accept(f"E{number}", [(f"E{number}-1", ANNA)])
        ref = bench.send(ANNA, BOB)
        taken(bench, ref)
        found = looked_for(bench, ref)

        assert [each.ref for each in found.recipients] == [row.ref for row in bench.recipients(ref)]

    @pytest.mark.parametrize("operation", ["list_broadcasts", "list_recipients"])
    @pytest.mark.parametrize(
        "code", ["DATABASE_QUERY_EXECUTE", "API_REQUEST_FAILURE", "FAXJOB_NOT_FOUND", ""]
    )
    def test_an_error_in_place_of_a_list_says_nothing(self, bench, operation, code):
        ref = bench.send()
        bench.service.refuses[operation] = code
        with pytest.raises(Refused):
            looked_for(bench, ref)

    def test_a_page_that_is_lost_says_nothing(self, bench):
        bench.service.largest_page = 1
        ref = bench.send(ANNA, BOB)
        taken(bench, ref)
        bench.service.broadcasts.clear()
        bench.service.lose_answer("list_recipients", NoAnswer("a", "b"))
        with pytest.raises(NoAnswer):
            looked_for(bench, ref)


class TestMovingLists:
    def test_a_list_that_grows_while_it_is_read_is_read_again(self, bench):
        bench.service.ignores_filters = True
        bench.service.largest_page = 2
        for number in range(3):
            bench.service.accept(f"E{number}", [(f"E{number}-1", ANNA)])
        ref = bench.send()

        def arrives_between_two_pages():
            if bench.service.count("list_broadcasts") == 1:
                bench.service.before.clear()
                taken(bench, ref)

        bench.service.before["list_broadcasts"] = arrives_between_two_pages
        assert looked_for(bench, ref) is not None

    def test_a_list_that_always_moves_says_nothing(self, bench):
        bench.service.ignores_filters = True
        bench.service.largest_page = 1
        bench.service.accept("E", [("E-1", ANNA)])
        ref = bench.send()
        bench.service.before["list_broadcasts"] = lambda: bench.service.accept(
            f"E{len(bench.service.broadcasts)}", [(f"M{len(bench.service.broadcasts)}", BOB)]
        )
        with pytest.raises(AnswerUnreadable):
            looked_for(bench, ref)


class TestWhoseItIs:
    def test_other_numbers_under_our_refs_are_not_ours(self, bench):
        ref = bench.send(ANNA, BOB)
        taken(bench, ref, [ANNA, SOMEBODY])

        assert not looked_for(bench, ref).is_ours

    @pytest.mark.parametrize("written", ["4930123450", "+49 30 123450", "+49-30-123450", ""])
    def test_the_same_number_written_otherwise_is_ours(self, bench, written):
        ref = bench.send(ANNA)
        taken(bench, ref, [written])

        assert looked_for(bench, ref).is_ours

    def test_a_message_that_does_not_say_to_which_broadcast_it_belongs_counts_by_its_ref(self, bench):
        ref = bench.send(ANNA)
        (row,) = bench.recipients(ref)
        bench.service.ignores_filters = True
        bench.service.messages[row.ref] = Message(OK, message_ref=row.ref, number=ANNA)

        assert looked_for(bench, ref) is not None

    def test_our_message_ref_in_another_broadcast_is_not_this_fax(self, bench):
        ref = bench.send(ANNA)
        (row,) = bench.recipients(ref)
        bench.service.ignores_filters = True
        bench.service.accept("ELSEWHERE", [(row.ref, ANNA)])

        assert looked_for(bench, ref) is None

    def test_a_state_newer_than_the_program_is_on_its_way(self, bench):
        ref = bench.send(ANNA)
        taken(bench, ref)
        (row,) = bench.recipients(ref)
        bench.service.messages[row.ref] = replace(
            bench.service.messages[row.ref], state=RecipientState("TELEPORTING")
        )

        assert looked_for(bench, ref).recipients[0].is_live
