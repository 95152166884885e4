"""Which faxes were made of earlier ones: sent again, forwarded, or with the pages that had not arrived."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from byfax_desktop.store.database import Database
from byfax_desktop.store.submissions import FaxState, Sequel, SequelKind


@dataclass(frozen=True, slots=True)
class SequelFate:
    """How a fax fares that was made of an earlier one: to how many it goes, and the number of the first of them.

    ``created`` is when Send was pressed, ``first_created`` the same of the earlier fax, None where this computer does
    not know that; both in milliseconds since 1970 in UTC.
    """

    broadcast_ref: str
    sequel: Sequel
    created: int
    state: FaxState
    is_there: bool
    recipients: int
    number: str
    first_created: int | None


_FATES = (
    "SELECT q.*, s.created, s.state, s.is_there,"
    " (SELECT count(*) FROM recipient r WHERE r.submission_id = s.id) AS recipients,"
    " coalesce((SELECT r.number FROM recipient r WHERE r.submission_id = s.id ORDER BY position LIMIT 1), '')"
    " AS number, (SELECT e.created FROM submission e WHERE e.broadcast_ref = q.first_ref) AS first_created"
    " FROM sequel q JOIN submission s ON s.broadcast_ref = q.broadcast_ref"
)
_OF_ONE = _FATES + " WHERE q.first_ref = ? ORDER BY s.created, s.id"
_ORIGIN = _FATES + " WHERE q.broadcast_ref = ?"
_STANDING = (
    "SELECT q.message_ref, max(s.created) AS created FROM sequel q"
    " JOIN submission s ON s.broadcast_ref = q.broadcast_ref"
    " WHERE q.kind = 'rest' AND s.state NOT IN ('cancelled', 'rejected', 'failed') GROUP BY q.message_ref"
)


class Sequels:
    """Those of one account. All methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, broadcast_ref: str) -> tuple[SequelFate, ...]:
        """What was made of this fax, the oldest first."""
        return tuple(map(_fate, self._database.rows(_OF_ONE, broadcast_ref)))

    def origin(self, broadcast_ref: str) -> SequelFate | None:
        """What this fax was made of; None where it was made anew."""
        rows = self._database.rows(_ORIGIN, broadcast_ref)
        return _fate(rows[0]) if rows else None

    def standing_rests(self) -> Mapping[str, int]:
        """When the rest of a fax was sent last, by the message ref of that fax; one that came to nothing doesn't count.

        In milliseconds since 1970 in UTC.
        """
        return {row["message_ref"]: row["created"] for row in self._database.rows(_STANDING)}


def note_sequel(connection: sqlite3.Connection, broadcast_ref: str, sequel: Sequel) -> None:
    """Store what a fax is to an earlier one, within the transaction that stores the fax."""
    connection.execute(
        "INSERT INTO sequel (broadcast_ref, kind, first_ref, message_ref, first_page, last_page)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            *(broadcast_ref, sequel.kind, sequel.first_ref, sequel.message_ref),
            *(sequel.first_page, sequel.last_page),
        ),
    )


def _fate(row: sqlite3.Row) -> SequelFate:
    return SequelFate(
        row["broadcast_ref"],
        Sequel(
            SequelKind(row["kind"]),
            row["first_ref"],
            row["message_ref"],
            row["first_page"],
            row["last_page"],
        ),
        row["created"],
        FaxState(row["state"]),
        bool(row["is_there"]),
        row["recipients"],
        row["number"],
        row["first_created"],
    )
