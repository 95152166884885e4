"""A draft as rows for the journal, with all its refs, and a row of the journal as a request to the service."""

from __future__ import annotations

import mimetypes
import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.frozen import digest, freeze_draft, thaw_draft
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
from byfax_desktop.store.submissions import (
    DocumentRow,
    NewRecipient,
    NewSubmission,
    RecipientRow,
    Submission,
)

_FILE_NAME_MAX = 100


def new_ref() -> str:
    """A ref that nobody has used: 32 characters."""
    return uuid.uuid4().hex


def new_submissions(draft: Draft, documents: tuple[DocumentRow, ...]) -> tuple[NewSubmission, ...]:
    """What the journal keeps of one press of Send; with fax pages made here, one submission a recipient.

    Raises NumberTrouble.
    """
    request = freeze_draft(draft, with_recipients=False)
    recipients = tuple(map(_recipient, draft.recipients))
    groups = tuple((each,) for each in recipients) if draft.prepared else (recipients,)
    return tuple(_new(draft, request, group, documents) for group in groups)


def request_digest(
    request: str, recipients: Sequence[NewRecipient | RecipientRow], documents: Sequence[DocumentRow]
) -> str:
    """A mark of all that must not change between Send and the last attempt."""
    refs = (f"{each.ref} {each.number} {each.name} {each.company}" for each in recipients)
    return digest(request, *refs, *(each.sha256 for each in documents))


def draft_of(seen: Submission, recipients: Sequence[RecipientRow]) -> Draft:
    """The draft that was sent; its documents are paths of that time."""
    people = tuple(DraftRecipient(each.number, each.name, each.company) for each in recipients)
    return replace(thaw_draft(seen.request or "{}"), recipients=people)


def submit_request(
    seen: Submission, draft: Draft, recipients: Sequence[RecipientRow], documents: tuple[FaxDocument, ...]
) -> SubmitRequest:
    """The request for documents that the service converts."""
    return SubmitRequest(
        sender=_sender(draft.sender),
        recipients=tuple(Recipient(*_person(each), message_ref=each.ref) for each in recipients),
        documents=documents or None,
        quality=draft.quality,
        mode=draft.mode,
        broadcast_ref=seen.broadcast_ref,
        header=draft.header,
        subject=draft.subject or None,
        priority=draft.priority,
        busy_retry=draft.retries,
        send_at=draft.send_at,
        cover_ref=draft.cover_ref,
        cover_text=draft.cover_text or None,
    )


def message_request(
    seen: Submission, draft: Draft, recipient: RecipientRow, tiff: FaxDocument
) -> MessageRequest:
    """The request for ready pages to one recipient; those of one press of Send share their send ref."""
    return MessageRequest(
        sender=_sender(draft.sender),
        recipient=Contact(*_person(recipient)),
        document=tiff,
        broadcast_ref=seen.broadcast_ref,
        message_ref=recipient.ref,
        send_ref=(seen.draft_id or seen.broadcast_ref)[:32],
        header=draft.header,
        subject=draft.subject or None,
        priority=draft.priority,
        busy_retry=draft.retries,
    )


def fax_file(name: str, content: FileSource) -> FaxFile:
    """A file under a name that any system takes: no control or format characters, at most 100 in all."""
    shown = Path("".join(c for c in name if unicodedata.category(c)[0] != "C"))
    stem = shown.stem[: _FILE_NAME_MAX - len(shown.suffix)] or "document"
    return FaxFile(f"{stem}{shown.suffix}", content, mimetypes.guess_type(shown.name)[0])


def _new(
    draft: Draft, request: str, recipients: tuple[NewRecipient, ...], documents: tuple[DocumentRow, ...]
) -> NewSubmission:
    mark = request_digest(request, recipients, documents)
    return NewSubmission(new_ref(), request, mark, draft.subject, recipients, documents)


def _recipient(each: DraftRecipient) -> NewRecipient:
    return NewRecipient(new_ref(), parse_number(each.number).e164, each.name.strip(), each.company.strip())


def _sender(sender: SenderIdentity) -> Contact:
    number = sender.number.strip()
    return Contact(
        sender.name.strip() or None,
        sender.company.strip() or None,
        parse_number(number).e164 if number else None,
        sender.timezone or None,
    )


def _person(recipient: RecipientRow) -> tuple[str | None, str | None, str]:
    """Name, company and number; the service wants one of the first two, so the number stands in for a name."""
    name = recipient.name or (None if recipient.company else recipient.number)
    return name, recipient.company or None, recipient.number
