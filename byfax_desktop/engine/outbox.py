"""The sent faxes as people see them: the journal's newest rows, kept up to date change by change."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.clock import moment
from byfax_desktop.engine.events import LocalState, OutboxChanged, OutboxEntry, OutboxMessage
from byfax_desktop.engine.frozen import thaw
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Broadcast, Message
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import RecipientRow, Submission

if TYPE_CHECKING:
    from byfax_desktop.store.outbox_rows import OutboxRow, OutboxRows
    from byfax_desktop.store.sent_filter import SentFilter

SHOWN = 1000
"""How many of the newest faxes the list holds."""


class Outbox:
    """Publishes the list whenever it has changed."""

    def __init__(self, rows: OutboxRows, bus: EventBus) -> None:
        self._rows = rows
        self._bus = bus
        self._lock = threading.Lock()
        self._submissions: dict[int, Submission] = {}
        self._messages: dict[int, dict[int, OutboxMessage]] = {}
        self._entries: dict[int, OutboxEntry] = {}
        self._sequence: int | None = None
        self._told: tuple[OutboxEntry, ...] | None = None

    @property
    def entries(self) -> tuple[OutboxEntry, ...]:
        """What was told last, the newest first."""
        return self._told or ()

    def show(self) -> None:
        """Read what has changed in the journal, and tell of it."""
        with self._lock:
            sequence = self._rows.sequence()
            if sequence == self._sequence:
                return
            rows = self._rows.newest(SHOWN) if self._sequence is None else self._rows.changed(self._sequence)
            self._sequence = sequence
            for row in rows:
                self._take(row)
            told = self._newest()
            if told != self._told:
                self._told = told
                # Inside the lock: several threads tell of changes, and the latest must be heard last.
                self._bus.publish(OutboxChanged(told))

    def find(self, which: SentFilter) -> tuple[OutboxEntry, ...]:
        """The newest faxes that match, the newest first. Raises StoreTrouble."""
        return tuple(map(self._entry, self._rows.find(which, SHOWN)))

    def all(self, which: SentFilter) -> Iterator[OutboxEntry]:
        """All faxes that match, read by and by; one that changes meanwhile is there once. Raises StoreTrouble."""
        seen: set[int] = set()
        offset = 0
        while rows := self._rows.find(which, SHOWN, offset):
            offset += len(rows)
            for row in rows:
                if row.submission.id not in seen:
                    seen.add(row.submission.id)
                    yield self._entry(row)

    def senders(self) -> tuple[str, ...]:
        """Who sent faxes from here. Raises StoreTrouble."""
        return self._rows.senders()

    def _entry(self, row: OutboxRow) -> OutboxEntry:
        """What was told of a fax last, else what the row says: the same fax stays the same object."""
        submission = row.submission
        with self._lock:
            known = self._submissions.get(submission.id)
            if known and known.touched == submission.touched:
                return self._entries[submission.id]
        return outbox_entry(submission, [outbox_message(submission, each) for each in row.recipients])

    def _take(self, row: OutboxRow) -> None:
        submission = row.submission
        if submission.is_hidden:
            for kept in (self._submissions, self._messages, self._entries):
                kept.pop(submission.id, None)
            return
        if submission.id not in self._submissions:
            row = self._rows.one(submission.id)
        self._submissions[submission.id] = submission
        messages = self._messages.setdefault(submission.id, {})
        messages.update((each.position, outbox_message(submission, each)) for each in row.recipients)
        self._entries[submission.id] = outbox_entry(submission, [messages[at] for at in sorted(messages)])

    def _newest(self) -> tuple[OutboxEntry, ...]:
        order = sorted(self._entries, key=lambda each: (self._submissions[each].created, each), reverse=True)
        for old in order[SHOWN:]:
            for kept in (self._submissions, self._messages, self._entries):
                del kept[old]
        return tuple(self._entries[each] for each in order[:SHOWN])


class OutboxActions:
    """What a person looks for among sent faxes: the engine's part of that."""

    _outbox: Outbox

    def sent_faxes(self, which: SentFilter) -> tuple[OutboxEntry, ...]:
        """The newest faxes that match; reads the disk. Raises StoreTrouble."""
        return self._outbox.find(which)

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


def outbox_entry(submission: Submission, messages: Iterable[OutboxMessage]) -> OutboxEntry:
    """A submission as it is shown."""
    shown = tuple(messages)
    if submission.report:
        broadcast = thaw(Broadcast, submission.report)
    else:
        broadcast = Broadcast(
            StateCode.SUCCESS,
            broadcast_ref=submission.broadcast_ref,
            created=moment(submission.created),
            recipient_count=len(shown),
        )
    trouble = Trouble(submission.what, submission.advice, submission.code) if submission.what else None
    local = LocalState(
        submission.state, trouble, moment(submission.due), submission.tries, submission.is_there
    )
    return OutboxEntry(broadcast, shown, submission.subject, local)


def outbox_message(submission: Submission, row: RecipientRow) -> OutboxMessage:
    """A recipient as it is shown; one of whom the service has said nothing waits."""
    if row.report:
        message = thaw(Message, row.report)
    else:
        message = Message(
            StateCode.SUCCESS,
            broadcast_ref=submission.broadcast_ref,
            message_ref=row.ref,
            number=row.number,
            state=RecipientState.PENDING,
        )
    news = moment(row.since or submission.created)
    return OutboxMessage(message, row.name, row.company, news, row.expected_station or "")
