"""A fax that is being written: what a person decides before pressing Send."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from byfax_desktop.fax.treatment import PLAIN, Treatment
from byfax_desktop.fax.wanted import FaxDocument
from byfax_desktop.service.states import FaxMode, FaxQuality
from byfax_desktop.store.submissions import Sequel


class GreetingLanguage(StrEnum):
    """The languages of greetings that the service knows (``languageISO``)."""

    ENGLISH = "EN"
    RUSSIAN = "RU"


@dataclass(frozen=True, slots=True)
class Greeting:
    """A sound file that a person hears who answers in place of a fax machine; ``name`` is what people call it."""

    path: Path
    language: GreetingLanguage = GreetingLanguage.ENGLISH
    name: str = ""


@dataclass(frozen=True, slots=True)
class DraftRecipient:
    """Someone to fax to; ``number`` is E.164 when the draft is sent.

    ``subject`` and ``header`` are theirs in place of the draft's; empty, the draft's hold. ``greeting`` is spoken where
    a person answers. ``values`` are the columns of an imported list, by which ``{placeholders}`` are filled.
    """

    number: str
    name: str = ""
    company: str = ""
    subject: str = ""
    header: str = ""
    greeting: Greeting | None = None
    values: tuple[tuple[str, str], ...] = ()


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
class Origin:
    """The earlier fax that a draft was made of, with what a person is told of it: when it was sent, how it ended.

    Of a rest, ``total`` is how many pages the earlier fax had, ``pages`` the document with those that had not arrived,
    and ``notice`` the one that says so; ``is_made_anew`` where the pages are not those that went, dot for dot.
    """

    sequel: Sequel
    sent: datetime | None = None
    outcome: str = ""
    total: int = 0
    pages: Path | None = None
    notice: Path | None = None
    is_made_anew: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """Documents and/or a cover page to any number of recipients.

    ``treatments`` and ``passwords`` belong to the documents at the same place; what is missing is plain, and none.
    A document with either is made into fax pages on this computer; passwords are never stored.

    ``retries`` counts further tries after busy or no answer; ``priority`` runs from 1 (first) to 100;
    ``send_at`` is aware, or naive where it means each recipient's own time; ``header`` is a page header template
    (``None``: the service's own). A ``prepared`` draft is turned into fax pages on this computer and sent as a ready
    TIFF, one submission a recipient. A draft with a ``draft_id`` is sent once, however often it is handed over.
    ``origin`` is the earlier fax that it was made of.
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
    origin: Origin | None = None
    treatments: tuple[Treatment, ...] = ()
    passwords: tuple[str, ...] = field(default=(), repr=False)

    @property
    def fax_documents(self) -> tuple[FaxDocument, ...]:
        """The documents with what is to be done to them."""
        return tuple(
            FaxDocument(path, treatment or PLAIN, password or "")
            for path, treatment, password in itertools.islice(
                itertools.zip_longest(self.documents, self.treatments, self.passwords), len(self.documents)
            )
        )
