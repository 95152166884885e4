"""The pages of sent faxes as they went, brought from the service and kept on this computer."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import SentPagesReady
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.service.errors import AnswerUnreadable

if TYPE_CHECKING:
    from byfax_desktop.engine.jobs import Job, Jobs
    from byfax_desktop.service.ports.faxout import FaxoutPort

_BEGINNINGS = {".pdf": (b"%PDF",), ".tif": (b"II*\0", b"MM\0*")}


class SentPages:
    """Brings each once: what is here stays when the service deletes it."""

    def __init__(self, port: FaxoutPort, folder: Path, bus: EventBus) -> None:
        self._port = port
        self._folder = folder
        self._bus = bus
        self._turn = threading.Lock()

    def fetch(self, message_ref: str, as_pdf: bool, job: Job) -> None:
        """Bring the pages that went to one recipient, and publish where they lie.

        Raises the errors of the service, EngineTrouble where it has no pages, and OSError.
        """
        path = self._folder / _name(message_ref, ".pdf" if as_pdf else ".tif")
        with self._turn:
            # A file takes its name only when it is whole.
            if not path.is_file():
                self._download(message_ref, path, job)
        self._bus.publish(SentPagesReady(job.job_id, message_ref, path))

    def _download(self, message_ref: str, path: Path, job: Job) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        answer = self._port.download(
            message_ref, path, is_pdf=path.suffix == ".pdf", progress=job.progress, cancel=job.cancel
        )
        if not (answer.document and answer.document.content):
            raise EngineTrouble("byFax has no pages of this fax.", "Look for the document that was sent.")
        with path.open("rb") as file:
            is_right = file.read(4) in _BEGINNINGS[path.suffix]
        if not is_right:
            path.unlink()
            raise AnswerUnreadable.because("what came is of another kind")


class SentPagesActions:
    """What a person wants to see of them: the engine's part of that."""

    _sent_pages: SentPages
    _jobs: Jobs

    def fetch_sent(self, message_ref: str, as_pdf: bool = False) -> str:
        """Bring the pages that went to one recipient here; returns the id of the job.

        It ends with SentPagesReady or with its trouble. The pages of a fax that is still on its way may yet change:
        they are to be asked for only once it has ended.
        """
        kind = "PDF" if as_pdf else "TIFF"
        return self._jobs.start(
            "Downloading a sent fax",
            lambda job: self._sent_pages.fetch(message_ref, as_pdf, job),
            key=f"sent {kind} {message_ref}",
        )


def _name(message_ref: str, suffix: str) -> str:
    """Made here, because a ref of the service is no file name."""
    return hashlib.sha256(message_ref.encode("utf-8", "surrogatepass")).hexdigest()[:32] + suffix
