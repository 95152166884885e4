"""A fax that is being written: what a person decides before pressing Send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from byfax_desktop.service.states import FaxMode, FaxQuality


@dataclass(frozen=True, slots=True)
class DraftRecipient:
    """Someone to fax to; ``number`` is E.164 when the draft is sent."""

    number: str
    name: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class SenderIdentity:
    """Who the fax says it is from: at least one of name, company and number. ``timezone`` is an IANA name."""

    name: str = ""
    company: str = ""
    number: str = ""
    timezone: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the recipient would not learn who sent the fax."""
        return not (self.name.strip() or self.company.strip() or self.number.strip())


@dataclass(frozen=True, slots=True)
class Draft:
    """Documents and/or a cover page to any number of recipients.

    ``retries`` counts further tries after busy or no answer; ``priority`` runs from 1 (first) to 100;
    ``send_at`` is aware; ``header`` is a page header template (``None``: the service's own). A ``prepared`` draft
    is turned into fax pages on this computer and sent as a ready TIFF, one submission a recipient. A draft with a
    ``draft_id`` is sent once, however often it is handed over.
    """

    documents: tuple[Path, ...] = ()
    recipients: tuple[DraftRecipient, ...] = ()
    sender: SenderIdentity = SenderIdentity()
    cover_ref: str | None = None
    cover_text: str = ""
    subject: str = ""
    quality: FaxQuality = FaxQuality.FINE
    mode: FaxMode = FaxMode.TEXT
    header: str | None = None
    retries: int = 3
    priority: int | None = None
    send_at: datetime | None = None
    prepared: bool = False
    draft_id: str = ""
