"""Received faxes as files for a person: saved where they want them, or ready to be handed to another program."""

from __future__ import annotations

import hashlib
import logging
import shutil
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.events import Event, FaxesDeleted, FaxFilesReady
from byfax_desktop.engine.frozen import thaw
from byfax_desktop.engine.keep_file import copy_private, free_names, part_of, take_name
from byfax_desktop.engine.keeping import kept_name
from byfax_desktop.engine.trouble import EngineTrouble, as_trouble
from byfax_desktop.fax.trouble import DocumentTrouble
from byfax_desktop.service.errors import AnswerUnreadable, AuthorizationRefused, Cancelled, Refused
from byfax_desktop.service.records import InboundFax
from byfax_desktop.store.kept_faxes import KeepForm

if TYPE_CHECKING:
    from byfax_desktop.engine.bus import EventBus
    from byfax_desktop.engine.inbox import Inbox
    from byfax_desktop.engine.jobs import Job, Jobs
    from byfax_desktop.fax.helper import PageHelper
    from byfax_desktop.store.received import ReceivedFaxes

LENT_SECONDS = 24 * 3600.0
"""How long a file stays that was handed to another program: one may read it only when its letter is sent."""
_log = logging.getLogger(__name__)


class FaxFiles:
    """Makes the files, one fax after another. A PDF is made here of the pages as they came: that needs no service.

    Pages that a person has turned are turned in the file, with all their dots.
    """

    def __init__(self, inbox: Inbox, received: ReceivedFaxes, lent: Path, bus: EventBus) -> None:
        """``lent`` is the folder of what is handed to other programs."""
        self._inbox = inbox
        self._received = received
        self._lent = lent
        self._bus = bus
        self._lock = threading.Lock()
        self._helper: PageHelper | None = None
        self._is_closed = False
        bus.subscribe(self._hear)

    def save_as(self, ref: str, form: KeepForm, target: Path, job: Job) -> None:
        """Save a fax under this name, in the place of what had it.

        Publishes FaxFilesReady. Raises as ``Inbox.fetch``, and DocumentTrouble, Cancelled and OSError.
        """
        with _part_in(target.parent, f"{job.job_id} {ref}") as part:
            self._write(ref, form, part, job, is_only=True)
            part.replace(target)
        self._bus.publish(FaxFilesReady(job.job_id, (target,)))

    def save_all(self, refs: Sequence[str], form: KeepForm, folder: Path, pattern: str, job: Job) -> None:
        """Save faxes in a folder, under names after the pattern, each beside what is there.

        One that cannot be had keeps no others waiting. Publishes FaxFilesReady with what was saved; raises as
        ``save_as`` where that is nothing.
        """
        self._save_each(refs, form, lambda _: folder, pattern, job)

    def _save_each(
        self, refs: Sequence[str], form: KeepForm, folder_of: Callable[[str], Path], pattern: str, job: Job
    ) -> None:
        saved: list[Path] = []
        first: Exception | None = None
        for done, ref in enumerate(refs):
            if len(refs) > 1:
                job.progress(done, len(refs))
            try:
                # Those that go into one letter have names of their own, wherever they lie.
                taken = {path.name for path in saved}
                saved.append(self._save(ref, form, folder_of(ref), pattern, taken, job, len(refs) == 1))
            except Exception as failure:
                first = first or failure
                if not _concerns_one(failure):
                    break
        if first is not None and not saved:
            raise first
        self._bus.publish(FaxFilesReady(job.job_id, tuple(saved), as_trouble(first) if first else None))

    def lend(self, refs: Sequence[str], form: KeepForm, pattern: str, job: Job) -> None:
        """Have faxes as files that another program may take, for a day at least. Ends as ``save_all``."""

        def folder_of(ref: str) -> Path:
            folder = self._lent_of(ref) / job.job_id
            folder.mkdir(mode=0o700, parents=True)
            return folder

        self._save_each(refs, form, folder_of, pattern, job)

    def page_count(self, pages: Path) -> int:
        """How many pages a file really has. Raises DocumentTrouble, and Cancelled at the end of the program."""
        return self._shared_helper().inspect(pages).pages or 1

    def tidy(self) -> None:
        """Remove what was lent long ago."""
        for folder in self._lent.glob("*/*"):
            with suppress(OSError):
                if time.time() - folder.stat().st_mtime > LENT_SECONDS:
                    shutil.rmtree(folder)
                    folder.parent.rmdir()  # fails while there are others

    def close(self) -> None:
        """Make nothing any more."""
        with self._lock:
            self._is_closed = True
            if self._helper is not None:
                self._helper.close()

    def _hear(self, event: Event) -> None:
        """What was lent of a fax that is to be nowhere any more is not to be here either."""
        if isinstance(event, FaxesDeleted):
            for ref in event.refs:
                known = self._received.find(ref)
                if known is None or known.file_name is None:
                    shutil.rmtree(self._lent_of(ref), ignore_errors=True)

    def _lent_of(self, ref: str) -> Path:
        return self._lent / hashlib.sha256(ref.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def _save(
        self,
        ref: str,
        form: KeepForm,
        folder: Path,
        pattern: str,
        taken: Collection[str],
        job: Job,
        is_only: bool,
    ) -> Path:
        known = self._received.find(ref)
        fax = thaw(InboundFax, (known and known.report) or "{}")
        with _part_in(folder, f"{job.job_id} {ref}") as part:
            self._write(ref, form, part, job, is_only)
            for name in free_names(kept_name(fax, pattern, form)):
                if name not in taken and take_name(part, folder / name):
                    return folder / name
        raise EngineTrouble("There are too many files of one name in this folder.", "Choose another folder.")

    def _write(self, ref: str, form: KeepForm, part: Path, job: Job, is_only: bool) -> None:
        """Write the file; the progress of one among several would only run to and fro."""

        def tell(done: int, total: int) -> None:
            if job.cancel.is_set():
                raise Cancelled
            if is_only:
                job.progress(done, total)

        if job.cancel.is_set():
            raise Cancelled
        pages = self._inbox.pages(ref, job if is_only else None)
        turns = self._inbox.turns_of(pages)
        if form is KeepForm.TIFF and turns.is_plain:
            copy_private(pages, part)
            return
        try:
            if form is KeepForm.TIFF:
                self._shared_helper().turned(pages, part, turns, tell, job.cancel.is_set)
            else:
                self._shared_helper().pdf(pages, part, tell, job.cancel.is_set, turns)
        except DocumentTrouble as trouble:
            if job.cancel.is_set():
                raise Cancelled from None
            # What cannot be read here, another program may be able to, or the service: it lies then as it came.
            _log.warning("No file could be made of a received fax: %s", trouble.kind.name)
            if form is KeepForm.TIFF:
                part.unlink(missing_ok=True)
                copy_private(pages, part)
            else:
                self._bring_pdf(ref, part)

    def _bring_pdf(self, ref: str, part: Path) -> None:
        brought = self._inbox.pdf(ref)
        try:
            copy_private(brought, part)
        finally:
            brought.unlink(missing_ok=True)

    def _shared_helper(self) -> PageHelper:
        # Only who saves a PDF pays for loading what makes it.
        from byfax_desktop.fax.helper import PageHelper

        with self._lock:
            if self._is_closed:
                raise Cancelled
            if self._helper is None:
                self._helper = PageHelper(most=1)
            return self._helper


class FaxFileActions:
    """What a person wants of them: the engine's part of that."""

    _fax_files: FaxFiles
    _jobs: Jobs

    def save_fax_as(self, ref: str, form: KeepForm, target: Path) -> str:
        """Save a received fax under this name, in the place of what had it.

        Returns the id of the job, which ends with FaxFilesReady or with its trouble.
        """
        return self._jobs.start(
            f"Saving {target.name}", lambda job: self._fax_files.save_as(ref, form, target, job)
        )

    def save_faxes(self, refs: Sequence[str], form: KeepForm, folder: Path, pattern: str) -> str:
        """Save received faxes in a folder, under names after the pattern, each beside what is there.

        Returns the id of the job, which ends with FaxFilesReady or with its trouble.
        """
        name = "Saving a fax" if len(refs) == 1 else f"Saving {len(refs)} faxes"
        return self._jobs.start(name, lambda job: self._fax_files.save_all(refs, form, folder, pattern, job))

    def lend_faxes(self, refs: Sequence[str], form: KeepForm, pattern: str) -> str:
        """Have received faxes as files that another program may take; returns the id of the job, as ``save_faxes``."""
        return self._jobs.start(
            "Getting faxes ready", lambda job: self._fax_files.lend(refs, form, pattern, job)
        )


@contextmanager
def _part_in(folder: Path, mark: str) -> Iterator[Path]:
    """Where a file lies until it has its name. What is wrong with that is told of the folder, which a person knows."""
    part = part_of(folder, mark)
    try:
        yield part
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _concerns_one(failure: Exception) -> bool:
    """Whether another fax may be had all the same."""
    return isinstance(failure, Refused | AnswerUnreadable | EngineTrouble) and not isinstance(
        failure, AuthorizationRefused
    )
