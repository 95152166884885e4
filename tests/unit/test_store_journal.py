"""The outbox journal: each step is one transaction, taken once, by one program, and written down for good."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import NOW, document, enqueue, person, submission

from byfax_desktop.store.database import Database
from byfax_desktop.store.drafts import StoredDraft, StoredDrafts
from byfax_desktop.store.journal import Journal, RemoteBroadcast
from byfax_desktop.store.outbox_rows import OutboxRows
from byfax_desktop.store.sent_filter import SentFilter
from byfax_desktop.store.submissions import (
    ENDED,
    WAITING,
    WORKED_ON,
    Change,
    FaxState,
    HistoryEntry,
    RecipientChange,
)
from byfax_desktop.store.trouble import StoreTrouble

ME, OTHER = "me", "other"
LATER = NOW + 60_000


@pytest.fixture
def path(tmp_path):
    return tmp_path / "faxes.db"


@pytest.fixture
def database(path):
    opened = Database(path)
    yield opened
    opened.close()


@pytest.fixture
def journal(database):
    return Journal(database)


@pytest.fixture
def other(path):
    """Another program with the same data open."""
    opened = Database(path)
    yield Journal(opened)
    opened.close()


def change(state=FaxState.SUBMITTING, words="Handing over", *recipients, **columns):
    return Change(state, words, columns, recipients)


def claimed(journal, ref="B1", owner=ME, state=None):
    """A submission that this owner works on, in this state."""
    seen = journal.find(ref) or enqueue(journal, ref)
    assert journal.claim(seen, owner)
    if state:
        assert journal.step(seen, change(state), NOW, owner)
    return journal.find(ref)


def remote(ref="R1", created=NOW, next_look=NOW):
    return RemoteBroadcast(ref, created, '{"ref": 1}', FaxState.ACCEPTED, next_look)


def refs(submissions):
    return [each.broadcast_ref for each in submissions]


def words(journal, seen):
    return [entry.words for entry in journal.history(seen.id)]


# Send


def test_send_stores_all_that_was_decided(journal):
    people = (person("+4930222222", name="Bob"), person("+4930111111", name="Anna", company="ACME"))
    papers = (document("a"), document("b", name="b.pdf"))
    part = submission("B1", *people, subject="Offer", documents=papers, request='{"a": 1}')

    assert journal.enqueue([part], NOW, LATER, "D1") == ("B1",)

    seen = journal.find("B1")
    assert (seen.request, seen.digest, seen.subject, seen.draft_id) == ('{"a": 1}', "digest", "Offer", "D1")
    assert (seen.state, seen.created, seen.intent, seen.since) == (FaxState.QUEUED, NOW, NOW, NOW)
    assert (seen.due, seen.tries, seen.open_tries, seen.owner) == (LATER, 0, 0, None)
    assert [(row.number, row.name, row.company, row.ref) for row in journal.recipients(seen.id)] == [
        (each.number, each.name, each.company, each.ref) for each in people
    ]
    assert journal.documents(seen.id) == papers
    assert journal.history(seen.id) == (HistoryEntry(NOW, "queued", "Send was pressed"),)


def test_nothing_is_known_of_a_ref_that_was_not_sent(journal):
    assert journal.find("B9") is None


def test_a_draft_that_is_sent_twice_is_one_fax(journal):
    first = journal.enqueue([submission("B1"), submission("B2")], NOW, NOW, "D1")
    again = journal.enqueue([submission("B3"), submission("B4")], LATER, LATER, "D1")

    assert first == again == ("B1", "B2")
    assert journal.count({FaxState.QUEUED}) == 2
    assert journal.find("B3") is None


def test_a_draft_that_two_programs_send_at_once_is_one_fax(journal, other):
    start = threading.Barrier(2)
    results = []

    def send(program, ref):
        start.wait()
        results.append(program.enqueue([submission(ref)], NOW, NOW, "D1"))

    threads = [threading.Thread(target=send, args=each) for each in ((journal, "B1"), (other, "B2"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert len(results) == 2
    assert results[0] == results[1]
    assert refs(journal.in_states({FaxState.QUEUED})) == list(results[0])


def test_faxes_without_a_draft_are_each_their_own(journal):
    enqueue(journal, "B1", "B2")

    assert journal.count({FaxState.QUEUED}) == 2


def test_a_draft_is_dropped_when_it_is_sent(journal, database):
    drafts = StoredDrafts(database)
    drafts.keep(StoredDraft("D1", "{}", NOW))
    drafts.keep(StoredDraft("D2", "{}", NOW))
    journal.enqueue([submission("B1")], NOW, NOW, "D1")

    assert [each.id for each in drafts.all()] == ["D2"]


def test_a_send_that_fails_half_way_stores_nothing_and_keeps_the_draft(journal, database):
    StoredDrafts(database).keep(StoredDraft("D1", "{}", NOW))
    same = person("+4930111111", "M1"), person("+4930222222", "M1")

    with pytest.raises(StoreTrouble):
        journal.enqueue([submission("B1"), submission("B2", *same)], NOW, NOW, "D1")

    assert journal.find("B1") is None
    assert database.rows("SELECT * FROM event") == []
    assert OutboxRows(database).find(SentFilter("Offer"), 9) == ()
    assert [each.id for each in StoredDrafts(database).all()] == ["D1"]


# Leases


def test_of_two_programs_one_gets_the_lease(journal, other):
    seen = enqueue(journal, "B1")

    assert journal.claim(seen, ME)
    assert not other.claim(seen, OTHER)
    assert journal.find("B1").owner == ME
    assert journal.owners() == {ME}


def test_of_many_threads_one_gets_the_lease(journal):
    seen = enqueue(journal, "B1")
    start = threading.Barrier(8)
    won = []

    def claim(name):
        start.wait()
        if journal.claim(seen, name):
            won.append(name)

    threads = [threading.Thread(target=claim, args=(f"owner {number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert won == [journal.find("B1").owner]


def test_what_has_moved_since_it_was_seen_is_not_leased(journal):
    seen = enqueue(journal, "B1")
    journal.step(seen, change(FaxState.HELD), NOW)
    assert not journal.claim(seen, ME)

    noted = journal.find("B1")
    journal.note(noted.id, "Something was added", NOW)
    assert not journal.claim(noted, ME)
    assert journal.claim(journal.find("B1"), ME)


def test_a_lease_is_given_back_by_its_holder_alone(journal):
    seen = claimed(journal)

    journal.release(seen.id, OTHER)
    assert journal.find("B1").owner == ME
    journal.release(seen.id, ME)
    assert journal.find("B1").owner is None
    assert journal.owners() == frozenset()


# Recovery


@pytest.mark.parametrize(
    ("state", "after"), [(FaxState.SUBMITTING, FaxState.UNKNOWN), (FaxState.UPLOADING, FaxState.QUEUED)]
)
def test_what_an_ended_program_worked_on_is_taken_up(journal, state, after):
    claimed(journal, state=state)

    assert journal.recover(ME, LATER) == 1

    seen = journal.find("B1")
    assert (seen.state, seen.owner, seen.due, seen.since) == (after, None, LATER, LATER)
    assert journal.history(seen.id)[-1] == HistoryEntry(LATER, after, "This was interrupted")


def test_attempts_that_left_are_still_counted_after_an_interruption(journal):
    seen = claimed(journal)
    journal.step(seen, change(tries=2, open_tries=2), NOW, ME)
    journal.recover(ME, LATER)

    seen = journal.find("B1")
    assert (seen.tries, seen.open_tries) == (2, 2)


@pytest.mark.parametrize("state", sorted(set(FaxState) - WORKED_ON))
def test_a_lease_of_what_was_at_rest_is_given_back_and_nothing_else_changes(journal, state):
    before = claimed(journal, state=state)
    history = journal.history(before.id)

    assert journal.recover(ME, LATER) == 1

    assert journal.find("B1") == replace(before, owner=None)
    assert journal.history(before.id) == history


def test_recovery_twice_is_recovery_once(journal):
    claimed(journal, "B1", state=FaxState.SUBMITTING)
    claimed(journal, "B2", state=FaxState.UPLOADING)
    claimed(journal, "B3")
    assert journal.recover(ME, LATER) == 3
    once = journal.in_states(set(FaxState))
    histories = [journal.history(each.id) for each in once]

    assert journal.recover(ME, LATER + 1) == 0

    assert journal.in_states(set(FaxState)) == once
    assert [journal.history(each.id) for each in once] == histories


def test_what_is_worked_on_without_an_owner_is_taken_up_too(journal):
    """A lease that could be given back, but no step that could be written: as a disk that was full leaves it."""
    seen = claimed(journal, state=FaxState.SUBMITTING)
    journal.release(seen.id, ME)

    assert journal.recover(OTHER, LATER) == 1
    assert journal.find("B1").state is FaxState.UNKNOWN


def test_what_another_living_program_works_on_is_left_to_it(journal):
    mine = claimed(journal, "B1", ME, FaxState.SUBMITTING)
    theirs = claimed(journal, "B2", OTHER, FaxState.SUBMITTING)

    journal.recover(ME, LATER)

    assert journal.find("B1") != mine
    assert journal.find("B2") == theirs


def test_what_was_sent_in_the_future_of_a_wrong_clock_waits_no_longer_than_now(journal):
    ahead = enqueue(journal, "B1", now=LATER, due=LATER + 5)
    behind = enqueue(journal, "B2", now=NOW - 5, due=NOW)
    ended = enqueue(journal, "B3", now=LATER)
    journal.step(ended, change(FaxState.DELIVERED), LATER)
    ended = journal.find("B3")

    journal.mend_times(NOW)

    seen = journal.find("B1")
    assert (seen.since, seen.intent, seen.due) == (NOW, NOW, NOW)
    assert seen.created == ahead.created
    assert journal.find("B2") == behind
    assert journal.find("B3") == ended


def test_a_fax_that_is_due_later_stays_so_while_the_clock_is_right(journal):
    seen = enqueue(journal, "B1", due=LATER)

    journal.mend_times(NOW)

    assert journal.find("B1") == seen


# Steps


def test_a_step_is_taken_with_its_columns_its_recipients_and_its_words(journal):
    seen = claimed(journal)
    (recipient,) = journal.recipients(seen.id)
    done = RecipientChange(recipient.ref, '{"state": "done"}', False, "Delivered to Anna")

    after = journal.step(seen, change(FaxState.DELIVERED, "Delivered", done, tries=3, code="X"), LATER, ME)

    assert after == journal.find("B1")
    assert (after.state, after.since, after.tries, after.code) == (FaxState.DELIVERED, LATER, 3, "X")
    assert after.touched > seen.touched
    (row,) = journal.recipients(seen.id)
    assert (row.report, row.is_live, row.touched) == ('{"state": "done"}', False, after.touched)
    assert journal.recipients(seen.id, live_only=True) == ()
    assert journal.history(seen.id)[-2:] == (
        HistoryEntry(LATER, "delivered", "Delivered to Anna", recipient.ref),
        HistoryEntry(LATER, "delivered", "Delivered"),
    )


def test_a_step_within_a_state_keeps_the_moment_since_when(journal):
    seen = enqueue(journal, "B1")

    after = journal.step(seen, change(FaxState.QUEUED, "", due=LATER), LATER)

    assert (after.since, after.due) == (NOW, LATER)
    assert len(journal.history(seen.id)) == 1, "nothing happened that a person would want to read"


def test_a_step_from_a_state_that_is_no_more_is_not_taken(journal, other):
    seen = enqueue(journal, "B1")
    after = other.step(seen, change(FaxState.HELD, "Held"), NOW)

    assert journal.step(seen, change(FaxState.SUBMITTING), NOW) is None
    assert journal.find("B1") == after
    assert words(journal, seen) == ["Send was pressed", "Held"]


@pytest.mark.parametrize("owner", [None, OTHER])
def test_a_step_of_what_somebody_else_works_on_is_not_taken(journal, owner):
    seen = claimed(journal)

    assert journal.step(seen, change(), NOW, owner) is None
    assert journal.find("B1") == seen


def test_a_step_with_a_lease_that_was_lost_is_not_taken(journal):
    seen = claimed(journal, state=FaxState.SUBMITTING)
    journal.release(seen.id, ME)

    assert journal.step(seen, change(FaxState.ACCEPTED), NOW, ME) is None


def test_a_late_twin_of_a_program_that_was_given_up_changes_nothing(journal, other):
    seen = claimed(journal, state=FaxState.SUBMITTING)
    journal.recover(ME, NOW)

    assert other.step(seen, change(FaxState.ACCEPTED), NOW, ME) is None
    assert journal.find("B1").state is FaxState.UNKNOWN


def test_all_go_a_step_together(journal):
    seen = enqueue(journal, "B1", "B2")

    assert journal.step_all(seen, change(FaxState.CANCELLED, "Taken back"), LATER)

    assert refs(journal.in_states({FaxState.CANCELLED})) == ["B1", "B2"]
    assert [words(journal, each)[-1] for each in seen] == ["Taken back", "Taken back"]


@pytest.mark.parametrize("is_leased", [False, True])
def test_none_goes_a_step_when_one_has_moved_or_is_worked_on(journal, is_leased):
    seen = enqueue(journal, "B1", "B2", "B3")
    if is_leased:
        journal.claim(seen[2], ME)
    else:
        journal.step(seen[2], change(FaxState.HELD), NOW)
    before = journal.in_states(set(FaxState))

    assert not journal.step_all(seen, change(FaxState.CANCELLED, "Taken back"), LATER)

    assert journal.in_states(set(FaxState)) == before
    assert words(journal, seen[0]) == ["Send was pressed"]


# Events


@pytest.mark.parametrize("statement", ["UPDATE event SET words = 'other'", "DELETE FROM event"])
def test_what_happened_can_be_neither_changed_nor_removed(journal, database, statement):
    seen = enqueue(journal, "B1")

    def rewrite():
        with database.transaction() as connection:
            connection.execute(statement)

    with pytest.raises(StoreTrouble) as caught:
        rewrite()

    assert isinstance(caught.value.__cause__, sqlite3.IntegrityError)
    assert words(journal, seen) == ["Send was pressed"]


def test_a_note_changes_no_state_and_is_noticed(journal):
    seen = enqueue(journal, "B1")

    journal.note(seen.id, "Somebody wishes it cancelled", LATER)

    assert journal.history(seen.id)[-1] == HistoryEntry(LATER, "queued", "Somebody wishes it cancelled")
    after = journal.find("B1")
    assert after == replace(seen, touched=after.touched)
    assert after.touched > seen.touched


_STATES = st.sampled_from(sorted(FaxState))
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("step"), st.integers(0, 2), _STATES, st.booleans()),
        st.tuples(st.just("claim"), st.integers(0, 2), st.sampled_from([ME, OTHER])),
        st.tuples(st.just("release"), st.integers(0, 2), st.sampled_from([ME, OTHER])),
        st.tuples(st.just("recover"), st.sampled_from([ME, OTHER])),
        st.tuples(st.just("step all"), _STATES),
        st.tuples(st.just("note"), st.integers(0, 2)),
    ),
    max_size=25,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One journal for all examples; each brings its own submissions."""
    opened = Database(tmp_path_factory.mktemp("replay") / "faxes.db")
    yield opened
    opened.close()


