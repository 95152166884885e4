"""What the service in a box keeps: covers, documents, broadcasts, messages, received faxes and numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

FINAL = ("SUCCESS", "FAILED", "CANCELLED", "ABORTED", "DELETED")
"""States of a message that don't change by themselves."""
WAITING = ("PENDING", "PREPARING", "READY", "SUBMITTED", "PAUSED")
"""States in which a message can still be paused or cancelled."""


@dataclass(slots=True)
class Cover:
    """A cover page template; ``blob`` is its DocX."""

    ref: str
    title: str
    blob: str
    file_name: str


@dataclass(slots=True)
class Document:
    """A stored file; ``ready_at`` is when its conversion is done, ``fault`` the code when it failed."""

    ref: str
    blob: str
    file_name: str
    mime: str
    group: str
    size: int
    md5: str
    ready_at: datetime
    fault: str = ""


@dataclass(slots=True)
class Contact:
    """A sender or a recipient."""

    name: str = ""
    company: str = ""
    number: str = ""
    timezone: str = ""


@dataclass(slots=True)
class Broadcast:
    """One submission."""

    ref: str
    send_ref: str
    created: datetime
    sender: Contact
    subject: str = ""
    header: str = ""
    quality: str = "FINE"
    mode: str = "TEXT"
    busy_retry: int = 0
    send_at: datetime | None = None
    cover_ref: str = ""
    cover_text: str = ""
    documents: list[str] = field(default_factory=list)
    prepared: bool = False
    """The one document is a TIFF that goes as it is."""
    deleted: bool = False


@dataclass(slots=True)
class Message:
    """One recipient's fax. ``due`` is when its next step comes; ``resume`` the state that a pause interrupted."""

    ref: str
    broadcast_ref: str
    send_ref: str
    recipient: Contact
    header: str
    subject: str
    due: datetime
    state: str = "PENDING"
    reason: str = ""
    attempt: int = 0
    retries_done: int = 0
    pages_total: int = 0
    pages_sent: int = 0
    blob: str = ""
    call_started: datetime | None = None
    fax_started: datetime | None = None
    call_ended: datetime | None = None
    delivered: datetime | None = None
    cost: str = "0"
    resume: str = ""


@dataclass(slots=True)
class Inbound:
    """A received fax; ``blob`` is its TIFF, empty where nothing arrived."""

    ref: str
    did: str
    sender: str
    received: datetime
    remote_sid: str
    pages: int
    quality: str = "FINE"
    state: str = "SUCCESS"
    reason: str = "SUCCESS"
    duration: int = 0
    blob: str = ""


@dataclass(slots=True)
class Did:
    """One of the account's own numbers."""

    ref: str
    group_ref: str
    number: str
    formatted: str
    country: str
    city: str
    phone_code: str
    area_code: str
    state: str
    reserved_at: datetime
    reserved_till: datetime


@dataclass(slots=True)
class Account:
    """The balance, as exact text."""

    ref: str = "account"
    balance: str = "25.50"
    currency: str = "EUR"
