"""The tries of each recipient's fax, each as the service told of it last: the report itself has only the newest."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from byfax_desktop.store.database import Database

_ENDS = frozenset({"SUCCESS", "FAILED", "ABORTED"})
"""States of the contract that say how a try ended."""


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One try; ``report`` is what the service said of the fax while this was its newest, as JSON."""

    recipient_ref: str
    number: int
    report: str


class Attempts:
    """The tries of one account's faxes. All methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, recipient_ref: str) -> tuple[AttemptRow, ...]:
        """The tries to reach one recipient, in order."""
        rows = self._database.rows(
            "SELECT recipient_ref, number, report FROM attempt WHERE recipient_ref = ? ORDER BY id",
            recipient_ref,
        )
        return tuple(AttemptRow(*row) for row in rows)

    def of_submission(self, submission_id: int) -> tuple[AttemptRow, ...]:
        """The tries to reach all recipients of a submission, in the order of these."""
        rows = self._database.rows(
            "SELECT recipient_ref, attempt.number, attempt.report FROM attempt"
            " JOIN recipient ON recipient.ref = recipient_ref WHERE submission_id = ? ORDER BY position, attempt.id",
            submission_id,
        )
        return tuple(AttemptRow(*row) for row in rows)


def note_attempt(connection: sqlite3.Connection, recipient_ref: str, report: str) -> None:
    """Store the try that a report tells of, within the transaction that stores the report.

    The same report twice, or one that is older than what is known, changes nothing.
    """
    told = json.loads(report)
    number, started = int(told.get("attempt") or 0), told.get("callStarted") or ""
    if not number:
        return
    rows = connection.execute(
        "SELECT id, number, started, report FROM attempt WHERE recipient_ref = ? ORDER BY id",
        (recipient_ref,),
    ).fetchall()
    known = _same_try(rows, number, started)
    if known is None:
        connection.execute(
            "INSERT INTO attempt (recipient_ref, number, started, report) VALUES (?, ?, ?, ?)",
            (recipient_ref, number, started, report),
        )
    elif _progress(told) >= _progress(json.loads(known["report"])):
        connection.execute(
            "UPDATE attempt SET started = coalesce(nullif(?, ''), started), report = ? WHERE id = ?",
            (started, report, known["id"]),
        )


def _same_try(rows: list[sqlite3.Row], number: int, started: str) -> sqlite3.Row | None:
    """The try of this number and start among those known; the service may count anew for a fax that is sent again."""
    same = [row for row in rows if row["number"] == number]
    if not same or not started:
        return same[-1] if same else None
    exact = [row for row in same if row["started"] == started]
    if exact:
        return exact[-1]
    newest = same[-1]
    # The start may come later than the try itself, or be corrected while the call goes on.
    is_open = newest is rows[-1] and not _progress(json.loads(newest["report"]))
    return newest if is_open or not newest["started"] else None


def _progress(told: dict[str, object]) -> int:
    """How final a report is for its try: the call goes on, has ended, or has ended as is told."""
    if told.get("jobState") in _ENDS:
        return 2
    return 1 if told.get("callEnded") else 0
