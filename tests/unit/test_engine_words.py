"""The state of a fax in plain words."""

from __future__ import annotations

import pytest

from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
from byfax_desktop.engine.states import broadcast_is_final, entry_is_live, message_is_final
from byfax_desktop.engine.words import (
    StateKind,
    broadcast_words,
    different_machine,
    entry_message_words,
    message_words,
    reason_words,
)
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Broadcast, Message
from byfax_desktop.service.states import BroadcastState, RecipientState


def entry(state, *messages):
    return OutboxEntry(Broadcast(state=state), tuple(OutboxMessage(message) for message in messages))


def delivered():
    return Message(state=RecipientState.SUCCESS, pages_sent=3)


def busy():
    return Message(state=RecipientState.FAILED, reason=StateCode.BUSY, attempt=3)


@pytest.mark.parametrize(
    ("message", "kind", "text"),
    [
        (Message(state=RecipientState.PENDING), StateKind.WAITING, "Waiting"),
        (Message(state=RecipientState.PREPARING), StateKind.ACTIVE, "Preparing the pages"),
        (
            Message(state=RecipientState.DELIVERING, pages_sent=3, pages_total=13, attempt=2),
            StateKind.ACTIVE,
            "Sending page 4 of 13, try 2",
        ),
        (
            Message(state=RecipientState.DELIVERING, pages_sent=13, pages_total=13, attempt=1),
            StateKind.ACTIVE,
            "Sending page 13 of 13",
        ),
        (Message(state=RecipientState.DELIVERING), StateKind.ACTIVE, "Sending"),
        (Message(state=RecipientState.SUCCESS, pages_sent=1), StateKind.DELIVERED, "Delivered, 1 page"),
        (Message(state=RecipientState.SUCCESS, pages_total=2), StateKind.DELIVERED, "Delivered, 2 pages"),
        (Message(state=RecipientState.SUCCESS), StateKind.DELIVERED, "Delivered"),
        (busy(), StateKind.FAILED, "Busy after 3 tries"),
        (
            Message(state=RecipientState.FAILED, reason=StateCode.VOICE_ANSWER, attempt=1),
            StateKind.FAILED,
            "A person or an answering machine picked up",
        ),
        (
            Message(state=RecipientState.READY, reason=StateCode.BUSY, attempt=1),
            StateKind.WAITING,
            "Busy, will be tried again",
        ),
        (Message(state=RecipientState.CANCELLED), StateKind.STOPPED, "Cancelled"),
        (Message(state=RecipientState.PAUSED), StateKind.STOPPED, "Paused"),
        (Message(state=RecipientState("TELEPORTING")), StateKind.UNKNOWN, "byFax says “TELEPORTING”"),
    ],
)
def test_a_message_says_what_is_happening_to_it(message, kind, text):
    words = message_words(message)

    assert (words.kind, words.text) == (kind, text)


@pytest.mark.parametrize("state", [*RecipientState])
def test_every_state_of_a_message_has_words(state):
    assert message_words(Message(state=state)).text


@pytest.mark.parametrize("state", [*BroadcastState])
def test_every_state_of_a_broadcast_has_words(state):
    assert broadcast_words(entry(state)).text


@pytest.mark.parametrize("code", [*StateCode])
def test_every_reason_has_words(code):
    assert reason_words(Message(reason=code))


def test_a_reason_newer_than_the_program_still_has_words():
    assert reason_words(Message(reason=StateCode("LINE_ON_FIRE")))
    assert reason_words(Message(reason_message="The line is on fire")) == "The line is on fire"
    assert reason_words(Message()) == "Failed"


def test_a_broadcast_to_one_says_what_its_message_says():
    assert broadcast_words(entry(BroadcastState.DONE, busy())).text == "Busy after 3 tries"
    assert broadcast_words(entry(BroadcastState.DONE, busy())).kind is StateKind.FAILED


def test_a_broadcast_whose_recipients_fared_differently_says_so_in_numbers():
    words = broadcast_words(entry(BroadcastState.DONE, delivered(), busy(), delivered()))

    assert (words.kind, words.text) == (StateKind.FAILED, "Delivered to 2 of 3")


def test_a_broadcast_that_reached_all_is_delivered():
    words = broadcast_words(entry(BroadcastState.DONE, delivered(), delivered()))

    assert (words.kind, words.text) == (StateKind.DELIVERED, "Delivered to all 2")


def test_a_broadcast_on_its_way_says_how_far_it_is():
    sending = Message(state=RecipientState.DELIVERING)

    assert broadcast_words(entry(BroadcastState.DELIVERING, delivered(), sending)).text == (
        "Sending, 1 of 2 delivered"
    )


def test_a_broadcast_cancelled_in_part_counts_as_stopped():
    stopped = Message(state=RecipientState.CANCELLED)

    assert broadcast_words(entry(BroadcastState.DONE, delivered(), stopped)).kind is StateKind.STOPPED


def test_a_delayed_broadcast_to_one_says_that_it_waits_for_its_time():
    waiting = Message(state=RecipientState.PENDING)

    assert broadcast_words(entry(BroadcastState.DELAYED, waiting)).text == "Waiting for its time"


def test_a_state_newer_than_the_program_is_shown_and_asked_for_again():
    broadcast = Broadcast(state=BroadcastState("TELEPORTING"))

    assert broadcast_words(OutboxEntry(broadcast)).kind is StateKind.UNKNOWN
    assert not broadcast_is_final(broadcast)
    assert not message_is_final(Message(state=RecipientState("TELEPORTING")))


def test_a_broadcast_is_live_while_any_message_is():
    sending = Message(state=RecipientState.DELIVERING)

    assert entry_is_live(entry(BroadcastState.DONE, delivered(), sending))
    assert entry_is_live(entry(BroadcastState.QUEUED))
    assert not entry_is_live(entry(BroadcastState.DONE, delivered(), busy()))


def marked(now="ACME PC"):
    return OutboxMessage(
        Message(state=RecipientState.SUCCESS, pages_sent=3, remote_id=f"  {now} "),
        expected_station="ST MARY HOSP",
    )


def test_another_machine_is_said_beside_that_it_arrived():
    sent = OutboxEntry(Broadcast(state=BroadcastState.DONE), (marked(),))
    for words in (entry_message_words(sent, sent.messages[0]), broadcast_words(sent)):
        assert words.text == "Delivered, 3 pages, different machine"
        assert (words.kind, words.icon_name) == (StateKind.DELIVERED, "state-warning")
    assert different_machine(marked()) == "A different machine answered: was “ST MARY HOSP”, now “ACME PC”"
    assert different_machine(OutboxMessage(delivered())) == ""


def test_of_many_recipients_it_is_said_at_how_many_numbers_another_machine_answered():
    one = OutboxEntry(Broadcast(state=BroadcastState.DONE), (marked(), OutboxMessage(delivered())))
    two = OutboxEntry(Broadcast(state=BroadcastState.DONE), (marked(), marked(), OutboxMessage(busy())))

    assert broadcast_words(one).text == "Delivered to all 2; 1 different machine"
    assert broadcast_words(two).text == "Delivered to 2 of 3; 2 different machines"
    assert broadcast_words(two).kind is StateKind.FAILED
    assert broadcast_words(one).icon_name == "state-warning"
