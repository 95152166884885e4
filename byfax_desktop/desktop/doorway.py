"""Where the window's program hears of later starts: a local socket, or a named pipe on Windows."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from byfax_desktop.desktop.handover import Handover
from byfax_desktop.desktop.paths import write_private

if sys.platform == "win32":
    from byfax_desktop.desktop.doorway_pipe import PipeEar as _Ear
    from byfax_desktop.desktop.doorway_pipe import send
else:
    from byfax_desktop.desktop.doorway_socket import SocketEar as _Ear
    from byfax_desktop.desktop.doorway_socket import send

AT_ONCE = 8
"""Messages that are listened to at the same time; others wait for their turn."""
TAKEN = b"taken"

_log = logging.getLogger(__name__)


class Caller(Protocol):
    """A later start at the door."""

    def hear(self) -> bytes:
        """The whole message. Raises OSError, and ValueError for one that is too long."""
        ...

    def answer(self, answer: bytes) -> None:
        """Say this, and that this was all. Raises OSError."""
        ...

    def close(self) -> None:
        """Hear no more of it."""
        ...


class Doorway:
    """Listens on threads of its own; ``take`` is called there with each message that is whole and makes sense.

    The address stands in a file of the data folder, which is its owner's alone.
    """

    def __init__(self, address_file: Path, take: Callable[[Handover], object]) -> None:
        self._address_file = address_file
        self._take = take
        self._ear: _Ear | None = None
        self._free = threading.BoundedSemaphore(AT_ONCE)

    def open(self) -> None:
        """Begin to listen. Raises OSError."""
        former = _address_in(self._address_file)
        ear = self._ear = _Ear(self._address_file.parent, former)
        write_private(self._address_file, ear.address)
        threading.Thread(target=self._listen, args=(ear,), name="byfax-doorway", daemon=True).start()

    def close(self) -> None:
        """Listen no more, and leave nothing behind."""
        if self._ear is not None:
            with suppress(OSError):
                self._address_file.unlink()
            self._ear.close()
            self._ear = None

    def _listen(self, ear: _Ear) -> None:
        while True:
            self._free.acquire()
            caller = ear.next_caller()
            if caller is None:
                return
            threading.Thread(target=self._hear, args=(caller,), name="byfax-caller", daemon=True).start()

    def _hear(self, caller: Caller) -> None:
        try:
            handover = Handover.read(caller.hear())
            self._take(handover)
            caller.answer(TAKEN)
        except (OSError, ValueError) as failure:
            _log.warning("What another start handed over was not taken: %s", type(failure).__name__)
        finally:
            caller.close()
            self._free.release()


def hand_over(address_file: Path, message: bytes) -> bool:
    """Send a message to the program whose address stands in this file; whether it has taken it."""
    address = _address_in(address_file)
    try:
        return bool(address) and send(address, message) == TAKEN
    except (OSError, ValueError, EOFError):
        return False


def _address_in(address_file: Path) -> str:
    try:
        return address_file.read_text("utf-8")
    except (OSError, ValueError):
        return ""
