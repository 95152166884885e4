"""The address book on the disk: contacts with their numbers, and distribution lists. All accounts share it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from byfax_desktop.store.address_book_shape import ADDRESS_BOOK
from byfax_desktop.store.database import Database

FILE_NAME = "contacts.db"
_AT_ONCE = 500
"""How many ids are asked for in one statement."""


@dataclass(frozen=True, slots=True)
class StoredContact:
    """Someone to fax to; ``numbers`` are E.164, each once, and the first one is the one that is used unasked."""

    id: str
    name: str = ""
    company: str = ""
    numbers: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class StoredGroup:
    """A distribution list; ``members`` are the ids of contacts, each once, in the order in which they get a fax."""

    id: str
    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BookChange:
    """What contacts and groups are to be, by id; None for one that is to go. What isn't named stays."""

    contacts: Mapping[str, StoredContact | None] = field(default_factory=dict)
    groups: Mapping[str, StoredGroup | None] = field(default_factory=dict)


class AddressBook:
    """One file; several programs may have it open. All methods raise StoreTrouble."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it. Raises StoreTrouble where it is damaged or of a newer version."""
        self._database = Database(path, ADDRESS_BOOK)

    def contacts(self) -> tuple[StoredContact, ...]:
        """All contacts, in no order."""
        numbers: dict[str, list[str]] = {}
        rows = self._database.rows("SELECT contact_id, number FROM contact_number ORDER BY position")
        for contact_id, number in rows:
            numbers.setdefault(contact_id, []).append(number)
        return tuple(
            _contact(row, numbers.get(row["id"], ())) for row in self._database.rows("SELECT * FROM contact")
        )

    def groups(self) -> tuple[StoredGroup, ...]:
        """All groups, in no order."""
        members: dict[str, list[str]] = {}
        rows = self._database.rows("SELECT group_id, contact_id FROM group_member ORDER BY position")
        for group_id, contact_id in rows:
            members.setdefault(group_id, []).append(contact_id)
        return tuple(
            StoredGroup(row["id"], row["name"], tuple(members.get(row["id"], ())))
            for row in self._database.rows("SELECT * FROM contact_group")
        )

    def apply(self, change: BookChange) -> BookChange:
        """Make all of a change, or nothing; returns the change that undoes it.

        Members that there are not, or not any more, are left out of groups.
        """
        with self._database.transaction() as connection:
            before = _before(connection, change)
            for contact_id, contact in change.contacts.items():
                _put_contact(connection, contact_id, contact)
            for group_id, group in change.groups.items():
                _put_group(connection, group_id, group)
        return before

    def change_count(self) -> int:
        """A number that changes whenever another program has written to the file."""
        return self._database.change_count()

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _before(connection: sqlite3.Connection, change: BookChange) -> BookChange:
    """What the change is about to alter, as it is now: with a contact, also the groups that it would leave."""
    gone = [each for each, contact in change.contacts.items() if contact is None]
    groups: dict[str, StoredGroup | None] = dict.fromkeys(change.groups)
    for chunk in _chunks(gone):
        query = f"SELECT DISTINCT group_id FROM group_member WHERE contact_id IN ({_marks(chunk)})"  # noqa: S608
        groups.update((row[0], None) for row in connection.execute(query, chunk))
    for group_id in groups:
        groups[group_id] = _stored_group(connection, group_id)
    contacts: dict[str, StoredContact | None] = dict.fromkeys(change.contacts)
    for contact_id in contacts:
        contacts[contact_id] = _stored_contact(connection, contact_id)
    return BookChange(contacts, groups)


def _stored_contact(connection: sqlite3.Connection, contact_id: str) -> StoredContact | None:
    row = connection.execute("SELECT * FROM contact WHERE id = ?", (contact_id,)).fetchone()
    if row is None:
        return None
    query = "SELECT number FROM contact_number WHERE contact_id = ? ORDER BY position"
    return _contact(row, [each[0] for each in connection.execute(query, (contact_id,))])


def _stored_group(connection: sqlite3.Connection, group_id: str) -> StoredGroup | None:
    row = connection.execute("SELECT name FROM contact_group WHERE id = ?", (group_id,)).fetchone()
    if row is None:
        return None
    query = "SELECT contact_id FROM group_member WHERE group_id = ? ORDER BY position"
    return StoredGroup(group_id, row[0], tuple(each[0] for each in connection.execute(query, (group_id,))))


def _put_contact(connection: sqlite3.Connection, contact_id: str, contact: StoredContact | None) -> None:
    if contact is None:
        connection.execute("DELETE FROM contact WHERE id = ?", (contact_id,))
        return
    # Not replaced: that would take the contact out of its groups.
    connection.execute(
        "INSERT INTO contact (id, name, company, note) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
        " SET name = excluded.name, company = excluded.company, note = excluded.note",
        (contact_id, contact.name, contact.company, contact.note),
    )
    connection.execute("DELETE FROM contact_number WHERE contact_id = ?", (contact_id,))
    connection.executemany(
        "INSERT INTO contact_number (contact_id, position, number) VALUES (?, ?, ?)",
        [(contact_id, place, number) for place, number in enumerate(dict.fromkeys(contact.numbers))],
    )


def _put_group(connection: sqlite3.Connection, group_id: str, group: StoredGroup | None) -> None:
    connection.execute("DELETE FROM contact_group WHERE id = ?", (group_id,))
    if group is None:
        return
    connection.execute("INSERT INTO contact_group (id, name) VALUES (?, ?)", (group_id, group.name))
    connection.executemany(
        "INSERT INTO group_member (group_id, position, contact_id) SELECT ?, ?, id FROM contact WHERE id = ?",
        [(group_id, place, member) for place, member in enumerate(dict.fromkeys(group.members))],
    )


def _contact(row: sqlite3.Row, numbers: Iterable[str]) -> StoredContact:
    return StoredContact(row["id"], row["name"], row["company"], tuple(numbers), row["note"])


def _chunks(ids: list[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while chunk := list(islice(rest, _AT_ONCE)):
        yield chunk


def _marks(ids: list[str]) -> str:
    return ", ".join("?" * len(ids))
