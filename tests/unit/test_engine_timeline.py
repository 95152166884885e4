"""The timeline of a correspondent in the engine: entries, sums, notes, words, and what is saved of it."""

from __future__ import annotations

import csv
import io
import json
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from fake_service import FakeService
from heard_events import HeardEvents
from store_samples import NOW, person, submission

from byfax_desktop.engine import timeline as timeline_module
from byfax_desktop.engine.clock import milliseconds, moment
from byfax_desktop.engine.correspondents import Correspondent
from byfax_desktop.engine.engine import Engine
from byfax_desktop.engine.events import NotesChanged
from byfax_desktop.engine.timeline_entries import NoteEntry, ReceivedEntry, SentEntry, when
from byfax_desktop.engine.timeline_words import (
    hours_words,
    kind_words,
    number_of,
    state_words,
    subject_words,
    sums_words,
    why_words,
)
from byfax_desktop.service.codes import StateCode
from byfax_desktop.store.correspondent_notes import CorrespondentNote
from byfax_desktop.store.submissions import Change, FaxState, RecipientChange
from byfax_desktop.store.timeline import TimelineFilter, TimelineKind, TimelineSums

BERLIN, LONDON, OWN = "+4930123456", "+442079460000", "+4930999999"
ACME = Correspondent((BERLIN, LONDON), "", "ACME GmbH", "acme gmbh")
ALL = TimelineFilter()
NEW = CorrespondentNote(0, "", "", "Called Anna.", 0, 0)


class Bench:
    """An engine that is not started, with what the service would have told put into its journal."""

    def __init__(self, folder):
        self.service = FakeService()
        self.engine = Engine(self.service, folder / "account")
        self.heard = HeardEvents(self.engine.bus)
        self.desk = self.engine._desk
        self.inbox = self.engine._inbox

    def send(
        self, ref, at=NOW, number=BERLIN, state=FaxState.ACCEPTED, subject="Offer", columns=None, **report
    ):
        part = submission(ref, person(number, f"{ref}-M", "Anna", "ACME"), subject=subject)
        self.desk.journal.enqueue([part], at, at)
        told = json.dumps({"messageRef": f"{ref}-M", "recipientNumber": number, **report})
        changes = (RecipientChange(f"{ref}-M", told, False),) if report else ()
        change = Change(state, "Told", columns or {}, changes)
        self.desk.journal.step(self.desk.journal.find(ref), change, at)

    def receive(self, ref, at=NOW, **fields):
        self.service.add_fax(ref, moment(at), **{"did": OWN, "pages": 2, **fields})
        self.inbox.look_at_all()

    def entries(self, whom=ACME, which=ALL):
        return self.engine.timeline(whom, which).entries


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.engine.close()
    made.desk.close()


def row(entry):
    return kind_words(entry), subject_words(entry), state_words(entry).text


def test_what_was_sent_received_and_noted_is_one_thread(bench):
    bench.send("B1", NOW, jobState="SUCCESS", pagesSent="13", pagesTotal="13")
    bench.receive("R1", NOW + 1000, sender="030 123456", remote_sid="ACME FAX")
    bench.send("B2", NOW + 2000, LONDON, jobState="FAILED", jobStateEx="BUSY", attempt="3")
    kept = bench.engine.keep_note(ACME, NEW)

    found = bench.entries()
    assert [row(entry) for entry in found if not isinstance(entry, NoteEntry)] == [
        ("Sent", "Offer", "Busy after 3 tries"),
        ("Received", "ACME FAX", "2 pages"),
        ("Sent", "Offer", "Delivered, 13 pages"),
    ]
    assert [row(entry) for entry in found if isinstance(entry, NoteEntry)] == [("Note", "Called Anna.", "")]
    assert [when(entry) for entry in found] == sorted(map(when, found), reverse=True)
    assert {type(entry) for entry in found} == {SentEntry, ReceivedEntry, NoteEntry}
    assert kept.number == BERLIN
    assert kept.organisation == "acme gmbh"


@pytest.mark.parametrize(
    "sender",
    [
        {"sender": BERLIN},
        {"sender": "+49 30 12 34 56"},
        {"sender": "030/123456"},
        {"sender": "030123456", "did": ""},
        {"sender": "", "remote_sid": "+49 30 123456"},
        {"sender": "anonymous", "remote_sid": "030 123456"},
    ],
)
def test_a_sender_is_found_however_it_is_written(bench, sender):
    bench.receive("R1", **sender)
    bench.receive("R2", sender="+4930777777")

    assert [entry.fax.fax.ref for entry in bench.entries()] == ["R1"]


def test_a_sender_without_a_number_has_a_timeline_too(bench):
    bench.receive("R1", sender="", remote_sid="Acme Fax")
    bench.receive("R2", sender="", remote_sid="ACME FAX")

    found = bench.entries(Correspondent(("=acme fax",)))

    assert {entry.fax.fax.ref for entry in found} == {"R1", "R2"}
    assert {number_of(entry) for entry in found} == {""}


def test_the_entry_of_a_fax_to_many_has_only_theirs(bench):
    everyone = [person(number, f"B-{number}") for number in (BERLIN, OWN, "+4930555555")]
    bench.desk.journal.enqueue([submission("B", *everyone)], NOW, NOW)

    (entry,) = bench.entries()

    assert [each.message.number for each in entry.fax.messages] == [BERLIN]
    assert entry.message.message.message_ref == f"B-{BERLIN}"


def test_pages_go_on_from_a_place(bench):
    for each in range(5):
        bench.send(f"B{each}", NOW + each * 1000, subject=f"Offer {each}")

    first = bench.engine.timeline(ACME, ALL, limit=3)
    second = bench.engine.timeline(ACME, ALL, first.entries[-1].place, 3)

    told = [subject_words(entry) for entry in (*first.entries, *second.entries)]
    assert told == [f"Offer {each}" for each in (4, 3, 2, 1, 0)]
    assert (first.is_last, second.is_last) == (False, True)


