"""What a person does to the address book, as changes that can be made and undone."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import replace

from byfax_desktop.engine.contacts.folding import folded
from byfax_desktop.engine.contacts.index import ContactIndex
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.store.address_book import BookChange, StoredContact, StoredGroup


def new_id() -> str:
    """An id that nothing else has, on whatever computer."""
    return uuid.uuid4().hex


def keeping(contact: StoredContact) -> BookChange:
    """A contact is new, or is to be like this; one without an id gets one."""
    kept = contact if contact.id else replace(contact, id=new_id())
    return BookChange({kept.id: kept})


def removing(contact_ids: Iterable[str]) -> BookChange:
    """These contacts go, also from their groups."""
    return BookChange(dict.fromkeys(contact_ids))


def naming_group(index: ContactIndex, name: str, group_id: str = "") -> BookChange:
    """A new group, or another name for one. Raises EngineTrouble where another one has it."""
    name = " ".join(name.split())
    _refuse_taken(index, name, group_id)
    known = _group(index, group_id)
    group = replace(known, name=name) if known else StoredGroup(group_id or new_id(), name)
    return BookChange(groups={group.id: group})


def removing_group(group_id: str) -> BookChange:
    """A group goes; its members stay in the address book."""
    return BookChange(groups={group_id: None})


def joining(index: ContactIndex, group_id: str, contact_ids: Iterable[str]) -> BookChange:
    """These contacts come to the end of a group; who is in it already keeps their place."""
    group = _group(index, group_id)
    if group is None:
        return BookChange()
    return BookChange(
        groups={group_id: replace(group, members=tuple(dict.fromkeys((*group.members, *contact_ids))))}
    )


def leaving(index: ContactIndex, group_id: str, contact_ids: Collection[str]) -> BookChange:
    """These contacts go from a group, and stay in the address book."""
    group = _group(index, group_id)
    if group is None:
        return BookChange()
    members = tuple(each for each in group.members if each not in contact_ids)
    return BookChange(groups={group_id: replace(group, members=members)})


def moving(index: ContactIndex, group_id: str, contact_ids: Collection[str], down: bool) -> BookChange:
    """These members of a group stand one place further up or down; at its end they stay."""
    group = _group(index, group_id)
    if group is None:
        return BookChange()
    members = list(group.members[::-1] if down else group.members)
    for place, each in enumerate(members):
        if place and each in contact_ids and members[place - 1] not in contact_ids:
            members[place - 1 : place + 1] = each, members[place - 1]
    return BookChange(groups={group_id: replace(group, members=tuple(members[::-1] if down else members))})


def _group(index: ContactIndex, group_id: str) -> StoredGroup | None:
    return next((each for each in index.groups if each.id == group_id), None)


def _refuse_taken(index: ContactIndex, name: str, group_id: str) -> None:
    if not folded(name):
        raise EngineTrouble("A list needs a name.", "Type one.")
    if any(folded(each.name) == folded(name) and each.id != group_id for each in index.groups):
        raise EngineTrouble(f"There is a list “{name}” already.", "Choose another name.")
