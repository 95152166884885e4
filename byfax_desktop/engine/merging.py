"""What one recipient gets: the texts of a draft filled in for them, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from byfax_desktop.engine.drafts import Draft, DraftRecipient
from byfax_desktop.engine.recipients.merge import fill
from byfax_desktop.engine.schedule import recipient_moment

HEADER_PLACEHOLDERS = ("DateTime", "Timezone", "From", "To", "FromNumber", "ToNumber", "CurPage", "CurPages")
"""What the service itself fills into a page header, in braces too."""


@dataclass(frozen=True, slots=True)
class Personal:
    """The texts that one recipient gets; ``header`` of None is the service's own."""

    subject: str
    header: str | None
    cover_text: str


def personal(draft: Draft, recipient: DraftRecipient) -> Personal:
    """The texts of a draft for one recipient.

    Placeholders are the columns of the list that the recipient comes from, and Name, Company and Number.
    """
    columns = columns_of(recipient)
    header = recipient.header or draft.header
    return Personal(
        fill(recipient.subject or draft.subject, columns).text,
        header and fill(header, columns, HEADER_PLACEHOLDERS).text,
        fill(draft.cover_text, columns).text,
    )


def columns_of(recipient: DraftRecipient) -> dict[str, str]:
    """What can be put into texts for a recipient; a column of the list wins over what is known otherwise."""
    known = {"Name": recipient.name, "Company": recipient.company, "Number": recipient.number}
    own = dict(recipient.values)
    shadowed = {name.casefold() for name in own}
    return {name: value for name, value in known.items() if name.casefold() not in shadowed} | own


def unfilled(draft: Draft) -> Iterator[str]:
    """The placeholders in the draft's texts that nothing fills for some recipient; each as often as it is met."""
    for recipient in draft.recipients:
        columns = columns_of(recipient)
        for text, others in (
            (recipient.subject or draft.subject, ()),
            (recipient.header or draft.header or "", HEADER_PLACEHOLDERS),
            (draft.cover_text, ()),
        ):
            yield from fill(text, columns, others).unknown


def send_moment(draft: Draft, recipient: DraftRecipient) -> datetime | None:
    """From when on the fax goes to a recipient: aware, None for at once. Raises NoSuchTime."""
    if draft.send_at is None or draft.send_at.tzinfo is not None:
        return draft.send_at
    return recipient_moment(draft.send_at, recipient.number, home_of(draft))


def home_of(draft: Draft) -> tzinfo:
    """The sender's time zone, for numbers that tell of none."""
    try:
        return ZoneInfo(draft.sender.timezone or "UTC")
    except (KeyError, ValueError, OSError):
        return UTC
