"""Drafts: a fax that is being written outlives the program, until it is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_samples import NOW, submission

from byfax_desktop.store.database import Database
from byfax_desktop.store.drafts import StoredDraft, StoredDrafts
from byfax_desktop.store.journal import Journal

LETTER = StoredDraft("D1", '{"subject": "Письмо"}', NOW)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "faxes.db"


@pytest.fixture
def database(path):
    opened = Database(path)
    yield opened
    opened.close()


@pytest.fixture
def drafts(database):
    return StoredDrafts(database)


def test_a_draft_outlives_the_program(path):
    first = Database(path)
    assert StoredDrafts(first).keep(LETTER)
    first.close()

    again = Database(path)
    assert StoredDrafts(again).all() == (LETTER,)
    again.close()


def test_a_draft_takes_the_place_of_its_earlier_self(drafts):
    later = replace(LETTER, content="{}", changed=NOW + 1)
    drafts.keep(LETTER)
    drafts.keep(later)

    assert drafts.all() == (later,)


def test_the_draft_that_was_changed_last_comes_first(drafts):
    for name, changed in (("old", NOW), ("new", NOW + 2), ("middle", NOW + 1)):
        drafts.keep(StoredDraft(name, "{}", changed))

    assert [draft.id for draft in drafts.all()] == ["new", "middle", "old"]


def test_a_draft_is_forgotten_alone(drafts):
    drafts.keep(LETTER)
    drafts.keep(replace(LETTER, id="D2"))

    drafts.drop("D1")
    drafts.drop("never there")

    assert [draft.id for draft in drafts.all()] == ["D2"]


def test_a_draft_that_was_sent_meanwhile_does_not_come_back(drafts, database):
    """The last thing typed may be kept a moment after Send was pressed: it must not be there to be sent again."""
    drafts.keep(LETTER)
    Journal(database).enqueue([submission("B1")], NOW, NOW, "D1")

    assert not drafts.keep(replace(LETTER, changed=NOW + 1))

    assert drafts.all() == ()


def test_a_draft_is_kept_while_another_was_sent(drafts, database):
    Journal(database).enqueue([submission("B1")], NOW, NOW, "D2")
    Journal(database).enqueue([submission("B2")], NOW, NOW)

    assert drafts.keep(LETTER)
    assert drafts.all() == (LETTER,)
