"""What this computer knows of received faxes: the service's list, which were read, and where their pages lie.

Each change has a number, so that of thousands of faxes only those need be read that have changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from byfax_desktop.store.database import Database
from byfax_desktop.store.fax_labels import FaxLabels
from byfax_desktop.store.received_change import touch
from byfax_desktop.store.removals import Removal, Removals

RECEIVED = """
    SELECT received_fax.rowid AS id, received_fax.*, scope, state, due, since, what, advice,
        (SELECT group_concat(label_id) FROM fax_label WHERE fax_label.ref = received_fax.ref) AS labels
    FROM received_fax LEFT JOIN removal USING (ref)"""
"""Rows for ``ReceivedFax.from_row``; the columns of the wish to delete a fax are empty where there is none."""
LISTED = """received_fax.report IS NOT NULL AND (is_gone = 0 OR file_name IS NOT NULL OR note <> '')
    AND NOT EXISTS (
        SELECT 1 FROM removal
        WHERE removal.ref = received_fax.ref AND scope = 'everywhere' AND state <> 'refused')"""
"""The condition that is ``ReceivedFax.is_listed``."""


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
    is_gone: bool = False
    """The service no longer has it."""
    removal: Removal | None = None
    """What became of the wish to delete it."""
    note: str = ""
    labels: frozenset[int] = frozenset()
    """Their ids."""
    turns: str = ""
    """How its pages lie, as JSON; empty where they lie as they came."""

    @property
    def is_listed(self) -> bool:
        """Whether people see it: as long as the service has it, and later as long as its pages or a note are here."""
        if self.report is None or (self.removal and self.removal.hides):
            return False
        return not self.is_gone or self.file_name is not None or bool(self.note)

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> ReceivedFax:
        """A row of the query ``RECEIVED``."""
        return cls(
            row["ref"],
            row["report"],
            row["received"],
            bool(row["is_read"]),
            bool(row["is_wanted"]),
            row["file_name"],
            bool(row["is_gone"]),
            Removal.from_row(row) if row["state"] else None,
            row["note"],
            frozenset(map(int, row["labels"].split(","))) if row["labels"] else frozenset(),
            row["turns"],
        )


class ReceivedFaxes:
    """The received faxes of one account. All methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.removals = Removals(database)
        """Those that a person wants deleted."""
        self.labels = FaxLabels(database)
        """What a person writes on them."""

    def all(self) -> tuple[ReceivedFax, ...]:
        """Every fax that is listed, the newest first."""
        found = sorted(self.changed(-1), key=lambda each: (-each.received, each.ref))
        return tuple(each for each in found if each.is_listed)

    def sequence(self) -> int:
        """The number of the last change."""
        return int(self._database.rows("SELECT value FROM mark WHERE name = 'received'")[0][0])

    def changed(self, after: int) -> tuple[ReceivedFax, ...]:
        """Faxes that changed after the change numbered ``after``, in no order; those that are not listed too."""
        rows = self._database.rows(f"{RECEIVED} WHERE touched > ?", after)
        return tuple(map(ReceivedFax.from_row, rows))

    def find(self, ref: str) -> ReceivedFax | None:
        """The fax with this ref, also one that the service no longer has."""
        rows = self._database.rows(f"{RECEIVED} WHERE ref = ?", ref)
        return ReceivedFax.from_row(rows[0]) if rows else None

    def wanted(self) -> tuple[ReceivedFax, ...]:
        """Faxes whose pages are to be brought here, the newest first."""
        rows = self._database.rows(
            f"{RECEIVED} WHERE is_wanted = 1 AND is_gone = 0 AND file_name IS NULL ORDER BY received DESC"
        )
        return tuple(each for each in map(ReceivedFax.from_row, rows) if each.is_listed)

    def keep(self, faxes: Collection[ReceivedFax], only_these: bool = False) -> None:
        """Store what the service says of faxes; with ``only_these`` it no longer has any other.

        Whether one was read, and where its pages lie, stays as it was. Where nothing is new, nothing is written.
        """
        news = [each for each in faxes if self._is_news(each)]
        gone = self._there() - {each.ref for each in faxes} if only_these else set[str]()
        if not news and not gone:
            return
        with self._database.transaction() as connection:
            change = touch(connection)
            connection.executemany(
                "UPDATE received_fax SET is_gone = 1, touched = ? WHERE ref = ?",
                [(change, ref) for ref in gone],
            )
            connection.executemany(
                "INSERT INTO received_fax (ref, report, received, is_wanted, touched) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (ref) DO UPDATE SET report = excluded.report, received = excluded.received,"
                " is_wanted = max(is_wanted, excluded.is_wanted), is_gone = 0, touched = excluded.touched",
                [(each.ref, each.report, each.received, each.is_wanted, change) for each in news],
            )

    def mark_read(self, *refs: str, is_read: bool = True) -> None:
        """A person has seen these faxes, or wants them to be as new."""
        with self._database.transaction() as connection:
            change = touch(connection)
            connection.executemany(
                "INSERT INTO received_fax (ref, is_read, touched) VALUES (?, ?, ?)"
                " ON CONFLICT (ref) DO UPDATE SET is_read = excluded.is_read, touched = excluded.touched"
                " WHERE is_read <> excluded.is_read",
                [(ref, is_read, change) for ref in refs],
            )

    def keep_file(self, ref: str, file_name: str) -> None:
        """The pages of this fax lie in the cache folder under this name."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO received_fax (ref, file_name, touched) VALUES (?, ?, ?)"
                " ON CONFLICT (ref) DO UPDATE SET file_name = excluded.file_name, touched = excluded.touched",
                (ref, file_name, touch(connection)),
            )

    def drop_file(self, ref: str) -> None:
        """The pages of this fax are not here any more, and need not come by themselves."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE received_fax SET file_name = NULL, is_wanted = 0, touched = ? WHERE ref = ?",
                (touch(connection), ref),
            )

    def keep_turns(self, ref: str, turns: str) -> None:
        """The pages of this fax are to lie so from now on; of one that is no longer known, nothing is kept."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE received_fax SET turns = ?, touched = ?"
                " WHERE ref = ? AND report IS NOT NULL AND turns <> ?",
                (turns, touch(connection), ref, turns),
            )

    def with_file(self, file_name: str) -> ReceivedFax | None:
        """The fax whose pages lie in the cache folder under this name."""
        rows = self._database.rows(f"{RECEIVED} WHERE file_name = ?", file_name)
        return ReceivedFax.from_row(rows[0]) if rows else None

    def _is_news(self, fax: ReceivedFax) -> bool:
        known = self.find(fax.ref)
        return known is None or known.report != fax.report or known.is_gone

    def _there(self) -> set[str]:
        """The refs of those that the service has, as far as is known."""
        rows = self._database.rows("SELECT ref FROM received_fax WHERE is_gone = 0 AND report IS NOT NULL")
        return {row[0] for row in rows}
