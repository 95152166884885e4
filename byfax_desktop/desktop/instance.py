"""One window for a data folder: the first start locks it, and every later one hands over what it was given.

The system gives a lock back when its process ends, however it ends, so that none is ever stale.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from byfax_desktop.desktop.handover import Handover
from byfax_desktop.desktop.paths import private_folder

PATIENCE = 10.0
"""Seconds in which the first start is to answer; it may be just beginning, or just ending."""

_PAUSE = 0.05


class NobodyAnswers(Exception):
    """Another start holds the data folder, but takes nothing."""


class Place:
    """Where the starts of the program meet: one a data folder and account that was asked for by name."""

    def __init__(self, folder: Path, choice: str = "") -> None:
        name = f"window-{_short(choice)}" if choice else "window"
        self.folder = folder
        self.lock_file = folder / f"{name}.lock"
        self.address_file = folder / f"{name}.address"


class Instance:
    """The lock of the one start that shows a window; it lasts as long as this object."""

    def __init__(self, place: Place, descriptor: int | None) -> None:
        self.place = place
        self._descriptor = descriptor

    @classmethod
    def claim(cls, place: Place) -> Instance | None:
        """Lock the place; None when another start has it. A disk that can't lock keeps nobody from starting."""
        try:
            private_folder(place.folder)
            descriptor = os.open(place.lock_file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return cls(place, None)
        if _is_locked_by_others(descriptor):
            os.close(descriptor)
            return None
        return cls(place, descriptor)

    def close(self) -> None:
        """Give the place to others."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def join(place: Place, handover: Handover | None, patience: float = PATIENCE) -> Instance | None:
    """Become the start that shows a window; None when there is one, and has taken what was handed over.

    Without a handover the other one is left alone.
    Raises NobodyAnswers when neither comes about within ``patience`` seconds.
    """
    instance = Instance.claim(place)
    if instance is not None:
        return instance
    # The first start of a day doesn't need it, and is to show its window at once.
    from byfax_desktop.desktop.doorway import hand_over

    waiting = list(handover.messages()) if handover else []
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        while waiting and hand_over(place.address_file, waiting[0]):
            del waiting[0]
        if not waiting:
            return None
        if instance := Instance.claim(place):
            return instance
        time.sleep(_PAUSE)
    raise NobodyAnswers


def _is_locked_by_others(descriptor: int) -> bool:
    """Lock the file as long as it is open; whether another program has it. (filelock takes 70 ms to import.)"""
    if sys.platform == "win32":
        import msvcrt

        with suppress(OSError):
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _short(choice: str) -> str:
    from hashlib import sha256

    return sha256(choice.encode()).hexdigest()[:16]
