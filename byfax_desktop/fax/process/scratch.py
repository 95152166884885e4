"""A private folder for what exists only while documents are looked at."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from filelock import FileLock, Timeout

_PREFIX = "byfax-pages-"
_LOCK = ".alive"
_YOUNG = 60
"""Seconds in which a folder is let alone: it may just be made."""


class Scratch:
    """A folder that only this user may look into; also removes those whose programs were killed."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._lock = FileLock(self.folder / _LOCK)
        self._lock.acquire(timeout=0)
        _remove_abandoned(self.folder)

    def remove(self) -> None:
        """Leave nothing."""
        self._lock.release()
        shutil.rmtree(self.folder, ignore_errors=True)


def _remove_abandoned(own: Path) -> None:
    for folder in own.parent.glob(f"{_PREFIX}*"):
        if folder != own and _is_ours(folder):
            lock = FileLock(folder / _LOCK)
            try:
                with lock.acquire(timeout=0):
                    pass
            except (Timeout, OSError):
                continue
            shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    """Whether this user made the folder, long enough ago that its maker has locked it if it lives."""
    try:
        about = (folder / _LOCK).lstat()
        is_own = os.name == "nt" or folder.lstat().st_uid == os.getuid()
        return is_own and time.time() - about.st_mtime > _YOUNG
    except OSError:
        return False
