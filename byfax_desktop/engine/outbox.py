"""The sent faxes as people see them, and word of which of them have changed."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import OutboxChanged, OutboxEntry
from byfax_desktop.engine.outbox_entry import outbox_entry, outbox_message

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.engine.sent_rows import SentFax, SentRows
    from byfax_desktop.store.outbox_rows import OutboxRow, OutboxRows
    from byfax_desktop.store.sent_filter import SentFilter
    from byfax_desktop.store.sent_order import SentPlaces, SentView

PAGE = 1000
"""How many faxes are read at a time where all are wanted."""


class Outbox:
    """Tells which sent faxes have changed, as often as some have."""

    def __init__(self, rows: OutboxRows, bus: EventBus) -> None:
        self._rows = rows
        self._bus = bus
        self._lock = threading.Lock()
        self._sequence: int | None = None

    def show(self) -> None:
        """Look what has changed in the journal, and tell of it."""
        with self._lock:
            sequence = self._rows.sequence()
            if sequence == self._sequence:
                return
            changed = None if self._sequence is None else self._rows.changed(self._sequence)
            self._sequence = sequence
            tally = self._rows.tally()
            # Inside the lock: several threads tell of changes, and the latest must be heard last.
            self._bus.publish(OutboxChanged(changed, tally.live, tally.for_you, tally.is_empty))

    def all(self, which: SentFilter) -> Iterator[OutboxEntry]:
        """All faxes that match, read by and by; one that changes meanwhile is there once. Raises StoreTrouble."""
        seen: set[int] = set()
        offset = 0
        while rows := self._rows.find(which, PAGE, offset):
            offset += len(rows)
            for row in rows:
                if row.submission.id not in seen:
                    seen.add(row.submission.id)
                    yield _entry(row)

    def senders(self) -> tuple[str, ...]:
        """Who sent faxes from here. Raises StoreTrouble."""
        return self._rows.senders()


class OutboxActions:
    """What a person looks for among sent faxes: the engine's part of that."""

    _desk: Desk
    _outbox: Outbox
    _sent_rows: SentRows

    def sent_places(self, view: SentView) -> SentPlaces:
        """All rows of a list of sent faxes, in order; reads the disk. Raises StoreTrouble."""
        return self._desk.order.places(view)

    def sent_changes(
        self, view: SentView, submission_ids: Collection[int]
    ) -> tuple[frozenset[int], SentPlaces]:
        """The ids of all rows that these faxes can have in a list, and the places of those that they have.

        Reads the disk. Raises StoreTrouble.
        """
        return self._desk.order.changes(view, submission_ids)

    def sent_row(self, broadcast_ref: str, flat: bool) -> int | None:
        """The id of a fax's first row in a list; None where nobody knows it. Reads the disk. Raises StoreTrouble."""
        return self._desk.order.id_of(flat, broadcast_ref)

    def sent_faxes(self, row_ids: Collection[int], flat: bool) -> dict[int, SentFax]:
        """What stands at these rows of a list, as far as it is there; reads the disk. Raises StoreTrouble."""
        return self._sent_rows.at(row_ids, flat)

    def save_sent_list(self, which: SentFilter, path: Path, as_pdf: bool = False) -> int:
        """Write all faxes that match as CSV, or as PDF for paper; returns the rows.

        Raises EngineTrouble where there are too many for paper, StoreTrouble and OSError.
        """
        if as_pdf:
            from byfax_desktop.engine.list_paper import write_list_paper

            return write_list_paper(path, self._outbox.all(which), datetime.now(UTC))
        from byfax_desktop.engine.sent_list import write_sent_list

        return write_sent_list(path, self._outbox.all(which))

    def senders(self) -> tuple[str, ...]:
        """Who sent faxes from here, in the order of letters; reads the disk. Raises StoreTrouble."""
        return self._outbox.senders()


def _entry(row: OutboxRow) -> OutboxEntry:
    submission = row.submission
    return outbox_entry(submission, (outbox_message(submission, each) for each in row.recipients))
