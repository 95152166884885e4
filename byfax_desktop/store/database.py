"""The SQLite file in which one account's data lies on this computer.

Every transaction is on the disk before it counts (WAL with ``synchronous=FULL``): what was committed before a request
left is still there after a power cut. The file is readable by its owner alone; SQLite gives the files beside it the
same mode.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from byfax_desktop.store.migrations import MIGRATIONS
from byfax_desktop.store.trouble import StoreTrouble

_BUSY_SECONDS = 5.0


class Database:
    """One connection, shared by all threads; a transaction keeps the others waiting, so keep it short."""

    def __init__(self, path: Path) -> None:
        """Open the file, make it where there is none, and bring it up to date.

        Raises StoreTrouble when it cannot be opened, is damaged, or was made by a newer version of the program.
        """
        self._lock = threading.RLock()
        with _explained():
            _create_private(path)
            self._connection = sqlite3.connect(
                path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            self._connection.row_factory = sqlite3.Row
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._migrate()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All statements inside take effect together, or none does. Raises StoreTrouble."""
        with self._lock, _explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(self, statement: str, *values: object) -> list[sqlite3.Row]:
        """What a query finds. Raises StoreTrouble."""
        with self._lock, _explained():
            return self._connection.execute(statement, values).fetchall()

    def close(self) -> None:
        """Close the file; nothing can be read or written afterwards."""
        with self._lock:
            self._connection.close()

    def _migrate(self) -> None:
        version = int(self._connection.execute("PRAGMA user_version").fetchone()[0])
        if version > len(MIGRATIONS):
            self._connection.close()
            raise StoreTrouble(
                "The data on this computer was written by a newer byFax Desktop.",
                "Install the newer version again.",
            )
        for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
            with self.transaction() as connection:
                for statement in statements:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")


def _create_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise _trouble(error) from error
    except OSError as error:
        raise StoreTrouble(
            "The data folder of byFax Desktop cannot be written.",
            "Check that the disk is not full and that the folder belongs to you.",
            type(error).__name__,
        ) from error


def _trouble(error: sqlite3.Error) -> StoreTrouble:
    details = f"{type(error).__name__} {getattr(error, 'sqlite_errorname', '')}".strip()
    if isinstance(error, sqlite3.OperationalError):
        return StoreTrouble(
            "The data of byFax Desktop could not be read or written.",
            "Check that the disk is not full and that no other program has the file open, then try again.",
            details,
        )
    return StoreTrouble(
        "The data file of byFax Desktop is damaged.",
        "Move the file “faxes.db” out of the data folder and start again; byFax keeps the faxes.",
        details,
    )
