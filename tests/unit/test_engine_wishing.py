"""What a person wants done with a fax that has not left is done at once; else it is kept for the service."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from outbox_bench import ANNA, BOB, NOON, Bench

from byfax_desktop.engine.wishing import WishRefused
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import NoAnswer, Unreachable, refusal
from byfax_desktop.store.sent_filter import SentFilter
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.store.wishes import WishKind, WishState


def lost():
    return NoAnswer("No answer came.", "Wait.")


def unreachable():
    return Unreachable("byFax cannot be reached.", "Check the network.")


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.close()


def wishes(bench, ref):
    return [(wish.kind, wish.state) for wish in bench.desk.wishes.of(bench.find(ref).id)]


def test_a_waiting_fax_is_cancelled_at_once(bench):
    ref = bench.send()
    bench.wishing.wish(WishKind.CANCEL, ref)
    bench.look()

    assert bench.state(ref) is FaxState.CANCELLED
    assert bench.service.calls == []


def test_a_paused_one_waits_until_it_is_resumed(bench):
    ref = bench.send()
    bench.wishing.wish(WishKind.PAUSE, ref)
    bench.look()
    assert bench.state(ref) is FaxState.HELD

    bench.wishing.wish(WishKind.RESUME, ref)
    bench.look()
    assert bench.state(ref) is FaxState.ACCEPTED


def test_a_fax_whose_time_has_passed_goes_out_when_a_person_says_so(bench):
    ref = bench.send(send_at=datetime.fromtimestamp(NOON, UTC) + timedelta(days=2))
    bench.hands.wall += 86_400
    bench.look()
    assert bench.state(ref) is FaxState.HELD
    bench.wishing.wish(WishKind.RESUME, ref)
    bench.look()

    assert bench.state(ref) is FaxState.ACCEPTED


def test_a_rejected_one_is_tried_again_under_its_refs(bench):
    ref = bench.send()
    bench.service.refuses["submit"] = "NUMBER_BLOCKED"
    bench.look()
    bench.service.refuses.clear()
    bench.wishing.wish(WishKind.RESUBMIT, ref)
    bench.look()

    assert bench.state(ref) is FaxState.ACCEPTED
    assert list(bench.service.broadcasts) == [ref]


def test_one_whose_fate_is_unknown_is_cancelled_once_that_is_known(bench):
    ref = bench.send()
    bench.service.lose_request("submit", NoAnswer("a", "b"))
    bench.look()
    bench.wishing.wish(WishKind.CANCEL, ref)
    bench.settle(120)
    assert bench.state(ref) is FaxState.DOUBT
    assert bench.service.count("submit") == 1

    bench.settle(1000)
    assert bench.state(ref) is FaxState.CANCELLED


def test_one_that_was_accepted_after_all_is_cancelled_at_the_service(bench):
    ref = bench.send()
    bench.service.delay("submit")
    bench.look()
    bench.wishing.wish(WishKind.CANCEL, ref)
    bench.service.arrive()
    bench.settle(60)
    bench.control.look()
    bench.monitor.look()

    assert bench.state(ref) is FaxState.CANCELLED
    assert bench.service.count("cancel") == 1


def test_an_upload_under_way_is_stopped(bench):
    ref = bench.send()

    def change_of_mind():
        bench.service.before.clear()
        bench.wishing.wish(WishKind.CANCEL, ref)
        bench.cancel.set()

    bench.service.before["upload_document"] = change_of_mind
    bench.look()

    assert bench.stopped == [ref]
    assert bench.state(ref) is FaxState.CANCELLED
    assert bench.service.count("submit") == 0


def test_one_that_is_cancelled_while_its_upload_ends_is_not_submitted(bench):
    ref = bench.send()

    def change_of_mind():
        bench.service.before.clear()
        bench.wishing.wish(WishKind.CANCEL, ref)

    bench.service.before["upload_document"] = change_of_mind
    bench.look()

    assert bench.state(ref) is FaxState.CANCELLED
    assert bench.service.count("submit") == 0


def test_an_ended_one_leaves_the_list_but_not_the_journal(bench):
    ref = bench.send()
    bench.wishing.wish(WishKind.CANCEL, ref)
    bench.wishing.wish(WishKind.DELETE, ref)

    assert bench.desk.rows.find(SentFilter(), 10) == ()
    assert bench.history(ref)[-1] == "Removed from the list"


@pytest.mark.parametrize("kind", [WishKind.RESUME, WishKind.RESUBMIT, WishKind.DELETE])
def test_what_makes_no_sense_is_refused_in_words(bench, kind):
    ref = bench.send()
    with pytest.raises(WishRefused) as refused:
        bench.wishing.wish(kind, ref)

    assert refused.value.what
    assert refused.value.do


def test_one_recipient_of_a_fax_that_has_not_left_is_not_mistaken_for_all(bench):
    ref = bench.send(ANNA, BOB)
    with pytest.raises(WishRefused):
        bench.wishing.wish(WishKind.CANCEL, ref, bench.recipients(ref)[0].ref)

    assert bench.state(ref) is FaxState.QUEUED


def test_a_fax_that_is_not_there_is_told(bench):
    with pytest.raises(WishRefused):
        bench.wishing.wish(WishKind.CANCEL, "nothing")


def test_a_person_who_lets_a_late_fax_go_on_is_not_asked_again_after_a_failure(bench):
    ref = bench.send(send_at=datetime.fromtimestamp(NOON, UTC) + timedelta(days=2))
    bench.hands.wall += 86_400
    bench.look()
    bench.wishing.wish(WishKind.RESUME, ref)
    bench.service.lose_request("check_document", unreachable())
    bench.service.lose_request("submit", unreachable())
    bench.settle(30)

    assert bench.state(ref) is FaxState.ACCEPTED


def test_one_that_waits_for_money_can_be_cancelled(bench):
    ref = bench.send()
    bench.service.refuses["submit"] = "INSUFFICIENT_FUNDS"
    bench.look()
    bench.wishing.wish(WishKind.CANCEL, ref)
    bench.settle(1000, 20)

    assert bench.state(ref) is FaxState.CANCELLED
    assert bench.service.count("submit") == 1


def test_one_that_is_about_to_be_sent_again_is_not_once_it_was_cancelled(bench):
    ref = bench.send()
    bench.service.lose_request("submit", lost())
    bench.look()
    bench.service.lose_request("check_document", unreachable())
    bench.hands.advance(31)
    bench.look()
    assert bench.state(ref) is FaxState.QUEUED
    bench.wishing.wish(WishKind.CANCEL, ref)
    bench.settle(1000)

    assert bench.state(ref) is FaxState.CANCELLED
    assert bench.service.count("submit") == 1


def needs_you(bench):
    """A fax whose eight attempts were not answered; the last is still on its way."""
    ref = bench.send()
    bench.service.lose_request("submit", *[lost()] * 7)
    bench.service.delay("submit")
    bench.settle(3000, 20)
    assert bench.state(ref) is FaxState.NEEDS_YOU
    return ref


def test_send_again_sends_what_nobody_can_tell_about(bench):
    ref = needs_you(bench)
    bench.wishing.wish(WishKind.RESUBMIT, ref)
    bench.settle(600, 20)

    assert bench.state(ref) is FaxState.ACCEPTED
    assert list(bench.service.broadcasts) == [ref]


def test_one_that_arrives_after_a_person_has_cancelled_it_is_cancelled_at_the_service(bench):
    ref = needs_you(bench)
    bench.wishing.wish(WishKind.CANCEL, ref)
    bench.service.arrive()
    bench.settle(60)
    bench.control.look()
    bench.monitor.look()

    assert bench.state(ref) is FaxState.CANCELLED
    assert bench.service.count("cancel") == 1


def test_one_that_never_arrives_after_a_person_has_cancelled_it_ends_as_cancelled(bench):
    ref = needs_you(bench)
    bench.wishing.wish(WishKind.CANCEL, ref)
    bench.settle(1000, 20)
    bench.control.look()

    assert bench.state(ref) is FaxState.CANCELLED
    assert wishes(bench, ref) == [(WishKind.CANCEL, WishState.DONE)]
    assert bench.service.count("cancel") == 0


def test_one_under_whose_ref_others_are_listed_can_be_cancelled(bench):
    ref = bench.send()
    bench.service.lose_request("submit", lost())
    bench.look()
    bench.service.accept(ref, [(bench.recipients(ref)[0].ref, "+375991111111")])
    bench.settle(60)
    assert bench.state(ref) is FaxState.NEEDS_YOU
    bench.wishing.wish(WishKind.CANCEL, ref)
    bench.settle(60)

    assert bench.state(ref) is FaxState.CANCELLED


def test_a_held_one_is_cancelled_at_once(bench):
    ref = bench.send()
    bench.wishing.wish(WishKind.PAUSE, ref)
    bench.wishing.wish(WishKind.CANCEL, ref)

    assert bench.state(ref) is FaxState.CANCELLED


@pytest.mark.parametrize("kind", [WishKind.PAUSE, WishKind.RESUME, WishKind.RESUBMIT, WishKind.DELETE])
def test_while_the_service_is_asked_only_cancelling_makes_sense(bench, kind):
    ref = bench.send()
    bench.service.lose_request("submit", lost())
    bench.look()
    with pytest.raises(WishRefused):
        bench.wishing.wish(kind, ref)


def test_a_rejected_one_can_be_removed(bench):
    ref = bench.send()
    bench.service.lose_request("submit", refusal(StateCode.NUMBER_BLOCKED, None, "faxout.Submit"))
    bench.look()
    bench.wishing.wish(WishKind.DELETE, ref)

    assert bench.desk.rows.find(SentFilter(), 10) == ()
    assert wishes(bench, ref) == []
