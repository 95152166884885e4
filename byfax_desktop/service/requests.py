"""What is sent to the service: frozen records whose fields name their element in the contract.

A field left at ``None`` is not sent. Datetimes must be aware; a naive one is refused before anything is sent, because
the service could only guess its zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from byfax_desktop.service.fields import wire
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.states import FaxMode, FaxQuality

REF_MAX = 32
"""Longest ref in characters that the service takes (its own documentation of ``documentRef``)."""


@dataclass(frozen=True, slots=True)
class FaxFile:
    """A file on its way to the service; size and MD5 are taken from the content."""

    file_name: str = wire("fileName")
    content: FileSource = wire("fileData")
    file_mime: str | None = wire("fileMime", default=None)


@dataclass(frozen=True, slots=True)
class FaxDocument:
    """A document to fax: a file to upload, the ref of one uploaded before, or a file with the ref it shall get."""

    document_ref: str | None = wire("documentRef", default=None)
    document_file: FaxFile | None = wire("documentFile", default=None)


@dataclass(frozen=True, slots=True)
class Greeting:
    """A voice greeting for a recipient whose line is answered by a person; ``language_iso`` is EN or RU."""

    greeting_ref: str | None = wire("greetingRef", default=None)
    language_iso: str | None = wire("languageISO", default=None)
    greeting_title: str | None = wire("greetingTitle", default=None)
    greeting_file: FaxFile | None = wire("greetingFile", default=None)


@dataclass(frozen=True, slots=True)
class Contact:
    """A sender, or the recipient of a prepared TIFF. ``number`` is E.164, ``timezone`` an IANA name."""

    name: str | None = wire("Name", default=None)
    company: str | None = wire("Company", default=None)
    number: str | None = wire("Number", default=None)
    timezone: str | None = wire("Timezone", default=None)


@dataclass(frozen=True, slots=True)
class Recipient(Contact):
    """One recipient of a broadcast; its subject, header and greeting override the broadcast's."""

    message_ref: str = wire("messageRef", default="")
    send_ref: str | None = wire("sendRef", default=None)
    header: str | None = wire("Header", default=None)
    subject: str | None = wire("Subject", default=None)
    greeting: Greeting | None = wire("Greeting", default=None)


@dataclass(frozen=True, slots=True)
class SubmitRequest:
    """A broadcast: documents and/or a cover page to any number of recipients (``ApiRequestFaxjobSubmit``).

    ``priority`` runs from 1 (first) to 100; ``busy_retry`` is the number of further tries after busy or no answer.
    """

    sender: Contact = wire("Sender")
    recipients: tuple[Recipient, ...] = wire("Recipients")
    documents: tuple[FaxDocument, ...] | None = wire("Documents", default=None)
    quality: FaxQuality = wire("sendQuality", default=FaxQuality.FINE)
    mode: FaxMode = wire("sendMode", default=FaxMode.TEXT)
    broadcast_ref: str | None = wire("broadcastRef", default=None)
    send_ref: str | None = wire("sendRef", default=None)
    header: str | None = wire("Header", default=None)
    subject: str | None = wire("Subject", default=None)
    priority: int | None = wire("Priority", default=None)
    busy_retry: int | None = wire("busyRetry", default=None)
    send_at: datetime | None = wire("sendAt", default=None)
    cover_ref: str | None = wire("coverRef", default=None)
    cover_text: str | None = wire("coverText", default=None)


@dataclass(frozen=True, slots=True)
class MessageRequest:
    """One ready-made TIFF to one recipient; the service converts nothing (``ApiRequestFaxjobMessage``).

    An empty ``header`` says that the pages bear one already.
    """

    sender: Contact = wire("Sender")
    recipient: Contact = wire("Recipient")
    document: FaxDocument | None = wire("Document", default=None)
    broadcast_ref: str | None = wire("broadcastRef", default=None)
    message_ref: str | None = wire("messageRef", default=None)
    send_ref: str | None = wire("sendRef", default=None)
    header: str | None = wire("Header", default=None)
    subject: str | None = wire("Subject", default=None)
    priority: int | None = wire("Priority", default=None)
    busy_retry: int | None = wire("busyRetry", default=None)


@dataclass(frozen=True, slots=True)
class ProcessRequest:
    """Which faxes to resubmit, pause, resume or cancel: whole broadcasts, blocks, or single messages."""

    broadcast_refs: tuple[str, ...] | None = wire("broadcastRefs", default=None)
    send_refs: tuple[str, ...] | None = wire("sendRefs", default=None)
    message_refs: tuple[str, ...] | None = wire("messageRefs", default=None)


@dataclass(frozen=True, slots=True)
class Pagination:
    """A page of a list; numbers start at 0."""

    page_number: int = wire("pageNumber")
    page_size: int = wire("pageSize")


@dataclass(frozen=True, slots=True)
class BroadcastFilter:
    """Which broadcasts to count; without a field, all."""

    broadcast_refs: tuple[str, ...] | None = wire("broadcastRefs", default=None)
    date_from: datetime | None = wire("dateFrom", default=None)
    date_till: datetime | None = wire("dateTill", default=None)


@dataclass(frozen=True, slots=True)
class RecipientFilter:
    """Which messages to count; without a field, all."""

    broadcast_refs: tuple[str, ...] | None = wire("broadcastRefs", default=None)
    message_refs: tuple[str, ...] | None = wire("messageRefs", default=None)
    date_from: datetime | None = wire("dateFrom", default=None)
    date_till: datetime | None = wire("dateTill", default=None)


@dataclass(frozen=True, slots=True)
class FaxFilter:
    """Which received faxes to count; without a field, all. ``did`` is one of the account's numbers, E.164."""

    did: str | None = wire("didE164", default=None)
    date_from: datetime | None = wire("dateFrom", default=None)
    date_till: datetime | None = wire("dateTill", default=None)
    is_success: bool | None = wire("isSuccess", default=None)
    has_file: bool | None = wire("hasFile", default=None)


@dataclass(frozen=True, slots=True)
class BroadcastListing(BroadcastFilter):
    """Which broadcasts to list, and which page of them."""

    pagination: Pagination = wire("pagination", default=Pagination(0, 500))


@dataclass(frozen=True, slots=True)
class RecipientListing(RecipientFilter):
    """Which messages to list, and which page of them."""

    pagination: Pagination = wire("pagination", default=Pagination(0, 500))


@dataclass(frozen=True, slots=True)
class FaxListing(FaxFilter):
    """Which received faxes to list, and which page of them."""

    pagination: Pagination = wire("pagination", default=Pagination(0, 500))
