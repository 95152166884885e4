"""What proves how sent faxes ended: which reports are to be written where, and how far each has come.

A proof is wanted in the transaction in which a fax ends, bears the name that its file is about to get before the file
has it, and is done only afterwards. So a program that was killed in between finds out what it had come to.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from byfax_desktop.store.database import Database
from byfax_desktop.store.submissions import FaxState, RecipientChange

MOST_SINGLE = 50
"""Recipients of a submission up to which each has a proof of their own; more have one together."""

_DELIVERED = "SUCCESS"
_FAILED = ("FAILED", "ABORTED")
_ENDS = frozenset({FaxState.DELIVERED, FaxState.PARTLY, FaxState.FAILED, FaxState.REJECTED})


class ProofForm(StrEnum):
    """What is written when a fax has ended."""

    NONE = "none"
    REPORT = "report"
    EVIDENCE = "evidence"
    """The report with the pages as they went."""


class ProofPlace(StrEnum):
    """Where it is written."""

    ACCOUNT = "account"
    """Among the account's data."""
    FOLDER = "folder"
    """In a folder of a person's choice."""


class ProofState(StrEnum):
    """How far a proof has come."""

    WANTED = "wanted"
    PARTIAL = "partial"
    """It is written, but the pages could not be had."""
    DONE = "done"
    PASSED = "passed"
    """Nothing is wanted any more."""


@dataclass(frozen=True, slots=True)
class ProofRule:
    """What is written at one place, for all faxes or only those that failed; ``folder`` is that of a person."""

    place: ProofPlace
    form: ProofForm
    folder: str = ""
    pattern: str = ""
    failed_only: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """One that is to be written, or was. Moments are milliseconds since 1970 in UTC."""

    id: int
    submission_id: int
    recipient_ref: str
    """Empty for a proof of all recipients together."""
    place: ProofPlace
    report: str | None
    """What the service said of the fax when it ended, as JSON; None where it never had it, and for all together."""
    ended: int
    state: ProofState
    due: int
    tries: int
    path: str
    """The name that its file has or was about to get; with its folder in one of a person."""
    digest: str
    is_whole: int
    """Whether the pages are in it."""
    new_digest: str
    """That of the file that was about to take its place, with the pages."""
    owner: str | None

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Proof:
        """The row of the table ``proof``."""
        values = {name: row[name] for name in cls.__slots__}
        values["place"], values["state"] = ProofPlace(values["place"]), ProofState(values["state"])
        return cls(**values)


class Proofs:
    """The rules and the proofs of one account. All methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rules(self) -> tuple[ProofRule, ...]:
        """What is written, for each place."""
        rows = self._database.rows("SELECT * FROM proof_rule ORDER BY place")
        return tuple(
            ProofRule(
                ProofPlace(row["place"]),
                ProofForm(row["form"]),
                row["folder"],
                row["pattern"],
                bool(row["failed_only"]),
            )
            for row in rows
        )

    def set_rules(self, rules: Collection[ProofRule]) -> None:
        """Have these rules for faxes that end from now on."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO proof_rule (place, form, folder, pattern, failed_only)"
                " VALUES (?, ?, ?, ?, ?)",
                ((each.place, each.form, each.folder, each.pattern, each.failed_only) for each in rules),
            )

    def wanted(self, now: int, limit: int = 50) -> tuple[Proof, ...]:
        """Those that are to be written, or completed, by now; the oldest first."""
        rows = self._database.rows(
            "SELECT * FROM proof WHERE state IN ('wanted', 'partial') AND due <= ? ORDER BY id LIMIT ?",
            now,
            limit,
        )
        return tuple(map(Proof.from_row, rows))

    def next_due(self) -> int | None:
        """When the next of them is to be tried."""
        (row,) = self._database.rows("SELECT min(due) FROM proof WHERE state IN ('wanted', 'partial')")
        return None if row[0] is None else int(row[0])

    def hurry(self) -> None:
        """Try all of them now."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE proof SET due = 0 WHERE state IN ('wanted', 'partial')")

    def want(self, submission_id: int, recipient_ref: str, report: str | None, now: int) -> Proof:
        """Want one in the account's own place, because a person asks for it."""
        with self._database.transaction() as connection:
            made = connection.execute(
                "INSERT INTO proof (submission_id, recipient_ref, place, report, ended, state)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (submission_id, recipient_ref, ProofPlace.ACCOUNT, report, now, ProofState.WANTED),
            )
        return self.one(made.lastrowid or 0)

    def newest(self, submission_id: int, recipient_ref: str) -> Proof | None:
        """The account's own proof of how a fax ended last."""
        rows = self._database.rows(
            "SELECT * FROM proof WHERE submission_id = ? AND recipient_ref = ? AND place = ? AND state <> ?"
            " ORDER BY id DESC LIMIT 1",
            submission_id,
            recipient_ref,
            ProofPlace.ACCOUNT,
            ProofState.PASSED,
        )
        return Proof.from_row(rows[0]) if rows else None

    def one(self, proof_id: int) -> Proof:
        """The proof with this id."""
        (row,) = self._database.rows("SELECT * FROM proof WHERE id = ?", proof_id)
        return Proof.from_row(row)

    def claim(self, seen: Proof, owner: str) -> bool:
        """Take one on, if nobody has done so since it was seen."""
        with self._database.transaction() as connection:
            taken = connection.execute(
                "UPDATE proof SET owner = ? WHERE id = ? AND state = ? AND owner IS ?",
                (owner, seen.id, seen.state, seen.owner),
            )
            return taken.rowcount == 1

    def begin(self, proof_id: int, path: str, digest: str, is_whole: bool) -> None:
        """A file with this content is about to get this name."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE proof SET path = ?, digest = ?, is_whole = ?, new_digest = '' WHERE id = ?",
                (path, digest, is_whole, proof_id),
            )

    def begin_whole(self, proof_id: int, digest: str) -> None:
        """A file with this content, pages and all, is about to take the place of the one without pages."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE proof SET new_digest = ? WHERE id = ?", (digest, proof_id))

    def end(self, proof_id: int, state: ProofState) -> None:
        """It is written, or not wanted any more."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE proof SET state = ?, owner = NULL,"
                " digest = CASE WHEN new_digest <> '' THEN new_digest ELSE digest END WHERE id = ?",
                (state, proof_id),
            )

    def put_off(self, proof_id: int, state: ProofState, due: int) -> None:
        """Try it again at this time."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE proof SET state = ?, due = ?, tries = tries + 1, owner = NULL WHERE id = ?",
                (state, due, proof_id),
            )


