"""The whole address book in memory, as it was at one moment: nothing of it ever changes, so any thread may ask it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice

from byfax_desktop.engine.contacts.folding import digits_of, folded
from byfax_desktop.engine.contacts.suggestion import Suggestion
from byfax_desktop.engine.contacts.text_index import TextIndex
from byfax_desktop.store.address_book import StoredContact, StoredGroup
from byfax_desktop.store.faxed import FaxedNumber

_MANY = 2
"""How many names are shown for a number that several contacts have."""


@dataclass(frozen=True)
class ContactIndex:
    """``contacts`` and ``groups`` in the order of their names, and who was ``faxed`` before by number."""

    contacts: tuple[StoredContact, ...] = ()
    groups: tuple[StoredGroup, ...] = ()
    faxed: Mapping[str, FaxedNumber] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        contacts: Iterable[StoredContact],
        groups: Iterable[StoredGroup],
        faxed: Iterable[FaxedNumber] = (),
    ) -> ContactIndex:
        """The index of these, whatever order they come in; made ready, so that asking it takes no time."""
        index = cls(
            tuple(sorted(contacts, key=_order)),
            tuple(sorted(groups, key=lambda each: (folded(each.name), each.id))),
            {each.number: each for each in faxed},
        )
        index._found, index._texts, index._names, index.by_id  # noqa: B018 - made now, on this thread
        return index

    @cached_property
    def by_id(self) -> dict[str, StoredContact]:
        """The contacts by their ids."""
        return {each.id: each for each in self.contacts}

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Who may be meant by what was typed; those a fax reached last come first."""
        suggestions, index = self._found
        return tuple(suggestions[place] for place in islice(index.find(typed), limit))

    def name_of(self, number: str) -> str:
        """Name and company of the contact with a number, of several the first ones; empty where there is none."""
        return self._names.get(digits_of(number), "")

    def with_number(self, number: str) -> tuple[StoredContact, ...]:
        """The contacts that have a number, E.164."""
        return tuple(each for each in self.contacts if number in each.numbers)

    def search(self, typed: str = "", group_id: str = "") -> tuple[StoredContact, ...]:
        """The contacts, all or those of a group, that have all that was typed anywhere in them."""
        found: Iterable[StoredContact] = self.contacts if not group_id else self._members(group_id)
        texts = self._texts
        for word in folded(typed).split():
            found = [each for each in found if word in texts[each.id]]
        return tuple(found)

    def groups_of(self, contact_id: str) -> tuple[StoredGroup, ...]:
        """The groups that a contact is in."""
        return self._groups_by_member.get(contact_id, ())

    def _members(self, group_id: str) -> tuple[StoredContact, ...]:
        members = next((each.members for each in self.groups if each.id == group_id), ())
        return tuple(self.by_id[each] for each in members if each in self.by_id)

    @cached_property
    def _groups_by_member(self) -> dict[str, tuple[StoredGroup, ...]]:
        found: dict[str, list[StoredGroup]] = {}
        for group in self.groups:
            for member in group.members:
                found.setdefault(member, []).append(group)
        return {member: tuple(groups) for member, groups in found.items()}

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {each.id: _text(each) for each in self.contacts}

    @cached_property
    def _names(self) -> dict[str, str]:
        named: dict[str, list[str]] = {}
        for contact in self.contacts:
            name = full_name(contact)
            for number in contact.numbers:
                names = named.setdefault(digits_of(number), [])
                if name and name not in names:
                    names.append(name)
        return {
            number: " / ".join(names[:_MANY]) + ("…" if len(names) > _MANY else "")
            for number, names in named.items()
        }

    @cached_property
    def _found(self) -> tuple[tuple[Suggestion, ...], TextIndex]:
        ranked = sorted((*self._people(), *self._lists()), key=_rank)
        texts = (
            (folded(f"{each.name} {each.company} {each.group}"), digits_of(each.number)) for each in ranked
        )
        return tuple(ranked), TextIndex(texts)

    def _people(self) -> Iterator[Suggestion]:
        known = set()
        for contact in self.contacts:
            for number in contact.numbers:
                known.add(number)
                yield self._suggestion(contact.name, contact.company, number)
        for faxed in self.faxed.values():
            if faxed.number not in known:
                yield self._suggestion(faxed.name, faxed.company, faxed.number)

    def _lists(self) -> Iterator[Suggestion]:
        for group in self.groups:
            members = tuple(
                self._suggestion(each.name, each.company, each.numbers[0])
                for each in self._members(group.id)
                if each.numbers
            )
            if members:
                yield Suggestion("", "", "", group.name, members=members)

    def _suggestion(self, name: str, company: str, number: str) -> Suggestion:
        faxed = self.faxed.get(number)
        if faxed is None:
            return Suggestion(name, company, number)
        when = datetime.fromtimestamp(faxed.delivered, UTC) if faxed.delivered is not None else None
        return Suggestion(name, company, number, last_delivered=when, times=faxed.times)


def title_of(contact: StoredContact) -> str:
    """What people call a contact: name and company, else the number."""
    return full_name(contact) or (contact.numbers[0] if contact.numbers else "")


def full_name(contact: StoredContact) -> str:
    """Name and company, as far as there are any."""
    return ", ".join(part for part in (contact.name, contact.company) if part)


def _order(contact: StoredContact) -> tuple[str, str, str]:
    return folded(contact.name or contact.company or title_of(contact)), folded(contact.company), contact.id


def _rank(suggestion: Suggestion) -> tuple[int, float]:
    """Those whom a fax reached last, then groups, then contacts in their order, as sorting leaves them."""
    if suggestion.last_delivered is not None:
        return 0, -suggestion.last_delivered.timestamp()
    return (1 if suggestion.group else 2), 0.0


def _text(contact: StoredContact) -> str:
    numbers = " ".join(map(digits_of, contact.numbers))
    return f"{folded(f'{contact.name} {contact.company} {contact.note}')} {numbers}"
