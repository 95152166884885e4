"""What this computer sent: the refs, kept before the first byte leaves, and what the service does not tell again."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from byfax_desktop.store.database import Database


@dataclass(frozen=True, slots=True)
class SentMessage:
    """One recipient of a broadcast; ``number`` is E.164."""

    ref: str
    number: str
    name: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class SentBroadcast:
    """A broadcast with its recipients in the order in which they were given; ``created`` is aware."""

    ref: str
    subject: str
    created: datetime
    messages: tuple[SentMessage, ...]


class SentFaxes:
    """The broadcasts of this computer. All methods raise StoreTrouble when the data file fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, broadcast: SentBroadcast) -> None:
        """Store a broadcast with its messages; on return it is on the disk."""
        created = int(broadcast.created.timestamp())
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO sent_broadcast (ref, subject, created) VALUES (?, ?, ?)",
                (broadcast.ref, broadcast.subject, created),
            )
            connection.executemany(
                "INSERT INTO sent_message (ref, broadcast_ref, position, name, company, number)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (message.ref, broadcast.ref, position, message.name, message.company, message.number)
                    for position, message in enumerate(broadcast.messages)
                ],
            )

    def forget(self, broadcast_ref: str) -> None:
        """Drop a broadcast that the service is proved not to have."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM sent_broadcast WHERE ref = ?", (broadcast_ref,))

    def find(self, broadcast_ref: str) -> SentBroadcast | None:
        """The broadcast with this ref, or None where another computer sent it."""
        found = self._database.rows("SELECT * FROM sent_broadcast WHERE ref = ?", broadcast_ref)
        if not found:
            return None
        messages = self._database.rows(
            "SELECT * FROM sent_message WHERE broadcast_ref = ? ORDER BY position", broadcast_ref
        )
        created = datetime.fromtimestamp(found[0]["created"], UTC)
        return SentBroadcast(broadcast_ref, found[0]["subject"], created, tuple(map(_message, messages)))


def _message(row: sqlite3.Row) -> SentMessage:
    return SentMessage(row["ref"], row["number"], row["name"], row["company"])
