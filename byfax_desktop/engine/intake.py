"""Taking a fax in: from Send to the journal, from where it survives anything."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine import machine
from byfax_desktop.engine.checks import problems
from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.submission import draft_of, new_submissions
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.engine.uploads import Transfer, distinct_refs
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

        Progress is in documents. Raises DraftRefused, DocumentTrouble, LocalFileError, StoreTrouble, and Cancelled,
        each of which means that nothing was stored and nothing will be sent.
        """
        for problem in problems(draft):
            raise DraftRefused(problem.what, problem.do)
        transfer = transfer or Transfer(lambda _done, _total: None, threading.Event())
        documents = self._prepared(draft) if draft.prepared else self._copies(draft, transfer)
        if transfer.cancel.is_set():
            raise Cancelled
        parts = new_submissions(draft, distinct_refs(documents))
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
        # Where an original has gone, its copy stands in.
        paths = [
            path if path.is_file() else self._desk.spool.path(copy)
            for path, copy in zip(draft.documents, copies, strict=False)
        ]
        return replace(draft, documents=tuple(paths) or draft.documents, draft_id="")

    def _copies(self, draft: Draft, transfer: Transfer) -> tuple[DocumentRow, ...]:
        kept = []
        for number, path in enumerate(draft.documents):
            if transfer.cancel.is_set():
                raise Cancelled
            kept.append(self._keep(path, path.name))
            transfer.progress(number + 1, len(draft.documents))
        return tuple(kept)

    def _prepared(self, draft: Draft) -> tuple[DocumentRow, ...]:
        """The documents as one TIFF of fax pages."""
        folder = self._desk.spool.folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".pages-", dir=folder) as pages:
            path = Path(pages) / "pages.tif"
            _write_pages(draft, path)
            return (self._keep(path, f"{draft.documents[0].stem}.tif"),)

    def _keep(self, path: Path, name: str) -> DocumentRow:
        try:
            document = self._desk.spool.keep(path)
        except OSError as error:
            raise LocalFileError.unreadable(path.name, error) from error
        if not document.size:
            raise LocalFileError.empty(path.name)
        # A name may hold bytes that are no text.
        return replace(document, name=name.encode("utf-8", "replace").decode("utf-8"))


def _write_pages(draft: Draft, path: Path) -> None:
    """Write all documents of the draft as one TIFF, in a process of its own; raises DocumentTrouble."""
    # Only a fax that needs pages pays for loading what makes them.
    from byfax_desktop.fax.geometry import Mode, Resolution
    from byfax_desktop.fax.helper import PageHelper
    from byfax_desktop.fax.wanted import FaxDocument

    resolution = Resolution.STANDARD if draft.quality is FaxQuality.STANDARD else Resolution.FINE
    mode = Mode.PHOTO if draft.mode is FaxMode.PHOTO else Mode.TEXT
    helper = PageHelper()
    try:
        helper.rasterize([FaxDocument(each) for each in draft.documents], path, resolution, mode)
    finally:
        helper.close()
