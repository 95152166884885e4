"""Any failure, as a person is told of it: one sentence on what happened, one on what to do."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happened, what to do about it, and redacted details for a report."""

    what: str
    do: str
    details: str = ""


@runtime_checkable
class Explained(Protocol):
    """An exception that brings its own sentences, as those of the service, the pages and the keyring do."""

    what: str
    do: str


class EngineTrouble(Exception):
    """A failure that the engine itself explains."""

    def __init__(self, what: str, do: str, details: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.do = do
        self.details = details


_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


def as_trouble(exception: BaseException) -> Trouble:
    """The sentences for any exception; one that nobody foresaw keeps only its type, for it may hold secrets."""
    if isinstance(exception, Explained):
        return Trouble(exception.what, exception.do, str(getattr(exception, "details", "") or ""))
    if isinstance(exception, OSError):
        return _os_trouble(exception)
    return Trouble(
        "Something went wrong inside byFax Desktop.",
        "Try again; if it happens again, report it with the log file.",
        type(exception).__name__,
    )


def _os_trouble(error: OSError) -> Trouble:
    name = f"“{error.filename}”" if error.filename else "A file"
    details = f"{type(error).__name__} {errno.errorcode.get(error.errno or 0, '')}".strip()
    if error.errno in _FULL:
        return Trouble("The disk is full.", "Free some space, then try again.", details)
    if isinstance(error, FileNotFoundError):
        return Trouble(f"{name} is no longer there.", "Choose the file again.", details)
    if isinstance(error, PermissionError):
        return Trouble(f"{name} may not be read or written.", "Check its permissions.", details)
    if isinstance(error, IsADirectoryError):
        return Trouble(f"{name} is a folder.", "Choose the files inside it.", details)
    return Trouble(f"{name} could not be read or written.", "Check the disk, then try again.", details)
