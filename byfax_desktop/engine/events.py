"""What the engine tells: frozen events, each complete in itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from byfax_desktop.engine.answers import WishAnswer
from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.offered import KnownOffers
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.fax.turns import UPRIGHT, PageTurns
from byfax_desktop.service.records import Balance, Broadcast, Cover, Did, InboundFax, Message
from byfax_desktop.service.requests import FaxFilter
from byfax_desktop.store.fax_labels import Label
from byfax_desktop.store.removals import RemovalScope
from byfax_desktop.store.submissions import FaxState


class Connection(Enum):
    """How the program stands with the service."""

    CONNECTING = "connecting"
    ONLINE = "online"
    OFFLINE = "offline"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """One recipient's fax; name and company are known only where this computer sent it."""

    message: Message
    name: str = ""
    company: str = ""
    news: datetime | None = None
    """When the service said something new of it last."""
    expected_station: str = ""
    """What the machine there called itself before, where a different one answered."""


@dataclass(frozen=True, slots=True)
class LocalState:
    """How far the journal has come with a fax: why it does not go on, from when it may, and how often it was tried."""

    state: FaxState
    trouble: Trouble | None = None
    due: datetime | None = None
    tries: int = 0
    is_there: bool = False
    """Whether the service has said that it has the fax."""


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A broadcast with its messages, in the order in which the recipients were given.

    ``local`` tells how it stands on this computer; until the service has it, ``broadcast`` says nothing of its state.
    """

    broadcast: Broadcast
    messages: tuple[OutboxMessage, ...] = ()
    subject: str = ""
    local: LocalState | None = None


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """A received fax; ``path`` is its TIFF on this computer once it was downloaded."""

    fax: InboundFax
    path: Path | None = None
    unread: bool = True
    is_gone: bool = False
    """The service no longer has it; the pages that are here are the last."""
    not_deleted: Trouble | None = None
    """Why it was not deleted, though somebody wanted that."""
    note: str = ""
    """What a person has written on it."""
    labels: tuple[Label, ...] = ()
    """In the order of their letters."""
    turns: PageTurns = UPRIGHT
    """How a person has turned its pages."""


@dataclass(frozen=True, slots=True)
class ConnectionChanged:
    """The service came, went, or refused the credentials; ``trouble`` says why it is not there."""

    state: Connection
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class BalanceChanged:
    """What the account holds now."""

    balance: Balance


@dataclass(frozen=True, slots=True)
class OutboxChanged:
    """Which sent faxes are new, have changed or were taken off the list, by their ids; None where all may have.

    With it, how many are on their way, how many wait for a person, and whether there are none at all.
    """

    changed: frozenset[int] | None
    live: int = 0
    for_you: int = 0
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class InboxChanged:
    """All received faxes, the newest first, and all labels that they may have."""

    faxes: tuple[InboxEntry, ...]
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class FaxesUnread:
    """Received faxes that nobody has read for an hour, the newest first; each is told of once."""

    faxes: tuple[InboxEntry, ...]


@dataclass(frozen=True, slots=True)
class InboxTallied:
    """How many received faxes match a filter as the service counts them, and of how many it is known here."""

    which: FaxFilter
    counted: int
    listed: int


@dataclass(frozen=True, slots=True)
class NumbersChanged:
    """The account's own fax numbers; ``trouble`` says why the account may not see any."""

    dids: tuple[Did, ...]
    trouble: Trouble | None = None
    as_of: datetime | None = None
    """When the service said so, where that was before this start of the program."""


@dataclass(frozen=True, slots=True)
class OffersChanged:
    """All that is known of the numbers that can be rented."""

    known: KnownOffers


@dataclass(frozen=True, slots=True)
class CoversChanged:
    """The account's cover pages."""

    covers: tuple[Cover, ...]


@dataclass(frozen=True, slots=True)
class CoverPreviewReady:
    """The preview of a cover page lies at ``path``; its content says of what kind it is."""

    cover_ref: str
    path: Path


@dataclass(frozen=True, slots=True)
class FilledCoverReady:
    """The page of a cover with its texts put in, which this job was to make, lies at ``path`` as PDF."""

    job_id: str
    path: Path


