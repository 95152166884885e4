"""Who works on the data: each engine holds a lock file as long as it lives, so that the death of one is seen.

The system gives a lock back when its process ends, however it ends; no clock is asked, so none can be wrong.
"""

from __future__ import annotations

import os
import uuid
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from byfax_desktop.store.trouble import StoreTrouble

_SUFFIX = ".lock"
_PATIENCE = 10.0
"""How many seconds a new owner tries to lock its own file."""


class Owner:
    """One engine among those that have the same data open; ``name`` is what its leases bear."""

    def __init__(self, folder: Path) -> None:
        """Take a name of one's own. Raises StoreTrouble."""
        self.name = uuid.uuid4().hex
        self._folder = folder
        self._lock = FileLock(folder / f"{self.name}{_SUFFIX}", mode=0o600, thread_local=False)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Another program that clears away holds it for a moment, and may remove it: another file is made then.
            self._lock.acquire(timeout=_PATIENCE)
        except OSError as error:
            raise StoreTrouble(
                "The data folder of byFax Desktop cannot be written.",
                "Check that the disk is not full and that the folder belongs to you.",
                type(error).__name__,
            ) from error

    def has_ended(self, other: str) -> bool:
        """Whether another owner is proved to work no more; its lock file is removed then."""
        if other == self.name:
            return False
        lock = FileLock(self._folder / f"{other}{_SUFFIX}", mode=0o600, thread_local=False)
        try:
            lock.acquire(timeout=0)
        except (Timeout, OSError):
            return False
        _remove(lock)
        return True

    def is_alone(self) -> bool:
        """Whether no other owner lives; the lock files of those that have ended are removed."""
        others = [path.stem for path in self._folder.glob(f"*{_SUFFIX}") if path.stem != self.name]
        living = [other for other in others if not self.has_ended(other)]
        return not living

    def close(self) -> None:
        """Work no more."""
        if self._lock.is_locked:
            _remove(self._lock)


def _remove(lock: FileLock) -> None:
    """Give a lock back and remove its file, in an order in which nobody's new file is removed instead."""
    if os.name == "posix":
        # Whoever has opened it meanwhile sees, once it has the lock, that the file is no more.
        with suppress(OSError):
            Path(lock.lock_file).unlink()
        lock.release()
    else:
        # Windows removes no file that somebody has open.
        lock.release()
        with suppress(OSError):
            Path(lock.lock_file).unlink()