@given(steps=_STEPS)
def test_the_events_lead_to_the_states_and_nobody_works_unleased(shared, steps):
    """Whatever is done in whatever order: the last event names the state, and its moment is since when."""
    journal = Journal(shared)
    count = shared.rows("SELECT count(*) FROM submission")[0][0]
    names = [f"P{count + number}" for number in range(3)]
    moment = NOW
    enqueue(journal, *names)
    for step in steps:
        moment += 1000
        seen = [journal.find(each) for each in names]
        match step:
            case ("step", number, state, is_mine):
                owner = seen[number].owner if is_mine else OTHER
                after = journal.step(seen[number], change(state, f"To {state}"), moment, owner)
                assert (after is None) == (owner != seen[number].owner)
            case ("claim", number, owner):
                assert journal.claim(seen[number], owner) == (seen[number].owner is None)
            case ("release", number, owner):
                journal.release(seen[number].id, owner)
            case ("recover", owner):
                journal.recover(owner, moment)
                assert owner not in journal.owners()
            case ("step all", state):
                is_free = all(each.owner is None for each in seen)
                assert journal.step_all(seen, change(state, f"To {state}"), moment) == is_free
            case ("note", number):
                journal.note(seen[number].id, "A note", moment)

    for name in names:
        seen = journal.find(name)
        state, since = None, None
        for entry in journal.history(seen.id):
            since = since if entry.state == state else entry.at
            state = entry.state
        assert (state, since) == (seen.state, seen.since)
    for owner in journal.owners():
        journal.recover(owner, moment)


