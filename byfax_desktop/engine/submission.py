"""A draft as rows for the journal, with all its refs, and a row of the journal as a request to the service."""

from __future__ import annotations

import mimetypes
import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from byfax_desktop.engine.drafts import Draft, DraftRecipient, Greeting, SenderIdentity
from byfax_desktop.engine.frozen import digest, freeze_draft, freeze_extras, thaw_draft, thaw_recipient
from byfax_desktop.engine.merging import personal, send_moment
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
from byfax_desktop.service.requests import Greeting as SpokenGreeting
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
    """What the journal keeps of one press of Send.

    With fax pages made here that is one submission a recipient; else one for all who get the same text on the cover
    page at the same moment, since the service takes one of each. The paths of greetings are names in the spool.
    Raises NumberTrouble and NoSuchTime.
    """
    request = freeze_draft(draft, with_recipients=False)
    groups: dict[object, list[DraftRecipient]] = {}
    for place, each in enumerate(draft.recipients):
        own = personal(draft, each)
        groups.setdefault(place if draft.prepared else (own.cover_text, send_moment(draft, each)), []).append(
            each
        )
    return tuple(_new(draft, request, group, documents) for group in groups.values())


def request_digest(
    request: str, recipients: Sequence[NewRecipient | RecipientRow], documents: Sequence[DocumentRow]
) -> str:
    """A mark of all that must not change between Send and the last attempt."""
    refs = (f"{each.ref} {each.number} {each.name} {each.company}{each.extras or ''}" for each in recipients)
    return digest(request, *refs, *(each.sha256 for each in documents))


def draft_of(seen: Submission, recipients: Sequence[RecipientRow]) -> Draft:
    """The draft that was sent; its documents are paths of that time."""
    people = tuple(thaw_recipient(each.number, each.name, each.company, each.extras) for each in recipients)
    return replace(thaw_draft(seen.request or "{}"), recipients=people)


def submit_request(
    seen: Submission,
    draft: Draft,
    recipients: Sequence[RecipientRow],
    documents: tuple[FaxDocument, ...],
    spool: Path,
) -> SubmitRequest:
    """The request for documents that the service converts; greetings lie in the folder ``spool``."""
    shared = personal(draft, draft.recipients[0])
    people = zip(recipients, draft.recipients, strict=True)
    return SubmitRequest(
        sender=_sender(draft.sender),
        recipients=tuple(_addressed(row, each, draft, spool) for row, each in people),
        documents=documents or None,
        quality=draft.quality,
        mode=draft.mode,
        broadcast_ref=seen.broadcast_ref,
        header=draft.header,
        subject=draft.subject or None,
        priority=draft.priority,
        busy_retry=draft.retries,
        send_at=send_moment(draft, draft.recipients[0]),
        cover_ref=draft.cover_ref,
        cover_text=shared.cover_text or None,
    )


def message_request(
    seen: Submission, draft: Draft, recipient: RecipientRow, tiff: FaxDocument
) -> MessageRequest:
    """The request for ready pages to one recipient; those of one press of Send share their send ref."""
    own = personal(draft, draft.recipients[0])
    return MessageRequest(
        sender=_sender(draft.sender),
        recipient=Contact(*_person(recipient)),
        document=tiff,
        broadcast_ref=seen.broadcast_ref,
        message_ref=recipient.ref,
        send_ref=(seen.draft_id or seen.broadcast_ref)[:32],
        header=own.header,
        subject=own.subject or None,
        priority=draft.priority,
        busy_retry=draft.retries,
    )


def fax_file(name: str, content: FileSource) -> FaxFile:
    """A file under a name that any system takes."""
    safe = file_name(name)
    return FaxFile(safe, content, mimetypes.guess_type(safe)[0])


def file_name(name: str) -> str:
    """The name without control or format characters and folders, at most 100 characters in all."""
    shown = Path("".join(c for c in name if unicodedata.category(c)[0] != "C"))
    stem = shown.stem[: _FILE_NAME_MAX - len(shown.suffix)] or "document"
    return f"{stem}{shown.suffix}"


def _new(
    draft: Draft, request: str, group: Sequence[DraftRecipient], documents: tuple[DocumentRow, ...]
) -> NewSubmission:
    recipients = tuple(map(_recipient, group))
    mark = request_digest(request, recipients, documents)
    subject = personal(draft, group[0]).subject if len(group) == 1 else draft.subject
    attachments = dict.fromkeys(str(each.greeting.path) for each in group if each.greeting)
    sender = draft.sender.name.strip() or draft.sender.company.strip() or draft.sender.number.strip()
    return NewSubmission(
        new_ref(),
        request,
        mark,
        subject,
        recipients,
        documents,
        tuple(attachments),
        sender,
        draft.origin.sequel if draft.origin else None,
    )


def _recipient(each: DraftRecipient) -> NewRecipient:
    number = parse_number(each.number).e164
    return NewRecipient(new_ref(), number, each.name.strip(), each.company.strip(), freeze_extras(each))


def _addressed(row: RecipientRow, each: DraftRecipient, draft: Draft, spool: Path) -> Recipient:
    """A recipient with what differs from the broadcast's."""
    own = personal(draft, each)
    return Recipient(
        *_person(row),
        message_ref=row.ref,
        header=own.header if own.header != draft.header else None,
        subject=own.subject if own.subject != draft.subject else None,
        greeting=_spoken(each.greeting, spool) if each.greeting else None,
    )


def _spoken(greeting: Greeting, spool: Path) -> SpokenGreeting:
    file = fax_file(greeting.name or "greeting", FileSource.from_path(spool / greeting.path))
    return SpokenGreeting(language_iso=greeting.language.value, greeting_file=file)


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
