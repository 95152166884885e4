"""Finding contacts while a person types."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.engine.contacts.folding import digits_of, folded, is_number, without_prefix
from byfax_desktop.engine.contacts.index import ContactIndex, full_name
from byfax_desktop.engine.contacts.suggestion import Suggestion
from byfax_desktop.engine.contacts.text_index import TextIndex
from byfax_desktop.store.address_book import StoredContact, StoredGroup
from byfax_desktop.store.faxed import FaxedNumber

BERLIN, BERLIN_2, MINSK = "+4930123456", "+4930123457", "+375170000001"
ANNA = StoredContact("a", "Anna Berg", "Nordwind GmbH", (BERLIN, BERLIN_2))
PETER = StoredContact("p", "Пётр Ковалёв", "ООО «Ромашка 7»", (MINSK,))
BERGER = StoredContact("b", "Ulf Berger", "", ("+4989555555",))
EVERYONE = StoredGroup("g", "Branches", ("p", "a"))


def index(contacts=(ANNA, PETER, BERGER), groups=(), faxed=()):
    return ContactIndex.of(contacts, groups, faxed)


def named(found):
    return [each.name or each.group or each.number for each in found]


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("anna", ["Anna Berg", "Anna Berg"]),
        ("ANN BER", ["Anna Berg", "Anna Berg"]),
        ("ber ann", ["Anna Berg", "Anna Berg"]),
        ("nord", ["Anna Berg", "Anna Berg"]),
        ("петр", ["Пётр Ковалёв"]),
        ("КОВАЛЁВ", ["Пётр Ковалёв"]),
        ("ромашка 7", ["Пётр Ковалёв"]),
        ("«ромашка", ["Пётр Ковалёв"]),
        ("ooo", []),
        ("rg", []),
        ("", []),
        ("  ", []),
        ("«»", []),
    ],
)
def test_beginnings_of_words_find_a_contact_however_they_are_written(typed, who):
    assert named(index().suggest(typed)) == who


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+49 30 123457", BERLIN_2),
        ("0049 30 123457", BERLIN_2),
        ("030 123457", BERLIN_2),
        ("123457", BERLIN_2),
        ("8 017 000 0001", MINSK),
        ("+375", MINSK),
        ("anna 3457", BERLIN_2),
        ("anna 030123457", BERLIN_2),
    ],
)
def test_digits_find_a_number_dialled_from_wherever(typed, number):
    assert [each.number for each in index().suggest(typed)] == [number]


def test_a_number_that_begins_with_the_digits_comes_before_one_that_has_them():
    others = [StoredContact("1", "A", "", ("+3749111",)), StoredContact("2", "B", "", ("+4911111",))]

    assert named(index(others).suggest("49")) == ["B", "A"]


def test_who_begins_with_what_was_typed_comes_before_whose_second_word_does():
    berg = StoredContact("c", "Bergmann", "", ("+4940777777",))

    assert named(index([ANNA, berg]).suggest("berg")) == ["Bergmann", "Anna Berg", "Anna Berg"]


def test_whom_a_fax_reached_last_comes_first_and_tells_when():
    reached = [FaxedNumber(MINSK, "", "", 3, 1_795_000_000), FaxedNumber(BERLIN_2, "", "", 1, 1_795_000_900)]
    people = [
        StoredContact("1", "A One", "", ("+4930111111",)),
        ANNA,
        StoredContact("2", "A Two", "", (MINSK,)),
    ]

    found = index(people, faxed=reached).suggest("a")

    assert [(each.name, each.times) for each in found] == [
        ("Anna Berg", 1),
        ("A Two", 3),
        ("A One", 0),
        ("Anna Berg", 0),
    ]
    assert found[0].last_delivered == datetime.fromtimestamp(1_795_000_900, UTC)
    assert found[2].last_delivered is None


def test_a_number_faxed_before_is_found_once_under_the_name_of_its_contact():
    faxed = [
        FaxedNumber(BERLIN, "Anna B. (old)", "", 1, 1),
        FaxedNumber("+4930999", "Dr Lee", "Ward 7", 0, None),
    ]

    assert named(index([ANNA], faxed=faxed).suggest("+4930")) == ["Anna Berg", "Anna Berg", "Dr Lee"]
    assert named(index([ANNA], faxed=faxed).suggest("ward")) == ["Dr Lee"]


def test_a_list_is_one_suggestion_with_its_members_in_their_order():
    empty = StoredGroup("e", "Bra of nobody", ())

    (found,) = index(groups=(empty, EVERYONE)).suggest("bra")

    assert (found.group, found.number) == ("Branches", "")
    assert found.members == (
        Suggestion("Пётр Ковалёв", "ООО «Ромашка 7»", MINSK),
        Suggestion("Anna Berg", "Nordwind GmbH", BERLIN),
    )


def test_no_more_are_suggested_than_are_wanted():
    many = [StoredContact(str(place), f"Anna {place}", "", (f"+4930{place:06}",)) for place in range(50)]

    assert len(index(many).suggest("anna")) == 8
    assert len(index(many).suggest("anna", 3)) == 3


def test_a_number_has_the_name_of_its_contact_however_it_is_written():
    assert index().name_of("49 30 123457") == "Anna Berg, Nordwind GmbH"
    assert index().name_of(MINSK) == full_name(PETER)
    assert index().name_of("+1212555") == ""
    assert index().name_of("") == ""


def test_a_number_that_several_have_has_all_their_names():
    shared = [StoredContact(str(place), f"Person {place}", "", (BERLIN,)) for place in range(3)]

    assert index(shared[:2]).name_of(BERLIN) == "Person 0 / Person 1"
    assert index(shared).name_of(BERLIN) == "Person 0 / Person 1…"


def test_the_window_finds_what_is_anywhere_in_a_contact_in_all_or_in_a_group():
    noted = StoredContact("n", "Zoé", "", ("+33123456789",), "Only in the morning")
    all_of_them = index([noted, PETER, ANNA, BERGER], (EVERYONE,))

    assert named(all_of_them.search()) == ["Anna Berg", "Ulf Berger", "Zoé", "Пётр Ковалёв"]
    assert named(all_of_them.search("morn")) == ["Zoé"]
    assert named(all_of_them.search("zoe")) == ["Zoé"]
    assert named(all_of_them.search("erg")) == ["Anna Berg", "Ulf Berger"]
    assert named(all_of_them.search("123456 berg")) == ["Anna Berg"]
    assert named(all_of_them.search("", "g")) == ["Пётр Ковалёв", "Anna Berg"]
    assert named(all_of_them.search("anna", "g")) == ["Anna Berg"]
    assert all_of_them.search("", "gone") == ()
    assert all_of_them.groups_of("a") == (EVERYONE,)
    assert all_of_them.groups_of("n") == ()


WORDS = st.lists(st.text("abcé ", max_size=6), max_size=4).map(" ".join)


@given(
    st.lists(st.tuples(WORDS, st.text("0123", max_size=5)), max_size=12),
    st.one_of(WORDS, st.text("0123 ", max_size=4)),
)
def test_the_index_finds_what_asking_each_entry_finds(entries, typed):
    listed = [(folded(words), digits) for words, digits in entries]

    found = list(TextIndex(listed).find(typed))

    assert len(found) == len(set(found))
    assert set(found) == {place for place, entry in enumerate(listed) if matches(entry, typed)}


def matches(entry, typed):
    words, digits = entry
    wanted = folded(typed).split()
    if not wanted:
        return False
    beginnings = all(
        any(word.startswith(each) for word in words.split())
        or (each.isdigit() and not is_number(typed) and any(part in digits for part in without_prefix(each)))
        for each in wanted
    )
    numbers = without_prefix(digits_of(typed)) if is_number(typed) else ()
    return beginnings or any(each in digits for each in numbers)
