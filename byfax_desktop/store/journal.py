"""The outbox journal: what was sent, how far it came, and everything that happened to it, on the disk before it counts.

Each method that changes something is one transaction. A step is taken only from the state in which the caller saw the
submission, and only by the process that leases it: of two processes, or a process and its late twin, one wins.
All methods raise StoreTrouble.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from byfax_desktop.store.attempts import note_attempt
from byfax_desktop.store.journal_reader import JournalReader, json_states
from byfax_desktop.store.proofs import (
    has_single_proofs,
    is_proved,
    note_recipient_end,
    note_submission_end,
)
from byfax_desktop.store.sequels import note_sequel
from byfax_desktop.store.stations import accept_station, note_station
from byfax_desktop.store.submissions import (
    WAITING,
    WORKED_ON,
    Change,
    FaxState,
    NewSubmission,
    RecipientChange,
    Submission,
)


@dataclass(frozen=True, slots=True)
class RemoteBroadcast:
    """A submission that the service listed and this computer did not make."""

    broadcast_ref: str
    created: int
    report: str
    state: FaxState
    next_look: int | None


class Journal(JournalReader):
    """The submissions of one account."""

    # What a person does

    def enqueue(
        self, parts: Sequence[NewSubmission], now: int, due: int, draft_id: str | None = None
    ) -> tuple[str, ...]:
        """Store all parts of one press of Send; returns their broadcast refs.

        A draft that was sent before is not stored again: the refs are those of the first time.
        """
        with self._database.transaction() as connection:
            if draft_id:
                earlier = connection.execute(
                    "SELECT broadcast_ref FROM submission WHERE draft_id = ? ORDER BY part", (draft_id,)
                ).fetchall()
                if earlier:
                    return tuple(row[0] for row in earlier)
            touch = _touch(connection)
            for number, part in enumerate(parts):
                _insert(connection, part, (draft_id, number), now, due, touch)
            if draft_id:
                connection.execute("DELETE FROM draft WHERE id = ?", (draft_id,))
        return tuple(part.broadcast_ref for part in parts)

    # Leases

    def claim(self, seen: Submission, owner: str) -> bool:
        """Take the lease of a submission that nobody works on, if it is still as it was seen."""
        with self._database.transaction() as connection:
            taken = connection.execute(
                "UPDATE submission SET owner = ? WHERE id = ? AND owner IS NULL AND state = ? AND touched = ?",
                (owner, seen.id, seen.state, seen.touched),
            )
            return taken.rowcount == 1

    def release(self, submission_id: int, owner: str) -> None:
        """Give the lease back."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE submission SET owner = NULL WHERE id = ? AND owner = ?", (submission_id, owner)
            )

    def owners(self) -> frozenset[str]:
        """Who holds leases."""
        rows = self._database.rows("SELECT DISTINCT owner FROM submission WHERE owner IS NOT NULL")
        return frozenset(row[0] for row in rows)

    def recover(self, owner: str, now: int) -> int:
        """Take up what ``owner``, who is proved to do no more of it, has left; returns how many submissions that were.

        A request may have left: that one is unknown. An upload that was cut short begins again. So does what nobody
        owns though it is being worked on, which a disk that was full in between leaves. Doing it twice does nothing
        more.
        """
        query = "SELECT id, state FROM submission WHERE owner = ? OR (owner IS NULL AND state IN (?, ?))"
        values = (owner, *sorted(WORKED_ON))
        if not self._database.rows(query, *values):
            return 0
        with self._database.transaction() as connection:
            left = connection.execute(query, values).fetchall()
            touch = _touch(connection)
            for row in left:
                if row["state"] in WORKED_ON:
                    is_out = row["state"] == FaxState.SUBMITTING
                    after = FaxState.UNKNOWN if is_out else FaxState.QUEUED
                    change = Change(after, "This was interrupted", {"due": now, "owner": None})
                    _change(connection, row["id"], change, now, touch)
            connection.execute("UPDATE submission SET owner = NULL WHERE owner = ?", (owner,))
        return len(left)

    def mend_times(self, now: int) -> None:
        """Have nothing lie in the future that has been: the clock was wrong, or is; waiting begins anew then."""
        query = (
            "SELECT 1 FROM submission WHERE state IN (SELECT value FROM json_each(?))"
            " AND (since > ? OR intent > ?) LIMIT 1"
        )
        if self._database.rows(query, json_states(WAITING), now, now):
            with self._database.transaction() as connection:
                connection.execute(
                    "UPDATE submission SET due = min(due, ?), since = min(since, ?), intent = min(intent, ?)"
                    " WHERE state IN (SELECT value FROM json_each(?))",
                    (now, now, now, json_states(WAITING)),
                )

    # Steps

    def step(self, seen: Submission, change: Change, now: int, owner: str | None = None) -> Submission | None:
        """Take a step from the state that was seen; None when somebody else took one before.

        With ``owner`` only its leaseholder may; a submission that nobody leases anyone may.
        """
        with self._database.transaction() as connection:
            row = connection.execute("SELECT * FROM submission WHERE id = ?", (seen.id,)).fetchone()
            if row["state"] != seen.state or row["owner"] != owner:
                return None
            touch = _touch(connection)
            _change(connection, seen.id, change, now, touch)
            return _submission(connection, seen.id)

    def step_all(self, seen: Sequence[Submission], change: Change, now: int) -> bool:
        """Take the same step with all of these, which nobody may be working on; False, and none, when one has moved."""
        with self._database.transaction() as connection:
            for each in seen:
                row = connection.execute(
                    "SELECT state, owner FROM submission WHERE id = ?", (each.id,)
                ).fetchone()
                if row["state"] != each.state or row["owner"] is not None:
                    return False
            touch = _touch(connection)
            for each in seen:
                _change(connection, each.id, change, now, touch)
        return True

    def note(self, submission_id: int, words: str, now: int) -> None:
        """Add to the history what changes no state."""
        with self._database.transaction() as connection:
            touch = _touch(connection)
            connection.execute("UPDATE submission SET touched = ? WHERE id = ?", (touch, submission_id))
            connection.execute(
                "INSERT INTO event (submission_id, at, state, words)"
                " SELECT id, ?, state, ? FROM submission WHERE id = ?",
                (now, words, submission_id),
            )

    def rename_document(self, submission_id: int, position: int, ref: str) -> None:
        """Give a document another ref, because its own is taken by other content."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE document SET ref = ? WHERE submission_id = ? AND position = ?",
                (ref, submission_id, position),
            )

    def update_reports(self, reports: Iterable[tuple[int, str]], next_look: int | None = None) -> None:
        """Store what the service says of broadcasts as such; with ``next_look`` also ask again then."""
        with self._database.transaction() as connection:
            touch = _touch(connection)
            for submission_id, report in reports:
                connection.execute(
                    "UPDATE submission SET report = ?, touched = ?, next_look = coalesce(?, next_look) WHERE id = ?",
                    (report, touch, next_look, submission_id),
                )

    def look_again(self, submission_ids: Iterable[int], when: int | None) -> None:
        """Ask the service about these at ``when``, or not any more."""
        self.schedule((each, when) for each in submission_ids)

    def schedule(self, looks: Iterable[tuple[int, int | None]]) -> None:
        """Ask the service about each of these submissions at its time, or, where that is None, not any more."""
        with self._database.transaction() as connection:
            connection.executemany(
                "UPDATE submission SET next_look = ? WHERE id = ?",
                ((when, submission_id) for submission_id, when in looks),
            )

    def hide(self, submission_id: int) -> None:
        """Take it off the list; its history stays."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE submission SET is_hidden = 1, touched = ? WHERE id = ?",
                (_touch(connection), submission_id),
            )

    def accept_station(self, recipient_ref: str, now: int) -> None:
        """A person says that the machine that answered is right; nothing is to be done where it is not marked."""
        with self._database.transaction() as connection:
            freed = accept_station(connection, recipient_ref)
            if not freed:
                return
            touch = _touch(connection)
            for ref, submission_id in freed:
                connection.execute("UPDATE recipient SET touched = ? WHERE ref = ?", (touch, ref))
                connection.execute("UPDATE submission SET touched = ? WHERE id = ?", (touch, submission_id))
                connection.execute(
                    "INSERT INTO event (submission_id, recipient_ref, at, state, words)"
                    " SELECT id, ?, ?, state, ? FROM submission WHERE id = ?",
                    (ref, now, "The machine that answered was said to be right", submission_id),
                )

    def add_remote(self, found: Sequence[RemoteBroadcast], now: int) -> None:
        """Store submissions that were made elsewhere, unless they are known."""
        with self._database.transaction() as connection:
            touch = _touch(connection)
            # By age: a search takes those with the highest numbers for the newest.
            for each in sorted(found, key=lambda one: one.created):
                added = connection.execute(
                    "INSERT INTO submission (broadcast_ref, created, intent, state, since, is_there, report,"
                    " next_look, touched) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?) ON CONFLICT DO NOTHING",
                    (
                        each.broadcast_ref,
                        each.created,
                        each.created,
                        each.state,
                        now,
                        each.report,
                        each.next_look,
                        touch,
                    ),
                )
                if added.rowcount:
                    connection.execute(
                        "INSERT INTO event (submission_id, at, state, words)"
                        " VALUES (?, ?, ?, 'Sent from elsewhere')",
                        (added.lastrowid, now, each.state),
                    )

    def add_recipients(self, submission_id: int, found: Sequence[tuple[str, str, RecipientChange]]) -> None:
        """Store recipients (ref, number, report) of a submission that was made elsewhere, unless they are known."""
        with self._database.transaction() as connection:
            touch = _touch(connection)
            (before,) = connection.execute(
                "SELECT count(*) FROM recipient WHERE submission_id = ?", (submission_id,)
            ).fetchone()
            sent = _submission(connection, submission_id).created
            place = before
            for ref, number, change in found:
                added = connection.execute(
                    "INSERT INTO recipient (ref, submission_id, position, number, name, company, is_live, report,"
                    " touched, sent) VALUES (?, ?, ?, ?, '', '', ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    (ref, submission_id, place, number, change.is_live, change.report, touch, sent),
                )
                if added.rowcount:
                    place += 1
                    note_attempt(connection, ref, change.report)
                    note_station(connection, ref, change.report)
            if place > before:
                connection.execute("UPDATE submission SET touched = ? WHERE id = ?", (touch, submission_id))


