"""What a second start of the program hands to the first: files and numbers, never a secret."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LIMIT = 64 * 1024
"""Bytes of one message; more files than fit in one go in several."""

_MOST_NUMBERS = 100
_MOST_TEXT = 4096
"""Characters of a path, of a number and of a token: no system has longer ones."""
_FILES_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Handover:
    """Files and numbers to fax; without either the window is only to be shown.

    ``token`` is what the desktop gave to the second start so that the window of the first may come to the front.
    """

    files: tuple[Path, ...] = ()
    numbers: tuple[str, ...] = ()
    token: str = ""

    def messages(self) -> Iterator[bytes]:
        """The messages that together say this, each no longer than ``LIMIT``."""
        files = [str(path) for path in self.files if len(str(path)) <= _MOST_TEXT]
        yield _message([], self.numbers[:_MOST_NUMBERS], self.token[:_MOST_TEXT])
        for some in _fitting(files):
            yield _message(some)

    @classmethod
    def read(cls, message: bytes) -> Handover:
        """What a message says. Raises ValueError for one that no start of this program has written."""
        if len(message) > LIMIT:
            raise ValueError("too long")
        try:
            told = json.loads(message)
        except RecursionError:
            raise ValueError("nested without end") from None
        if not isinstance(told, dict):
            raise ValueError("not a record")
        paths = tuple(Path(name) for name in _texts(told.get("files")))
        if not all(path.is_absolute() for path in paths):
            raise ValueError("a file whose folder is not known")
        (token,) = _texts([told.get("token")])
        return cls(paths, _texts(told.get("numbers"))[:_MOST_NUMBERS], token)


def _message(files: list[str], numbers: tuple[str, ...] = (), token: str = "") -> bytes:
    return json.dumps({"files": files, "numbers": numbers, "token": token}).encode("ascii")


def _fitting(files: list[str]) -> Iterator[list[str]]:
    """The files in groups, each of which fits in a message: a character takes twelve bytes at most."""
    some: list[str] = []
    for name in files:
        if some and (len(some) == _FILES_AT_ONCE or sum(map(len, some)) + len(name) > LIMIT // 13):
            yield some
            some = []
        some.append(name)
    if some:
        yield some


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError("not texts")
    if any("\0" in each or len(each) > _MOST_TEXT for each in value):
        raise ValueError("no text of ours")
    return tuple(value)
