"""What is put into the placeholders of a cover page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from byfax_desktop.engine.drafts import Draft, DraftRecipient
from byfax_desktop.engine.merging import personal


@dataclass(frozen=True, slots=True)
class CoverFields:
    """The texts for one recipient; ``pages`` counts the whole fax."""

    to_name: str = ""
    to_company: str = ""
    to_number: str = ""
    from_name: str = ""
    from_company: str = ""
    from_number: str = ""
    subject: str = ""
    text: str = ""
    date: str = ""
    pages: str = ""

    def values(self) -> dict[str, str]:
        """By the names of the placeholders."""
        return {
            "ToName": self.to_name,
            "ToCompany": self.to_company,
            "ToNumber": self.to_number,
            "FromName": self.from_name,
            "FromCompany": self.from_company,
            "FromNumber": self.from_number,
            "Subject": self.subject,
            "Text": self.text,
            "Date": self.date,
            "Pages": self.pages,
        }


def cover_fields(draft: Draft, pages: int | None, now: datetime) -> CoverFields:
    """The fields of a draft for its first recipient; ``pages`` with the cover, None where nobody knows."""
    to = draft.recipients[0] if draft.recipients else DraftRecipient("")
    sender, own = draft.sender, personal(draft, to)
    when = draft.send_at if draft.send_at and draft.send_at.tzinfo else now
    return CoverFields(
        to.name,
        to.company,
        to.number,
        sender.name,
        sender.company,
        sender.number,
        own.subject,
        own.cover_text,
        when.astimezone(_zone(sender.timezone)).strftime("%d.%m.%Y"),
        "" if pages is None else str(pages),
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
