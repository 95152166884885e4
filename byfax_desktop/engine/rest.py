"""The rest of a fax that broke off as a fax of its own: the pages that had not arrived, and one that says so."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.again import NotKept
from byfax_desktop.engine.attempts import thawed
from byfax_desktop.engine.clock import moment
from byfax_desktop.engine.drafts import Draft, DraftRecipient, Origin
from byfax_desktop.engine.events import RestReady
from byfax_desktop.engine.frozen import thaw
from byfax_desktop.engine.missing import Missing, missing, no_rest
from byfax_desktop.engine.notice_page import notice_html, page_words
from byfax_desktop.engine.submission import draft_of
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.engine.uploads import Transfer
from byfax_desktop.engine.words import reason_words
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.kind import Kind
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.private import create_private
from byfax_desktop.fax.trouble import DocumentTrouble
from byfax_desktop.fax.wanted import FaxDocument
from byfax_desktop.service.errors import AuthorizationRefused, ByfaxError, Cancelled
from byfax_desktop.service.records import Message
from byfax_desktop.service.states import FaxMode, FaxQuality
from byfax_desktop.store.submissions import Sequel, SequelKind

if TYPE_CHECKING:
    from byfax_desktop.engine.again import Again
    from byfax_desktop.engine.bus import EventBus
    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.engine.jobs import Job, Jobs
    from byfax_desktop.engine.sent_pages import SentPages
    from byfax_desktop.fax.helper import PageHelper
    from byfax_desktop.fax.inspect import DocumentInfo
    from byfax_desktop.store.submissions import RecipientRow, Submission

_NOTICE = "This continues an earlier fax.html"


@dataclass(frozen=True, slots=True)
class _Broken:
    """A fax that broke off, and the pages of it that are to be sent."""

    seen: Submission
    row: RecipientRow
    told: Message
    sent: datetime
    """When the call began in which it came furthest."""
    pages: Missing
    draft: Draft
    """What was sent to this one recipient, as far as this computer knows it."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the missing pages come from: documents, and which pages of all of them; ``key`` names the content."""

    documents: tuple[FaxDocument, ...]
    first: int
    pages: Missing
    key: str
    is_made_anew: bool = False


