"""Office documents that were converted: each once, as long as it does not change."""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from byfax_desktop.fax.convert import office
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

_LOOK_EVERY = 0.1
_MOST = 20
_Key = tuple[str, int, int]
"""Path, time of the last change, size in bytes."""


class Conversions:
    """Keeps the PDFs in ``folder``; safe to use from several threads, one conversion at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count()
        self._made: OrderedDict[_Key, Path] = OrderedDict()
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._closed = False

    def pdf_of(self, path: Path, cancelled: Callable[[], bool]) -> Path | None:
        """The document as PDF; None where no program here can convert it. Raises DocumentTrouble."""
        if office.program() is None:
            return None
        found = self.known(path)
        if found != path:
            return found

        def unwanted() -> bool:
            return self._closed or cancelled()

        while not self._turn.acquire(timeout=_LOOK_EVERY):
            if unwanted():
                raise DocumentTrouble.of(TroubleKind.TIMEOUT, path)
        try:
            found = self.known(path)
            return found if found != path else self._convert(path, unwanted)
        finally:
            self._turn.release()

    def known(self, path: Path) -> Path:
        """Where to read the pages of ``path``: in its PDF if it was converted, else in itself."""
        with self._lock:
            if not self._made:
                return path
            key = _key_of(path)
            if key in self._made:
                self._made.move_to_end(key)
            return self._made.get(key, path)

    def close(self) -> None:
        """End the conversion that is under way; there can be no more."""
        self._closed = True

    def _convert(self, path: Path, unwanted: Callable[[], bool]) -> Path:
        key = _key_of(path)
        out = self._folder / f"{next(self._numbers)}.pdf"
        office.office_to_pdf(path, out, cancelled=unwanted)
        with self._lock:
            self._made[key] = out
            while len(self._made) > _MOST:
                with contextlib.suppress(OSError):  # a child may have it open just now
                    self._made.popitem(last=False)[1].unlink(missing_ok=True)
        return out


def _key_of(path: Path) -> _Key:
    try:
        about = path.stat()
    except OSError:
        raise DocumentTrouble.of(TroubleKind.MISSING, path) from None
    return str(path.absolute()), about.st_mtime_ns, about.st_size