def test_why_a_fax_did_not_go_or_come_is_said_with_what_to_do(bench):
    bench.send("B1", NOW, jobState="FAILED", jobStateEx="BUSY")
    bench.send(
        "B2", NOW + 1, state=FaxState.REJECTED, columns={"what": "byFax refused it.", "advice": "Ask them."}
    )
    bench.receive("R1", NOW + 2, has_file=False, reason=StateCode.TRANSMISSION_ERROR)
    bench.send("B3", NOW + 3, jobState="SUCCESS")

    delivered, received, rejected, busy = bench.entries()

    assert why_words(delivered) == ""
    assert why_words(received).endswith("Ask the sender to send it again.")
    assert why_words(rejected) == "byFax refused it. Ask them."
    assert why_words(busy) == "The line was busy. Send it again in a quarter of an hour."


def test_the_head_tells_how_much_there_is_and_when_they_answer(bench, monkeypatch):
    day = datetime.now(UTC).astimezone().replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(
        days=30
    )
    for each in range(12):
        began = (day + timedelta(days=each)).isoformat()
        bench.send(
            f"A{each}", milliseconds(day), jobState="SUCCESS", callStarted=began, attempt="1", remoteID="ACME"
        )
        began = (day + timedelta(days=each, hours=6)).isoformat()
        bench.send(
            f"P{each}",
            milliseconds(day),
            jobState="FAILED",
            jobStateEx="BUSY",
            callStarted=began,
            attempt="1",
        )
    head = bench.engine.timeline_head(ACME)

    assert head.sums == TimelineSums(24, 12, 12, 0, 0, milliseconds(day), "ACME")
    assert hours_words(head.hours) == "Usually answers between 9:00 and 10:00"
    monkeypatch.setattr(timeline_module, "_HABIT", timedelta(days=1))
    assert bench.engine.timeline_head(ACME).hours is None


def test_calls_that_failed_for_another_reason_tell_nothing_of_hours(bench):
    bench.send(
        "A", jobState="FAILED", jobStateEx="INVALID_NUMBER", callStarted="2026-11-23T08:00:00Z", attempt="1"
    )
    bench.send("B", jobState="SUCCESS", callStarted="never", attempt="1")

    calls = bench.engine._timelines._store.calls(ACME.whom(), 0)

    assert [timeline_module._told(call) for call in calls] == [None, None]


@pytest.mark.parametrize(
    ("sums", "words"),
    [
        (TimelineSums(), "No faxes and no notes yet"),
        (TimelineSums(sent=1, delivered=1), "1 fax sent (1 delivered)"),
        (
            TimelineSums(1200, 1100, 100, 3, 1),
            "1,200 faxes sent (1,100 delivered, 100 not delivered), 3 received, 1 note",
        ),
        (TimelineSums(received=1, notes=2), "1 fax received, 2 notes"),
    ],
)
def test_sums_in_words(sums, words):
    assert sums_words(sums) == words


def test_notes_are_told_of_whenever_they_change(bench):
    kept = bench.engine.keep_note(ACME, NEW)
    bench.engine.keep_note_draft(str(kept.id), "Called Anna, who")
    assert bench.engine.note_draft(str(kept.id)) == "Called Anna, who"
    bench.engine.remove_note(kept.id)
    assert bench.entries() == ()
    bench.engine.put_note_back(kept)

    assert [entry.note for entry in bench.entries()] == [kept]
    assert len(bench.heard.of(NotesChanged)) == 3


def test_a_changed_note_keeps_its_moment_and_whom_it_is_about(bench):
    kept = bench.engine.keep_note(ACME, NEW)

    again = bench.engine.keep_note(Correspondent((LONDON,)), replace(kept, text="Called Bob."))

    assert (again.id, again.number, again.made) == (kept.id, kept.number, kept.made)
    assert [entry.note.text for entry in bench.entries()] == ["Called Bob."]


def fill(bench):
    bench.send(
        "B1", NOW, subject="=1+1", jobState="SUCCESS", pagesSent="13", pagesTotal="13", remoteID="ACME"
    )
    bench.receive("R1", NOW + 1000, sender="", remote_sid="+49 30 123456")
    bench.engine.keep_note(ACME, CorrespondentNote(0, "", "", "=cmd|calc\nשלום 📠", 0, 0))


def test_the_table_has_all_of_it_and_computes_nothing(bench, tmp_path):
    fill(bench)
    path = tmp_path / "history.csv"

    assert bench.engine.save_timeline(ACME, ALL, path) == 3

    text = path.read_bytes().decode("utf-8-sig")
    rows = {row["What"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert rows["Sent"]["Subject or note"] == "'=1+1"
    assert rows["Sent"]["Name"] == "Anna"
    assert (rows["Sent"]["Pages"], rows["Sent"]["State"]) == ("13", "Delivered, 13 pages")
    assert rows["Received"]["Ref"] == "R1"
    assert rows["Note"]["Subject or note"] == "'=cmd|calc\nשלום 📠"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_paper_says_whose_history_it_is(bench, tmp_path):
    fill(bench)
    path = tmp_path / "history.pdf"

    assert bench.engine.save_timeline(ACME, TimelineFilter(TimelineKind.SENT), path, as_pdf=True) == 1

    with pypdfium2.PdfDocument(path) as paper:
        text = paper[0].get_textpage().get_text_range()
    for said in (
        "History with ACME GmbH",
        "+49 30 123456, +44 20 7946 0000: 1 entry",
        "=1+1",
        "Delivered, 13 pages",
    ):
        assert said in text
    assert "Received" not in text
