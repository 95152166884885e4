"""The doorway on Linux and macOS: a socket in a folder of mode 0700 under a name that nobody can have taken before.

Where the system can tell who is at the other end, both sides see that it is the same user.
"""

from __future__ import annotations

import os
import socket
import stat
import struct
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from byfax_desktop.desktop.handover import LIMIT

assert sys.platform != "win32"

DEADLINE = 1.0
"""Seconds in which a message, and its answer, must have come whole."""

_PREFIX = "byfax-"
_NAME = "door"
_LONGEST_PATH = 100
"""Bytes of a socket's path: macOS allows 104, Linux 108."""
_BACKLOG = 64
_ANSWER = 64
_BREATH = 0.1
"""Seconds after which it is listened again where that failed."""


class SocketCaller:
    """One connection; it has ``DEADLINE`` seconds in all."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._end = time.monotonic() + DEADLINE

    def hear(self, limit: int = LIMIT) -> bytes:
        """All that comes until the other side has said everything. Raises OSError and ValueError."""
        heard = bytearray()
        while block := self._receive():
            heard += block
            if len(heard) > limit:
                raise ValueError("too long")
        return bytes(heard)

    def answer(self, answer: bytes) -> None:
        """Say this, and that this was all. Raises OSError."""
        self._connection.settimeout(max(0.001, self._end - time.monotonic()))
        self._connection.sendall(answer)
        self._connection.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _receive(self) -> bytes:
        self._connection.settimeout(max(0.001, self._end - time.monotonic()))
        return self._connection.recv(LIMIT)


class SocketEar:
    """The socket that others connect to; ``former`` is the address of a program that has ended, however it did."""

    def __init__(
        self, data_folder: Path, former: str = "", environment: Mapping[str, str] = os.environ
    ) -> None:
        _clear_away(former)
        folder = _new_folder(data_folder, environment)
        self.address = str(folder / _NAME)
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(self.address)
        Path(self.address).chmod(0o600)
        self._socket.listen(_BACKLOG)
        self._is_closed = False

    def next_caller(self) -> SocketCaller | None:
        """Wait for the next one that is the same user; None when the ear is closed."""
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                if self._is_closed:
                    return None
                # Who knocked has gone, or this program has too many files open just now.
                time.sleep(_BREATH)
                continue
            if _is_same_user(connection):
                return SocketCaller(connection)
            connection.close()

    def close(self) -> None:
        """Hear no more; the folder goes too."""
        self._is_closed = True
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        _clear_away(self.address)


def send(address: str, message: bytes) -> bytes:
    """Send a message to the program at this address and return its answer. Raises OSError and ValueError."""
    if not _is_ours(Path(address)) or not _is_private(Path(address).parent):
        raise PermissionError(address)
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(DEADLINE)
        connection.connect(address)
        if not _is_same_user(connection):
            raise PermissionError(address)
        caller = SocketCaller(connection)
        caller.answer(message)
        return caller.hear(_ANSWER)


def _new_folder(data_folder: Path, environment: Mapping[str, str]) -> Path:
    """A folder that others can't enter, where a socket's path is short enough."""
    runtime = Path(environment.get("XDG_RUNTIME_DIR", ""))
    name = f"{_PREFIX}{os.urandom(12).hex()}"
    places = (runtime, data_folder.absolute(), Path("/tmp"))  # noqa: S108 - the folder made there is closed to others
    for place in places:
        folder = place / name
        if not place.is_absolute() or len(os.fsencode(folder / _NAME)) > _LONGEST_PATH:
            continue
        with suppress(OSError):
            folder.mkdir(mode=0o700)
            return folder
    raise OSError("There is no place for a socket.")


def _clear_away(address: str) -> None:
    """Remove a socket and its folder, if they are such as are made here."""
    path = Path(address)
    if path.name == _NAME and path.parent.name.startswith(_PREFIX) and _is_ours(path):
        with suppress(OSError):
            path.unlink()
            path.parent.rmdir()


def _is_ours(path: Path) -> bool:
    try:
        about = path.lstat()
    except OSError:
        return False
    return stat.S_ISSOCK(about.st_mode) and about.st_uid == os.getuid()


def _is_private(folder: Path) -> bool:
    about = folder.lstat()
    return stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid() and not about.st_mode & 0o077


def _is_same_user(connection: socket.socket) -> bool:
    """Whether the other end is ours; only Linux tells, elsewhere the folder's mode has to do."""
    if sys.platform != "linux":
        return True
    form = struct.Struct("3i")
    _, uid, _ = form.unpack(connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, form.size))
    return int(uid) == os.getuid()
