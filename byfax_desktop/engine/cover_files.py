"""The DocX files of the account's covers on this computer, each brought once a session."""

from __future__ import annotations

import hashlib
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.service.errors import NotSent, OutcomeUnknown

if TYPE_CHECKING:
    from byfax_desktop.service.ports.cover import CoverPort


class CoverFiles:
    """A cover may be replaced on another computer, so a file of an earlier session is only of use without network."""

    def __init__(self, port: CoverPort, folder: Path) -> None:
        self._port = port
        self._folder = folder
        self._fresh: set[str] = set()
        self._turn = threading.Lock()

    def docx(self, ref: str) -> Path:
        """Where the DocX of a cover lies. Raises the errors of the service, EngineTrouble and OSError."""
        path = self._path(ref)
        with self._turn:
            if ref in self._fresh and path.is_file():
                return path
            try:
                save_cover(self._port, ref, self._made(path))
            except (NotSent, OutcomeUnknown):
                if not path.is_file():
                    raise
                return path
            self._fresh.add(ref)
        return path

    def forget(self, ref: str) -> None:
        """The cover has become another, or is gone."""
        with self._turn:
            self._fresh.discard(ref)
            with suppress(OSError):
                self._path(ref).unlink(missing_ok=True)

    def _path(self, ref: str) -> Path:
        """A ref comes from the service: it is never a path."""
        return self._folder / (hashlib.sha256(ref.encode()).hexdigest()[:32] + ".docx")

    def _made(self, path: Path) -> Path:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path


def save_cover(port: CoverPort, ref: str, target: Path) -> None:
    """Save the DocX of a cover. Raises the errors of the service, and EngineTrouble where there came none."""
    answer = port.download_cover(ref, target)
    if not (answer.document and answer.document.content):
        raise EngineTrouble("byFax sent no file of this cover page.", "Replace it by a DocX of yours.")
