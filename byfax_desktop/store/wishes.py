"""What a person wants done with a fax that the service has, kept until it is done: it may be wished while offline."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from byfax_desktop.store.database import Database


class WishKind(StrEnum):
    """What can be wished."""

    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    RESUBMIT = "resubmit"
    DELETE = "delete"


class WishState(StrEnum):
    """How far a wish has come."""

    OPEN = "open"
    ASKED = "asked"
    """The request may have left; a wish that must not be carried out twice is looked after, not repeated."""
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish; ``message_ref`` is empty where it concerns the whole submission. ``answer`` is JSON."""

    id: int
    submission_id: int
    message_ref: str
    kind: WishKind
    made: int
    state: WishState
    since: int
    seen_attempt: int
    """The attempt that the service had counted when the wish was made."""
    answer: str

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Wish:
        """The row of the table ``wish``."""
        values = {name: row[name] for name in cls.__slots__}
        return cls(**{**values, "kind": WishKind(values["kind"]), "state": WishState(values["state"])})


class Wishes:
    """The wishes of one account. All methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, submission_id: int, message_ref: str, kind: WishKind, seen_attempt: int, now: int) -> None:
        """Keep a wish; the same one that is still open is not kept twice."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO wish (submission_id, message_ref, kind, made, state, since, seen_attempt)"
                " SELECT ?, ?, ?, ?, 'open', ?, ? WHERE NOT EXISTS (SELECT 1 FROM wish WHERE submission_id = ?"
                " AND message_ref = ? AND kind = ? AND state IN ('open', 'asked'))",
                (
                    submission_id,
                    message_ref,
                    kind,
                    now,
                    now,
                    seen_attempt,
                    submission_id,
                    message_ref,
                    kind,
                ),
            )
            connection.execute("UPDATE submission SET intent = ? WHERE id = ?", (now, submission_id))

    def unfinished(self) -> tuple[Wish, ...]:
        """Wishes that are not carried out yet, the oldest first."""
        rows = self._database.rows("SELECT * FROM wish WHERE state IN ('open', 'asked') ORDER BY id")
        return tuple(map(Wish.from_row, rows))

    def of(self, submission_id: int) -> tuple[Wish, ...]:
        """All wishes about a submission, the oldest first."""
        rows = self._database.rows("SELECT * FROM wish WHERE submission_id = ? ORDER BY id", submission_id)
        return tuple(map(Wish.from_row, rows))

    def move(self, seen: Wish, state: WishState, now: int, answer: str = "") -> bool:
        """Take a wish a step on; False when somebody else did before."""
        with self._database.transaction() as connection:
            moved = connection.execute(
                "UPDATE wish SET state = ?, since = ?, answer = ? WHERE id = ? AND state = ? AND since = ?",
                (state, now, answer, seen.id, seen.state, seen.since),
            )
            return moved.rowcount == 1
