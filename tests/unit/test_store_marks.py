"""Marks: small things to remember by name."""

from __future__ import annotations

import pytest
from store_samples import enqueue

from byfax_desktop.store.database import Database
from byfax_desktop.store.journal import Journal
from byfax_desktop.store.marks import Marks
from byfax_desktop.store.outbox_rows import OutboxRows


@pytest.fixture
def path(tmp_path):
    return tmp_path / "faxes.db"


@pytest.fixture
def database(path):
    opened = Database(path)
    yield opened
    opened.close()


@pytest.fixture
def marks(database):
    return Marks(database)


def test_nothing_is_remembered_at_first(marks):
    assert marks.get("seen") is None


def test_what_was_remembered_outlives_the_program(path):
    first = Database(path)
    Marks(first).put("seen", "Страница 1")
    first.close()

    again = Database(path)
    assert Marks(again).get("seen") == "Страница 1"
    again.close()


def test_the_last_word_counts(marks):
    marks.put("seen", "1")
    marks.put("seen", "2")

    assert marks.get("seen") == "2"


def test_an_empty_text_is_remembered_and_none_is_forgotten(marks):
    marks.put("empty", "")
    marks.put("seen", "1")
    marks.put("seen", None)
    marks.put("never there", None)

    assert marks.get("empty") == ""
    assert marks.get("seen") is None


def test_names_are_kept_apart(marks):
    marks.put("seen", "1")
    marks.put("Seen", "2")

    assert (marks.get("seen"), marks.get("Seen")) == ("1", "2")


def test_what_is_remembered_does_not_count_as_a_change_of_a_fax(marks, database):
    enqueue(Journal(database), "B1")
    before = OutboxRows(database).sequence()
    marks.put("seen", "1")

    assert OutboxRows(database).sequence() == before