def note_recipient_end(connection: sqlite3.Connection, change: RecipientChange, now: int) -> None:
    """Want a proof where one recipient's fax ends with this change, in the transaction that is about to store it."""
    told = json.loads(change.report)
    is_delivered = told.get("jobState") == _DELIVERED
    if change.is_live or not (is_delivered or told.get("jobState") in _FAILED):
        return
    before = connection.execute("SELECT * FROM recipient WHERE ref = ?", (change.ref,)).fetchone()
    if not before["is_live"]:
        proved = connection.execute(
            "SELECT report FROM proof WHERE submission_id = ? AND recipient_ref = ? ORDER BY id DESC LIMIT 1",
            (before["submission_id"], change.ref),
        ).fetchone()
        earlier = json.loads((proved and proved["report"]) or before["report"] or "{}")
        # More is told of an end that is known, which a list that lags may even take back for a while.
        if all(earlier.get(name) == told.get(name) for name in ("jobState", "attempt")):
            return
    _want(connection, before["submission_id"], change.ref, change.report, now, is_delivered)


def note_submission_end(
    connection: sqlite3.Connection, submission_id: int, state: FaxState, now: int
) -> None:
    """Want a proof of all recipients together where they are many; of each where the service never had the fax."""
    if state not in _ENDS:
        return
    is_delivered = state is FaxState.DELIVERED
    if not has_single_proofs(connection, submission_id):
        _want(connection, submission_id, "", None, now, is_delivered)
    elif state is FaxState.REJECTED:
        refs = connection.execute("SELECT ref FROM recipient WHERE submission_id = ?", (submission_id,))
        for (ref,) in refs.fetchall():
            _want(connection, submission_id, ref, None, now, is_delivered)


def is_proved(connection: sqlite3.Connection, submission_id: int) -> bool:
    """Whether proofs of a submission are written by themselves: those of other computers are these computers' own."""
    row = connection.execute("SELECT request IS NOT NULL FROM submission WHERE id = ?", (submission_id,))
    return bool(row.fetchone()[0])


def has_single_proofs(connection: sqlite3.Connection, submission_id: int) -> bool:
    """Whether each recipient has a proof of their own."""
    more = connection.execute(
        "SELECT 1 FROM recipient WHERE submission_id = ? LIMIT 1 OFFSET ?", (submission_id, MOST_SINGLE)
    )
    return more.fetchone() is None


def _want(
    connection: sqlite3.Connection,
    submission_id: int,
    recipient_ref: str,
    report: str | None,
    now: int,
    is_delivered: bool,
) -> None:
    connection.execute(
        "INSERT INTO proof (submission_id, recipient_ref, place, report, ended, state)"
        " SELECT ?, ?, place, ?, ?, ? FROM proof_rule WHERE form <> ? AND (failed_only = 0 OR ?)",
        (submission_id, recipient_ref, report, now, ProofState.WANTED, ProofForm.NONE, not is_delivered),
    )
