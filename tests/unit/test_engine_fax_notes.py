"""Notes and labels on received faxes: kept, renamed, shared and lost only with the fax."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fake_service import FakeService
from heard_events import HeardEvents
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.cli.inbox import written_on_faxes
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import InboxChanged
from byfax_desktop.engine.fax_notes import LONGEST_LABEL, FaxNotes, clean_label, clean_note
from byfax_desktop.engine.inbox import Inbox
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.store.database import Database
from byfax_desktop.store.fax_labels import FaxLabels, Label
from byfax_desktop.store.marks import Marks
from byfax_desktop.store.received import ReceivedFaxes
from byfax_desktop.store.removals import RemovalScope

NOW = datetime.now(UTC)


class Desk:
    """Two received faxes, and what can be written on them."""

    def __init__(self, folder):
        self.service = FakeService()
        self.database = Database(folder / "faxes.db")
        self.received = ReceivedFaxes(self.database)
        bus = EventBus()
        self.heard = HeardEvents(bus)
        self.inbox = Inbox(self.service.inbox, self.received, Marks(self.database), folder / "inbox", bus)
        self.notes = FaxNotes(FaxLabels(self.database), self.inbox)
        for ref in ("F1", "F2"):
            self.service.add_fax(ref, NOW)
        self.inbox.look_at_all()

    @property
    def told(self):
        return self.heard.of(InboxChanged)[-1]

    def entry(self, ref="F1"):
        return next(each for each in self.told.faxes if each.fax.ref == ref)

    def names(self, ref="F1"):
        return [label.name for label in self.entry(ref).labels]

    def label(self, name):
        return next(label for label in self.told.labels if label.name == name)


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.database.close()


def test_a_note_is_kept_and_told_of(desk):
    desk.notes.keep_note("F1", "Call back\nbefore Monday")
    assert desk.entry().note == "Call back\nbefore Monday"
    assert desk.entry("F2").note == ""

    desk.notes.keep_note("F1", "")
    assert desk.entry().note == ""


def test_a_note_outlives_the_list_of_the_service(desk):
    desk.notes.keep_note("F1", "Paid")
    desk.service.add_fax("F1", NOW, pages=9)
    desk.inbox.look_at_all()
    assert desk.entry().note == "Paid"

    desk.service.faxes.clear()
    desk.inbox.look_at_all()
    assert desk.entry().is_gone
    assert desk.entry().note == "Paid"
    assert [each.fax.ref for each in desk.told.faxes] == ["F1"], (
        "without pages and note nothing is left of a fax"
    )


@pytest.mark.parametrize(
    "text",
    ["x" * 100_000, "שלום עולם", "👩‍👩‍👧 paid", "\u202eabc", "<b>no</b>", "a\tb\r\nc", "'; DROP TABLE label"],
)
def test_notes_of_any_kind_come_back_as_they_were(desk, text):
    desk.notes.keep_note("F1", text)
    assert desk.entry().note == text


def test_what_is_no_text_does_not_break_a_note(desk):
    desk.notes.keep_note("F1", "a\0b \ud800 c")
    assert desk.entry().note == "ab ? c"


def test_a_fax_that_nobody_knows_gets_no_note(desk):
    desk.notes.keep_note("F9", "lost")
    assert desk.received.find("F9") is None


def test_faxes_share_labels_and_have_several(desk):
    desk.notes.put(["F1", "F2"], "Invoices")
    desk.notes.put(["F1"], "urgent")
    desk.notes.put(["F1"], "URGENT")
    assert desk.names() == ["Invoices", "urgent"]
    assert desk.names("F2") == ["Invoices"]
    assert [label.name for label in desk.told.labels] == ["Invoices", "urgent"]
    assert len({label.colour for label in desk.told.labels}) == 2

    desk.notes.take(["F1", "F2"], desk.label("Invoices").id)
    assert desk.names() == ["urgent"]
    assert desk.names("F2") == []


def test_a_label_is_renamed_on_all_faxes_at_once(desk):
    desk.notes.put(["F1", "F2"], "Invoises")
    label = desk.label("Invoises")
    desk.notes.change(Label(label.id, " Invoices ", "red"))
    assert desk.entry().labels == desk.entry("F2").labels == (Label(label.id, "Invoices", "red"),)


def test_two_labels_of_one_name_become_one(desk):
    desk.notes.put(["F1", "F2"], "Bills")
    desk.notes.put(["F1"], "Invoices")
    desk.notes.change(Label(desk.label("Bills").id, "invoices", "red"))
    assert [label.name for label in desk.told.labels] == ["invoices"]
    assert desk.names() == desk.names("F2") == ["invoices"]


def test_a_label_that_is_removed_leaves_the_faxes(desk):
    desk.notes.put(["F1"], "Invoices")
    desk.notes.remove(desk.label("Invoices").id)
    assert desk.names() == []
    assert desk.told.labels == ()
    assert len(desk.told.faxes) == 2


def test_a_label_that_no_fax_has_is_told_of_all_the_same(desk):
    desk.notes.put([], "Later")
    assert [label.name for label in desk.told.labels] == ["Later"]


@pytest.mark.parametrize("name", ["", "  ", "\0", "\u202e\u200b", "\n\t"])
def test_a_label_without_letters_is_refused(desk, name):
    with pytest.raises(EngineTrouble, match="needs a name"):
        desk.notes.put(["F1"], name)
    desk.notes.put(["F1"], "Ok")
    with pytest.raises(EngineTrouble):
        desk.notes.change(Label(desk.label("Ok").id, name))
    assert desk.names() == ["Ok"]


def test_a_label_is_one_line_of_some_letters(desk):
    desk.notes.put(["F1"], "x" * 300)
    assert desk.names() == ["x" * LONGEST_LABEL]
    assert clean_label(" a\n b\u202ec ") == "a bc"
    assert clean_label("👩‍👩‍👧 שלום") == "👩‍👩‍👧 שלום"


@given(st.text(st.characters(), max_size=400))
def test_whatever_is_typed_becomes_a_label_that_can_be_kept(text):
    cleaned = clean_label(text)
    assert len(cleaned) <= LONGEST_LABEL
    assert cleaned == cleaned.strip()
    assert clean_label(cleaned) == cleaned
    cleaned.encode("utf-8")
    clean_note(text).encode("utf-8")


def test_what_is_deleted_everywhere_takes_its_note_and_labels_along(desk):
    desk.notes.keep_note("F1", "secret words")
    desk.notes.put(["F1"], "Invoices")
    removals = desk.received.removals
    removals.wish(["F1"], RemovalScope.EVERYWHERE, 0, 0)
    (seen,) = removals.open()
    removals.ask(seen, 1)
    (seen,) = removals.open()
    removals.finish(seen, 2)

    assert desk.received.find("F1").note == ""
    assert desk.received.find("F1").labels == frozenset()


def test_a_copy_that_is_kept_keeps_note_and_labels(desk):
    desk.notes.keep_note("F1", "Paid")
    desk.notes.put(["F1"], "Invoices")
    desk.inbox.pages("F1")
    removals = desk.received.removals
    removals.wish(["F1"], RemovalScope.SERVICE, 0, 0)
    (seen,) = removals.open()
    removals.ask(seen, 1)
    (seen,) = removals.open()
    removals.finish(seen, 2)
    desk.inbox.show()

    assert desk.entry().is_gone
    assert desk.entry().note == "Paid"
    assert desk.names() == ["Invoices"]


def test_the_command_line_tells_what_was_written(desk, tmp_path):
    assert written_on_faxes(tmp_path / "elsewhere") == {}
    desk.notes.keep_note("F1", "Paid")
    desk.notes.put(["F1", "F2"], "Invoices")
    assert written_on_faxes(tmp_path) == {
        "F1": {"note": "Paid", "labels": ["Invoices"]},
        "F2": {"note": "", "labels": ["Invoices"]},
    }
