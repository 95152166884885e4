"""The list of sent faxes: what has changed is told when, and only when, it has; faxes are read by their ids."""

from __future__ import annotations

import pytest
from heard_events import HeardEvents
from outbox_bench import ANNA, BOB, Bench

from byfax_desktop.engine import sent_rows
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.clock import moment
from byfax_desktop.engine.events import OutboxChanged
from byfax_desktop.engine.outbox import Outbox
from byfax_desktop.engine.sent_rows import SentRows
from byfax_desktop.engine.states import entry_is_live
from byfax_desktop.engine.words import StateKind, broadcast_words, entry_message_words
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.sent_filter import SentFilter
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
    return [entry.subject for entry in outbox.all(SentFilter())]


def only(outbox):
    (entry,) = outbox.all(SentFilter())
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

    assert heard.of(OutboxChanged) == [OutboxChanged(None, is_empty=True)]


def test_only_what_has_changed_is_told_and_how_many_want_attention(bench, outbox, heard):
    first, second = bench.send(), bench.send()
    outbox.show()
    bench.wishing.wish(WishKind.PAUSE, first)
    outbox.show()
    bench.wishing.wish(WishKind.CANCEL, second)
    outbox.show()

    assert heard.of(OutboxChanged) == [
        OutboxChanged(None, live=2),
        OutboxChanged(frozenset({bench.find(first).id}), live=1, for_you=1),
        OutboxChanged(frozenset({bench.find(second).id}), for_you=1),
    ]


def test_a_fax_that_is_taken_off_the_list_is_told_of_and_counted_no_more(bench, outbox, heard):
    ref = bench.send()
    outbox.show()
    bench.wishing.wish(WishKind.CANCEL, ref)
    bench.wishing.wish(WishKind.DELETE, ref)
    outbox.show()

    assert heard.of(OutboxChanged)[-1] == OutboxChanged(frozenset({bench.find(ref).id}), is_empty=True)


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
    bench.wishing.wish(WishKind.CANCEL, ref)
    bench.wishing.wish(WishKind.DELETE, ref)

    assert subjects(outbox) == []


def test_a_broadcast_bears_what_the_service_says_of_it(bench, outbox):
    ref = bench.send()
    bench.look()
    assert only(outbox).broadcast.state is BroadcastState.UNKNOWN
    bench.monitor.look()

    assert only(outbox).broadcast.state is BroadcastState.PENDING
    assert only(outbox).broadcast.broadcast_ref == ref


def test_what_no_contract_tells_of_is_shown_as_it_was_said_and_a_missing_date_is_that_of_here(bench, outbox):
    seen = bench.find(bench.send())
    bench.desk.journal.update_reports([(seen.id, '{"jobState": "TELEPORTED", "jobStateEx": "BY_MAGIC"}')])

    fax = only(outbox)

    assert fax.broadcast.created == moment(seen.created)
    assert fax.broadcast.state.value == "TELEPORTED"
    bench.desk.journal.update_reports([(seen.id, '{"jobCreated": "2026-11-23T12:00:00"}')])
    assert only(outbox).broadcast.created.tzinfo is not None, "a date without a zone has that of the service"


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


def test_faxes_that_match_are_found_the_newest_first(bench, outbox):
    for subject in ("Offer", "Order", "Offer again"):
        bench.send(subject=subject)
        bench.hands.advance(1)

    assert [entry.subject for entry in outbox.all(SentFilter("offer"))] == ["Offer again", "Offer"]
    assert outbox.senders() == ("Me",)


class TestSentRows:
    @pytest.fixture
    def sent(self, bench):
        return SentRows(bench.desk.rows, bench.desk.order)

    def read(self, sent, bench, ref):
        seen = bench.find(ref)
        return sent.at([seen.id], flat=False)[seen.id].entry

    def test_a_fax_that_did_not_change_stays_the_same_object(self, bench, sent):
        ref = bench.send()

        assert self.read(sent, bench, ref) is self.read(sent, bench, ref)

    def test_of_a_fax_that_changed_only_what_is_new_is_read(self, bench, sent, monkeypatch):
        ref = bench.send(ANNA, BOB)
        bench.look()
        before = self.read(sent, bench, ref)
        bench.service.fail(bench.recipients(ref)[1].ref)
        bench.monitor.look()
        bench.monitor.look()

        after = self.read(sent, bench, ref)

        states = [each.message.state for each in after.messages]
        assert states == [RecipientState.PENDING, RecipientState.FAILED]
        assert [each.name for each in after.messages] == [each.name for each in before.messages]

    def test_whoever_is_not_there_is_left_out(self, bench, sent):
        assert sent.at([1, 2], flat=False) == sent.at([1, -2], flat=True) == {}

    def test_in_a_flat_list_a_row_is_a_recipient_with_their_fax(self, bench, sent):
        ref = bench.send(ANNA, BOB)
        anna, bob = bench.recipients(ref)

        found = sent.at([bob.id, anna.id], flat=True)

        assert found[bob.id].entry is found[anna.id].entry
        assert found[bob.id].message.message.number == BOB
        assert found[anna.id].message.message.number == ANNA

    def test_what_was_read_long_ago_is_forgotten_and_read_again(self, bench, sent, monkeypatch):
        monkeypatch.setattr(sent_rows, "HELD", 3)
        refs = [bench.send(subject=str(number)) for number in range(4)]
        first = self.read(sent, bench, refs[0])

        assert [self.read(sent, bench, ref).subject for ref in refs] == ["0", "1", "2", "3"]
        again = self.read(sent, bench, refs[0])
        assert again == first
        assert again is not first
