"""An SQLite file of the program: that in which one account's data lies on this computer, or one of another shape.

Every transaction is on the disk before it counts (WAL with ``synchronous=FULL``): what was committed before a request
left is still there after a power cut. The file is readable by its owner alone; SQLite gives the files beside it the
same mode. Several processes may have it open.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
import time
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from byfax_desktop.store.migrations import MIGRATIONS
from byfax_desktop.store.trouble import StoreTrouble

_BUSY_SECONDS = 20.0
"""How long another process may keep this one waiting: a virus scanner or a backup holds a file for seconds."""
_BUSY_PAUSE = 0.01


@dataclass(frozen=True, slots=True)
class Shape:
    """How a file came to be what it is, step by step; what to say, and to do, when it is damaged."""

    migrations: tuple[tuple[str, ...], ...]
    damaged: str
    mend: str


class Database:
    """One connection, shared by all threads; a transaction keeps the others waiting, so keep it short."""

    def __init__(self, path: Path, shape: Shape | None = None) -> None:
        """Open a file, that of an account's faxes if no shape is given; make it where there is none, and bring it up
        to date, with a backup before.

        Raises StoreTrouble when it cannot be opened, is damaged, or was made by a newer version of the program;
        the file is then as it was.
        """
        self._lock = threading.RLock()
        self._path = path
        self._shape = shape or _faxes()
        with self._explained():
            _create_private(path)
            self._connection = sqlite3.connect(
                path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        try:
            with self._explained():
                self._open()
        except BaseException:
            self._connection.close()
            raise

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All statements inside take effect together, or none does. Raises StoreTrouble."""
        with self._lock, self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # A full disk has SQLite roll back by itself; a second time is then an error of no interest.
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise

    def rows(self, statement: str, *values: object) -> list[sqlite3.Row]:
        """What a query finds. Raises StoreTrouble."""
        with self._lock, self._explained():
            return self._connection.execute(statement, values).fetchall()

    def change_count(self) -> int:
        """A number that changes whenever another process has written to the file. Raises StoreTrouble."""
        return int(self.rows("PRAGMA data_version")[0][0])

    def close(self) -> None:
        """Close the file; nothing can be read or written afterwards."""
        with self._lock:
            self._connection.close()

    def _open(self) -> None:
        self._connection.row_factory = sqlite3.Row
        # What SQLite itself can do with large and small letters ends with those of English.
        self._connection.create_function("folded", 1, _folded, deterministic=True)
        # Asked first: nothing is changed in what a newer version has written, not even how it is journalled.
        self._refuse_newer(self._version())
        self._write_ahead()
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.execute("PRAGMA secure_delete = ON")
        if self._version() != len(self._shape.migrations):
            self._migrate()

    def _write_ahead(self) -> None:
        """Turn the journal to WAL, for which SQLite does not wait until another process lets go of a new file."""
        end = time.monotonic() + _BUSY_SECONDS
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if _name(error) != "SQLITE_BUSY" or time.monotonic() > end:
                    raise
                time.sleep(_BUSY_PAUSE)
            else:
                return

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def _refuse_newer(self, version: int) -> None:
        if version > len(self._shape.migrations):
            raise StoreTrouble(
                "The data on this computer was written by a newer byFax Desktop.",
                "Install the newer version again.",
            )

    def _migrate(self) -> None:
        """Take all steps that the file lacks, or none; another process may have taken them meanwhile."""
        with self.transaction() as connection:
            version = self._version()
            self._refuse_newer(version)
            if 0 < version < len(self._shape.migrations):
                self._back_up(version)
            for step in self._shape.migrations[version:]:
                for statement in step:
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(self._shape.migrations)}")

    def _back_up(self, version: int) -> None:
        """Keep the file as it is, complete or not at all; meanwhile nobody else may write to it."""
        kept = self._path.with_name(f"{self._path.stem}-version-{version}.backup")
        part = kept.with_suffix(".part")
        try:
            part.unlink(missing_ok=True)
            _create_private(part)
            # Through a connection of its own, which reads what was there before this transaction.
            with closing(sqlite3.connect(self._path)) as source, closing(sqlite3.connect(part)) as copy:
                source.backup(copy)
            part.replace(kept)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _trouble(error, self._shape) from error
        except OSError as error:
            raise StoreTrouble(
                "The data folder of byFax Desktop cannot be written.",
                "Check that the disk is not full and that the folder belongs to you.",
                type(error).__name__,
            ) from error


def _faxes() -> Shape:
    return Shape(
        MIGRATIONS,
        "The data file of byFax Desktop is damaged.",
        "Move the file “faxes.db” out of the data folder and start again; byFax keeps the faxes.",
    )


def _folded(text: str) -> str:
    """A text as it is sorted: without regard to large and small, and a letter with an accent beside the one without."""
    return unicodedata.normalize("NFD", text.casefold())


def _create_private(path: Path) -> None:
    """Make the file where there is none.

    One that is there is not even opened: to close it would give back the locks that this process holds on it through
    another connection (https://sqlite.org/howtocorrupt.html, 2.2), and the next program to look would take the journal
    for left over.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        as_who_works = os.access in os.supports_effective_ids
        if not os.access(path, os.R_OK | os.W_OK, effective_ids=as_who_works):
            raise PermissionError(errno.EACCES, "no right to write", str(path)) from None


_FULL = frozenset({"SQLITE_FULL", "SQLITE_IOERR_WRITE"})
_DAMAGED = frozenset({"SQLITE_CORRUPT", "SQLITE_NOTADB"})


def _trouble(error: sqlite3.Error, shape: Shape) -> StoreTrouble:
    name = _name(error)
    details = f"{type(error).__name__} {name}".strip()
    if name.startswith(tuple(_DAMAGED)):
        return StoreTrouble(shape.damaged, shape.mend, details)
    if name in _FULL:
        return StoreTrouble("The disk is full.", "Free some space, then try again.", details)
    if name.startswith("SQLITE_READONLY"):
        return StoreTrouble(
            "The data of byFax Desktop may be read but not written.",
            "Check that its folder belongs to you and is not write-protected.",
            details,
        )
    return StoreTrouble(
        "The data of byFax Desktop could not be read or written.",
        "Check that the disk is not full and that no other program has the file open, then try again.",
        details,
    )


def _name(error: sqlite3.Error) -> str:
    return str(getattr(error, "sqlite_errorname", ""))
