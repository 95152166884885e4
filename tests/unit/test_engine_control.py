"""What a person wants done with a fax is done at once, or kept until the service can be asked, and never done twice."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from outbox_bench import ANNA, BOB, Bench

from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import AuthorizationRefused, NoAnswer, Unreachable
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.sent_filter import SentFilter
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.store.trouble import StoreTrouble
from byfax_desktop.store.wishes import WishKind, WishState


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.close()


def accepted(bench, *numbers):
    ref = bench.send(*numbers)
    bench.look()
    return ref


def failed(bench):
    ref = accepted(bench)
    bench.service.fail(bench.recipients(ref)[0].ref)
    bench.monitor.look()
    return ref


def wishes(bench, ref):
    return [(wish.kind, wish.state) for wish in bench.desk.wishes.of(bench.find(ref).id)]


class TestAtTheService:
    @pytest.mark.parametrize(
        ("kind", "call", "state"),
        [
            (WishKind.PAUSE, "pause", RecipientState.PAUSED),
            (WishKind.RESUME, "resume", RecipientState.SUBMITTED),
            (WishKind.CANCEL, "cancel", RecipientState.CANCELLED),
        ],
    )
    def test_it_is_asked_for_by_ref_and_seen_at_the_next_look(self, bench, kind, call, state):
        ref = accepted(bench)
        bench.wishing.wish(kind, ref)
        bench.control.look()
        bench.monitor.look()

        assert bench.service.requests[-1].broadcast_refs == (ref,)
        assert wishes(bench, ref) == [(kind, WishState.DONE)]
        assert bench.service.messages[bench.recipients(ref)[0].ref].state is state
        assert bench.history(ref)[-1] or bench.service.count(call)

    def test_many_of_a_kind_are_one_call(self, bench):
        refs = [accepted(bench, f"+493012345{number}0") for number in range(5)]
        for ref in refs:
            bench.wishing.wish(WishKind.CANCEL, ref)
        bench.control.look()

        assert bench.service.count("cancel") == 1

    def test_one_recipient_alone_can_be_meant(self, bench):
        ref = accepted(bench, ANNA, BOB)
        anna, bob = bench.recipients(ref)
        bench.wishing.wish(WishKind.CANCEL, ref, bob.ref)
        bench.control.look()

        assert bench.service.messages[anna.ref].state is RecipientState.PENDING
        assert bench.service.messages[bob.ref].state is RecipientState.CANCELLED

    @pytest.mark.parametrize("failure", [Unreachable("a", "b"), NoAnswer("a", "b")])
    def test_a_wish_made_offline_is_kept_over_a_restart(self, bench, failure):
        ref = accepted(bench)
        bench.wishing.wish(WishKind.CANCEL, ref)
        bench.service.lose_request("cancel", failure)
        with pytest.raises(type(failure)):
            bench.control.look()
        assert wishes(bench, ref) == [(WishKind.CANCEL, WishState.OPEN)]

        after = bench.again()
        after.control.look()
        assert wishes(after, ref) == [(WishKind.CANCEL, WishState.DONE)]
        after.close()

    def test_the_same_wish_twice_is_one(self, bench):
        ref = accepted(bench)
        bench.wishing.wish(WishKind.CANCEL, ref)
        bench.wishing.wish(WishKind.CANCEL, ref)

        assert len(wishes(bench, ref)) == 1

    def test_what_the_service_refuses_is_told_item_by_item(self, bench):
        ref = accepted(bench, ANNA, BOB)
        anna = bench.recipients(ref)[0]
        bench.service.messages[anna.ref] = replace(
            bench.service.messages[anna.ref], state=RecipientState.SUCCESS
        )
        bench.wishing.wish(WishKind.CANCEL, ref)
        bench.control.look()

        assert "1 of 2 recipients" in bench.history(ref)[-1]

    def test_a_refused_call_ends_the_wish_with_its_reason(self, bench):
        ref = accepted(bench)
        bench.wishing.wish(WishKind.PAUSE, ref)
        bench.service.refuses["pause"] = "FAXJOB_NOT_WAITING"
        bench.control.look()

        assert wishes(bench, ref) == [(WishKind.PAUSE, WishState.REFUSED)]
        assert bench.history(ref)[-1].startswith("Pause: ")

    def test_a_refused_account_leaves_the_wish_open(self, bench):
        ref = accepted(bench)
        bench.wishing.wish(WishKind.PAUSE, ref)
        bench.service.refuses["pause"] = "API_KEY_NOT_FOUND"
        with pytest.raises(AuthorizationRefused):
            bench.control.look()

        assert wishes(bench, ref) == [(WishKind.PAUSE, WishState.OPEN)]

    def test_what_is_answered_is_kept_item_by_item(self, bench):
        ref = accepted(bench, ANNA, BOB)
        bench.wishing.wish(WishKind.CANCEL, ref)
        bench.control.look()

        (wish,) = bench.desk.wishes.of(bench.find(ref).id)
        assert [each["stateCode"] for each in json.loads(wish.answer)] == ["SUCCESS"] * 2
        assert bench.history(ref)[-2:] == ["Cancel was chosen", "Cancel: byFax does it"]

    def test_cancelling_what_has_ended_meanwhile_asks_nobody(self, bench):
        ref = accepted(bench)
        bench.wishing.wish(WishKind.CANCEL, ref)
        bench.service.finish_all()
        bench.monitor.look()
        bench.control.look()

        assert bench.service.count("cancel") == 0
        assert wishes(bench, ref) == [(WishKind.CANCEL, WishState.DONE)]
        assert bench.state(ref) is FaxState.DELIVERED

    def test_an_answer_without_items_ends_the_wish(self, bench):
        ref = accepted(bench)
        bench.service.messages.clear()
        bench.wishing.wish(WishKind.CANCEL, ref)
        bench.control.look()

        assert wishes(bench, ref) == [(WishKind.CANCEL, WishState.DONE)]
        assert "nothing left" in bench.history(ref)[-1]

    def test_a_delete_that_was_cut_short_goes_on_where_it_was(self, bench):
        ref = accepted(bench, ANNA, BOB)
        bench.service.finish_all()
        bench.monitor.look()
        bench.wishing.wish(WishKind.DELETE, ref)
        bench.service.lose_answer("delete", NoAnswer("a", "b"))
        with pytest.raises(NoAnswer):
            bench.control.look()
        assert wishes(bench, ref) == [(WishKind.DELETE, WishState.OPEN)]
        bench.control.look()

        assert sorted(bench.service.deleted) == sorted(row.ref for row in bench.recipients(ref))
        assert bench.desk.rows.find(SentFilter(), 10) == ()

    def test_deleting_one_recipient_leaves_the_others_and_the_fax(self, bench):
        ref = accepted(bench, ANNA, BOB)
        bench.service.finish_all()
        bench.monitor.look()
        anna, bob = bench.recipients(ref)
        bench.wishing.wish(WishKind.DELETE, ref, anna.ref)
        bench.control.look()

        assert list(bench.service.messages) == [bob.ref]
        assert len(bench.desk.rows.find(SentFilter(), 10)) == 1

    def test_deleting_removes_it_there_and_here(self, bench):
        ref = failed(bench)
        bench.wishing.wish(WishKind.DELETE, ref)
        bench.control.look()

        assert bench.service.messages == {}
        assert bench.desk.rows.find(SentFilter(), 10) == ()

    def test_one_that_is_not_there_any_more_is_as_good_as_deleted(self, bench):
        ref = failed(bench)
        bench.service.messages.clear()
        bench.wishing.wish(WishKind.DELETE, ref)
        bench.control.look()

        assert wishes(bench, ref) == [(WishKind.DELETE, WishState.DONE)]


class TestSendingAgain:
    def test_a_failed_fax_lives_again(self, bench):
        ref = failed(bench)
        assert bench.state(ref) is FaxState.FAILED
        bench.wishing.wish(WishKind.RESUBMIT, ref)
        bench.control.look()
        assert bench.state(ref) is FaxState.ACCEPTED

        bench.service.finish_all()
        bench.monitor.look()
        assert bench.state(ref) is FaxState.DELIVERED

    def test_an_answer_that_was_lost_is_looked_up_and_the_call_not_repeated(self, bench):
        ref = failed(bench)
        bench.wishing.wish(WishKind.RESUBMIT, ref)
        bench.service.lose_answer("resubmit", NoAnswer("a", "b"))
        with pytest.raises(NoAnswer):
            bench.control.look()
        bench.control.look()

        assert bench.service.count("resubmit") == 1
        assert wishes(bench, ref) == [(WishKind.RESUBMIT, WishState.DONE)]
        assert bench.state(ref) is FaxState.ACCEPTED

    def test_a_request_that_was_lost_is_told_to_the_person_and_not_repeated(self, bench):
        ref = failed(bench)
        bench.wishing.wish(WishKind.RESUBMIT, ref)
        bench.service.lose_request("resubmit", NoAnswer("a", "b"))
        with pytest.raises(NoAnswer):
            bench.control.look()
        assert bench.control.look() is not None
        bench.hands.advance(31)
        bench.control.look()

        assert bench.service.count("resubmit") == 1
        assert wishes(bench, ref) == [(WishKind.RESUBMIT, WishState.REFUSED)]
        assert "did not say" in bench.history(ref)[-1]

    def test_another_recipient_who_was_on_the_way_all_the_time_proves_nothing(self, bench):
        ref = accepted(bench, ANNA, BOB)
        bench.service.fail(bench.recipients(ref)[0].ref)
        bench.monitor.look()
        bench.wishing.wish(WishKind.RESUBMIT, ref)
        bench.service.lose_request("resubmit", NoAnswer("a", "b"))
        with pytest.raises(NoAnswer):
            bench.control.look()
        bench.control.look()
        assert wishes(bench, ref) == [(WishKind.RESUBMIT, WishState.ASKED)]

        bench.hands.advance(31)
        bench.control.look()
        assert wishes(bench, ref) == [(WishKind.RESUBMIT, WishState.REFUSED)]
        assert not bench.recipients(ref)[0].is_live

    def test_one_that_lives_again_by_another_look_was_sent_again(self, bench):
        ref = failed(bench)
        (row,) = bench.recipients(ref)
        bench.wishing.wish(WishKind.RESUBMIT, ref, row.ref)
        bench.service.lose_answer("resubmit", NoAnswer("a", "b"))
        with pytest.raises(NoAnswer):
            bench.control.look()
        with bench.desk.database.transaction() as connection:
            connection.execute("UPDATE recipient SET is_live = 1")
        bench.control.look()

        assert wishes(bench, ref) == [(WishKind.RESUBMIT, WishState.DONE)]
        assert bench.service.count("resubmit") == 1

    def test_only_the_recipients_who_failed_live_again(self, bench):
        ref = accepted(bench, ANNA, BOB)
        anna, bob = bench.recipients(ref)
        bench.service.finish_all()
        bench.service.fail(bob.ref)
        bench.monitor.look()
        assert bench.state(ref) is FaxState.PARTLY
        bench.wishing.wish(WishKind.RESUBMIT, ref)
        bench.control.look()

        assert [row.is_live for row in bench.recipients(ref)] == [False, True]
        assert wishes(bench, ref) == [(WishKind.RESUBMIT, WishState.DONE)]
        assert anna.ref in bench.service.messages

    def test_a_request_that_never_left_is_made_again(self, bench):
        ref = failed(bench)
        bench.wishing.wish(WishKind.RESUBMIT, ref)
        bench.service.lose_request("resubmit", Unreachable("a", "b"))
        with pytest.raises(Unreachable):
            bench.control.look()
        bench.control.look()

        assert bench.service.count("resubmit") == 2
        assert wishes(bench, ref) == [(WishKind.RESUBMIT, WishState.DONE)]

    def test_a_program_that_died_in_the_middle_leaves_it_to_be_looked_after(self, bench):
        ref = failed(bench)
        bench.wishing.wish(WishKind.RESUBMIT, ref)

        def power_cut():
            bench.service.before.clear()
            bench.die()

        bench.service.before["resubmit"] = power_cut
        with pytest.raises(StoreTrouble):
            bench.control.look()
        after = bench.again()
        after.control.look()

        assert after.service.count("resubmit") == 1
        assert wishes(after, ref) == [(WishKind.RESUBMIT, WishState.DONE)]
        after.close()

    def test_a_fax_that_the_service_tries_already_needs_no_second_asking(self, bench):
        ref = failed(bench)
        (row,) = bench.recipients(ref)
        bench.wishing.wish(WishKind.RESUBMIT, ref)
        bench.service.messages[row.ref] = replace(
            bench.service.messages[row.ref], state=RecipientState.DELIVERING, reason=StateCode.BUSY
        )
        bench.control.look()

        assert wishes(bench, ref) == [(WishKind.RESUBMIT, WishState.DONE)]
        assert bench.state(ref) is FaxState.ACCEPTED