def _insert(
    connection: sqlite3.Connection,
    part: NewSubmission,
    draft: tuple[str | None, int],
    now: int,
    due: int,
    touch: int,
) -> None:
    made = connection.execute(
        "INSERT INTO submission (broadcast_ref, draft_id, part, request, digest, subject, created, intent, state,"
        " since, due, touched, sender) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?)",
        (
            *(part.broadcast_ref, *draft, part.request, part.digest, part.subject),
            *(now, now, now, due, touch, part.sender),
        ),
    )
    submission_id = made.lastrowid or 0
    for position, each in enumerate(part.recipients):
        connection.execute(
            "INSERT INTO recipient (ref, submission_id, position, number, name, company, extras, touched, since,"
            " sent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(each.ref, submission_id, position, each.number, each.name, each.company, each.extras),
                *(touch, now, now),
            ),
        )
    connection.executemany(
        "INSERT INTO attachment (submission_id, sha256) VALUES (?, ?)",
        ((submission_id, each) for each in part.attachments),
    )
    connection.executemany(
        "INSERT INTO document (submission_id, position, ref, sha256, md5, size, name)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (submission_id, position, each.ref, each.sha256, each.md5, each.size, each.name)
            for position, each in enumerate(part.documents)
        ),
    )
    if part.sequel:
        note_sequel(connection, part.broadcast_ref, part.sequel)
    connection.execute(
        "INSERT INTO event (submission_id, at, state, words) VALUES (?, ?, 'queued', 'Send was pressed')",
        (submission_id, now),
    )