@dataclass(frozen=True, slots=True)
class DocumentPreviewReady:
    """The pages that the service made of the document at ``path`` lie at ``pdf_path``."""

    path: Path
    pdf_path: Path


@dataclass(frozen=True, slots=True)
class EarlierDocumentReady:
    """The document of an earlier fax, which this job was to bring, lies at ``path`` under its own name."""

    job_id: str
    path: Path


@dataclass(frozen=True, slots=True)
class JobStarted:
    """Work with a name for people has begun."""

    job_id: str
    name: str


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How many bytes of how many are done."""

    job_id: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class JobFinished:
    """Work has ended; without ``trouble`` it did what it should."""

    job_id: str
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class FaxQueued:
    """The fax is in the journal: it is sent whatever happens to the program, and can be taken back until ``due``."""

    job_id: str
    broadcast_refs: tuple[str, ...]
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class FaxTakenBack:
    """A fax that had not left yet will not leave; ``draft`` is what was to be sent."""

    job_id: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class DraftFound:
    """A fax that was being written when the program ended, as it was kept last."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class WaitingChanged:
    """How many faxes are not at the service yet, how many of them wait for a person, and what stops all of them."""

    waiting: int
    for_you: int = 0
    hold: Trouble | None = None


@dataclass(frozen=True, slots=True)
class FaxPagesReady:
    """The pages of a received fax lie at ``path`` as TIFF."""

    ref: str
    path: Path


@dataclass(frozen=True, slots=True)
class FaxFilesReady:
    """Received faxes, as files that this job was to make; ``trouble`` is why there are fewer than were wanted."""

    job_id: str
    paths: tuple[Path, ...]
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class SentPagesReady:
    """The pages that went to one recipient, which this job was to bring, lie at ``path``: TIFF or PDF by its suffix."""

    job_id: str
    message_ref: str
    path: Path


@dataclass(frozen=True, slots=True)
class EvidenceReady:
    """The evidence of a sent fax, which this job was to bring, lies at ``path`` as PDF."""

    job_id: str
    path: Path


@dataclass(frozen=True, slots=True)
class WishAnswered:
    """It is known what became of what a person wanted done with a fax; that may be long after it was wished."""

    answer: WishAnswer


@dataclass(frozen=True, slots=True)
class RestReady:
    """The pages of a fax that did not arrive, which this job was to get, are in ``draft``; nothing is sent yet."""

    job_id: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class KeepingTroubled:
    """What is to be saved by itself, new faxes or reports, waits because of this; told once, till it goes on."""

    trouble: Trouble


@dataclass(frozen=True, slots=True)
class NotesChanged:
    """Something was noted about whom faxes go to and come from, or is noted no more."""


@dataclass(frozen=True, slots=True)
class RemovalWished:
    """These received faxes are deleted in so many seconds; until then that can be taken back."""

    refs: tuple[str, ...]
    scope: RemovalScope
    seconds: float
    unread: int = 0
    """How many of them nobody has read here."""
    gone: int = 0
    """How many of them the service no longer has."""


@dataclass(frozen=True, slots=True)
class FaxesRestored:
    """These are not deleted; for ``too_late`` others that was asked for too late."""

    refs: tuple[str, ...]
    too_late: int = 0


@dataclass(frozen=True, slots=True)
class FaxesDeleted:
    """These received faxes were deleted, and these were not, each for its reason."""

    refs: tuple[str, ...]
    refused: tuple[tuple[str, Trouble], ...] = ()


Event = (
    ConnectionChanged
    | BalanceChanged
    | OutboxChanged
    | InboxChanged
    | FaxesUnread
    | InboxTallied
    | NumbersChanged
    | OffersChanged
    | CoversChanged
    | CoverPreviewReady
    | FilledCoverReady
    | DocumentPreviewReady
    | EarlierDocumentReady
    | JobStarted
    | JobProgress
    | JobFinished
    | FaxQueued
    | FaxTakenBack
    | DraftFound
    | WaitingChanged
    | FaxPagesReady
    | FaxFilesReady
    | SentPagesReady
    | EvidenceReady
    | RestReady
    | WishAnswered
    | KeepingTroubled
    | NotesChanged
    | RemovalWished
    | FaxesRestored
    | FaxesDeleted
)
