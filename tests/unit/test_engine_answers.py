"""What byFax answered to a wish, recipient by recipient: told when it is known, and kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outbox_bench import ANNA, BOB, Bench

from byfax_desktop.engine.answers import AnswerActions, frozen, took
from byfax_desktop.engine.control import Control
from byfax_desktop.engine.wishing import Wishing
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import NoAnswer, Unreachable, refusal
from byfax_desktop.service.records import ProcessReport
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.store.wishes import WishKind, WishState

CARL = "+4930123470"


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.close()


@pytest.fixture
def told(bench):
    """What is told from now on."""
    heard = []
    bench.wishing = Wishing(bench.desk, bench.stopped.append, heard.append)
    bench.control = Control(bench.desk, bench.service.faxout, bench.rules, heard.append)
    return heard


def kept(bench, ref):
    """What can be looked up."""
    actions = AnswerActions()
    actions._desk = bench.desk
    return actions.answers(ref)


def accepted(bench, *numbers):
    ref = bench.send(*numbers)
    bench.look()
    return ref


def ends(bench, ref, *states):
    """The recipients of a fax stand like this, and the monitor has seen it."""
    for row, state in zip(bench.recipients(ref), states, strict=True):
        message = bench.service.messages[row.ref]
        reason = StateCode.BUSY if state is RecipientState.FAILED else None
        bench.service.messages[row.ref] = replace(message, state=state, reason=reason, attempt=1)
    bench.monitor.look()


def wish(bench, kind, ref, message_ref=""):
    bench.wishing.wish(kind, ref, message_ref)
    bench.control.look()


def words(answer):
    return [(item.number, item.trouble.what if item.trouble else "") for item in answer.items]


def test_of_a_broadcast_it_is_told_for_whom_and_why_not(bench, told):
    ref = accepted(bench, ANNA, BOB, CARL)
    anna = bench.recipients(ref)[0]
    bench.service.messages[anna.ref] = replace(bench.service.messages[anna.ref], state=RecipientState.SUCCESS)
    wish(bench, WishKind.CANCEL, ref)

    (answer,) = told
    assert words(answer) == [(ANNA, "It was delivered before."), (BOB, ""), (CARL, "")]
    assert (answer.done, len(answer.items)) == (2, 3)
    assert kept(bench, ref) == (answer,)
    assert bench.history(ref)[-1].startswith("Cancel: byFax does it for 2 of 3 recipients.")


def test_sent_again_are_those_who_failed_and_nobody_else(bench, told):
    ref = accepted(bench, ANNA, BOB, CARL)
    ends(bench, ref, RecipientState.SUCCESS, RecipientState.FAILED, RecipientState.CANCELLED)
    wish(bench, WishKind.RESUBMIT, ref)

    bob = bench.recipients(ref)[1]
    assert bench.service.requests[-1].message_refs == (bob.ref,), "nor who was cancelled on purpose"
    assert words(told[0]) == [(BOB, "")]


def test_where_nobody_has_failed_any_more_nobody_is_asked(bench, told):
    ref = accepted(bench, ANNA, BOB)
    ends(bench, ref, RecipientState.SUCCESS, RecipientState.SUCCESS)
    before = len(bench.service.calls)
    bench.desk.wishes.add(bench.find(ref).id, "", WishKind.RESUBMIT, 1, bench.desk.clock.now())
    bench.control.look()
    assert bench.service.calls[before:] == []
    assert (told[0].done, told[0].items) == (0, ())


def test_one_whom_the_service_tries_already_needs_nothing_more(bench, told):
    ref = accepted(bench, ANNA, BOB)
    ends(bench, ref, RecipientState.FAILED, RecipientState.FAILED)
    anna, bob = bench.recipients(ref)
    for row, state in ((anna, RecipientState.DELIVERING), (bob, RecipientState.SUCCESS)):
        bench.service.messages[row.ref] = replace(bench.service.messages[row.ref], state=state)
    wish(bench, WishKind.RESUBMIT, ref)
    assert words(told[0]) == [(ANNA, ""), (BOB, "It was delivered before.")]


def test_what_was_wished_offline_is_told_when_it_is_known(bench, told):
    ref = accepted(bench, ANNA, BOB)
    bench.service.lose_request("pause", Unreachable("a", "b"))
    bench.wishing.wish(WishKind.PAUSE, ref)
    with pytest.raises(Unreachable):
        bench.control.look()
    assert told == []
    assert kept(bench, ref) == ()
    bench.control.look()
    assert told[0].done == 2


def test_a_no_to_all_is_one_to_each(bench, told):
    ref = accepted(bench, ANNA, BOB)
    bench.service.refuses["pause"] = "FAXJOB_NOT_WAITING"
    wish(bench, WishKind.PAUSE, ref)
    assert words(told[0]) == [
        (ANNA, "This fax is no longer waiting."),
        (BOB, "This fax is no longer waiting."),
    ]


def test_a_no_to_sending_again_is_none_to_who_got_it(bench, told):
    ref = accepted(bench, ANNA, BOB)
    ends(bench, ref, RecipientState.SUCCESS, RecipientState.FAILED)
    bench.service.refuses["resubmit"] = "FAXJOB_NOT_FAILED"
    wish(bench, WishKind.RESUBMIT, ref)
    assert [item.number for item in told[0].refused] == [BOB]


def test_the_whole_and_one_of_it_are_asked_for_once(bench, told):
    ref = accepted(bench, ANNA, BOB)
    ends(bench, ref, RecipientState.SUCCESS, RecipientState.FAILED)
    bob = bench.recipients(ref)[1]
    bench.wishing.wish(WishKind.RESUBMIT, ref)
    wish(bench, WishKind.RESUBMIT, ref, bob.ref)
    assert bench.service.requests[-1].message_refs == (bob.ref,)
    assert len(told) == 2


def test_an_answer_that_never_came_says_so(bench, told):
    ref = accepted(bench, ANNA, BOB)
    ends(bench, ref, RecipientState.FAILED, RecipientState.SUCCESS)
    bench.service.lose_request("resubmit", NoAnswer("a", "b"))
    bench.wishing.wish(WishKind.RESUBMIT, ref)
    with pytest.raises(NoAnswer):
        bench.control.look()
    bench.hands.advance(31)
    bench.control.look()
    assert words(told[0]) == [(ANNA, "byFax did not say whether it sends this again.")]


def test_an_answer_that_was_lost_is_told_once_it_was_looked_up(bench, told):
    ref = accepted(bench, ANNA, BOB)
    ends(bench, ref, RecipientState.FAILED, RecipientState.SUCCESS)
    bench.service.lose_answer("resubmit", NoAnswer("a", "b"))
    bench.wishing.wish(WishKind.RESUBMIT, ref)
    with pytest.raises(NoAnswer):
        bench.control.look()
    bench.control.look()
    assert words(told[0]) == [(ANNA, "")]


def test_a_cancel_that_came_too_late_says_so(bench, told):
    ref = accepted(bench)
    bench.wishing.wish(WishKind.CANCEL, ref)
    ends(bench, ref, RecipientState.SUCCESS)
    bench.control.look()
    assert words(told[0]) == [(ANNA, "It was delivered before.")]


def test_what_is_done_here_is_told_at_once(bench, told):
    ref = bench.send(ANNA, BOB)
    bench.wishing.wish(WishKind.PAUSE, ref)
    assert [(each.kind, each.done, each.refused) for each in told] == [(WishKind.PAUSE, 2, ())]


def test_a_delete_goes_on_after_one_that_was_refused(bench, told):
    ref = accepted(bench, ANNA, BOB)
    ends(bench, ref, RecipientState.SUCCESS, RecipientState.SUCCESS)
    anna, bob = bench.recipients(ref)

    def refuse_anna(message_ref, delete=bench.service.faxout.delete):
        if message_ref == anna.ref:
            raise refusal(StateCode.FAXJOB_NOT_WAITING, None, "faxout.Delete")
        return delete(message_ref)

    bench.service.faxout.delete = refuse_anna
    wish(bench, WishKind.DELETE, ref)
    assert bench.service.deleted == [bob.ref]
    assert [bool(item.trouble) for item in told[0].items] == [True, False]
    assert not bench.find(ref).is_hidden, "what is still at byFax stays in the list"
    assert bench.history(ref)[-1].startswith("Delete: byFax does it for 1 of 2 recipients.")


def test_an_answer_of_an_earlier_version_is_read(bench, told):
    ref = accepted(bench, ANNA, BOB)
    anna, bob = bench.recipients(ref)
    now = bench.desk.clock.now()
    bench.desk.wishes.add(bench.find(ref).id, "", WishKind.CANCEL, 0, now)
    (made,) = bench.desk.wishes.of(bench.find(ref).id)
    old = f'[{{"messageRef": "{anna.ref}", "stateCode": "SUCCESS"}}, {{"messageRef": "{bob.ref}", "stateCode": "NEW"}}]'
    bench.desk.wishes.move(made, WishState.DONE, now, old)
    (answer,) = kept(bench, ref)
    assert [bool(item.trouble) for item in answer.items] == [False, True]


def test_of_a_fax_that_nobody_knows_nothing_is_told(bench):
    assert kept(bench, "nobody knows it") == ()


@given(
    kind=st.sampled_from(list(WishKind)),
    code=st.sampled_from([*StateCode, StateCode("NEW")]),
    state=st.sampled_from([*RecipientState, RecipientState("HOVERING")]),
)
def test_done_is_what_was_answered_with_success_or_stands_as_was_wished(kind, code, state):
    report = ProcessReport(code, message_ref="m", state=state)
    if code is StateCode.SUCCESS:
        assert took(kind, report)
    if took(kind, report) and state is RecipientState.SUCCESS:
        assert code is StateCode.SUCCESS, "what was delivered was neither stopped nor sent again"
    assert frozen([report])


def test_only_the_one_who_was_meant_is_told_of(bench, told):
    ref = accepted(bench, ANNA, BOB)
    bob = bench.recipients(ref)[1]
    wish(bench, WishKind.CANCEL, ref, bob.ref)
    assert (told[0].message_ref, words(told[0])) == (bob.ref, [(BOB, "")])
    assert bench.state(ref) is FaxState.ACCEPTED
