"""Sent faxes read whole by their ids, as a list comes to show them; of one that changed, only what is new is read."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
from byfax_desktop.engine.outbox_entry import outbox_entry, outbox_message

if TYPE_CHECKING:
    from byfax_desktop.store.outbox_rows import OutboxRows
    from byfax_desktop.store.sent_order import SentOrder
    from byfax_desktop.store.submissions import Submission

HELD = 30_000
"""How many recipients are held at most, for the case that their fax is read again."""


@dataclass(slots=True)
class _Known:
    touched: int
    messages: dict[int, OutboxMessage]
    """By their position."""
    entry: OutboxEntry


class SentFax(NamedTuple):
    """What stands at a row: a fax, or the fax of one of its recipients."""

    entry: OutboxEntry
    message: OutboxMessage | None = None


class SentRows:
    """Reads faxes for people. All methods may be called from any thread, and raise StoreTrouble."""

    def __init__(self, rows: OutboxRows, order: SentOrder) -> None:
        self._rows = rows
        self._order = order
        self._lock = threading.Lock()
        self._known: OrderedDict[int, _Known] = OrderedDict()
        self._held = 0

    def at(self, row_ids: Collection[int], flat: bool) -> dict[int, SentFax]:
        """What stands at these rows of a list, as far as it is there; a fax is the same object until it changes."""
        with self._lock:
            if not flat:
                return {each: SentFax(known.entry) for each, known in self._look(row_ids).items()}
            owners = self._order.owners(row_ids)
            faxes = self._look(frozenset(owner for owner, _ in owners.values()))
            return {
                each: SentFax(faxes[owner].entry, faxes[owner].messages.get(position))
                for each, (owner, position) in owners.items()
                if owner in faxes
            }

    def _look(self, submission_ids: Collection[int]) -> dict[int, _Known]:
        found: dict[int, _Known] = {}
        unknown = []
        for each in self._rows.submissions(submission_ids):
            known = self._known.get(each.id)
            if known is None:
                unknown.append(each)
            else:
                self._renew(each, known)
                found[each.id] = known
        return found | dict(self._read(unknown))

    def _renew(self, submission: Submission, known: _Known) -> None:
        self._known.move_to_end(submission.id)
        if known.touched != submission.touched:
            fresh = self._rows.recipients(submission.id, known.touched)
            before = len(known.messages)
            known.messages |= {each.position: outbox_message(submission, each) for each in fresh}
            known.touched = submission.touched
            known.entry = outbox_entry(submission, (known.messages[at] for at in sorted(known.messages)))
            self._held += len(known.messages) - before

    def _read(self, submissions: Sequence[Submission]) -> Iterator[tuple[int, _Known]]:
        for row in self._rows.with_recipients(submissions):
            messages = {each.position: outbox_message(row.submission, each) for each in row.recipients}
            known = _Known(row.submission.touched, messages, outbox_entry(row.submission, messages.values()))
            self._known[row.submission.id] = known
            self._held += 1 + len(messages)
            yield row.submission.id, known
        while self._held > HELD and len(self._known) > 1:
            _, old = self._known.popitem(last=False)
            self._held -= 1 + len(old.messages)
