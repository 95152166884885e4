"""What the Outbox shows of the journal: its newest faxes, those that match a search, and what has changed since."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from byfax_desktop.store.database import Database
from byfax_desktop.store.journal_reader import json_states
from byfax_desktop.store.sent_filter import SentFilter
from byfax_desktop.store.submissions import FOR_YOU, WAITING, FaxState, RecipientRow, Submission

_FOUND = "SELECT * FROM submission WHERE {} ORDER BY created DESC, id DESC LIMIT ? OFFSET ?"
# Recipients have a higher id the later they were added, so that the newest are found first and the rest is not read.
_FOUND_BY_TEXT = (
    "SELECT * FROM submission WHERE id IN"
    " (SELECT DISTINCT submission_id FROM {table}"
    "  CROSS JOIN recipient ON recipient.id = {table}.rowid"
    "  CROSS JOIN submission ON submission.id = submission_id"
    "  WHERE {table} MATCH ? AND {conditions} ORDER BY {table}.rowid DESC LIMIT ? OFFSET ?)"
    " ORDER BY created DESC, id DESC"
)
_WANTED = WAITING | FOR_YOU | {FaxState.ACCEPTED}
"""States of faxes that want attention: they are on their way, or wait for a person."""
_SENDERS = "SELECT DISTINCT sender FROM submission WHERE sender <> '' ORDER BY sender"


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A submission with the recipients that were asked for, in their order."""

    submission: Submission
    recipients: tuple[RecipientRow, ...]


@dataclass(frozen=True, slots=True)
class SentTally:
    """How many faxes are on their way, how many wait for a person, and whether there are none at all."""

    live: int
    for_you: int
    is_empty: bool


class OutboxRows:
    """Reads the journal for people. All methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, which: SentFilter, limit: int, offset: int = 0) -> tuple[OutboxRow, ...]:
        """The newest submissions that the filter matches, with all their recipients, the newest first.

        ``offset`` is how many of them are left out before.
        """
        conditions, values = ["is_hidden = 0"], list[object]()
        for condition, those in which.conditions():
            conditions.append(condition)
            values += those
        shown = " AND ".join(conditions)
        table, sought = which.search()
        if not table:
            return self.with_recipients(self._submissions(_FOUND.format(shown), *values, limit, offset))
        query = _FOUND_BY_TEXT.format(table=table, conditions=shown)
        return self.with_recipients(self._submissions(query, sought, *values, limit, offset))

    def senders(self) -> tuple[str, ...]:
        """Who sent faxes from here, in the order of letters."""
        return tuple(row[0] for row in self._database.rows(_SENDERS))

    def changed(self, after: int) -> frozenset[int]:
        """The ids of submissions that changed, or whose recipients did, after the change numbered ``after``.

        Those that were hidden are among them.
        """
        query = "SELECT id FROM submission INDEXED BY submission_by_change WHERE touched > ?"
        return frozenset(row[0] for row in self._database.rows(query, after))

    def tally(self) -> SentTally:
        """How many of all faxes want attention."""
        query = (
            "SELECT state, count(*) FROM submission WHERE state IN (SELECT value FROM json_each(?))"
            " AND is_hidden = 0 GROUP BY state"
        )
        known = {row[0]: int(row[1]) for row in self._database.rows(query, json_states(_WANTED))}
        (is_empty,) = self._database.rows("SELECT NOT EXISTS (SELECT 1 FROM submission WHERE is_hidden = 0)")[
            0
        ]
        live = sum(number for state, number in known.items() if state not in FOR_YOU)
        return SentTally(live, sum(known.values()) - live, bool(is_empty))

    def submissions(self, ids: Collection[int]) -> list[Submission]:
        """The submissions with these ids, as far as they are there."""
        query = "SELECT * FROM submission WHERE id IN (SELECT value FROM json_each(?))"
        return self._submissions(query, str(list(ids)))

    def recipients(self, submission_id: int, after: int = -1) -> tuple[RecipientRow, ...]:
        """The recipients of a submission that changed after the change numbered ``after``, in their order."""
        query = "SELECT * FROM recipient WHERE submission_id = ? AND touched > ? ORDER BY position"
        return tuple(map(RecipientRow.from_row, self._database.rows(query, submission_id, after)))

    def with_recipients(self, submissions: Sequence[Submission]) -> tuple[OutboxRow, ...]:
        """These with all their recipients."""
        of: dict[int, list[RecipientRow]] = {each.id: [] for each in submissions}
        for row in self._database.rows(
            "SELECT * FROM recipient WHERE submission_id IN (SELECT value FROM json_each(?))"
            " ORDER BY submission_id, position",
            str(list(of)),
        ):
            of[row["submission_id"]].append(RecipientRow.from_row(row))
        return tuple(OutboxRow(each, tuple(of[each.id])) for each in submissions)

    def sequence(self) -> int:
        """The number of the last change."""
        return int(self._database.rows("SELECT value FROM mark WHERE name = 'sequence'")[0][0])

    def _submissions(self, query: str, *values: object) -> list[Submission]:
        return [Submission.from_row(row) for row in self._database.rows(query, *values)]
