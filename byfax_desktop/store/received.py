"""What this computer knows of received faxes: the service's list, which were read, and where their pages lie."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from byfax_desktop.store.database import Database


@dataclass(frozen=True, slots=True)
class ReceivedFax:
    """A received fax: ``report`` is what the service said of it, as JSON; ``received`` is in milliseconds UTC."""

    ref: str
    report: str | None = None
    received: int = 0
    is_read: bool = False
    is_wanted: bool = False
    """Its pages are to be brought here."""
    file_name: str | None = None
    """The name of its pages in the cache folder, once they were brought whole."""

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> ReceivedFax:
        """The row of the table ``received_fax``."""
        return cls(
            row["ref"],
            row["report"],
            row["received"],
            bool(row["is_read"]),
            bool(row["is_wanted"]),
            row["file_name"],
        )


class ReceivedFaxes:
    """The received faxes of one account. All methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[ReceivedFax, ...]:
        """Every fax that the service listed and still has, the newest first."""
        rows = self._database.rows(
            "SELECT * FROM received_fax WHERE report IS NOT NULL AND is_gone = 0 ORDER BY received DESC, ref"
        )
        return tuple(map(ReceivedFax.from_row, rows))

    def find(self, ref: str) -> ReceivedFax | None:
        """The fax with this ref, also one that the service no longer has."""
        rows = self._database.rows("SELECT * FROM received_fax WHERE ref = ?", ref)
        return ReceivedFax.from_row(rows[0]) if rows else None

    def wanted(self) -> tuple[ReceivedFax, ...]:
        """Faxes whose pages are to be brought here, the newest first."""
        rows = self._database.rows(
            "SELECT * FROM received_fax WHERE is_wanted = 1 AND is_gone = 0 AND file_name IS NULL"
            " ORDER BY received DESC"
        )
        return tuple(map(ReceivedFax.from_row, rows))

    def keep(self, faxes: Collection[ReceivedFax], only_these: bool = False) -> None:
        """Store what the service says of faxes; with ``only_these`` it no longer has any other.

        Whether one was read, and where its pages lie, stays as it was.
        """
        with self._database.transaction() as connection:
            if only_these:
                connection.execute("UPDATE received_fax SET is_gone = 1")
            connection.executemany(
                "INSERT INTO received_fax (ref, report, received, is_wanted) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (ref) DO UPDATE SET report = excluded.report, received = excluded.received,"
                " is_wanted = max(is_wanted, excluded.is_wanted), is_gone = 0",
                [(each.ref, each.report, each.received, each.is_wanted) for each in faxes],
            )

    def mark_read(self, *refs: str, is_read: bool = True) -> None:
        """A person has seen these faxes, or wants them to be as new."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT INTO received_fax (ref, is_read) VALUES (?, ?)"
                " ON CONFLICT (ref) DO UPDATE SET is_read = excluded.is_read",
                [(ref, is_read) for ref in refs],
            )

    def keep_file(self, ref: str, file_name: str) -> None:
        """The pages of this fax lie in the cache folder under this name."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO received_fax (ref, file_name) VALUES (?, ?)"
                " ON CONFLICT (ref) DO UPDATE SET file_name = excluded.file_name",
                (ref, file_name),
            )
