"""The address book in memory and on the disk, and what a person does to it."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from byfax_desktop.engine.contacts.book import Contacts
from byfax_desktop.engine.contacts.changes import (
    joining,
    keeping,
    leaving,
    moving,
    naming_group,
    removing,
    removing_group,
)
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.store.address_book import BookChange, StoredContact, StoredGroup
from byfax_desktop.store.faxed import FaxedNumber
from byfax_desktop.store.trouble import StoreTrouble

BERLIN, MINSK = "+4930123456", "+375170000001"
ANNA = StoredContact("a", "Anna Berg", "Nordwind", (BERLIN,))
INNA = StoredContact("i", "Инна", "", (MINSK,))


@pytest.fixture
def book(tmp_path):
    opened = Contacts(tmp_path)
    opened.refresh()
    yield opened
    opened.close()


def named(book):
    return [each.name for each in book.index.contacts]


def group(book, name):
    return next(each for each in book.index.groups if each.name == name)


def test_a_contact_is_there_at_once_and_after_a_restart(tmp_path, book):
    book.apply(keeping(replace(ANNA, id="")))
    assert book.index.name_of(BERLIN) == "Anna Berg, Nordwind"
    assert book.index.contacts[0].id

    again = Contacts(tmp_path)
    assert named(again) == []
    assert again.refresh()
    assert named(again) == ["Anna Berg"]
    again.close()


def test_what_was_removed_comes_back_with_its_lists(book):
    book.apply(BookChange({"a": ANNA, "i": INNA}))
    book.apply(lambda index: naming_group(index, "Branches"))
    book.apply(lambda index: joining(index, group(book, "Branches").id, ["i", "a"]))

    undoing = book.apply(removing(["i", "a"]))
    assert named(book) == []
    assert group(book, "Branches").members == ()

    book.apply(undoing)
    assert named(book) == ["Anna Berg", "Инна"]
    assert group(book, "Branches").members == ("i", "a")


def test_a_member_joins_once_and_leaves_without_leaving_the_book(book):
    book.apply(BookChange({"a": ANNA, "i": INNA}))
    book.apply(lambda index: naming_group(index, "Branches"))
    branches = group(book, "Branches").id

    book.apply(lambda index: joining(index, branches, ["a"]))
    book.apply(lambda index: joining(index, branches, ["a", "i"]))
    assert group(book, "Branches").members == ("a", "i")

    book.apply(lambda index: leaving(index, branches, ["a"]))
    assert group(book, "Branches").members == ("i",)
    assert named(book) == ["Anna Berg", "Инна"]


@pytest.mark.parametrize(
    ("moved", "down", "order"),
    [
        ("c", False, "acbd"),
        ("c", True, "abdc"),
        ("a", False, "abcd"),
        ("d", True, "abcd"),
        ("bd", False, "badc"),
        ("ab", True, "cabd"),
        ("cd", True, "abcd"),
        ("abcd", False, "abcd"),
    ],
)
def test_members_move_up_and_down_together(book, moved, down, order):
    people = {each: StoredContact(each, each, "", (f"+493012345{ord(each)}",)) for each in "abcd"}
    book.apply(BookChange(people, {"g": StoredGroup("g", "Branches", tuple("abcd"))}))

    undoing = book.apply(lambda index: moving(index, "g", set(moved), down))
    assert "".join(group(book, "Branches").members) == order

    book.apply(undoing)
    assert "".join(group(book, "Branches").members) == "abcd"


def test_a_list_is_renamed_with_its_members_and_goes_without_them(book):
    book.apply(BookChange({"a": ANNA}))
    book.apply(lambda index: naming_group(index, "Branches"))
    branches = group(book, "Branches").id
    book.apply(lambda index: joining(index, branches, ["a"]))

    book.apply(lambda index: naming_group(index, "  All   branches ", branches))
    assert group(book, "All branches").members == ("a",)

    book.apply(removing_group(branches))
    assert (book.index.groups, named(book)) == ((), ["Anna Berg"])


@pytest.mark.parametrize("name", ["branches", " BRANCHES ", "Bránches"])
def test_two_lists_have_no_name_in_common(book, name):
    book.apply(lambda index: naming_group(index, "Branches"))

    with pytest.raises(EngineTrouble) as caught:
        book.apply(lambda index: naming_group(index, name))

    assert "already" in caught.value.what
    assert len(book.index.groups) == 1
    own = group(book, "Branches").id
    book.apply(lambda index: naming_group(index, name, own))


def test_a_list_needs_a_name(book):
    with pytest.raises(EngineTrouble):
        book.apply(lambda index: naming_group(index, " … "))


def test_a_list_that_is_gone_meanwhile_is_let_go(book):
    book.apply(joining(book.index, "gone", ["a"]))
    book.apply(leaving(book.index, "gone", ["a"]))

    assert book.index.groups == ()


def test_what_another_program_writes_is_read_when_it_is_asked_for(tmp_path, book):
    assert not book.refresh()
    other = Contacts(tmp_path)
    other.apply(BookChange({"a": ANNA}))
    other.close()

    assert named(book) == []
    assert book.refresh()
    assert named(book) == ["Anna Berg"]
    assert not book.refresh()


def test_a_change_is_made_to_what_another_program_has_left(tmp_path, book):
    book.apply(BookChange({"a": ANNA, "i": INNA}, {"g": StoredGroup("g", "Branches")}))
    other = Contacts(tmp_path)
    other.apply(lambda index: joining(index, "g", ["i"]))
    other.close()

    book.apply(lambda index: joining(index, "g", ["a"]))

    assert group(book, "Branches").members == ("i", "a")


def test_numbers_faxed_before_are_suggested_until_others_are_told(book):
    book.apply(BookChange({"a": ANNA}))
    book.know_faxed([FaxedNumber(MINSK, "Инна", "", 2, 1)])
    assert [each.number for each in book.index.suggest("инна")] == [MINSK]
    before = book.index
    book.know_faxed([FaxedNumber(MINSK, "Инна", "", 2, 1)])
    assert book.index is before, "nothing is made again that is the same"

    book.apply(BookChange({"i": replace(INNA, name="Инна К.")}))
    assert [(each.name, each.times) for each in book.index.suggest("инна")] == [("Инна К.", 2)]

    book.know_faxed([])
    assert [each.times for each in book.index.suggest("инна")] == [0]
    assert named(book) == ["Anna Berg", "Инна К."]


def test_a_file_that_cannot_be_read_is_told_of_and_can_be_tried_again(tmp_path):
    broken = tmp_path / "contacts.db"
    broken.write_bytes(b"nothing like a database" * 500)
    book = Contacts(tmp_path)
    with pytest.raises(StoreTrouble):
        book.refresh()
    assert book.index.suggest("a") == ()

    broken.unlink()
    assert book.refresh()
    book.close()


def test_changes_of_many_threads_are_all_made(book):
    def add(place):
        book.apply(keeping(StoredContact("", f"Person {place}", "", (f"+4930{place:06}",))))
        assert book.index.name_of(f"+4930{place:06}") == f"Person {place}"

    threads = [threading.Thread(target=add, args=(place,)) for place in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(named(book)) == sorted(f"Person {place}" for place in range(12))
