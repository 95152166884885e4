"""What the Outbox shows of the journal: its newest faxes, those that match a search, and what has changed since."""

from __future__ import annotations

from dataclasses import dataclass

from byfax_desktop.store.database import Database
from byfax_desktop.store.sent_filter import SentFilter
from byfax_desktop.store.submissions import RecipientRow, Submission

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
_SENDERS = "SELECT DISTINCT sender FROM submission WHERE sender <> '' ORDER BY sender"


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A submission with the recipients that were asked for, in their order."""

    submission: Submission
    recipients: tuple[RecipientRow, ...]


class OutboxRows:
    """Reads the journal for people. All methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, limit: int) -> tuple[OutboxRow, ...]:
        """The newest submissions with all their recipients, the newest first."""
        return self.find(SentFilter(), limit)

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
            return self._with_recipients(self._submissions(_FOUND.format(shown), *values, limit, offset))
        query = _FOUND_BY_TEXT.format(table=table, conditions=shown)
        return self._with_recipients(self._submissions(query, sought, *values, limit, offset))

    def senders(self) -> tuple[str, ...]:
        """Who sent faxes from here, in the order of letters."""
        return tuple(row[0] for row in self._database.rows(_SENDERS))

    def changed(self, after: int) -> tuple[OutboxRow, ...]:
        """Submissions that changed after the one numbered ``after``, hidden ones too, with the changed recipients."""
        recipients = self._database.rows(
            "SELECT * FROM recipient INDEXED BY recipient_by_change WHERE touched > ?"
            " ORDER BY submission_id, position",
            after,
        )
        of: dict[int, list[RecipientRow]] = {}
        for row in recipients:
            of.setdefault(row["submission_id"], []).append(RecipientRow.from_row(row))
        query = "SELECT * FROM submission INDEXED BY submission_by_change WHERE touched > ? ORDER BY id"
        rows = self._submissions(query, after)
        return tuple(OutboxRow(each, tuple(of.get(each.id, ()))) for each in rows)

    def one(self, submission_id: int) -> OutboxRow:
        """The submission with this id, with all its recipients."""
        found = self._submissions("SELECT * FROM submission WHERE id = ?", submission_id)
        return self._with_recipients(found)[0]

    def sequence(self) -> int:
        """The number of the last change."""
        return int(self._database.rows("SELECT value FROM mark WHERE name = 'sequence'")[0][0])

    def _submissions(self, query: str, *values: object) -> list[Submission]:
        return [Submission.from_row(row) for row in self._database.rows(query, *values)]

    def _with_recipients(self, submissions: list[Submission]) -> tuple[OutboxRow, ...]:
        of: dict[int, list[RecipientRow]] = {each.id: [] for each in submissions}
        for row in self._database.rows(
            "SELECT * FROM recipient WHERE submission_id IN (SELECT value FROM json_each(?))"
            " ORDER BY submission_id, position",
            str(list(of)),
        ):
            of[row["submission_id"]].append(RecipientRow.from_row(row))
        return tuple(OutboxRow(each, tuple(of[each.id])) for each in submissions)
