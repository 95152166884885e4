"""Timelines: sent, received and noted merged by time, in pages that are the same as all of it sorted."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_samples import NOW, enqueue, person, submission

from byfax_desktop.store.correspondent_notes import CorrespondentNote, CorrespondentNotes
from byfax_desktop.store.database import Database
from byfax_desktop.store.journal import Journal, RemoteBroadcast
from byfax_desktop.store.received import ReceivedFax, ReceivedFaxes
from byfax_desktop.store.removals import RemovalScope
from byfax_desktop.store.submissions import Change, FaxState, RecipientChange
from byfax_desktop.store.timeline import (
    BEGIN,
    SentRow,
    Timeline,
    TimelineFilter,
    TimelineKind,
    TimelineSums,
    Whom,
)

ANNA, BOB = "+4930123456", "+442079460000"
ALL = TimelineFilter()


class Bench:
    """A journal, received faxes and notes about Anna, unless somebody else is named."""

    def __init__(self, path):
        self.database = Database(path)
        self.journal = Journal(self.database)
        self.received = ReceivedFaxes(self.database)
        self.notes = CorrespondentNotes(self.database)
        self.timeline = Timeline(self.database)
        self.refs = iter(range(1_000_000))

    def send(self, at=NOW, number=ANNA, subject="Offer", report=None, state=FaxState.ACCEPTED):
        ref = f"S{next(self.refs)}"
        self.journal.enqueue([submission(ref, person(number, f"{ref}-M"), subject=subject)], at, at)
        if report or state is not FaxState.ACCEPTED:
            changes = (RecipientChange(f"{ref}-M", json.dumps(report), False),) if report else ()
            self.journal.step(self.journal.find(ref), Change(state, "Told", recipients=changes), at)
        return f"{ref}-M"

    def receive(self, at=NOW, key=ANNA, **report):
        ref = f"R{next(self.refs)}"
        self.received.keep([ReceivedFax(ref, json.dumps({"refID": ref, **report}), at)])
        self.timeline.set_correspondents([(ref, key)])
        return ref

    def note(self, at=NOW, text="Called.", number=ANNA, organisation=""):
        kept = self.notes.put(CorrespondentNote(0, number, organisation, text, at, at))
        return f"N{kept.id}"

    def pages(self, which=ALL, limit=100, whom=None):
        """All that there is, page by page."""
        after = BEGIN
        while True:
            page = self.timeline.page(whom or Whom((ANNA,)), which, after, limit)
            yield page
            if page.is_last:
                return
            after = page.rows[-1][0]

    def found(self, which=ALL, limit=100, whom=None):
        return [name(row) for page in self.pages(which, limit, whom) for _, row in page.rows]


def name(row):
    if isinstance(row, SentRow):
        return row.recipient.ref
    return f"N{row.id}" if isinstance(row, CorrespondentNote) else row.ref


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path / "faxes.db")
    yield made
    made.database.close()


def test_what_was_sent_received_and_noted_stands_in_one_thread_the_newest_first(bench):
    first, second, third = bench.send(NOW), bench.receive(NOW + 1), bench.note(NOW + 2)
    fourth = bench.send(NOW + 3)

    assert bench.found() == [fourth, third, second, first]


def test_nothing_of_others_is_among_it(bench):
    mine = bench.send()
    bench.send(number=BOB)
    bench.receive(key=BOB)
    bench.note(number=BOB)

    assert bench.found() == [mine]


MOMENTS = st.lists(
    st.tuples(st.sampled_from(["send", "receive", "note"]), st.integers(0, 6), st.sampled_from([ANNA, BOB])),
    max_size=40,
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(what=MOMENTS, limit=st.integers(1, 9))
def test_pages_one_after_another_are_all_of_it_sorted(what, limit, tmp_path_factory):
    bench = Bench(tmp_path_factory.mktemp("store") / "faxes.db")
    told = []
    for place, (kind, at, number) in enumerate(what):
        add = {"send": bench.send, "receive": bench.receive, "note": bench.note}[kind]
        key = {"key": number} if kind == "receive" else {"number": number}
        told.append((-(NOW + at), ["note", "send", "receive"].index(kind), -place, add(NOW + at, **key)))
    whom = Whom((ANNA, BOB))

    pages = list(bench.pages(limit=limit, whom=whom))

    assert [name(row) for page in pages for _, row in page.rows] == [ref for *_, ref in sorted(told)]
    assert all(len(page.rows) == limit for page in pages[:-1])
    bench.database.close()


def test_a_page_goes_on_where_the_one_before_ended_though_something_new_has_come(bench):
    refs = [bench.send(NOW + each) for each in range(6)]
    first = bench.timeline.page(Whom((ANNA,)), ALL, BEGIN, 3)
    bench.send(NOW + 10)
    bench.receive(NOW + 11)

    second = bench.timeline.page(Whom((ANNA,)), ALL, first.rows[-1][0], 3)

    assert [name(row) for _, row in (*first.rows, *second.rows)] == refs[::-1]
    assert (first.is_last, second.is_last) == (False, True)


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        (TimelineKind.SENT, [3, 2, 0]),
        (TimelineKind.FAILED, [3, 2]),
        (TimelineKind.RECEIVED, [1]),
        (TimelineKind.NOTES, [4]),
    ],
)
def test_one_kind_can_be_wanted(bench, kind, found):
    refs = [
        bench.send(NOW, report={"jobState": "SUCCESS"}),
        bench.receive(NOW + 1),
        bench.send(NOW + 2, report={"jobState": "FAILED"}),
        bench.send(NOW + 3, state=FaxState.REJECTED),
        bench.note(NOW + 4),
    ]

    assert bench.found(TimelineFilter(kind)) == [refs[each] for each in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("offer", ["offer"]),
        ("ДОГОВОР", ["note"]),
        ("договор", ["note"]),
        ("acme f", ["fax"]),
        ("50%", ["percent"]),
        ("5_%", []),
        ("030 123456", ["offer", "percent", "fax"]),
        ("\0", ["offer", "fax", "note", "percent"]),
    ],
)
def test_a_text_is_looked_for_in_all_of_it(bench, text, found):
    refs = {
        "offer": bench.send(NOW, subject="Offer 2211"),
        "fax": bench.receive(NOW, remoteSID="ACME FAX", senderE164=ANNA),
        "note": bench.note(NOW, "Договор is signed"),
        "percent": bench.send(NOW, subject="50% less"),
    }

    assert set(bench.found(TimelineFilter(text=text))) == {refs[each] for each in found}


def test_a_received_fax_that_is_to_be_deleted_is_told_of_as_long_as_it_is_listed(bench):
    ref = bench.receive()
    removals = bench.received.removals
    removals.wish([ref], RemovalScope.SERVICE, NOW, NOW)
    assert bench.found() == [ref]
    removals.wish([ref], RemovalScope.EVERYWHERE, NOW, NOW + 1)
    assert bench.found() == []
    (seen,) = removals.open()
    removals.ask(seen, NOW + 2)
    removals.refuse(ref, "No.", "Ask.", NOW + 3)
    assert bench.found() == [ref]


def test_what_was_deleted_among_sent_or_received_faxes_is_not_told_of(bench):
    sent, received = bench.send(), bench.receive()
    assert set(bench.found()) == {sent, received}

    bench.journal.hide(bench.journal.find("S0").id)
    bench.received.keep([], only_these=True)

    assert bench.found() == []
    assert bench.timeline.sums(Whom((ANNA,))) == TimelineSums()


def test_notes_about_an_organisation_are_there_whatever_its_numbers_are(bench):
    old, other = bench.note(number=BOB, organisation="acme gmbh"), bench.note(number=BOB)

    assert bench.found(whom=Whom((ANNA,), "acme gmbh")) == [old]
    assert bench.found(whom=Whom((BOB,))) == [other, old]
    assert bench.found(whom=Whom((ANNA,), "")) == []


def test_sums_count_each_kind_and_know_the_usual_answer(bench):
    for at, station in enumerate(("+49 30 123456 ", "+49 30 123456", "OLD", "")):
        bench.send(NOW + at, report={"jobState": "SUCCESS", "remoteID": station})
    bench.send(NOW + 4, report={"jobState": "FAILED", "remoteID": "VOICE"})
    bench.send(NOW + 5)
    bench.receive(NOW + 9)
    bench.note(NOW + 10)

    assert bench.timeline.sums(Whom((ANNA,))) == TimelineSums(6, 4, 1, 1, 1, NOW + 9, "+49 30 123456")


def test_calls_are_those_of_all_tries_since_then(bench):
    told = {
        "jobState": "PENDING",
        "jobStateEx": "BUSY",
        "attempt": "1",
        "callStarted": "2026-11-23T08:00:00Z",
    }
    bench.send(NOW, report=told)
    done = {"jobState": "SUCCESS", "attempt": "1", "callStarted": "2026-11-23T09:00:00Z"}
    bench.send(NOW + 1000, report=done)

    assert bench.timeline.calls(Whom((ANNA,)), NOW) == (
        ("2026-11-23T08:00:00Z", "PENDING", "BUSY"),
        ("2026-11-23T09:00:00Z", "SUCCESS", ""),
    )
    assert len(bench.timeline.calls(Whom((ANNA,)), NOW + 1)) == 1


def test_a_fax_that_was_made_elsewhere_stands_at_its_own_time(bench):
    bench.journal.add_remote([RemoteBroadcast("B", NOW - 5000, "{}", FaxState.ACCEPTED, None)], NOW)
    change = RecipientChange("B-1", "{}", False)
    bench.journal.add_recipients(bench.journal.find("B").id, [("B-1", ANNA, change)])
    newer = bench.send(NOW - 4000)

    assert bench.found() == [newer, "B-1"]


def test_a_sender_is_read_again_when_the_service_tells_another(bench):
    ref = bench.receive(senderE164="")
    assert bench.timeline.unread_senders() == ()

    bench.received.keep([ReceivedFax(ref, json.dumps({"senderE164": ANNA, "remoteSID": "X"}), NOW)])
    assert bench.timeline.unread_senders() == ((ref, ANNA, "X", ""),)

    bench.timeline.set_correspondents([(ref, BOB)])
    bench.received.mark_read(ref)
    assert bench.timeline.unread_senders() == ()


def test_a_data_file_of_before_has_its_faxes_in_order(tmp_path, monkeypatch):
    from byfax_desktop.store import database as module
    from byfax_desktop.store.migrations import MIGRATIONS

    before = next(
        place for place, step in enumerate(MIGRATIONS) if any("correspondent_note" in s for s in step)
    )
    path = tmp_path / "faxes.db"
    monkeypatch.setattr(module, "MIGRATIONS", MIGRATIONS[:before])
    old = Database(path)
    rows = (
        "INSERT INTO submission (id, broadcast_ref, created, intent, state, since)"
        f" VALUES (1, 'B1', {NOW + 5}, 0, 'accepted', 0), (2, 'B2', {NOW}, 0, 'accepted', 0)",
        "INSERT INTO recipient (ref, submission_id, position, number, name, company)"
        f" VALUES ('M1', 1, 0, '{ANNA}', '', ''), ('M2', 2, 0, '{ANNA}', '', '')",
        f"INSERT INTO received_fax (ref, report, received) VALUES ('R1', '{{}}', {NOW + 1})",
    )
    with old.transaction() as connection:
        for row in rows:
            connection.execute(row)
    old.close()
    monkeypatch.undo()

    bench = Bench(path)
    assert [each[0] for each in bench.timeline.unread_senders()] == ["R1"]
    bench.timeline.set_correspondents([("R1", ANNA)])
    assert bench.found() == ["M1", "R1", "M2"]
    bench.database.close()


def test_many_numbers_are_one_thread(bench):
    numbers = [f"+49301234{each:03}" for each in range(60)]
    refs = [bench.send(NOW + place, number) for place, number in enumerate(numbers)]

    assert bench.found(whom=Whom(tuple(numbers)), limit=7) == refs[::-1]


def test_enqueueing_several_recipients_tells_each_of_them(bench):
    enqueue(bench.journal, "B")

    assert bench.found() == ["B-M1"]
