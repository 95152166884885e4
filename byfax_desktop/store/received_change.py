"""The numbers that changes of received faxes bear."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable


def touch(connection: sqlite3.Connection) -> int:
    """The number of the change that is about to be made."""
    (change,) = connection.execute(
        "UPDATE mark SET value = CAST (value AS INTEGER) + 1 WHERE name = 'received' RETURNING value"
    ).fetchall()
    return int(change[0])


def touch_all(connection: sqlite3.Connection, refs: Iterable[str]) -> None:
    """What is shown of these faxes has changed."""
    change = touch(connection)
    connection.executemany(
        "UPDATE received_fax SET touched = ? WHERE ref = ?", [(change, ref) for ref in refs]
    )
