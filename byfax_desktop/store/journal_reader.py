"""Reading the outbox journal. All methods raise StoreTrouble."""

from __future__ import annotations

import json
from collections.abc import Collection

from byfax_desktop.store.database import Database
from byfax_desktop.store.submissions import DocumentRow, FaxState, HistoryEntry, RecipientRow, Submission


class JournalReader:
    """The submissions of one account as they are now."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def submission(self, submission_id: int) -> Submission:
        """The submission with this id."""
        (row,) = self._database.rows("SELECT * FROM submission WHERE id = ?", submission_id)
        return Submission.from_row(row)

    def find(self, broadcast_ref: str) -> Submission | None:
        """The submission with this ref."""
        rows = self._database.rows("SELECT * FROM submission WHERE broadcast_ref = ?", broadcast_ref)
        return Submission.from_row(rows[0]) if rows else None

    def due(self, states: Collection[FaxState], now: int, limit: int = 20) -> tuple[Submission, ...]:
        """Submissions in these states that nobody works on and whose time has come, the oldest first."""
        rows = self._database.rows(
            "SELECT * FROM submission WHERE state IN (SELECT value FROM json_each(?)) AND due <= ? AND owner IS NULL"
            " ORDER BY id LIMIT ?",
            json_states(states),
            now,
            limit,
        )
        return tuple(map(Submission.from_row, rows))

    def next_due(self, states: Collection[FaxState]) -> int | None:
        """When the next of these will be due."""
        (row,) = self._database.rows(
            "SELECT min(due) FROM submission WHERE state IN (SELECT value FROM json_each(?)) AND owner IS NULL",
            json_states(states),
        )
        return None if row[0] is None else int(row[0])

    def in_states(self, states: Collection[FaxState]) -> tuple[Submission, ...]:
        """All submissions in these states, the oldest first."""
        rows = self._database.rows(
            "SELECT * FROM submission WHERE state IN (SELECT value FROM json_each(?)) ORDER BY id",
            json_states(states),
        )
        return tuple(map(Submission.from_row, rows))

    def count(self, states: Collection[FaxState]) -> int:
        """How many submissions are in these states."""
        (row,) = self._database.rows(
            "SELECT count(*) FROM submission WHERE state IN (SELECT value FROM json_each(?))",
            json_states(states),
        )
        return int(row[0])

    def looked_for(self, now: int) -> tuple[Submission, ...]:
        """Submissions at the service about which it is to be asked by now, the oldest question first."""
        rows = self._database.rows(
            "SELECT * FROM submission WHERE next_look IS NOT NULL AND next_look <= ? ORDER BY next_look", now
        )
        return tuple(map(Submission.from_row, rows))

    def next_look(self) -> int | None:
        """When the service is to be asked next."""
        (row,) = self._database.rows("SELECT min(next_look) FROM submission WHERE next_look IS NOT NULL")
        return None if row[0] is None else int(row[0])

    def recipients(self, submission_id: int, live_only: bool = False) -> tuple[RecipientRow, ...]:
        """The recipients of a submission, in the order in which they were given."""
        everyone = "SELECT * FROM recipient WHERE submission_id = ? ORDER BY position"
        live = "SELECT * FROM recipient WHERE submission_id = ? AND is_live = 1 ORDER BY position"
        rows = self._database.rows(live if live_only else everyone, submission_id)
        return tuple(map(RecipientRow.from_row, rows))

    def recipient(self, ref: str) -> RecipientRow | None:
        """The recipient with this ref."""
        rows = self._database.rows("SELECT * FROM recipient WHERE ref = ?", ref)
        return RecipientRow.from_row(rows[0]) if rows else None

    def report_of(self, message_ref: str) -> str | None:
        """What the service said last of one recipient's fax; None where it has said nothing, or nobody knows it."""
        rows = self._database.rows("SELECT report FROM recipient WHERE ref = ?", message_ref)
        return rows[0][0] if rows else None

    def documents(self, submission_id: int) -> tuple[DocumentRow, ...]:
        """The documents of a submission, in their order."""
        rows = self._database.rows(
            "SELECT ref, sha256, md5, size, name FROM document WHERE submission_id = ? ORDER BY position",
            submission_id,
        )
        return tuple(DocumentRow(*row) for row in rows)

    def contents(self) -> frozenset[str]:
        """The SHA-256 of every document and attachment that a submission has."""
        rows = self._database.rows("SELECT sha256 FROM document UNION SELECT sha256 FROM attachment")
        return frozenset(row[0] for row in rows)

    def history(self, submission_id: int) -> tuple[HistoryEntry, ...]:
        """What happened to a submission, in order."""
        rows = self._database.rows(
            "SELECT at, state, words, recipient_ref FROM event WHERE submission_id = ? ORDER BY id",
            submission_id,
        )
        return tuple(HistoryEntry(*row) for row in rows)


def json_states(states: Collection[FaxState]) -> str:
    """States as a list that SQLite's ``json_each`` reads."""
    return json.dumps(sorted(states))
