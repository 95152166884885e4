"""Contacts of a file put into the address book: who is there already is made one with them, and nothing is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from byfax_desktop.engine.contacts.changes import new_id
from byfax_desktop.engine.contacts.folding import folded
from byfax_desktop.engine.contacts.index import ContactIndex, title_of
from byfax_desktop.engine.contacts.reading import Candidate
from byfax_desktop.store.address_book import BookChange, StoredContact, StoredGroup


class Fate(Enum):
    """What becomes of someone in a file."""

    NEW = "New"
    ADDS = "Adds to a contact"
    KNOWN = "Already there"
    ASKS = "Asks"
    REFUSED = "Not taken"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a candidate, and the words for it."""

    candidate: Candidate
    fate: Fate
    words: str = ""


@dataclass(frozen=True, slots=True)
class Merging:
    """The outcomes in the order of the candidates, and the change that makes them so."""

    outcomes: tuple[Outcome, ...]
    change: BookChange


def merge(
    candidates: Sequence[Candidate],
    index: ContactIndex,
    agreed: Collection[int] = (),
    left: Collection[int] = (),
) -> Merging:
    """Put candidates into the address book.

    One with the number of a contact is that contact, unless both have names and these differ: two people may share a
    machine. What the contact lacks is added. ``agreed`` are the places of those whose question was answered with
    yes, ``left`` of those who are not wanted.
    """
    work = _Work(index)
    outcomes = []
    for place, candidate in enumerate(candidates):
        if not candidate.numbers:
            outcomes.append(Outcome(candidate, Fate.REFUSED, candidate.problem))
        elif (candidate.question and place not in agreed) or place in left:
            fate = Fate.ASKS if candidate.question else Fate.REFUSED
            outcomes.append(Outcome(candidate, fate, candidate.question))
        else:
            outcomes.append(work.take(candidate))
    return Merging(tuple(outcomes), work.change)


class _Work:
    """The address book as it will be, as far as it changes."""

    def __init__(self, index: ContactIndex) -> None:
        self._index = index
        self._contacts: dict[str, StoredContact | None] = {}
        self._groups: dict[str, StoredGroup | None] = {}
        self._by_number: dict[str, list[str]] = {}
        self._group_ids = {folded(group.name): group for group in index.groups}
        for contact in index.contacts:
            self._note_numbers(contact)

    @property
    def change(self) -> BookChange:
        """All that was decided."""
        return BookChange(self._contacts, self._groups)

    def take(self, candidate: Candidate) -> Outcome:
        """Make the candidate a contact, or part of one."""
        sharing = list(self._sharing(candidate))
        same = next((each for each in sharing if _is_same(each, candidate)), None)
        if same is None:
            contact = StoredContact(
                new_id(), candidate.name, candidate.company, candidate.numbers, candidate.note
            )
            fate, words = Fate.NEW, _shared_words(sharing)
        else:
            contact, added = _joined(same, candidate)
            fate, words = (Fate.ADDS if added else Fate.KNOWN), _joined_words(same, added)
        if contact is not same:
            self._contacts[contact.id] = contact
            self._note_numbers(contact)
        if self._join_groups(contact.id, candidate.groups) and fate is Fate.KNOWN:
            fate, words = Fate.ADDS, f"“{title_of(contact)}” comes to a list."
        return Outcome(candidate, fate, f"{words} {candidate.remark}".strip())

    def _sharing(self, candidate: Candidate) -> Iterator[StoredContact]:
        """The contacts that have one of the numbers, each once."""
        ids = dict.fromkeys(each for number in candidate.numbers for each in self._by_number.get(number, ()))
        for contact_id in ids:
            contact = self._contacts.get(contact_id) or self._index.by_id.get(contact_id)
            if contact:
                yield contact

    def _note_numbers(self, contact: StoredContact) -> None:
        for number in contact.numbers:
            ids = self._by_number.setdefault(number, [])
            if contact.id not in ids:
                ids.append(contact.id)

    def _join_groups(self, contact_id: str, names: Iterable[str]) -> bool:
        """Put a contact into these groups, made where there are none; whether it wasn't in all of them."""
        has_joined = False
        for name in names:
            group = self._group_ids.get(folded(name)) or StoredGroup(new_id(), name)
            if contact_id in group.members:
                continue
            has_joined = True
            group = replace(group, members=(*group.members, contact_id))
            self._group_ids[folded(name)] = self._groups[group.id] = group
        return has_joined


def _is_same(contact: StoredContact, candidate: Candidate) -> bool:
    """Whether the names of two with the same number speak for one person, or one company."""
    mine, theirs = folded(contact.name), folded(candidate.name)
    if mine and theirs:
        return mine == theirs
    mine, theirs = folded(contact.company), folded(candidate.company)
    return not mine or not theirs or mine == theirs


def _joined(contact: StoredContact, candidate: Candidate) -> tuple[StoredContact, tuple[str, ...]]:
    """The contact with what it lacked, and what that was; a company or note that differs goes into the note."""
    more = [each for each in candidate.numbers if each not in contact.numbers]
    notes = [contact.note] if contact.note else []
    if contact.company and candidate.company and folded(contact.company) != folded(candidate.company):
        notes.append(candidate.company)
    notes.append(candidate.note)
    told: list[str] = []
    for text in notes:
        if text and not any(text in each for each in told):
            told.append(text)
    joined = replace(
        contact,
        name=contact.name or candidate.name,
        company=contact.company or candidate.company,
        numbers=(*contact.numbers, *more),
        note="\n".join(told),
    )
    added = tuple(
        words
        for words, is_new in (
            ("the name", joined.name != contact.name),
            ("the company", joined.company != contact.company),
            ("a number" if len(more) == 1 else f"{len(more)} numbers", bool(more)),
            ("a note", joined.note != contact.note),
        )
        if is_new
    )
    return (joined if added else contact), added


def _joined_words(contact: StoredContact, added: tuple[str, ...]) -> str:
    who = title_of(contact)
    return f"“{who}” gets {' and '.join(added)}." if added else f"“{who}” is there already."


def _shared_words(sharing: Sequence[StoredContact]) -> str:
    return f"“{title_of(sharing[0])}” has the same number." if sharing else ""
