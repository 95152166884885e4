"""Previews on this computer, under the name of the content they were made of: a bounded number of them."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

MOST = 50
MOST_BYTES = 200 << 20
"""How many previews are kept, and how large they are together; the newest is kept whatever its size."""

_SUFFIX = ".preview"
_DAY = 24 * 3600


class PreviewCache:
    """A folder that only its owner may look into. What nobody has wanted for longest leaves first."""

    def __init__(self, folder: Path, most: int = MOST, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most
        self._most_bytes = most_bytes

    def find(self, name: str) -> Path | None:
        """The preview of that name, which stays longer from now on."""
        path = self._folder / f"{name}{_SUFFIX}"
        with suppress(FileNotFoundError):
            os.utime(path)
            return path
        return None

    def place_for(self, name: str) -> Path:
        """Where a preview is to be written before ``keep``. Raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._folder / f".{name}.new"

    def keep(self, name: str) -> Path:
        """Give the preview that was written its name, and make room for it. Raises OSError."""
        path = self.place_for(name).replace(self._folder / f"{name}{_SUFFIX}")
        self._make_room(path)
        return path

    def _make_room(self, newest: Path) -> None:
        known = []
        for path in self._folder.iterdir():
            with suppress(OSError):  # another program on this data makes room as well
                seen = path.stat()
                if path.suffix == _SUFFIX:
                    known.append((path == newest, seen.st_mtime_ns, seen.st_size, path))
                elif seen.st_mtime < time.time() - _DAY:
                    path.unlink()  # left by a program that was killed
        size = 0
        for number, (is_newest, _when, each, path) in enumerate(sorted(known, reverse=True), start=1):
            size += each
            if not is_newest and (number > self._most or size > self._most_bytes):
                with suppress(OSError):
                    path.unlink()
