"""The pages of sent faxes as they went, brought from the service and kept on this computer."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import SentPagesReady
from byfax_desktop.engine.frozen import thaw
from byfax_desktop.engine.states import message_is_final
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.engine.uploads import Transfer
from byfax_desktop.service.errors import AnswerUnreadable
from byfax_desktop.service.records import Message
from byfax_desktop.service.states import RecipientState

if TYPE_CHECKING:
    from byfax_desktop.engine.jobs import Job, Jobs
    from byfax_desktop.service.ports.faxout import FaxoutPort
    from byfax_desktop.store.journal import Journal

_BEGINNINGS = {".pdf": (b"%PDF",), ".tif": (b"II*\0", b"MM\0*")}


class SentPages:
    """Brings those of each call once: what is here stays when the service deletes it."""

    def __init__(self, port: FaxoutPort, journal: Journal, folder: Path, bus: EventBus) -> None:
        self._port = port
        self._journal = journal
        self._folder = folder
        self._bus = bus
        self._turn = threading.Lock()

    def fetch(self, message_ref: str, as_pdf: bool, job: Job, anew: bool = False) -> None:
        """Bring the pages that went to one recipient, and publish where they lie; ``anew`` also where they are here.

        Raises the errors of the service, EngineTrouble where there are no pages, StoreTrouble and OSError.
        """
        with self._turn:
            path = self._place(message_ref, self._now(message_ref), ".pdf" if as_pdf else ".tif")
            # A file takes its name only when it is whole.
            if anew or not path.is_file():
                self._download(message_ref, path, Transfer(job.progress, job.cancel))
        self._bus.publish(SentPagesReady(job.job_id, message_ref, path))

    def bring(self, message_ref: str, ended: Message, transfer: Transfer) -> Path:
        """The TIFF of the call that ended as is told, even where the fax was sent again since; raises as ``fetch``."""
        with self._turn:
            path = self._place(message_ref, ended, ".tif")
            if not path.is_file():
                if _call(self._now(message_ref)) != _call(ended):
                    raise EngineTrouble(
                        "The pages of this try can no longer be had.", "Look for the document that was sent."
                    )
                self._download(message_ref, path, transfer)
            return path

    def _now(self, message_ref: str) -> Message:
        """How the fax stands now."""
        report = self._journal.report_of(message_ref)
        return thaw(Message, report) if report else Message(state=RecipientState.DELETED)

    def _place(self, message_ref: str, message: Message, suffix: str) -> Path:
        """Where the pages of a call lie: a fax that is sent again gets others, with another time on them."""
        if not message_is_final(message):
            raise EngineTrouble("This fax is still on its way.", "Look at its pages once it has ended.")
        stem = _hash(message_ref)[:32]
        if message.state is RecipientState.DELETED:  # nothing is known of its calls any more
            kept = sorted(self._folder.glob(f"{stem}-*{suffix}"), key=lambda path: path.stat().st_mtime)
            if kept:
                return kept[-1]
        return self._folder / f"{stem}-{_hash(_call(message))[:8]}{suffix}"

    def _download(self, message_ref: str, path: Path, transfer: Transfer) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        answer = self._port.download(
            message_ref,
            path,
            is_pdf=path.suffix == ".pdf",
            progress=transfer.progress,
            cancel=transfer.cancel,
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

    def fetch_sent(self, message_ref: str, as_pdf: bool = False, anew: bool = False) -> str:
        """Bring the pages that went to one recipient here, once the fax has ended; returns the id of the job.

        It ends with SentPagesReady or with its trouble. ``anew`` brings them also where they are here: the file may
        be broken.
        """
        kind = "PDF" if as_pdf else "TIFF"
        return self._jobs.start(
            "Downloading a sent fax",
            lambda job: self._sent_pages.fetch(message_ref, as_pdf, job, anew),
            key=f"sent {kind} {anew} {message_ref}",
        )


def _call(message: Message) -> str:
    """By which one call is told from another."""
    return f"{message.attempt} {message.call_ended}"


def _hash(text: str) -> str:
    """For names of files: a ref of the service is none."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
