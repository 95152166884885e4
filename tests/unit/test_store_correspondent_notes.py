"""Notes about whom faxes go to and come from: kept, changed, removed, and lost by nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_samples import NOW

from byfax_desktop.store.correspondent_notes import CorrespondentNote, CorrespondentNotes
from byfax_desktop.store.database import Database
from byfax_desktop.store.trouble import StoreTrouble

ANNA, BOB = "+4930123456", "+442079460000"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "faxes.db"


@pytest.fixture
def database(path):
    opened = Database(path)
    yield opened
    opened.close()


@pytest.fixture
def notes(database):
    return CorrespondentNotes(database)


def note(text="Called.", number=ANNA, organisation="", made=NOW, note_id=0):
    return CorrespondentNote(note_id, number, organisation, text, made, made)


def test_a_note_outlives_the_program(path):
    first = Database(path)
    kept = CorrespondentNotes(first).put(note())
    first.close()

    again = Database(path)
    assert CorrespondentNotes(again).about([ANNA]) == (kept,)
    again.close()


def test_a_changed_note_keeps_its_place_and_its_moment(notes):
    kept = notes.put(note())
    other = notes.put(note("Other.", made=NOW + 1))

    notes.put(replace(kept, text="Called twice.", changed=NOW + 9, made=1))

    assert notes.about([ANNA]) == (other, replace(kept, text="Called twice.", changed=NOW + 9))


def test_a_note_that_was_removed_meanwhile_is_not_lost_when_it_is_kept(notes):
    kept = notes.put(note())
    notes.remove(kept.id)
    assert notes.about([ANNA]) == ()

    notes.put(replace(kept, text="After all."))

    assert [each.text for each in notes.about([ANNA])] == ["After all."]


def test_a_new_note_never_gets_the_id_of_one_that_is_gone(notes):
    gone = notes.put(note())
    notes.remove(gone.id)

    assert notes.put(note()).id > gone.id


def test_notes_are_found_by_number_and_by_organisation(notes):
    by_number = notes.put(note())
    by_both = notes.put(note(number=BOB, organisation="acme", made=NOW + 1))

    assert notes.about([ANNA]) == (by_number,)
    assert notes.about([ANNA], "acme") == (by_both, by_number)
    assert notes.about([], "acme") == (by_both,)
    assert notes.about([]) == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_any_text_comes_back_as_it_was_written(notes, text):
    kept = notes.put(note(text))

    assert text in [each.text for each in notes.about([ANNA])]
    notes.keep_draft("x", text)
    assert notes.draft("x") == text
    notes.remove(kept.id)


def test_what_is_half_written_ends_with_the_note(notes):
    notes.keep_draft("about acme", "Call")
    notes.keep_draft("about acme", "Called th")
    assert notes.draft("about acme") == "Called th"

    kept = notes.put(note("Called them."), "about acme")
    assert notes.draft("about acme") is None

    notes.keep_draft(str(kept.id), "Called them twi")
    notes.remove(kept.id)
    assert notes.draft(str(kept.id)) is None


def test_what_is_half_written_can_be_dropped(notes):
    notes.keep_draft("about acme", "Call")
    notes.keep_draft("about acme", None)

    assert notes.draft("about acme") is None


def test_a_disk_that_is_full_loses_neither_the_note_of_before_nor_what_is_half_written(database, notes):
    kept = notes.put(note())
    notes.keep_draft(str(kept.id), "Called, and then")
    pages = database.rows("PRAGMA page_count")[0][0]
    database.rows(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StoreTrouble, match="full"):
        notes.put(replace(kept, text="x" * 1_000_000), str(kept.id))

    assert notes.about([ANNA]) == (kept,)
    assert notes.draft(str(kept.id)) == "Called, and then"


KILLED = """
    import sys
    from pathlib import Path
    from byfax_desktop.store.correspondent_notes import CorrespondentNote, CorrespondentNotes
    from byfax_desktop.store.database import Database

    notes = CorrespondentNotes(Database(Path(sys.argv[1])))
    number = 0
    while True:
        number += 1
        notes.keep_draft("about acme", f"half {number}")
        notes.put(CorrespondentNote(0, "+4930123456", "", f"whole {number}", number, number), "about acme")
        print(number, flush=True)
"""


def test_every_note_that_was_kept_survives_a_kill_and_none_is_there_twice(path):
    Database(path).close()
    writer = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(path)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    told = [int(writer.stdout.readline()) for _ in range(20)]
    writer.send_signal(signal.SIGKILL)
    told += [int(line) for line in writer.stdout.read().split()]
    writer.wait(30)
    writer.stdout.close()

    again = Database(path)
    notes = CorrespondentNotes(again)
    texts = [each.text for each in notes.about([ANNA])][::-1]
    assert texts == [f"whole {number}" for number in range(1, len(texts) + 1)]
    assert len(texts) >= told[-1]
    # What was half written is there only as long as the whole is not.
    assert notes.draft("about acme") in (None, f"half {len(texts) + 1}")
    again.close()
