"""Sent faxes in memory, listed as the journal lists them, and a way to tell the Outbox of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QDeadlineTimer, QModelIndex
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from byfax_desktop.engine.clock import milliseconds
from byfax_desktop.engine.events import OutboxChanged, OutboxEntry
from byfax_desktop.engine.sent_rows import SentFax
from byfax_desktop.engine.states import entry_is_live
from byfax_desktop.store.sent_filter import SentFilter
from byfax_desktop.store.sent_order import SentPlaces, SentView
from byfax_desktop.store.submissions import FOR_YOU
from byfax_desktop.ui.outbox.rows import RowKey

if TYPE_CHECKING:
    from byfax_desktop.ui.outbox.tab import OutboxTab
    from byfax_desktop.ui.session import Session

_LONGEST_MS = 10_000
_PEOPLE = 1000
"""The ids of the recipients of a fax are its own times this, and their place."""


class _Placed(NamedTuple):
    """A row of SentPlaces."""

    key: Any
    created: int
    id: int
    people: int


class SentInMemory:
    """Faxes in the order in which they are given, the newest first; with a filter, those in ``found``."""

    def __init__(self, sought: list[SentFilter]) -> None:
        self.entries: tuple[OutboxEntry, ...] = ()
        self.found: tuple[OutboxEntry, ...] | Exception = ()
        self._sought = sought
        self._ids: dict[str, int] = {}

    def id_of(self, broadcast_ref: str) -> int:
        """The id by which a fax is known, from when it is asked for first."""
        return self._ids.setdefault(broadcast_ref, len(self._ids) + 1)

    def listed(self, which: SentFilter) -> tuple[OutboxEntry, ...]:
        """The faxes that match. Raises what is to be found where that is an exception."""
        if which == SentFilter():
            return self.entries
        self._sought.append(which)
        if isinstance(self.found, Exception):
            raise self.found
        return self.found

    def places(self, view: SentView) -> SentPlaces:
        """All rows of a list."""
        return self._columns(view, self._placed(view))

    def changes(self, view: SentView, ids: Collection[int]) -> tuple[frozenset[int], SentPlaces]:
        """The rows that these faxes can have in a list, and those that they have."""
        placed = self._placed(view)
        mine = set(ids)
        if view.flat:
            mine = {-each for each in ids} | {each.id for each in placed if each.id // _PEOPLE in ids}
            mine |= {_PEOPLE * each + place for each in ids for place in range(_PEOPLE)}
        return frozenset(mine), self._columns(view, [each for each in placed if each.id in mine])

    def row_of(self, broadcast_ref: str, flat: bool) -> int | None:
        """The id of the first row of a fax."""
        there = [each for each in self._all() if each.broadcast.broadcast_ref == broadcast_ref]
        if not there:
            return None
        return self.id_of(broadcast_ref) * (_PEOPLE if flat else 1)

    def at(self, row_ids: Collection[int], flat: bool) -> dict[int, SentFax]:
        """What stands at rows."""
        entries = {self.id_of(each.broadcast.broadcast_ref): each for each in self._all()}
        if not flat:
            return {each: SentFax(entries[each]) for each in row_ids if each in entries}
        return {
            each: SentFax(entry, entry.messages[each % _PEOPLE] if each > 0 else None)
            for each in row_ids
            if (entry := entries.get(-each if each < 0 else each // _PEOPLE))
        }

    def _all(self) -> tuple[OutboxEntry, ...]:
        found = () if isinstance(self.found, Exception) else self.found
        return (*found, *self.entries)

    def _placed(self, view: SentView) -> list[_Placed]:
        # The oldest first: of faxes of one moment the one with the higher id is the newer one.
        return [each for entry in reversed(self.listed(view.which)) for each in self._of(entry, view)]

    def _of(self, entry: OutboxEntry, view: SentView) -> Iterator[_Placed]:
        row_id = self.id_of(entry.broadcast.broadcast_ref)
        created = milliseconds(entry.broadcast.created) if entry.broadcast.created else 0
        key = _key(entry, view, created)
        if not view.flat:
            yield _Placed(key, created, row_id, len(entry.messages))
        for place in range(len(entry.messages) if view.flat else 0):
            yield _Placed(key, created, row_id * _PEOPLE + place, 0)
        if view.flat and not entry.messages:
            yield _Placed(key, created, -row_id, 0)

    def _columns(self, view: SentView, placed: list[_Placed]) -> SentPlaces:
        placed = sorted(
            placed, key=lambda each: (each.key, each.created, view.tie(each.id)), reverse=view.descending
        )
        return SentPlaces(*([each[column] for each in placed] for column in range(4)))


def _key(entry: OutboxEntry, view: SentView, created: int) -> Any:
    return created if view.by == "time" else str(getattr(entry, "subject", ""))


def tell(session: Session, *entries: OutboxEntry) -> None:
    """All sent faxes are these now, the newest first: tell of that, and wait until the Outbox shows it."""
    engine: Any = session.engine
    sent: SentInMemory = engine.sent
    ids = {sent.id_of(each.broadcast.broadcast_ref) for each in (*sent.entries, *reversed(entries))}
    sent.entries = entries
    session.bridge.outbox_changed.emit(changed(session, frozenset(ids), entries))
    settle()


def changed(session: Session, ids: frozenset[int] | None, entries: tuple[OutboxEntry, ...]) -> OutboxChanged:
    """What the engine says when all sent faxes are these, and those with the ids have changed."""
    for_you = sum(each.local is not None and each.local.state in FOR_YOU for each in entries)
    return OutboxChanged(ids, sum(map(entry_is_live, entries)), for_you, not entries)


def settle() -> None:
    """Wait until every Outbox there is shows what is to be shown."""
    end = QDeadlineTimer(_LONGEST_MS)
    QTest.qWait(0)
    while not all(each.list.reader.is_settled for each in _tabs()):
        assert not end.hasExpired()
        QTest.qWait(1)


def _tabs() -> Iterator[OutboxTab]:
    from byfax_desktop.ui.outbox.tab import OutboxTab

    return (each for each in QApplication.allWidgets() if isinstance(each, OutboxTab))


def faxes(tab: OutboxTab) -> list[QModelIndex]:
    """The rows of the faxes that are listed."""
    rows = [tab.model.index(row, 0) for row in range(tab.model.rowCount())]
    return [each for each in rows if (key := tab.model.key(each)) and key.position < 0]


def refs(tab: OutboxTab) -> list[str]:
    """The broadcast refs of the faxes that are listed; empty where one is not read yet."""
    entries = map(tab.model.entry, faxes(tab))
    return [each.broadcast.broadcast_ref if each else "" for each in entries]


def fax_at(tab: OutboxTab, place: int) -> QModelIndex:
    """The row of the fax that stands at this place among those that are listed."""
    return faxes(tab)[place]


def person_at(tab: OutboxTab, place: int, position: int) -> QModelIndex:
    """The row of a recipient of that fax, which is unfolded for this; that of the fax where there is only one."""
    fax = fax_at(tab, place)
    tab.tree.expand(fax)
    key = tab.model.key(fax)
    assert key is not None
    return tab.model.find(RowKey(key.id, position))
