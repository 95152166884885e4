"""Taking a fax in: from Send to the journal, from where it survives anything."""

from __future__ import annotations

import itertools
import mmap
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine import machine
from byfax_desktop.engine.checks import problems
from byfax_desktop.engine.drafts import Draft, DraftRecipient
from byfax_desktop.engine.submission import draft_of, new_submissions
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.engine.uploads import Transfer, distinct_refs
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.kind import Kind, kind_of
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind, shown_name
from byfax_desktop.fax.wanted import FaxDocument
from byfax_desktop.service.errors import Cancelled, LocalFileError
from byfax_desktop.service.states import FaxMode, FaxQuality
from byfax_desktop.store.submissions import FaxState

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.store.submissions import DocumentRow

_HERE = frozenset({FaxState.QUEUED, FaxState.HELD})
TAKE_BACK_MOST = 60
"""Seconds within which a fax can be taken back, at most."""


class DraftRefused(EngineTrouble):
    """The draft cannot be sent as it is; nothing was sent."""


class TooLate(EngineTrouble):
    """The fax cannot be taken back any more."""

    def __init__(self) -> None:
        super().__init__("The fax is already on its way.", "Choose Cancel in the Outbox to stop it.")


class Intake:
    """Copies documents into the spool and writes submissions to the journal."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def take(self, draft: Draft, take_back: float = 0.0, transfer: Transfer | None = None) -> tuple[str, ...]:
        """Store the fax; returns its broadcast refs. From here on it is sent, once ``take_back`` seconds are over.

        Progress is in documents, or in pages where all are made into pages here. Raises DraftRefused, DocumentTrouble,
        LocalFileError, StoreTrouble, and Cancelled, each of which means that nothing was stored or will be sent.
        """
        for problem in problems(draft):
            raise DraftRefused(problem.what, problem.do)
        transfer = transfer or Transfer(lambda _done, _total: None, threading.Event())
        documents = self._prepared(draft, transfer) if draft.prepared else self._copies(draft, transfer)
        if transfer.cancel.is_set():
            raise Cancelled
        parts = new_submissions(self._with_greetings_kept(draft), distinct_refs(documents))
        now = self._desk.clock.now()
        pause = int(max(0.0, min(take_back, TAKE_BACK_MOST)) * 1000)
        return self._desk.journal.enqueue(parts, now, now + pause, draft.draft_id or None)

    def take_back(self, broadcast_refs: Sequence[str]) -> Draft:
        """Have nothing of a press of Send leave; returns what was to be sent.

        Raises TooLate when a part of it has left, in which case all of it goes its way, and StoreTrouble.
        """
        journal = self._desk.journal
        parts = [seen for seen in map(journal.find, broadcast_refs) if seen]
        now = self._desk.clock.now()
        if not parts or any(seen.state not in _HERE or seen.tries for seen in parts):
            raise TooLate
        if not journal.step_all(parts, machine.taken_back(), now):
            raise TooLate
        recipients = [row for seen in parts for row in journal.recipients(seen.id)]
        draft = draft_of(parts[0], recipients)
        copies = () if draft.prepared else journal.documents(parts[0].id)
        found = [
            self._found(document, copy)
            for document, copy in itertools.zip_longest(draft.fax_documents, copies[: len(draft.documents)])
        ]
        return replace(
            draft,
            recipients=tuple(map(self._with_greeting_found, draft.recipients)),
            documents=tuple(each.path for each in found),
            treatments=tuple(each.treatment for each in found),
            draft_id="",
        )

    def _found(self, document: FaxDocument, copy: DocumentRow | None) -> FaxDocument:
        """The document; where it has gone its copy, to which all has been done that was to be done."""
        if copy is None or document.path.is_file():
            return document
        return FaxDocument(self._desk.spool.path(copy))

    def _with_greetings_kept(self, draft: Draft) -> Draft:
        """The draft whose greetings are copies, each made once and named as in the spool."""
        copies: dict[Path, Path] = {}
        recipients = []
        for each in draft.recipients:
            if (greeting := each.greeting) is not None:
                if greeting.path not in copies:
                    copies[greeting.path] = Path(self._keep(greeting.path, greeting.path.name).sha256)
                name = greeting.name or greeting.path.name
                each = replace(each, greeting=replace(greeting, path=copies[greeting.path], name=name))
            recipients.append(each)
        return replace(draft, recipients=tuple(recipients))

    def _with_greeting_found(self, recipient: DraftRecipient) -> DraftRecipient:
        greeting = recipient.greeting
        if greeting is None:
            return recipient
        copy = self._desk.spool.folder / greeting.path
        return replace(recipient, greeting=replace(greeting, path=copy))

    def _copies(self, draft: Draft, transfer: Transfer) -> tuple[DocumentRow, ...]:
        kept = []
        for number, document in enumerate(draft.fax_documents):
            if transfer.cancel.is_set():
                raise Cancelled
            if _is_made_here(document):
                kept.append(self._pages([document], draft, Transfer(_silent, transfer.cancel)))
            else:
                _see_that_it_opens(document.path)
                kept.append(self._keep(document.path, document.path.name))
            transfer.progress(number + 1, len(draft.documents))
        return tuple(kept)

    def _prepared(self, draft: Draft, transfer: Transfer) -> tuple[DocumentRow, ...]:
        """The documents as one TIFF of fax pages."""
        return (self._pages(draft.fax_documents, draft, transfer),)

    def _pages(self, documents: Sequence[FaxDocument], draft: Draft, transfer: Transfer) -> DocumentRow:
        folder = self._desk.spool.folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".pages-", dir=folder) as pages:
            path = Path(pages) / "pages.tif"
            if not _write_pages(documents, draft, path, transfer):
                name = shown_name(documents[0].path.name)
                raise DraftRefused(
                    f"No page of “{name}” is left to send.", "Choose other pages of it, or remove it."
                )
            return self._keep(path, f"{documents[0].path.stem}.tif")

    def _keep(self, path: Path, name: str) -> DocumentRow:
        try:
            document = self._desk.spool.keep(path)
        except OSError as error:
            raise LocalFileError.unreadable(path.name, error) from error
        if not document.size:
            raise LocalFileError.empty(path.name)
        # A name may hold bytes that are no text.
        return replace(document, name=name.encode("utf-8", "replace").decode("utf-8"))


def _is_made_here(document: FaxDocument) -> bool:
    """Whether the service gets pages: because of what is done to them, or since it knows no such document."""
    if document.password or not document.treatment.is_plain:
        return True
    try:
        kind = kind_of(document.path)
    except DocumentTrouble:
        return False  # the service may know more
    return kind.is_markup or kind in (Kind.HEIC, Kind.AVIF)


def _see_that_it_opens(path: Path) -> None:
    """Raises DocumentTrouble for a PDF that only a password opens: nobody would be asked for it later."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            if b"%PDF-" not in content[:1024] or content.find(b"/Encrypt") < 0:
                return
    except (OSError, ValueError):
        return  # keeping a copy will say it
    from byfax_desktop.fax.helper import PageHelper

    helper = PageHelper()
    try:
        helper.inspect(path)
    except DocumentTrouble as trouble:
        if trouble.kind is TroubleKind.ENCRYPTED:
            raise
        # What is wrong otherwise, the service may put right.
    finally:
        helper.close()


def _write_pages(documents: Sequence[FaxDocument], draft: Draft, path: Path, transfer: Transfer) -> int:
    """Write all documents as one TIFF, in processes of their own; returns the number of pages.

    Raises DocumentTrouble, and Cancelled.
    """
    # Only a fax that needs pages pays for loading what makes them.
    from byfax_desktop.fax.helper import PageHelper

    resolution = Resolution.STANDARD if draft.quality is FaxQuality.STANDARD else Resolution.FINE
    mode = Mode.PHOTO if draft.mode is FaxMode.PHOTO else Mode.TEXT
    helper = PageHelper()
    try:
        return helper.rasterize(
            documents, path, resolution, mode, progress=transfer.progress, cancelled=transfer.cancel.is_set
        )
    except DocumentTrouble:
        if transfer.cancel.is_set():
            raise Cancelled from None
        raise
    finally:
        helper.close()


def _silent(_done: int, _total: int) -> None:
    """Pages aren't counted where documents are."""
