"""How the pages of a document will come out of the other machine, header line and all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.merging import personal
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.wanted import FaxLook, HeaderText
from byfax_desktop.service.states import FaxMode, FaxQuality
from byfax_desktop.ui.compose.document_model import Document
from byfax_desktop.ui.compose.submission import e164

if TYPE_CHECKING:
    from byfax_desktop.ui.compose.recipient_lines import RecipientEntry

_UNKNOWN = "…"


def fax_look(
    document: Document, documents: Sequence[Document], draft: Draft, cover_pages: int = 1
) -> FaxLook:
    """The look of a document that is one of ``documents`` in a fax like ``draft``; of several recipients the first.

    A cover takes ``cover_pages``.
    """
    counts = [each.chosen_pages or 0 for each in documents]
    before = sum(counts[: list(documents).index(document)]) if document in documents else 0
    first = (cover_pages if draft.cover_ref else 0) + before + 1
    return replace(_look(documents, draft, first, cover_pages), treatment=document.treatment)


def cover_look(documents: Sequence[Document], draft: Draft, cover_pages: int = 1) -> FaxLook:
    """The look of the cover page before these documents in a fax like ``draft``."""
    return _look(documents, draft, 1, cover_pages)


def header_values(draft: Draft, pages: int | None) -> dict[str, str]:
    """What the placeholders of the header line stand for on the first page."""
    return dict(_values(draft)) | {"CurPage": "1", "CurPages": _UNKNOWN if pages is None else str(pages)}


def with_numbers(draft: Draft, entries: Sequence[RecipientEntry], region: str | None) -> Draft:
    """The draft to these recipients, its numbers in the form that is dialled, as far as they are any."""
    people = tuple(each.as_recipient(e164(each.number, region)) for each in entries)
    return replace(
        draft, recipients=people, sender=replace(draft.sender, number=e164(draft.sender.number, region))
    )


def _look(documents: Sequence[Document], draft: Draft, first_page: int, cover_pages: int) -> FaxLook:
    pages = (cover_pages if draft.cover_ref else 0) + sum(each.chosen_pages or 0 for each in documents)
    template = _header(draft)
    header = HeaderText(template, _values(draft), first_page, max(1, pages))
    return FaxLook(
        Resolution.STANDARD if draft.quality is FaxQuality.STANDARD else Resolution.FINE,
        Mode.PHOTO if draft.mode is FaxMode.PHOTO else Mode.TEXT,
        header=header if template else None,
    )


def _header(draft: Draft) -> str:
    """The template that the first recipient gets."""
    return (personal(draft, draft.recipients[0]).header if draft.recipients else draft.header) or ""


def _values(draft: Draft) -> tuple[tuple[str, str], ...]:
    """What the service puts in, as far as it is known before the fax is sent."""
    now = datetime.now(_zone(draft.sender.timezone))
    sender = draft.sender
    name, company, number = "", "", ""
    if draft.recipients:
        first = draft.recipients[0]
        name, company, number = first.name, first.company, first.number
    return (
        ("DateTime", now.strftime("%d.%m.%Y %H:%M")),
        ("Timezone", now.strftime("%Z")),
        ("From", sender.name or sender.company or sender.number or _UNKNOWN),
        ("To", name or company or number or _UNKNOWN),
        ("FromNumber", sender.number or _UNKNOWN),
        ("ToNumber", number or _UNKNOWN),
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
