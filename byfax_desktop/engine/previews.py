"""The service's own pages of documents, for those of which this computer can't make any."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.checks import file_problem
from byfax_desktop.engine.events import DocumentPreviewReady
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.preview_cache import PreviewCache
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.engine.uploads import Transfer, Uploads
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import (
    AnswerUnreadable,
    Cancelled,
    OutcomeUnknown,
    TemporaryRefusal,
)
from byfax_desktop.service.states import FaxMode, FaxQuality
from byfax_desktop.store.submissions import DocumentRow

if TYPE_CHECKING:
    from byfax_desktop.service.ports.document import DocumentPort

_CHUNK = 1 << 20
_LOOK = 0.1
"""Seconds between looks whether whoever waits for another's preview was called off."""
_SILENCES = 3
"""How many questions in all may go without an answer."""
_PAGES = (b"%PDF-", b"II*\0", b"MM\0*")
"""How files of pages begin; the contract doesn't say of which kind a preview is."""


class Previews:
    """Has each content made into pages once; uploads it as Send does, so that a fax of it needs no other upload."""

    def __init__(self, port: DocumentPort, cache: Path, bus: EventBus, patience: Patience) -> None:
        self._port = port
        self._cache = PreviewCache(cache)
        self._bus = bus
        self._patience = patience
        self._changed = threading.Condition()
        self._under_way: set[str] = set()

    def fetch(self, path: Path, job: Job) -> None:
        """Bring the pages of a document here and publish where they lie.

        Raises the errors of the service, EngineTrouble where the file or the wait comes to nothing, and OSError.
        """
        document = _described(path)
        with self._alone_with(document.sha256, job):
            pages = self._cache.find(document.sha256) or self._bring(path, document, job)
        self._bus.publish(DocumentPreviewReady(path, pages))

    @contextmanager
    def _alone_with(self, content: str, job: Job) -> Iterator[None]:
        """Two who want the same content at once bring it once."""
        with self._changed:
            while content in self._under_way:
                if job.cancel.is_set():
                    raise Cancelled
                self._changed.wait(_LOOK)
            self._under_way.add(content)
        try:
            yield
        finally:
            with self._changed:
                self._under_way.remove(content)
                self._changed.notify_all()

    def _bring(self, path: Path, document: DocumentRow, job: Job) -> Path:
        if job.cancel.is_set():
            raise Cancelled
        into = self._cache.place_for(document.sha256)
        ref = self._place(path, document, Transfer(job.progress, job.cancel))
        self._ask(ref, document.name, into, job)
        if not _holds_pages(into):
            with suppress(OSError):
                into.unlink()
            raise AnswerUnreadable.because("what came is no file of pages")
        return self._cache.keep(document.sha256)

    def _place(self, path: Path, document: DocumentRow, transfer: Transfer) -> str:
        """See that the service has the document; returns its ref."""
        uploads = Uploads(self._port, lambda _: path)
        try:
            (ref,) = uploads.place((document,), transfer)
        except OutcomeUnknown:
            # Asked for, not sent again: a service that says nothing to a large file would say nothing once more.
            if not uploads.has(document):
                raise
            return document.ref
        return ref

    def _ask(self, ref: str, name: str, into: Path, job: Job) -> None:
        """Ask for the pages until they are made."""
        silences = 0
        for pause in (*self._patience.conversion, None):
            try:
                answer = self._port.get_document_preview(
                    ref, FaxQuality.FINE, FaxMode.TEXT, into, cancel=job.cancel
                )
            except TemporaryRefusal as refusal:
                if pause is None and refusal.code is StateCode.FILE_PREVIEW_NOT_READY:
                    raise _unfinished(name) from None
                if pause is None:
                    raise
            except OutcomeUnknown:
                silences += 1
                if pause is None or silences == _SILENCES:
                    raise
            else:
                if not (answer.document and answer.document.content):
                    raise EngineTrouble(
                        f"byFax made no pages of “{name}”.", "Check the document, or save it as PDF."
                    )
                return
            if job.cancel.wait(pause):
                raise Cancelled


def _described(path: Path) -> DocumentRow:
    """What the service and the cache call a document, as Send does."""
    problem = file_problem(path)
    if problem:
        raise EngineTrouble(problem.what, problem.do)
    sha256, md5, size = hashlib.sha256(), hashlib.md5(usedforsecurity=False), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            sha256.update(chunk)
            md5.update(chunk)
            size += len(chunk)
    return DocumentRow(md5.hexdigest(), sha256.hexdigest(), md5.hexdigest(), size, path.name)


def _holds_pages(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(1024)
    return head.startswith(_PAGES) or _PAGES[0] in head


def _unfinished(name: str) -> EngineTrouble:
    return EngineTrouble(f"byFax is still converting “{name}”.", "Try again in a minute.")
