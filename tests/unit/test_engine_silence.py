"""No state without an end: where nothing is heard of a fax for too long, that is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outbox_bench import ANNA, BOB, Bench

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
from byfax_desktop.engine.outbox import Outbox
from byfax_desktop.engine.silence import HEARING, in_words, silence, silent_count
from byfax_desktop.engine.states import message_is_final
from byfax_desktop.engine.words import StateKind, broadcast_words, entry_message_words
from byfax_desktop.service.records import Broadcast, Message
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.sent_filter import SentFilter

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EVER = timedelta(days=2)
HOUR = timedelta(hours=1)
FINAL = {
    RecipientState.SUCCESS,
    RecipientState.FAILED,
    RecipientState.ABORTED,
    RecipientState.CANCELLED,
    RecipientState.DELETED,
}
NEWER = RecipientState("HOVERING")


def heard(state, at=NOON):
    return OutboxMessage(Message(message_ref="m", number="+4930123450", state=state), "Anna", news=at)


def entry(*people, state=BroadcastState.DELIVERING):
    return OutboxEntry(Broadcast(broadcast_ref="b", state=state), people)


@pytest.mark.parametrize("state", [*RecipientState, NEWER])
def test_each_state_that_is_no_end_has_one(state):
    each = heard(state)
    is_said = silence(entry(each), each, NOON + EVER) is not None

    assert is_said == (state not in FINAL and state is not RecipientState.PAUSED)
    assert silence(entry(each), each, NOON) is None, "not at once"


@pytest.mark.parametrize("state", [RecipientState.DELIVERING, RecipientState.CANCELLING])
def test_what_takes_moments_is_missed_sooner_than_what_waits_for_a_line(state):
    soon, later = heard(state), heard(RecipientState.SUBMITTED)

    assert silence(entry(soon), soon, NOON + HOUR) == HOUR
    assert silence(entry(later), later, NOON + HOUR) is None


@pytest.mark.parametrize("state", [BroadcastState.DELAYED, BroadcastState.PAUSED, BroadcastState.UNPAID])
def test_a_broadcast_that_waits_for_its_time_or_a_person_is_not_missed(state):
    each = heard(RecipientState.PENDING)
    assert silence(entry(each, state=state), each, NOON + EVER) is None


def test_where_it_is_not_known_when_something_was_heard_nothing_is_said():
    each = heard(RecipientState.DELIVERING, at=None)
    assert silence(entry(each), each, NOON + EVER) is None


def test_the_state_of_one_that_is_silent_is_not_told_as_if_it_still_were_so():
    each = heard(RecipientState.DELIVERING)
    told = entry_message_words(entry(each), each, NOON + 2 * HOUR)

    assert (told.kind, told.text) == (StateKind.UNKNOWN, "No final word for over 2 hours")
    assert broadcast_words(entry(each), NOON + 2 * HOUR) == told
    assert entry_message_words(entry(each), each, NOON).kind is StateKind.ACTIVE


def test_of_several_it_is_told_on_how_many_there_is_no_word():
    fax = entry(heard(RecipientState.SUCCESS), heard(RecipientState.DELIVERING), heard(RecipientState.FAILED))

    told = broadcast_words(fax, NOON + HOUR)

    assert (told.kind, told.text) == (StateKind.UNKNOWN, "1 of 3 delivered, no final word on 1")
    assert silent_count(fax, NOON + HOUR) == 1
    assert "no final word" not in broadcast_words(fax, NOON).text


def test_a_broadcast_that_has_ended_is_not_waited_for():
    assert silent_count(entry(heard(RecipientState.DELIVERING), state=BroadcastState.DONE), NOON + EVER) == 0


@given(st.sampled_from(sorted(RecipientState, key=str)), st.timedeltas(timedelta(0), timedelta(days=999)))
def test_delivered_is_only_what_the_service_said_so(state, past):
    each = heard(state)
    told = entry_message_words(entry(each), each, NOON + past)

    assert (told.kind is StateKind.DELIVERED) == (state is RecipientState.SUCCESS)
    assert message_is_final(each.message) or told.kind is not StateKind.FAILED


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (timedelta(minutes=30), "over 30 minutes"),
        (timedelta(minutes=59, seconds=59), "over 59 minutes"),
        (timedelta(minutes=60), "over 1 hour"),
        (timedelta(hours=23, minutes=59), "over 23 hours"),
        (timedelta(days=1), "over 1 day"),
        (timedelta(days=40, hours=5), "over 40 days"),
        (timedelta(minutes=1), "over 1 minute"),
    ],
)
def test_the_time_is_told_in_its_largest_whole_unit(past, words):
    assert in_words(past) == words


def test_every_word_of_the_service_counts_as_news_of_that_recipient(tmp_path):
    bench = Bench(tmp_path)
    ref = bench.send(ANNA, BOB)
    bench.look()
    bench.monitor.look()
    heard_then = bench.desk.clock.now()
    bench.hands.advance(600)
    message_ref = bench.recipients(ref)[0].ref
    bench.service.fail(message_ref)
    bench.monitor.ask_all()
    bench.monitor.look()
    (fax,) = Outbox(bench.desk.rows, EventBus()).all(SentFilter())

    first, second = fax.messages

    assert second.news.timestamp() * 1000 == heard_then
    assert first.news - second.news == timedelta(seconds=600)
    bench.close()


def test_the_time_that_the_computer_slept_is_no_silence():
    each = heard(RecipientState.DELIVERING)
    HEARING.lose()
    try:
        assert silence(entry(each), each, NOON + EVER) is None
        assert silent_count(entry(each), NOON + EVER) == 0
    finally:
        HEARING.regain()
    assert silence(entry(each), each, NOON + EVER) == EVER