def _change(connection: sqlite3.Connection, submission_id: int, change: Change, now: int, touch: int) -> None:
    columns: dict[str, int | str | None] = {"state": change.state, "touched": touch, **change.columns}
    (before,) = connection.execute("SELECT state FROM submission WHERE id = ?", (submission_id,)).fetchone()
    has_moved = before != change.state
    if has_moved:
        columns.setdefault("since", now)
    assignments = ", ".join(f"{name} = ?" for name in columns)
    update = f"UPDATE submission SET {assignments} WHERE id = ?"  # noqa: S608 - the names are those of our columns
    connection.execute(update, (*columns.values(), submission_id))
    proves = is_proved(connection, submission_id)
    proves_each = proves and has_single_proofs(connection, submission_id)
    for each in change.recipients:
        if proves_each:
            note_recipient_end(connection, each, now)
        connection.execute(
            "UPDATE recipient SET report = ?, is_live = ?, touched = ?, since = ? WHERE ref = ?",
            (each.report, each.is_live, touch, now, each.ref),
        )
        note_attempt(connection, each.ref, each.report)
        note_station(connection, each.ref, each.report)
        if each.words:
            connection.execute(
                "INSERT INTO event (submission_id, recipient_ref, at, state, words) VALUES (?, ?, ?, ?, ?)",
                (submission_id, each.ref, now, change.state, each.words),
            )
    if proves and has_moved:
        note_submission_end(connection, submission_id, change.state, now)
    if change.words:
        connection.execute(
            "INSERT INTO event (submission_id, at, state, words) VALUES (?, ?, ?, ?)",
            (submission_id, now, change.state, change.words),
        )


def _submission(connection: sqlite3.Connection, submission_id: int) -> Submission:
    row = connection.execute("SELECT * FROM submission WHERE id = ?", (submission_id,)).fetchone()
    return Submission.from_row(row)


def _touch(connection: sqlite3.Connection) -> int:
    """The number of this transaction: rows that bear a higher one than was seen have changed since."""
    row = connection.execute(
        "UPDATE mark SET value = CAST (value AS INTEGER) + 1 WHERE name = 'sequence' RETURNING value"
    ).fetchone()
    return int(row[0])
