"""What the engine tells: frozen events, each complete in itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.records import Balance, Broadcast, Cover, Did, InboundFax, Message, RecipientReport


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


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A broadcast with its messages, in the order in which the recipients were given."""

    broadcast: Broadcast
    messages: tuple[OutboxMessage, ...] = ()
    subject: str = ""


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """A received fax; ``path`` is its TIFF on this computer once it was downloaded."""

    fax: InboundFax
    path: Path | None = None
    unread: bool = True


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
    """All sent faxes, the newest first."""

    entries: tuple[OutboxEntry, ...]


@dataclass(frozen=True, slots=True)
class InboxChanged:
    """All received faxes, the newest first."""

    faxes: tuple[InboxEntry, ...]


@dataclass(frozen=True, slots=True)
class NumbersChanged:
    """The account's own fax numbers."""

    dids: tuple[Did, ...]


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
class FaxSubmitted:
    """The service has the fax; ``refused`` are the recipients that it did not take."""

    job_id: str
    broadcast_ref: str
    refused: tuple[RecipientReport, ...] = ()


@dataclass(frozen=True, slots=True)
class FaxPagesReady:
    """The pages of a received fax lie at ``path`` as TIFF."""

    ref: str
    path: Path


Event = (
    ConnectionChanged
    | BalanceChanged
    | OutboxChanged
    | InboxChanged
    | NumbersChanged
    | CoversChanged
    | CoverPreviewReady
    | JobStarted
    | JobProgress
    | JobFinished
    | FaxSubmitted
    | FaxPagesReady
)