class Rests:
    """Makes drafts of what is missing.

    The pages are those that went, with the header line that they have, dot for dot. Where the service does not give
    them any more they are made anew of the documents here, and get a new header line; that is done only where it is
    certain which page of the documents is which page of the fax.
    """

    def __init__(self, desk: Desk, again: Again, sent: SentPages, bus: EventBus) -> None:
        self._desk = desk
        self._again = again
        self._sent = sent
        self._bus = bus

    def fetch(self, broadcast_ref: str, message_ref: str, job: Job) -> None:
        """Make the draft, and publish it.

        Raises EngineTrouble where there is none, DocumentTrouble for what cannot be made into pages, StoreTrouble,
        OSError and Cancelled.
        """
        broken = self._broken(broadcast_ref, message_ref)
        helper = _helper()
        try:
            source = self._as_it_went(broken, helper, job) or self._made_anew(broken, helper, job)
            path = self._kept(broken, source, helper, job)
        except DocumentTrouble:
            if job.cancel.is_set():
                raise Cancelled from None
            raise
        finally:
            helper.close()
        self._bus.publish(RestReady(job.job_id, self._draft(broken, source, path)))

    def _broken(self, broadcast_ref: str, message_ref: str) -> _Broken:
        journal = self._desk.journal
        seen = journal.find(broadcast_ref)
        rows = journal.recipients(seen.id) if seen else ()
        row = next((each for each in rows if each.ref == message_ref), None)
        if seen is None or row is None or not row.report:
            raise NotKept
        told = thaw(Message, row.report)
        tries = [thawed(each).report for each in self._desk.attempts.of(message_ref)]
        pages = missing(told, tries)
        if pages is None:
            raise EngineTrouble(
                no_rest(told) or "None of its pages arrived.", "Choose “Change and send again” for all of it."
            )
        furthest = max([told, *tries], key=lambda each: each.pages_sent or 0)
        if seen.request:
            draft = draft_of(seen, [row])
        else:
            draft = Draft(recipients=(DraftRecipient(row.number, row.name, row.company),))
        return _Broken(seen, row, told, furthest.call_started or moment(seen.created), pages, draft)

    def _as_it_went(self, broken: _Broken, helper: PageHelper, job: Job) -> _Source | None:
        """The pages from the service; None where it does not have all of them."""
        try:
            path = self._sent.bring(broken.row.ref, broken.told, Transfer(job.progress, job.cancel))
            count = helper.inspect(path, cancelled=job.cancel.is_set).pages
        except (AuthorizationRefused, Cancelled):
            raise
        except (ByfaxError, EngineTrouble, DocumentTrouble):
            return None
        # What was sent may also be kept without the pages that did not go.
        if count != broken.pages.last:
            return None
        return _Source((FaxDocument(path),), broken.pages.first, broken.pages, path.name)

    def _made_anew(self, broken: _Broken, helper: PageHelper, job: Job) -> _Source:
        """The pages from the documents that are here.

        A cover page has no page of theirs: what is missing of it is left out.
        """
        rows = self._desk.journal.documents(broken.seen.id)
        if broken.seen.request is None or not rows:
            raise NotKept
        documents = tuple(FaxDocument(self._again.named_copy(row)) for row in rows)
        looked = [helper.inspect(each.path, cancelled=job.cancel.is_set) for each in documents]
        total = broken.pages.last
        cover = total - sum(each.pages or 0 for each in looked)
        if not (_all_have_pages(looked) and cover > 0 if broken.draft.cover_ref else cover == 0):
            raise EngineTrouble(
                "byFax no longer has these pages, and here it cannot be told which of them are missing.",
                "Choose “Change and send again”, and there the pages.",
            )
        pages = Missing(max(broken.pages.first, cover + 1), total)
        return _Source(documents, pages.first - cover, pages, "made anew", is_made_anew=True)

    def _kept(self, broken: _Broken, source: _Source, helper: PageHelper, job: Job) -> Path:
        """The missing pages as a TIFF, beside the page that says so; each takes its name when it is whole."""
        key = f"{broken.row.ref} {source.key} {source.first} {broken.draft.quality.value}"
        folder = self._again.folder / hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        path = folder / f"{page_words(source.pages).capitalize()}.tif"
        if path.is_file():
            return path
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".rest-", dir=folder) as scratch:
            notice, part = Path(scratch) / _NOTICE, Path(scratch) / path.name
            with create_private(notice) as file:
                file.write(notice_html(broken.sent, source.pages, broken.draft).encode("utf-8", "replace"))
            _cut(source, broken.draft, part, helper, job)
            notice.replace(folder / _NOTICE)
            part.replace(path)
        return path

    def _draft(self, broken: _Broken, source: _Source, path: Path) -> Draft:
        """Ready pages to the same recipient: with their own header line, or with a new one where they have none."""
        (recipient,) = broken.draft.recipients
        pages, is_anew = source.pages, source.is_made_anew
        sequel = Sequel(SequelKind.REST, broken.seen.broadcast_ref, broken.row.ref, pages.first, pages.last)
        notice = path.with_name(_NOTICE)
        return replace(
            broken.draft,
            documents=(notice, path),
            recipients=(replace(recipient, header=recipient.header if is_anew else "", greeting=None),),
            header=broken.draft.header if is_anew else "",
            cover_ref=None,
            cover_text="",
            prepared=True,
            send_at=None,
            draft_id="",
            treatments=(),
            origin=Origin(
                sequel, broken.sent, reason_words(broken.told), pages.last, path, notice, is_made_anew=is_anew
            ),
        )


class RestActions:
    """The engine's part of sending a rest."""

    _rests: Rests
    _jobs: Jobs

    def fetch_rest(self, broadcast_ref: str, message_ref: str) -> str:
        """Make a draft of the pages that did not arrive; returns the id of the job.

        It ends with RestReady or with its trouble. Nothing is sent by that.
        """
        return self._jobs.start(
            "Getting the rest of a fax",
            lambda job: self._rests.fetch(broadcast_ref, message_ref, job),
            key=f"rest {message_ref}",
        )


def _all_have_pages(documents: Iterable[DocumentInfo]) -> bool:
    """Whether everybody finds the same pages in them; others are laid out, at byFax perhaps on more pages than here."""
    return all(each.kind is Kind.PDF or each.kind.is_image for each in documents)


def _cut(source: _Source, draft: Draft, out: Path, helper: PageHelper, job: Job) -> None:
    """Write the missing pages to ``out``; pages that are a fax already keep their dots."""
    written = helper.rasterize(
        source.documents,
        out,
        Resolution.STANDARD if draft.quality is FaxQuality.STANDARD else Resolution.FINE,
        Mode.PHOTO if draft.mode is FaxMode.PHOTO else Mode.TEXT,
        PageChoice(((source.first, None),)),
        job.progress,
        job.cancel.is_set,
    )
    if written != source.pages.count:
        raise EngineTrouble(
            "The pages that are missing cannot be told from the others.",
            "Choose “Change and send again”, and there the pages.",
        )


def _helper() -> PageHelper:
    # Only who needs pages pays for loading what makes them.
    from byfax_desktop.fax.helper import PageHelper

    return PageHelper()