# From elsewhere


def test_a_fax_from_elsewhere_is_stored_once(journal):
    journal.add_remote([remote("R1"), remote("R2")], LATER)
    seen = journal.find("R1")
    journal.step(seen, change(FaxState.DELIVERED, "Delivered"), LATER)
    before = journal.in_states(set(FaxState))

    journal.add_remote([remote("R1"), remote("R2")], LATER + 1)

    assert journal.in_states(set(FaxState)) == before
    assert (seen.is_there, seen.created, seen.next_look, seen.report) == (True, NOW, NOW, '{"ref": 1}')
    assert words(journal, seen) == ["Sent from elsewhere", "Delivered"]


def test_a_fax_of_ones_own_is_not_taken_for_one_from_elsewhere(journal):
    seen = enqueue(journal, "B1")
    journal.add_remote([remote("B1")], LATER)

    assert journal.find("B1") == seen


def test_recipients_from_elsewhere_are_stored_once_in_their_order(journal):
    journal.add_remote([remote("R1")], NOW)
    seen = journal.find("R1")
    first = [("M1", "+4930111111", RecipientChange("M1", "{}", True))]
    both = [*first, ("M2", "+4930222222", RecipientChange("M2", "{}", False))]

    journal.add_recipients(seen.id, first)
    journal.add_recipients(seen.id, both)
    journal.add_recipients(seen.id, both)

    rows = journal.recipients(seen.id)
    assert [(row.ref, row.number, row.position, row.is_live) for row in rows] == [
        ("M1", "+4930111111", 0, True),
        ("M2", "+4930222222", 1, False),
    ]
    assert [row.ref for row in journal.recipients(seen.id, live_only=True)] == ["M1"]


