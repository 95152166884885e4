"""The address book written to files that other programs read, and that this one reads back."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from byfax_desktop.engine.contacts.index import ContactIndex
from byfax_desktop.engine.recipients.export import write_csv
from byfax_desktop.engine.recipients.vcard import CardNumber, Contact
from byfax_desktop.engine.recipients.vcard_text import to_vcard
from byfax_desktop.store.address_book import StoredContact

_COLUMNS = ("Name", "Company", "Fax number", "Note", "Lists")
_BETWEEN_NUMBERS = " / "
_BETWEEN_GROUPS = "; "
_CARDS = (".vcf", ".vcard")


def write_contacts(path: Path, contacts: Iterable[StoredContact], index: ContactIndex) -> None:
    """A vCard file where ``path`` ends in .vcf, else CSV; readable by its owner alone. Raises OSError.

    Cards have no note and no lists.
    """
    if path.suffix.casefold() in _CARDS:
        _write_cards(path, contacts)
    else:
        write_csv(path, _COLUMNS, [_row(each, index) for each in contacts])


def _row(contact: StoredContact, index: ContactIndex) -> tuple[str, ...]:
    lists = _BETWEEN_GROUPS.join(group.name for group in index.groups_of(contact.id))
    return contact.name, contact.company, _BETWEEN_NUMBERS.join(contact.numbers), contact.note, lists


def _write_cards(path: Path, contacts: Iterable[StoredContact]) -> None:
    # Version 3.0: every address book reads it.
    text = to_vcard((_card(each) for each in contacts), "3.0")
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(text.encode(errors="replace"))


def _card(contact: StoredContact) -> Contact:
    kinds = [frozenset({"fax"})] * len(contact.numbers)
    if len(kinds) > 1:
        kinds[0] = frozenset({"fax", "pref"})
    numbers = (CardNumber(number, types) for number, types in zip(contact.numbers, kinds, strict=True))
    return Contact(contact.name, contact.company, tuple(numbers))
