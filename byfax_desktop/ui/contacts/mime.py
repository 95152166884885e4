"""Contacts on their way by mouse or clipboard, to Compose or to other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

if TYPE_CHECKING:
    from byfax_desktop.store.address_book import StoredContact

CONTACTS = "application/x-byfax-contacts"
"""A JSON list of objects with name, company and number."""
CONTACT_IDS = "application/x-byfax-contact-ids"
"""A JSON list of the ids of the same contacts, for the lists of the address book."""


def mime_of(contacts: Iterable[StoredContact]) -> QMimeData:
    """The contacts with the number of each that is used unasked, also as lines that any program takes."""
    contacts = tuple(contacts)
    people = [(each.name, each.company, each.numbers[0]) for each in contacts if each.numbers]
    data = QMimeData()
    told = [{"name": name, "company": company, "number": number} for name, company, number in people]
    data.setData(CONTACTS, json.dumps(told).encode())
    data.setData(CONTACT_IDS, json.dumps([each.id for each in contacts]).encode())
    data.setText("\n".join("\t".join(person) for person in people))
    return data


def ids_of(data: QMimeData) -> tuple[str, ...]:
    """The ids of contacts that are dragged."""
    return tuple(json.loads(bytes(data.data(CONTACT_IDS).data()) or "[]"))
