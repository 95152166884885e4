"""Documents of any kind as fax pages: what pages can't be read from becomes PDF first, where LibreOffice is there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from PIL.Image import Image

from byfax_desktop.fax.convert import office
from byfax_desktop.fax.covers.cover import cover_pages
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.kind import Kind, kind_of
from byfax_desktop.fax.pages import fax_pages
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.sandbox.store import Store


class Converter:
    """Converts each file once; from several threads, one at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._made: dict[str, str] = {}
        self._busy = ""

    def can(self, kind: Kind) -> bool:
        """Whether pages can be made of this kind of document on this computer."""
        return _is_readable(kind) or kind is Kind.DOCX or office.program() is not None

    def is_busy_with(self, blob: str) -> bool:
        """Whether this file is being converted right now."""
        return self._busy == blob

    def pages(self, blob: str, resolution: Resolution, mode: Mode) -> Iterator[Image]:
        """The fax pages of a stored file. Raises DocumentTrouble, at the first page or before."""
        path = self._store.path(blob)
        kind = kind_of(path)
        if _is_readable(kind):
            return fax_pages(path, resolution, mode)
        if office.program() is not None:
            return fax_pages(self._pdf(blob), resolution, mode)
        if kind is Kind.DOCX:
            # Drawn as plainly as a cover page: the demo shall have pages on any computer.
            return cover_pages(path.read_bytes(), resolution)
        raise DocumentTrouble.of(TroubleKind.UNSUPPORTED, path)

    def _pdf(self, blob: str) -> Path:
        with self._lock:
            if blob not in self._made:
                self._busy = blob
                out = self._store.scratch()
                try:
                    office.office_to_pdf(self._store.path(blob), out)
                    self._made[blob] = self._store.keep_file(out)
                finally:
                    self._busy = ""
                    out.unlink(missing_ok=True)
            return self._store.path(self._made[blob])


def _is_readable(kind: Kind) -> bool:
    return kind.is_markup or not kind.only_service
