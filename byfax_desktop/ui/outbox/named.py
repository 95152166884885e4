"""The sent faxes with the names that the address book has for numbers without one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage

NameOf = Callable[[str | None], str]
"""The name that a number has in the address book; empty where it has none."""


def named_fax(entry: OutboxEntry, name_of: NameOf) -> OutboxEntry:
    """A fax with the names of its recipients; the same object where the address book has none to add."""
    messages = tuple(named_person(each, name_of) for each in entry.messages)
    is_same = all(new is old for new, old in zip(messages, entry.messages, strict=True))
    return entry if is_same else replace(entry, messages=messages)


def named_person(message: OutboxMessage, name_of: NameOf) -> OutboxMessage:
    """A recipient with a name: what was said of them when the fax was sent counts more than what is known now."""
    if message.name or message.company:
        return message
    name = name_of(message.message.number)
    # All fields by hand is faster than ``replace``, and there may be ten thousand.
    if not name:
        return message
    return type(message)(message.message, name, message.company, message.news, message.expected_station)
