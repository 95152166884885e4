"""The list of sent faxes: the journal's newest rows, told again when, and only when, they have changed."""

from __future__ import annotations

import pytest
from heard_events import HeardEvents
from outbox_bench import ANNA, BOB, Bench

from byfax_desktop.engine import outbox as outbox_module
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import OutboxChanged
from byfax_desktop.engine.outbox import Outbox
from byfax_desktop.engine.states import entry_is_live
from byfax_desktop.engine.words import StateKind, broadcast_words, entry_message_words
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.sent_filter import SentFilter, SentGroup
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.store.wishes import WishKind


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.close()


@pytest.fixture
def bus():
    return EventBus()


@pytest.fixture
def heard(bus):
    return HeardEvents(bus)


@pytest.fixture
def outbox(bench, bus):
    return Outbox(bench.desk.rows, bus)


def subjects(outbox):
    outbox.show()
    return [entry.subject for entry in outbox.entries]


def only(outbox):
    outbox.show()
    (entry,) = outbox.entries
    return entry


def test_the_newest_fax_comes_first(bench, outbox):
    for subject in ("old", "new"):
        bench.send(subject=subject)
        bench.hands.advance(1)

    assert subjects(outbox) == ["new", "old"]


def test_nothing_is_told_while_nothing_changes(bench, outbox, heard):
    bench.send()
    outbox.show()
    outbox.show()

    assert len(heard.of(OutboxChanged)) == 1


def test_an_empty_journal_is_told_as_such(outbox, heard):
    outbox.show()

    assert heard.of(OutboxChanged) == [OutboxChanged(())]


def test_recipients_keep_the_order_in_which_they_were_given(bench, outbox):
    bench.send(BOB, ANNA)

    assert [each.message.number for each in only(outbox).messages] == [BOB, ANNA]


def test_a_change_of_one_recipient_leaves_the_others(bench, outbox):
    ref = bench.send(ANNA, BOB)
    bench.look()
    outbox.show()
    bench.service.fail(bench.recipients(ref)[1].ref)
    bench.monitor.look()

    states = [each.message.state for each in only(outbox).messages]
    assert states == [RecipientState.PENDING, RecipientState.FAILED]
    assert [each.name for each in only(outbox).messages] == ["Person 50", "Person 60"]


def test_what_another_program_did_is_seen(bench, outbox):
    bench.send()
    assert only(outbox).local.state is FaxState.QUEUED
    other = bench.again()
    other.look()

    assert only(outbox).local.state is FaxState.ACCEPTED
    other.close()


def test_what_was_removed_leaves_the_list(bench, outbox):
    ref = bench.send()
    outbox.show()
    bench.wishing.wish(WishKind.CANCEL, ref)
    bench.wishing.wish(WishKind.DELETE, ref)

    assert subjects(outbox) == []


def test_only_the_newest_are_held(bench, outbox, monkeypatch):
    monkeypatch.setattr(outbox_module, "SHOWN", 3)
    for number in range(3):
        bench.send(subject=str(number))
        bench.hands.advance(1)
    assert subjects(outbox) == ["2", "1", "0"]
    bench.send(subject="3")

    assert subjects(outbox) == ["3", "2", "1"]


def test_a_broadcast_bears_what_the_service_says_of_it(bench, outbox):
    ref = bench.send()
    bench.look()
    assert only(outbox).broadcast.state is BroadcastState.UNKNOWN
    bench.monitor.look()

    assert only(outbox).broadcast.state is BroadcastState.PENDING
    assert only(outbox).broadcast.broadcast_ref == ref


class TestWords:
    def words(self, outbox):
        entry = only(outbox)
        of_all = broadcast_words(entry)
        assert entry_message_words(entry, entry.messages[0]).kind is of_all.kind
        return of_all

    def test_a_queued_fax_waits(self, bench, outbox):
        bench.send()

        assert self.words(outbox).text == "Waiting to be sent"
        assert entry_is_live(only(outbox))

    def test_one_that_cannot_go_out_says_why(self, bench, outbox):
        bench.send()
        bench.service.refuses["submit"] = "NUMBER_BLOCKED"
        bench.look()

        assert self.words(outbox).kind is StateKind.FAILED
        assert only(outbox).local.trouble.do
        assert not entry_is_live(only(outbox))

    def test_one_that_was_taken_back_says_so(self, bench, outbox):
        ref = bench.send()
        bench.wishing.wish(WishKind.CANCEL, ref)

        assert broadcast_words(only(outbox)).text == "Taken back before it was sent"

    def test_a_paused_one_has_stopped(self, bench, outbox):
        ref = bench.send()
        bench.wishing.wish(WishKind.PAUSE, ref)

        assert self.words(outbox).kind is StateKind.STOPPED

    def test_one_that_was_accepted_is_as_the_service_says(self, bench, outbox):
        bench.send()
        bench.look()
        bench.service.finish_all()
        bench.monitor.look()

        assert self.words(outbox).text == "Delivered, 1 page"


def test_faxes_that_match_are_found_as_they_were_told(bench, outbox):
    for subject in ("Offer", "Order", "Offer again"):
        bench.send(subject=subject)
        bench.hands.advance(1)
    outbox.show()

    found = outbox.find(SentFilter("offer"))

    assert [entry.subject for entry in found] == ["Offer again", "Offer"]
    assert found[0] is outbox.entries[0], "what is shown already is not drawn anew"


def test_a_fax_that_has_changed_since_it_was_told_is_found_as_it_is(bench, outbox):
    ref = bench.send()
    outbox.show()
    bench.wishing.wish(WishKind.PAUSE, ref)

    (found,) = outbox.find(SentFilter(group=SentGroup.FOR_YOU))

    assert found.local.state is FaxState.HELD


def test_older_faxes_than_are_listed_are_found_too(bench, outbox, monkeypatch):
    monkeypatch.setattr(outbox_module, "SHOWN", 1)
    for subject in ("old", "new"):
        bench.send(subject=subject)
        bench.hands.advance(1)
    outbox.show()

    assert [entry.subject for entry in outbox.find(SentFilter("old"))] == ["old"]
    assert outbox.senders() == ("Me",)
