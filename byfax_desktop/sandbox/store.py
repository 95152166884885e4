"""Where the service in a box keeps its things: records in SQLite, file contents beside it, in a folder or for a while.

Reads and changes happen under ``lock``; a change is durable once ``save`` returns.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sqlite3
import tempfile
import threading
import typing
import uuid
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from byfax_desktop.sandbox.things import (
    Account,
    Broadcast,
    Contact,
    Cover,
    Did,
    Document,
    Inbound,
    Message,
)

Thing = Account | Broadcast | Cover | Did | Document | Inbound | Message
_Thing = TypeVar("_Thing", Account, Broadcast, Cover, Did, Document, Inbound, Message)
_KINDS: dict[str, type[Thing]] = {
    kind.__name__: kind for kind in (Account, Broadcast, Cover, Did, Document, Inbound, Message)
}


class Store:
    """The things of one account, in ``folder``, which is made when it isn't there, or in a temporary one."""

    def __init__(self, folder: Path | None = None) -> None:
        self._temporary = folder is None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="byfax-sandbox-"))
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._blobs = self.folder / "files"
        self._blobs.mkdir(exist_ok=True, mode=0o700)
        self.uploads = self.folder / "uploads"
        shutil.rmtree(self.uploads, ignore_errors=True)
        self.uploads.mkdir(mode=0o700)
        self.lock = threading.RLock()
        self._things: dict[str, dict[str, Any]] = {kind: {} for kind in _KINDS}
        path = self.folder / "service.db"
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS thing (kind TEXT, ref TEXT, body TEXT, PRIMARY KEY (kind, ref))"
        )
        self._load()

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever kept here."""
        return not self._things["Account"]

    def all(self, kind: type[_Thing]) -> list[_Thing]:
        """Every thing of a kind, oldest first."""
        with self.lock:
            return list(self._things[kind.__name__].values())

    def find(self, kind: type[_Thing], ref: str) -> _Thing | None:
        """The thing of that ref."""
        with self.lock:
            return typing.cast("_Thing | None", self._things[kind.__name__].get(ref))

    def save(self, *things: Thing) -> None:
        """Keep new or changed things, all of them or none."""
        with self.lock, self._transaction():
            for thing in things:
                self._things[type(thing).__name__][thing.ref] = thing
                self._write(thing)

    def remove(self, thing: Thing) -> None:
        """Forget a thing."""
        kind = type(thing).__name__
        with self.lock:
            self._things[kind].pop(thing.ref, None)
            self._database.execute("DELETE FROM thing WHERE kind = ? AND ref = ?", (kind, thing.ref))

    def keep_file(self, source: Path, suffix: str = "") -> str:
        """Move a file here; returns the name under which ``path`` finds it, which ends in ``suffix``."""
        name = uuid.uuid4().hex + suffix
        source.chmod(0o600)
        source.replace(self._blobs / name)
        return name

    def keep_bytes(self, data: bytes) -> str:
        """Write a file here; returns its name."""
        path = self.scratch()
        path.write_bytes(data)
        return self.keep_file(path)

    def scratch(self) -> Path:
        """A private empty file to write into before it is kept."""
        handle, name = tempfile.mkstemp(dir=self.uploads)
        os.close(handle)
        return Path(name)

    def path(self, name: str) -> Path:
        """Where a kept file lies."""
        return self._blobs / name

    def close(self) -> None:
        """Close, and remove what was only for a while."""
        with self.lock:
            self._database.close()
        if self._temporary:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _transaction(self) -> sqlite3.Connection:
        self._database.execute("BEGIN")
        return self._database

    def _write(self, thing: Thing) -> None:
        body = json.dumps(dataclasses.asdict(thing), default=datetime.isoformat)
        self._database.execute(
            "INSERT INTO thing (kind, ref, body) VALUES (?, ?, ?)"
            " ON CONFLICT (kind, ref) DO UPDATE SET body = excluded.body",
            (type(thing).__name__, thing.ref, body),
        )

    def _load(self) -> None:
        for kind, body in self._database.execute("SELECT kind, body FROM thing ORDER BY rowid"):
            thing = _thing(_KINDS[kind], json.loads(body))
            self._things[kind][thing.ref] = thing


def _thing(kind: type[Thing], body: dict[str, Any]) -> Thing:
    hints = typing.get_type_hints(kind)
    return kind(**{name: _value(hints[name], value) for name, value in body.items()})


def _value(hint: Any, value: Any) -> Any:
    if hint is Contact:
        return Contact(**value)
    if isinstance(value, str) and (hint is datetime or datetime in typing.get_args(hint)):
        return datetime.fromisoformat(value)
    return value
