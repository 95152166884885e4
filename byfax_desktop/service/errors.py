"""What can go wrong with a call, told apart by the one thing that matters: can it have been carried out?

- ``NotSent``: proved not carried out; the same call may be made again.
- ``OutcomeUnknown``: it may or may not have been carried out; ask before repeating it.
- ``Refused``: the service answered with a code other than ``SUCCESS``.

Every error bears a sentence on what happened (``what``), one on what to do (``do``), and ``details`` for the log:
never a secret, never the contents of a fax, at most a few hundred characters of an answer.
"""

from __future__ import annotations

import errno
from typing import ClassVar, Self

from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.sentences import Category, category, sentence

_DISK_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


class ByfaxError(Exception):
    """The root of all errors of this package."""

    def __init__(self, what: str, do: str, details: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.do = do
        self.details = details
        self.operation: str | None = None
        """``service.operation`` where the error belongs to a call."""

    def __str__(self) -> str:
        return f"{self.what} {self.do}"


class NotSent(ByfaxError):
    """The request was not carried out: its last byte never left, or it could not be made."""


class Unreachable(NotSent):
    """No connection: no network, an unknown host, nobody listening, or a connection that broke in mid-request."""


class Untrusted(NotSent):
    """The other side could not prove that it is the service."""


class BadAddress(NotSent):
    """The service address is not one to which a secret may be sent."""


class InvalidRequest(NotSent):
    """A value cannot be written into a request; ``field`` is its name in the contract."""

    def __init__(self, field: str, what: str, do: str) -> None:
        super().__init__(what, do, field)
        self.field = field


class UnknownOperation(InvalidRequest):
    """There is no operation of that name."""


class Cancelled(NotSent):
    """The caller took the call back before its last byte left, or gave up a download."""

    def __init__(self) -> None:
        super().__init__("The transfer was cancelled.", "Start it again when you are ready.")


class LocalFileError(NotSent):
    """A file on this computer could not be read or written."""

    @classmethod
    def unreadable(cls, name: str, error: OSError) -> Self:
        """For a file that should be sent."""
        return cls(
            f"“{name}” could not be read.",
            "Check that it still exists and that you may open it.",
            str(error.strerror),
        )

    @classmethod
    def empty(cls, name: str) -> Self:
        """For a file of no bytes."""
        return cls(f"“{name}” is empty.", "Choose a file with something in it.")

    @classmethod
    def changed(cls, name: str) -> Self:
        """For a file that became another while it was read."""
        return cls(f"“{name}” was changed while it was being sent.", "Save it, close it, and send it again.")

    @classmethod
    def unwritable(cls, name: str, error: OSError) -> Self:
        """For a file that was received."""
        if error.errno in _DISK_FULL:
            do = "The disk is full: free some space and try again."
        else:
            do = "Check that the folder exists and that you may write there."
        return cls(f"“{name}” could not be saved.", do, str(error.strerror))


class OutcomeUnknown(ByfaxError):
    """The request may have been carried out; no usable answer came."""


class NoAnswer(OutcomeUnknown):
    """The connection broke, or nothing came within the time allowed."""


class AnswerUnreadable(OutcomeUnknown):
    """Something came that is no answer of the service to this call."""

    @classmethod
    def because(cls, details: str) -> Self:
        """An answer that cannot be understood, for the reason given."""
        return cls("The answer from byFax could not be understood.", "Try again in a minute.", details)

    @classmethod
    def damaged_file(cls) -> Self:
        """A file whose size or checksum is not what the service said."""
        return cls(
            "The file arrived damaged.",
            "Download it again; it is still kept by byFax.",
            "size or MD5 differs",
        )


class ServerFault(OutcomeUnknown):
    """The service answered with a SOAP fault: it broke over the request."""


class Refused(ByfaxError):
    """The service answered with a code other than ``SUCCESS``."""

    categories: ClassVar[frozenset[Category]] = frozenset()

    def __init__(self, code: StateCode, server_message: str | None, operation: str) -> None:
        words = sentence(code)
        super().__init__(
            words.what, words.do, f"{operation}: {code.value or 'no code'}: {server_message or ''}"
        )
        self.code = code
        self.server_message = server_message
        self.operation = operation


class AuthorizationRefused(Refused):
    """Key, secret, or the account's rights."""

    categories = frozenset({Category.AUTHORIZATION})


class NotFound(Refused):
    """No such broadcast, message, document, cover or number."""

    categories = frozenset({Category.NOT_FOUND})


class DuplicateReference(Refused):
    """The ref was used before: an earlier request with it arrived."""

    categories = frozenset({Category.DUPLICATE})


class BadNumber(Refused):
    """The fax number cannot be called."""

    categories = frozenset({Category.BAD_NUMBER})


class FileRefused(Refused):
    """The document, cover or TIFF was not taken."""

    categories = frozenset({Category.FILE_REFUSED})


class InsufficientFunds(Refused):
    """The balance does not cover it."""

    categories = frozenset({Category.FUNDS})


class TemporaryRefusal(Refused):
    """The service cannot do it now, and may later."""

    categories = frozenset({Category.TEMPORARY})


class OtherRefusal(Refused):
    """Any other code, among them those newer than this program."""


_BY_CATEGORY = {
    group: kind
    for kind in (
        AuthorizationRefused,
        NotFound,
        DuplicateReference,
        BadNumber,
        FileRefused,
        InsufficientFunds,
        TemporaryRefusal,
    )
    for group in kind.categories
}


def refusal(code: StateCode, server_message: str | None, operation: str) -> Refused:
    """The error that fits a code; ``operation`` is ``service.operation``."""
    kind = _BY_CATEGORY.get(category(code), OtherRefusal)
    return kind(code, server_message, operation)
