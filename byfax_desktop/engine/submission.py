"""A draft as requests to the service: with all its refs, before anything is sent."""

from __future__ import annotations

import mimetypes
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.numbers import parse_number
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.requests import (
    Contact,
    FaxDocument,
    FaxFile,
    MessageRequest,
    Recipient,
    SubmitRequest,
)
from byfax_desktop.store.sent import SentBroadcast, SentMessage

_FILE_NAME_MAX = 100


@dataclass(frozen=True, slots=True)
class Submission:
    """The recipients of one request and the refs under which the service will know it; made once, never changed."""

    broadcast_ref: str
    message_refs: tuple[str, ...]
    recipients: tuple[DraftRecipient, ...]

    def record(self, draft: Draft) -> SentBroadcast:
        """What this computer keeps of it."""
        messages = tuple(
            SentMessage(ref, each.number, each.name, each.company)
            for ref, each in zip(self.message_refs, self.recipients, strict=True)
        )
        return SentBroadcast(self.broadcast_ref, draft.subject, datetime.now(UTC), messages)


def new_ref() -> str:
    """A ref that nobody has used: 32 characters."""
    return uuid.uuid4().hex


def submission(recipients: tuple[DraftRecipient, ...]) -> Submission:
    """One request to all of these recipients, their numbers in E.164; raises NumberTrouble."""
    dialled = tuple(
        DraftRecipient(parse_number(each.number).e164, each.name.strip(), each.company.strip())
        for each in recipients
    )
    return Submission(new_ref(), tuple(new_ref() for _ in dialled), dialled)


def submit_request(draft: Draft, made: Submission, documents: tuple[FaxDocument, ...]) -> SubmitRequest:
    """The request for documents that the service converts."""
    return SubmitRequest(
        sender=_sender(draft.sender),
        recipients=tuple(
            Recipient(*_person(each), message_ref=ref)
            for ref, each in zip(made.message_refs, made.recipients, strict=True)
        ),
        documents=documents or None,
        quality=draft.quality,
        mode=draft.mode,
        broadcast_ref=made.broadcast_ref,
        header=draft.header,
        subject=draft.subject or None,
        priority=draft.priority,
        busy_retry=draft.retries,
        send_at=draft.send_at,
        cover_ref=draft.cover_ref,
        cover_text=draft.cover_text or None,
    )


def message_request(draft: Draft, made: Submission, group: str, tiff: FaxDocument) -> MessageRequest:
    """The request for ready pages to the one recipient of ``made``; ``group`` is the ref of all that go together."""
    return MessageRequest(
        sender=_sender(draft.sender),
        recipient=Contact(*_person(made.recipients[0])),
        document=tiff,
        broadcast_ref=made.broadcast_ref,
        message_ref=made.message_refs[0],
        send_ref=group,
        header=draft.header,
        subject=draft.subject or None,
        priority=draft.priority,
        busy_retry=draft.retries,
    )


def fax_file(path: Path, content: FileSource) -> FaxFile:
    """A file under a name that any system takes: no control or format characters, at most 100 in all."""
    shown = "".join(c for c in path.name if unicodedata.category(c)[0] != "C")
    name = Path(shown)
    stem = name.stem[: _FILE_NAME_MAX - len(name.suffix)] or "document"
    return FaxFile(f"{stem}{name.suffix}", content, mimetypes.guess_type(shown)[0])


def _sender(sender: SenderIdentity) -> Contact:
    number = sender.number.strip()
    return Contact(
        sender.name.strip() or None,
        sender.company.strip() or None,
        parse_number(number).e164 if number else None,
        sender.timezone or None,
    )


def _person(recipient: DraftRecipient) -> tuple[str | None, str | None, str]:
    """Name, company and number; the service wants one of the first two, so the number stands in for a name."""
    name = recipient.name or (None if recipient.company else recipient.number)
    return name, recipient.company or None, recipient.number