def test_recipients_from_elsewhere_are_noticed_as_a_change_of_their_fax(journal, database):
    journal.add_remote([remote("R1")], NOW)
    rows = OutboxRows(database)
    before = rows.sequence()

    journal.add_recipients(journal.find("R1").id, [("M1", "+4930111111", RecipientChange("M1", "{}", False))])

    seen = journal.find("R1")
    assert rows.changed(before) == {seen.id}
    assert [row.ref for row in rows.recipients(seen.id, before)] == ["M1"]


# What comes next


def test_the_oldest_of_what_is_due_comes_first(journal):
    enqueue(journal, "B3", due=NOW - 1)
    enqueue(journal, "B1", "B2", due=NOW - 2)
    enqueue(journal, "later", due=LATER)
    journal.claim(enqueue(journal, "leased"), ME)
    journal.step(enqueue(journal, "held"), change(FaxState.HELD), NOW)

    assert refs(journal.due({FaxState.QUEUED, FaxState.UNKNOWN}, NOW)) == ["B3", "B1", "B2"]
    assert refs(journal.due({FaxState.QUEUED}, NOW, limit=2)) == ["B3", "B1"]
    assert refs(journal.due({FaxState.QUEUED}, LATER)) == ["B3", "B1", "B2", "later"]
    assert refs(journal.due({FaxState.HELD}, NOW)) == ["held"]


