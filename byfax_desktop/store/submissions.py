"""The rows of the outbox journal, as Python. Moments are milliseconds since 1970 in UTC."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from enum import StrEnum


class FaxState(StrEnum):
    """How far a fax has come on this computer; what the service says of it is in its report."""

    QUEUED = "queued"
    UPLOADING = "uploading"
    SUBMITTING = "submitting"
    UNKNOWN = "unknown"
    """A request left and no usable answer came: the service is asked what became of it."""
    DOUBT = "doubt"
    """A later attempt was refused, or taken back, while an earlier one may still arrive."""
    HELD = "held"
    """It waits for a person, or for what stopped the whole queue to be put right."""
    NEEDS_YOU = "needs-you"
    """Nobody can tell by asking the service; a person decides."""
    ACCEPTED = "accepted"
    """The service has it; see its recipients."""
    DELIVERED = "delivered"
    PARTLY = "partly"
    FAILED = "failed"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    """The service is proved not to have it, and will not take it as it is."""


WORKED_ON = frozenset({FaxState.UPLOADING, FaxState.SUBMITTING})
"""States in which one process is at work on it."""
WAITING = frozenset({FaxState.QUEUED, FaxState.UNKNOWN, FaxState.DOUBT}) | WORKED_ON
"""States that lead on without a person."""
FOR_YOU = frozenset({FaxState.HELD, FaxState.NEEDS_YOU})
"""States in which a person is waited for."""
ENDED = frozenset(
    {FaxState.DELIVERED, FaxState.PARTLY, FaxState.FAILED, FaxState.CANCELLED, FaxState.REJECTED}
)
"""States that only a person's wish can leave."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of a fax: its ref at the service, its content in the spool, and the name that people know."""

    ref: str
    sha256: str
    md5: str
    size: int
    name: str


@dataclass(frozen=True, slots=True)
class NewRecipient:
    """A recipient with the ref under which the service will know it; ``number`` is E.164."""

    ref: str
    number: str
    name: str = ""
    company: str = ""
    extras: str | None = None
    """What this recipient gets beside the others, as JSON."""


class SequelKind(StrEnum):
    """What a fax is to the earlier one that it was made of."""

    AGAIN = "again"
    REST = "rest"
    """The pages that had not arrived."""
    FORWARD = "forward"
    """The same pages to somebody else."""


@dataclass(frozen=True, slots=True)
class Sequel:
    """What a fax is to the earlier one with the broadcast ref ``first_ref``.

    ``message_ref`` is that of the recipient of the earlier fax whom it is about, empty where it is about all of them.
    Of a rest, ``first_page`` to ``last_page`` are its pages as the earlier fax counts them; else they are 0.
    """

    kind: SequelKind
    first_ref: str
    message_ref: str = ""
    first_page: int = 0
    last_page: int = 0


@dataclass(frozen=True, slots=True)
class NewSubmission:
    """All that is decided when a person presses Send; ``request`` is the frozen draft as JSON.

    ``attachments`` are the SHA-256 of copies in the spool that it needs beside its documents.
    """

    broadcast_ref: str
    request: str
    digest: str
    subject: str
    recipients: tuple[NewRecipient, ...]
    documents: tuple[DocumentRow, ...]
    attachments: tuple[str, ...] = ()
    sender: str = ""
    """Who it says it is from, in a few words."""
    sequel: Sequel | None = None
    """What it is to the earlier fax that it was made of; None for one that was made anew."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission as the journal has it now."""

    id: int
    broadcast_ref: str
    draft_id: str | None
    request: str | None
    digest: str
    subject: str
    created: int
    intent: int
    state: FaxState
    since: int
    due: int
    tries: int
    open_tries: int
    """Attempts that left and were not answered: each may still arrive."""
    failures: int
    """Attempts in a row that came to nothing; lengthens the pauses between them."""
    is_there: bool
    """The service said that it has this ref."""
    is_hidden: bool
    code: str
    what: str
    advice: str
    owner: str | None
    report: str | None
    next_look: int | None
    touched: int

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Submission:
        """The row of the table ``submission``."""
        values = {name: row[name] for name in cls.__slots__}
        values["state"] = FaxState(values["state"])
        values["is_there"] = bool(values["is_there"])
        values["is_hidden"] = bool(values["is_hidden"])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """One recipient of a submission; ``report`` is what the service said of it last, as JSON."""

    id: int
    ref: str
    submission_id: int
    position: int
    number: str
    name: str
    company: str
    is_live: bool
    report: str | None
    touched: int
    extras: str | None = None
    since: int = 0
    """When something new was heard of it last; 0 for one from before that was noted."""
    expected_station: str | None = None
    """What the machine there called itself before, where the one that took the fax calls itself otherwise."""

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> RecipientRow:
        """The row of the table ``recipient``."""
        values = {name: row[name] for name in cls.__slots__}
        values["is_live"] = bool(values["is_live"])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class RecipientChange:
    """What became of one recipient; without ``words`` nothing that a person would want to read happened."""

    ref: str
    report: str
    is_live: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A step of a submission: the state it leads to, the words for its history, and the columns that change."""

    state: FaxState
    words: str
    columns: dict[str, int | str | None] = field(default_factory=dict)
    recipients: tuple[RecipientChange, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What happened to a fax; ``recipient_ref`` is empty where it concerns all of it."""

    at: int
    state: str
    words: str
    recipient_ref: str = ""
