"""The doorway on Windows: a named pipe of a random name, at which both sides prove that they know a key.

Not tried on Windows yet. The key stands with the name in the data folder, which is its owner's alone.
"""

from __future__ import annotations

import json
import secrets
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Listener
from pathlib import Path
from typing import Protocol

from byfax_desktop.desktop.handover import LIMIT

DEADLINE = 1.0
"""Seconds in which a message, and its answer, must have come."""

_ANSWER = 64


class _Pipe(Protocol):
    """What both kinds of connection can do."""

    def poll(self, timeout: float | None = 0.0, /) -> bool: ...

    def recv_bytes(self, maxlength: int | None = None, /) -> bytes: ...

    def send_bytes(self, buf: bytes, /) -> None: ...

    def close(self) -> None: ...


class PipeCaller:
    """One connection."""

    def __init__(self, connection: _Pipe) -> None:
        self._connection = connection

    def hear(self, limit: int = LIMIT) -> bytes:
        """The message. Raises OSError and ValueError."""
        if not self._connection.poll(DEADLINE):
            raise TimeoutError
        try:
            return self._connection.recv_bytes(limit)
        except EOFError as error:
            raise ValueError("nothing") from error

    def answer(self, answer: bytes) -> None:
        """Say this. Raises OSError."""
        self._connection.send_bytes(answer)

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


class PipeEar:
    """The pipe that others connect to; one that a program left behind is gone with the program."""

    def __init__(self, data_folder: Path, former: str = "") -> None:  # noqa: ARG002 - the socket needs them
        name, key = rf"\\.\pipe\byfax-{secrets.token_hex(16)}", secrets.token_bytes(32)
        self.address = json.dumps({"pipe": name, "key": key.hex()})
        self._listener = Listener(name, family="AF_PIPE", authkey=key)
        self._is_closed = False

    def next_caller(self) -> PipeCaller | None:
        """Wait for the next one that knows the key; None when the ear is closed."""
        while True:
            try:
                return PipeCaller(self._listener.accept())
            except (AuthenticationError, EOFError):
                continue
            except OSError:
                if self._is_closed:
                    return None

    def close(self) -> None:
        """Hear no more."""
        self._is_closed = True
        self._listener.close()


def send(address: str, message: bytes) -> bytes:
    """Send a message to the program at this address and return its answer. Raises OSError and ValueError."""
    told = json.loads(address)
    try:
        with Client(told["pipe"], family="AF_PIPE", authkey=bytes.fromhex(told["key"])) as connection:
            caller = PipeCaller(connection)
            caller.answer(message)
            return caller.hear(_ANSWER)
    except (AuthenticationError, KeyError, TypeError) as error:
        raise PermissionError(type(error).__name__) from error
