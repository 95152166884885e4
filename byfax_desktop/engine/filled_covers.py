"""Cover pages with their placeholders filled in, as pages, by the office program of this computer."""

from __future__ import annotations

import hashlib
import json
import threading
from contextlib import suppress
from pathlib import Path

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.cover_fields import CoverFields
from byfax_desktop.engine.cover_files import CoverFiles
from byfax_desktop.engine.events import FilledCoverReady
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.preview_cache import PreviewCache
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.fax.trouble import DocumentTrouble
from byfax_desktop.service.errors import Cancelled

_LOOK = 0.1
"""Seconds between looks whether whoever waits for the turn was called off."""


class FilledCovers:
    """Fills and converts each text once; one at a time, for a conversion takes all of a processor."""

    def __init__(self, files: CoverFiles, folder: Path, bus: EventBus) -> None:
        self._files = files
        self._cache = PreviewCache(folder)
        self._bus = bus
        self._turn = threading.Lock()

    def fill(self, ref: str, fields: CoverFields, job: Job) -> None:
        """Publish where the filled page lies.

        Raises EngineTrouble where no program here can make it, DocumentTrouble, OSError, and the service's errors.
        """
        from byfax_desktop.fax.convert.office import program

        if program() is None:
            raise EngineTrouble(
                "Without LibreOffice the filled page cannot be shown.",
                "byFax puts the texts in when it is sent.",
            )
        docx = self._files.docx(ref).read_bytes()
        name = _name(docx, fields)
        while not self._turn.acquire(timeout=_LOOK):
            if job.cancel.is_set():
                raise Cancelled
        try:
            pages = self._cache.find(name) or self._make(name, docx, fields, job)
        finally:
            self._turn.release()
        self._bus.publish(FilledCoverReady(job.job_id, pages))

    def _make(self, name: str, docx: bytes, fields: CoverFields, job: Job) -> Path:
        from byfax_desktop.fax.convert.office import office_to_pdf
        from byfax_desktop.fax.covers.cover import fill_cover
        from byfax_desktop.fax.private import create_private

        if job.cancel.is_set():
            raise Cancelled
        out = self._cache.place_for(name)
        source = out.with_suffix(".filled")
        try:
            with create_private(source) as file:
                file.write(fill_cover(docx, fields.values()))
            office_to_pdf(source, out, cancelled=job.cancel.is_set)
        except DocumentTrouble as trouble:
            if job.cancel.is_set():
                raise Cancelled from None
            raise DocumentTrouble(trouble.kind, "The cover page") from None
        finally:
            with suppress(OSError):
                source.unlink(missing_ok=True)
        return self._cache.keep(name)


def _name(docx: bytes, fields: CoverFields) -> str:
    """By what is filled in and into what, so that the same page is made once."""
    texts = json.dumps(fields.values(), sort_keys=True).encode()
    return hashlib.sha256(hashlib.sha256(docx).digest() + texts).hexdigest()
