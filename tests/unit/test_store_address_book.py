"""The address book on the disk: whatever happens to it can be undone, and it is as it was after a restart."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from byfax_desktop.store.address_book import AddressBook, BookChange, StoredContact, StoredGroup
from byfax_desktop.store.trouble import StoreTrouble

ANNA = StoredContact("a", "Anna Berg", "Nordwind", ("+4930123456", "+4930123457"), "Calls back")
INNA = StoredContact("i", "Инна", "", ("+375170000001",))
BRANCHES = StoredGroup("g", "Branches", ("i", "a"))

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
ids = st.sampled_from("abcdef")
numbers = st.lists(st.integers(10**7, 10**14).map("+{}".format), unique=True, max_size=3).map(tuple)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "contacts.db"


@contextmanager
def opening(path):
    book = AddressBook(path)
    try:
        yield book
    finally:
        book.close()


def putting(*rows):
    """The change after which there are these contacts and groups too."""
    return BookChange(
        {each.id: each for each in rows if isinstance(each, StoredContact)},
        {each.id: each for each in rows if isinstance(each, StoredGroup)},
    )


def content(book):
    return {each.id: each for each in book.contacts()}, {each.id: each for each in book.groups()}


def test_contacts_and_groups_outlive_the_program(path):
    with opening(path) as book:
        book.apply(putting(ANNA, INNA, BRANCHES))

    with opening(path) as again:
        assert content(again) == ({"a": ANNA, "i": INNA}, {"g": BRANCHES})


def test_a_changed_contact_keeps_its_groups_and_the_order_of_its_numbers(path):
    other = replace(ANNA, name="Anna Berg-Stein", numbers=ANNA.numbers[::-1])
    with opening(path) as book:
        book.apply(putting(ANNA, INNA, BRANCHES))
        book.apply(putting(other))

        assert content(book) == ({"a": other, "i": INNA}, {"g": BRANCHES})


def test_a_removed_contact_leaves_its_groups_and_comes_back_to_its_place_there(path):
    with opening(path) as book:
        book.apply(putting(ANNA, INNA, BRANCHES))
        undo = book.apply(BookChange({"i": None}))
        assert content(book) == ({"a": ANNA}, {"g": replace(BRANCHES, members=("a",))})

        redo = book.apply(undo)
        assert content(book) == ({"a": ANNA, "i": INNA}, {"g": BRANCHES})

        book.apply(redo)
        assert content(book)[0] == {"a": ANNA}


def test_a_member_that_is_gone_is_left_out(path):
    with opening(path) as book:
        book.apply(putting(ANNA, BRANCHES))

        assert book.groups() == (replace(BRANCHES, members=("a",)),)


def test_of_a_change_that_fails_nothing_is_left(path):
    with opening(path) as book:
        book.apply(putting(ANNA))
        broken = StoredContact("b", "B", "", (None,))  # type: ignore[arg-type]

        with pytest.raises(StoreTrouble):
            book.apply(BookChange({"a": None, "b": broken}))

        assert content(book)[0] == {"a": ANNA}


def test_many_contacts_go_and_come_back_at_once(path):
    many = [StoredContact(str(place), f"Person {place}") for place in range(1200)]
    everyone = StoredGroup("g", "Everyone", tuple(each.id for each in many))
    with opening(path) as book:
        book.apply(putting(*many, everyone))
        undo = book.apply(BookChange({each.id: None for each in many}))
        assert content(book) == ({}, {"g": replace(everyone, members=())})

        book.apply(undo)
        assert content(book) == ({each.id: each for each in many}, {"g": everyone})


def test_another_program_that_writes_is_noticed(path):
    with opening(path) as book, opening(path) as other:
        before = book.change_count()
        book.apply(putting(INNA))
        assert book.change_count() == before
        other.apply(putting(ANNA))

        assert book.change_count() != before
        assert set(content(book)[0]) == {"a", "i"}


def test_a_damaged_file_is_told_of_in_its_own_words_and_left_alone(path):
    path.parent.mkdir(parents=True)
    path.write_bytes(b"not a database at all" * 500)

    with pytest.raises(StoreTrouble) as caught:
        AddressBook(path)

    assert caught.value.what == "The address book on this computer is damaged."
    assert "contacts.db" in caught.value.do
    assert "faxes" not in caught.value.do
    assert path.read_bytes().startswith(b"not a database")


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_nobody_else_may_read_it(path):
    before = os.umask(0)
    try:
        with opening(path) as book:
            book.apply(putting(ANNA))
            modes = {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    finally:
        os.umask(before)

    assert modes == {0o600}


@st.composite
def contacts(draw):
    return StoredContact(draw(ids), draw(texts), draw(texts), draw(numbers), draw(texts))


@st.composite
def groups(draw):
    members = draw(st.lists(ids, unique=True))
    return StoredGroup(draw(st.sampled_from("xyz")), draw(texts), tuple(members))


class Book(RuleBasedStateMachine):
    """The file against two dictionaries."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "contacts.db"
        self.book = AddressBook(self.path)
        self.contacts = {}
        self.groups = {}
        self.undoings = []

    @rule(changed=st.lists(contacts()), gone=st.sets(ids), lists=st.lists(groups()))
    def change(self, changed, gone, lists):
        named = {each.id: each for each in changed} | dict.fromkeys(gone)
        grouped = {each.id: each for each in lists}
        self.undoings.append((self.book.apply(BookChange(named, grouped)), self.contacts, self.groups))
        self.contacts = _without_nothing(self.contacts | named)
        self.groups = {
            key: replace(each, members=tuple(m for m in each.members if m in self.contacts))
            for key, each in (self.groups | grouped).items()
        }

    @rule(group=st.sampled_from("xyz"))
    def drop_group(self, group):
        self.undoings.append((self.book.apply(BookChange(groups={group: None})), self.contacts, self.groups))
        self.groups = {key: each for key, each in self.groups.items() if key != group}

    @rule()
    def undo(self):
        if self.undoings:
            undoing, self.contacts, self.groups = self.undoings.pop()
            self.book.apply(undoing)

    @rule()
    def start_again(self):
        self.book.close()
        self.book = AddressBook(self.path)

    @invariant()
    def nothing_else_is_there(self):
        assert content(self.book) == (self.contacts, self.groups)

    def teardown(self):
        self.book.close()
        self.folder.cleanup()


def _without_nothing(rows):
    return {key: row for key, row in rows.items() if row is not None}


TestBook = Book.TestCase
TestBook.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)