def test_the_time_of_the_next_is_that_of_the_earliest_that_nobody_works_on(journal):
    states = {FaxState.QUEUED, FaxState.UNKNOWN}
    assert journal.next_due(states) is None
    enqueue(journal, "later", due=LATER)
    journal.claim(enqueue(journal, "leased", due=NOW - 1), ME)
    assert journal.next_due(states) == LATER

    enqueue(journal, "now", due=NOW)
    assert journal.next_due(states) == NOW
    assert journal.next_due({FaxState.HELD}) is None


def test_what_byfax_is_to_be_asked_about_comes_in_the_order_of_its_time(journal):
    seen = dict(zip("abcd", enqueue(journal, "a", "b", "c", "d"), strict=True))
    assert journal.next_look() is None
    journal.schedule([(seen["a"].id, NOW), (seen["b"].id, NOW - 5), (seen["c"].id, LATER)])

    assert refs(journal.looked_for(NOW)) == ["b", "a"]
    assert refs(journal.looked_for(LATER)) == ["b", "a", "c"]
    assert journal.next_look() == NOW - 5
    journal.look_again([seen["a"].id, seen["b"].id], None)
    assert refs(journal.looked_for(LATER)) == ["c"]
    journal.look_again([seen["d"].id], NOW)
    assert journal.next_look() == NOW


