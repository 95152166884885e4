"""What of all that happens is worth a notification: events become notices, and many notices of a kind become one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum

from byfax_desktop.engine.events import (
    Connection,
    ConnectionChanged,
    Event,
    InboxChanged,
    InboxEntry,
    NumbersChanged,
    OutboxEntry,
    OutboxMessage,
    WaitingChanged,
)
from byfax_desktop.engine.states import entry_is_live
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.engine.words import reason_words
from byfax_desktop.service.records import Did
from byfax_desktop.service.states import InboundState, RecipientState
from byfax_desktop.store.submissions import FOR_YOU, FaxState

MOST_NAMED = 3
"""How many people a notice names."""
JUST_NOW = timedelta(hours=1)
"""How old a fax may be that is new where none was known before: clocks differ, and calls take their time."""

_FAILED = frozenset({RecipientState.FAILED, RecipientState.ABORTED})
_NOT_RECEIVED = frozenset({InboundState.FAILED, InboundState.ABORTED, InboundState.CANCELLED})


class NoticeKind(Enum):
    """What a notice is about; the most urgent first."""

    HOLD = "hold"
    """All faxes wait."""
    NEEDS_YOU = "needs you"
    FAILED = "failed"
    DELIVERED = "delivered"
    RECEIVED = "received"
    MISSED = "missed"
    """A fax that called, but could not be received."""
    ENDING = "ending"
    """One of the own numbers ends soon."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody at the other end, or one of the own numbers: a name where one was given, and a number (E.164)."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something happened to ``count`` of ``of`` faxes; ``ref`` is the fax to open, empty where it is not one."""

    kind: NoticeKind
    count: int = 1
    of: int = 1
    who: tuple[Party, ...] = ()
    why: str = ""
    ref: str = ""

    def merged(self, other: Notice) -> Notice:
        """Both, of the same kind, in one."""
        return replace(
            self,
            count=self.count + other.count,
            of=self.of + other.of,
            who=tuple(dict.fromkeys((*self.who, *other.who)))[:MOST_NAMED],
            why=self.why if self.why == other.why else "",
            ref="",
        )


def merged(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """One notice of each kind, the most urgent first; of holds the last one says how things stand."""
    by_kind: dict[NoticeKind, Notice] = {}
    for notice in notices:
        known = by_kind.get(notice.kind)
        is_first = known is None or notice.kind is NoticeKind.HOLD
        by_kind[notice.kind] = notice if is_first or known is None else known.merged(notice)
    return tuple(by_kind[kind] for kind in NoticeKind if kind in by_kind)


class NoticeBook:
    """Hears the events of one account, and says what is news of each: what it hears first is how things stood before.

    ``told_endings`` names the ends of numbers that were told in former runs; ``opened`` is when the account was.
    """

    def __init__(
        self,
        ends_soon: Callable[[Did], bool],
        told_endings: Iterable[str] = (),
        opened: datetime | None = None,
    ) -> None:
        self._ends_soon = ends_soon
        self.told_endings = frozenset(told_endings)
        self._opened = opened or datetime.now(UTC)
        self._live: set[int] = set()
        self._for_you: set[int] = set()
        self._ended: set[int] = set()
        """Faxes of this run whose end was told."""
        self.has_begun = False
        self._faxes: frozenset[str] | None = None
        self._has_old_faxes = False
        self._hold: Trouble | None = None
        self._is_online = False

    @property
    def followed(self) -> frozenset[int]:
        """The ids of the sent faxes of which something is still to come."""
        return frozenset(self._live | self._for_you)

    def begin(self, live: Iterable[int], for_you: Iterable[int]) -> None:
        """These sent faxes, by their ids, are on their way, and these need a person, before anything is told."""
        self._live, self._for_you = set(live), set(for_you)
        self.has_begun = True

    def hear_sent(self, faxes: Mapping[int, OutboxEntry]) -> tuple[Notice, ...]:
        """What is to be told of these sent faxes, by their ids, which are new or have changed."""
        return tuple(notice for each, entry in faxes.items() if (notice := self._hear_fax(each, entry)))

    def hear(self, event: Event) -> tuple[Notice, ...]:
        """What is to be told because of this event, if anything; of sent faxes, see ``hear_sent``."""
        if isinstance(event, InboxChanged):
            return self._hear_inbox(event)
        if isinstance(event, NumbersChanged):
            return self._hear_numbers(event)
        if isinstance(event, WaitingChanged):
            return self._hear_waiting(event)
        if isinstance(event, ConnectionChanged):
            self._is_online = event.state is Connection.ONLINE
        return ()

    def _hear_fax(self, fax_id: int, entry: OutboxEntry) -> Notice | None:
        needed, was_live = fax_id in self._for_you, fax_id in self._live
        self._for_you.discard(fax_id)
        self._live.discard(fax_id)
        if entry.local and entry.local.state in FOR_YOU:
            self._for_you.add(fax_id)
            return None if needed else _asks(entry)
        if entry_is_live(entry):
            self._live.add(fax_id)
            self._ended.discard(fax_id)
            return None
        is_news = was_live or needed or (fax_id not in self._ended and self._is_of_now(entry))
        self._ended.add(fax_id)
        return _ended(entry) if is_news else None

    def _is_of_now(self, entry: OutboxEntry) -> bool:
        """A fax may go out and end between two looks."""
        created = entry.broadcast.created
        return created is not None and created >= self._opened

    def _hear_inbox(self, event: InboxChanged) -> tuple[Notice, ...]:
        whole = [each for each in event.faxes if each.fax.has_file or each.fax.state in _NOT_RECEIVED]
        refs = frozenset(each.fax.ref for each in whole)
        if self._faxes is None:
            self._faxes, self._has_old_faxes = refs, bool(event.faxes)
            return ()
        known, self._faxes = self._faxes, self._faxes | refs
        news = (each for each in whole if each.unread and each.fax.ref not in known and self._is_new(each))
        return tuple(map(_came, news))

    def _is_new(self, entry: InboxEntry) -> bool:
        """Where no fax was known, all that ever came are listed at once: those of long ago are none of today's news."""
        received = entry.fax.received
        return self._has_old_faxes or received is None or received >= self._opened - JUST_NOW

    def _hear_numbers(self, event: NumbersChanged) -> tuple[Notice, ...]:
        ending = {_ending(did): did for did in event.dids if self._ends_soon(did)}
        news = [did for key, did in ending.items() if key not in self.told_endings]
        self.told_endings = frozenset(ending)
        return tuple(
            Notice(NoticeKind.ENDING, who=(Party(did.formatted, did.number),), ref=did.number) for did in news
        )

    def _hear_waiting(self, event: WaitingChanged) -> tuple[Notice, ...]:
        """What stops all faxes is told once, and not while it is only the network that is away."""
        if event.hold is None or not self._is_online:
            self._hold = None
            return ()
        is_news = event.hold != self._hold
        self._hold = event.hold
        if not is_news:
            return ()
        return (Notice(NoticeKind.HOLD, event.waiting, event.waiting, why=event.hold.what),)


