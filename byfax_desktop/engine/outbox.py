"""The sent faxes: what the service says of them, joined with what this computer knows of their recipients."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import OutboxChanged, OutboxEntry, OutboxMessage
from byfax_desktop.engine.states import entry_is_live
from byfax_desktop.service.records import Broadcast, Message
from byfax_desktop.service.requests import BroadcastFilter, RecipientFilter
from byfax_desktop.store.sent import SentBroadcast, SentFaxes, SentMessage

if TYPE_CHECKING:
    from byfax_desktop.service.ports.faxout import FaxoutPort

HISTORY = timedelta(days=90)
"""How far back the list goes."""
OVERLAP = timedelta(minutes=10)
"""How much of what was seen already is asked for again, for clocks differ and answers overtake each other."""
REFS_A_CALL = 100

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Outbox:
    """Keeps the list of sent faxes; each look publishes it if, and only if, something has changed."""

    def __init__(self, faxout: FaxoutPort, sent: SentFaxes, bus: EventBus) -> None:
        self._faxout = faxout
        self._sent = sent
        self._bus = bus
        self._lock = threading.Lock()
        self._entries: dict[str, OutboxEntry] = {}
        self._known: dict[str, SentBroadcast | None] = {}
        self._told: tuple[OutboxEntry, ...] | None = None

    @property
    def entries(self) -> tuple[OutboxEntry, ...]:
        """What was found so far, the newest first."""
        return self._told or ()

    @property
    def is_live(self) -> bool:
        """Whether any fax may still change."""
        return bool(self._live_refs())

    def look_at_all(self) -> None:
        """Ask for all broadcasts of the last 90 days; those that are no longer there leave the list."""
        since = datetime.now(UTC) - HISTORY
        broadcasts = list(self._faxout.iter_broadcasts(BroadcastFilter(date_from=since)))
        self._update(broadcasts, forget_others=True)

    def look_for_new(self) -> None:
        """Ask for broadcasts since the newest that is known."""
        newest = max((e.broadcast.created or _LONG_AGO for e in self._entries.values()), default=_LONG_AGO)
        since = max(newest, datetime.now(UTC) - HISTORY) - OVERLAP
        self._update(list(self._faxout.iter_broadcasts(BroadcastFilter(date_from=since))))

    def look_at_live(self) -> None:
        """Ask for the broadcasts that may have changed, and for no other."""
        broadcasts: list[Broadcast] = []
        for refs in _chunks(self._live_refs()):
            broadcasts += self._faxout.iter_broadcasts(BroadcastFilter(broadcast_refs=refs))
        self._update(broadcasts)

    def _live_refs(self) -> tuple[str, ...]:
        with self._lock:
            return tuple(ref for ref, entry in self._entries.items() if entry_is_live(entry))

    def _update(self, broadcasts: list[Broadcast], forget_others: bool = False) -> None:
        found = {broadcast.broadcast_ref: broadcast for broadcast in broadcasts}
        messages = self._messages_of(tuple(found))
        entries = {ref: self._entry(broadcast, messages.get(ref, [])) for ref, broadcast in found.items()}
        with self._lock:
            self._entries = entries if forget_others else {**self._entries, **entries}
            told = tuple(sorted(self._entries.values(), key=_when, reverse=True))
            if told == self._told:
                return
            self._told = told
        self._bus.publish(OutboxChanged(told))

    def _messages_of(self, refs: tuple[str, ...]) -> dict[str, list[Message]]:
        found: dict[str, dict[str, Message]] = {}
        for some in _chunks(refs):
            for message in self._faxout.iter_recipients(RecipientFilter(broadcast_refs=some)):
                found.setdefault(message.broadcast_ref or "", {})[message.message_ref] = message
        return {ref: list(messages.values()) for ref, messages in found.items()}

    def _entry(self, broadcast: Broadcast, messages: Iterable[Message]) -> OutboxEntry:
        known = self._known_of(broadcast.broadcast_ref)
        places = {m.ref: place for place, m in enumerate(known.messages)} if known else {}
        people = {m.ref: m for m in known.messages} if known else {}
        ordered = sorted(messages, key=lambda m: places.get(m.message_ref, len(places)))
        joined = tuple(_joined(message, people.get(message.message_ref)) for message in ordered)
        return OutboxEntry(broadcast, joined, known.subject if known else "")

    def _known_of(self, ref: str) -> SentBroadcast | None:
        """What this computer stored of a broadcast; it does so before the service can list it."""
        if ref not in self._known:
            self._known[ref] = self._sent.find(ref)
        return self._known[ref]


def _joined(message: Message, person: SentMessage | None) -> OutboxMessage:
    return OutboxMessage(message, person.name, person.company) if person else OutboxMessage(message)


def _when(entry: OutboxEntry) -> datetime:
    return entry.broadcast.created or _LONG_AGO


def _chunks(refs: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(refs), REFS_A_CALL):
        yield refs[start : start + REFS_A_CALL]
