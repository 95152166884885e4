"""The sent faxes with the names that the address book has for numbers without one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage


class NamedFaxes:
    """An entry that stays the same, and whose names do, stays the same object: only what differs is drawn again."""

    def __init__(self, name_of: Callable[[str | None], str]) -> None:
        self._name_of = name_of
        self._known: dict[int, tuple[OutboxEntry, OutboxEntry]] = {}

    def named(self, entries: tuple[OutboxEntry, ...]) -> tuple[OutboxEntry, ...]:
        """The entries, those that are known from before as they were."""
        before, self._known = self._known, {}
        return tuple(self._keep(each, before.get(id(each))) for each in entries)

    def renamed(self, entries: tuple[OutboxEntry, ...]) -> tuple[OutboxEntry, ...]:
        """The entries, each named anew: the address book has changed."""
        return tuple(self._keep(each, None) for each in entries)

    def _keep(self, entry: OutboxEntry, known: tuple[OutboxEntry, OutboxEntry] | None) -> OutboxEntry:
        # Held beside its id, which then cannot become that of another entry.
        if known is None:
            last = self._known.get(id(entry))
            named = self._named(entry)
            known = entry, last[1] if last and last[1] == named else named
        self._known[id(entry)] = known
        return known[1]

    def _named(self, entry: OutboxEntry) -> OutboxEntry:
        messages = tuple(map(self._with_name, entry.messages))
        is_same = all(new is old for new, old in zip(messages, entry.messages, strict=True))
        return entry if is_same else replace(entry, messages=messages)

    def _with_name(self, message: OutboxMessage) -> OutboxMessage:
        """What was said of a recipient when the fax was sent counts more than what is known now."""
        if message.name or message.company:
            return message
        name = self._name_of(message.message.number)
        # All fields by hand is faster than ``replace``, and there may be ten thousand.
        if not name:
            return message
        return type(message)(message.message, name, message.company, message.news)