def test_reports_are_stored_and_the_next_look_stays_unless_another_is_named(journal):
    seen = enqueue(journal, "B1")
    journal.schedule([(seen.id, LATER)])

    journal.update_reports([(seen.id, "{}")])
    after = journal.find("B1")
    assert (after.report, after.next_look) == ("{}", LATER)
    assert after.touched > seen.touched

    journal.update_reports([(seen.id, "{1}")], next_look=NOW)
    after = journal.find("B1")
    assert (after.report, after.next_look) == ("{1}", NOW)


def test_faxes_are_counted_and_listed_by_their_states(journal):
    enqueue(journal, "B1", "B2")
    journal.step(journal.find("B1"), change(FaxState.REJECTED), NOW)

    assert journal.count(WAITING) == 1
    assert journal.count(ENDED) == 1
    assert journal.count(set(FaxState)) == 2
    assert refs(journal.in_states(ENDED)) == ["B1"]


# Documents


def test_a_document_is_renamed_where_its_ref_is_taken(journal):
    seen = enqueue(journal, "B1", documents=(document("a"), document("b")))

    journal.rename_document(seen.id, 1, "other")

    assert [each.ref for each in journal.documents(seen.id)] == ["md5-a", "other"]
    assert [each.sha256 for each in journal.documents(seen.id)] == ["sha-a", "sha-b"]


def test_the_contents_that_faxes_have_are_each_named_once(journal):
    enqueue(journal, "B1", documents=(document("a"), document("b")))
    enqueue(journal, "B2", documents=(document("b", ref="other"), document("c")))

    assert journal.contents() == {"sha-a", "sha-b", "sha-c"}


# Off the list


def test_a_hidden_fax_leaves_the_list_and_keeps_its_history(journal, database):
    seen = enqueue(journal, "B1")
    rows = OutboxRows(database)
    before = rows.sequence()

    journal.hide(seen.id)

    assert rows.find(SentFilter(), 9) == ()
    assert rows.changed(before) == {seen.id}
    assert words(journal, seen) == ["Send was pressed"]
    assert journal.find("B1").is_hidden