def _asks(entry: OutboxEntry) -> Notice:
    return Notice(NoticeKind.NEEDS_YOU, who=_who(entry.messages), ref=entry.broadcast.broadcast_ref)


def _ended(entry: OutboxEntry) -> Notice | None:
    """A fax that was on its way has ended: one notice, however many recipients it had; None for what was cancelled."""
    ref = entry.broadcast.broadcast_ref
    failed = [each for each in entry.messages if each.message.state in _FAILED]
    if entry.local and entry.local.state is FaxState.REJECTED:
        failed = list(entry.messages)
    total = max(1, len(entry.messages))
    if failed:
        why = reason_words(failed[0].message) if len(failed) == 1 and failed[0].message.reason else ""
        return Notice(NoticeKind.FAILED, len(failed), total, _who(failed), why, ref)
    delivered = [each for each in entry.messages if each.message.state is RecipientState.SUCCESS]
    if delivered:
        return Notice(NoticeKind.DELIVERED, len(delivered), total, _who(delivered), ref=ref)
    return None


def _came(entry: InboxEntry) -> Notice:
    fax = entry.fax
    kind = NoticeKind.RECEIVED if fax.has_file else NoticeKind.MISSED
    return Notice(kind, who=(Party(fax.remote_sid or "", fax.sender),), ref=fax.ref)


def _who(messages: Iterable[OutboxMessage]) -> tuple[Party, ...]:
    named = (Party(each.name or each.company, each.message.number or "") for each in messages)
    return tuple(dict.fromkeys(named))[:MOST_NAMED]


def _ending(did: Did) -> str:
    """A number and the day on which it ends: extended, it is told of again a month before its next end."""
    return f"{did.number} {did.reserved_till.date().isoformat()}" if did.reserved_till else did.number
