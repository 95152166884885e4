"""Documents of earlier faxes, to be faxed again: from this computer, or from the service where they are kept there."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.clock import moment
from byfax_desktop.engine.events import EarlierDocumentReady
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.engine.uploads import Uploads
from byfax_desktop.fax.trouble import shown_name
from byfax_desktop.store.sent_documents import SentDocument, SentDocuments
from byfax_desktop.store.submissions import DocumentRow

if TYPE_CHECKING:
    from byfax_desktop.engine.again import Again
    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.engine.jobs import Job, Jobs
    from byfax_desktop.service.ports.document import DocumentPort

MOST = 1000


@dataclass(frozen=True, slots=True)
class EarlierDocument:
    """A document and the latest fax with it; its content is at ``path`` if it ``is_here``, else perhaps at byFax."""

    row: DocumentRow
    path: Path
    is_here: bool
    sent: datetime
    subject: str
    to: str
    recipients: int

    @property
    def name(self) -> str:
        """The name that people know it by."""
        return self.row.name


class Earlier:
    """Lists documents of the journal, and brings them. All methods read the disk, and raise StoreTrouble."""

    def __init__(self, desk: Desk, again: Again, port: DocumentPort, bus: EventBus) -> None:
        self._desk = desk
        self._again = again
        self._port = port
        self._bus = bus

    def documents(self) -> tuple[EarlierDocument, ...]:
        """Those of all faxes, the latest first."""
        return tuple(map(self._described, SentDocuments(self._desk.database).latest(MOST)))

    def copy(self, document: EarlierDocument) -> Path:
        """A copy under its own name. Raises NotKept and OSError too."""
        return self._again.named_copy(document.row)

    def fetch(self, document: EarlierDocument, job: Job) -> None:
        """Bring one from the service, and publish where its copy lies.

        Raises EngineTrouble where byFax does not have it, its errors, and OSError.
        """
        if not self._desk.spool.path(document.row).is_file():
            self._bring(document.row, job)
        self._bus.publish(EarlierDocumentReady(job.job_id, self.copy(document)))

    def _bring(self, row: DocumentRow, job: Job) -> None:
        target = self._desk.spool.path(row)
        if not Uploads(self._port, lambda _: target).has(row):
            raise _gone(row)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = target.with_name(f".{row.sha256}.fetched")
        try:
            self._port.download_document(row.ref, part, progress=job.progress, cancel=job.cancel)
            # Whatever a service says: in the spool, a name is a promise of the content.
            if not part.is_file() or hashlib.sha256(part.read_bytes()).hexdigest() != row.sha256:
                raise _gone(row)
            part.replace(target)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _described(self, each: SentDocument) -> EarlierDocument:
        path = self._desk.spool.path(each.row)
        return EarlierDocument(
            each.row, path, path.is_file(), moment(each.sent), each.subject, each.to, each.recipients
        )


class EarlierActions:
    """What a person does with them: the engine's part of that."""

    _earlier: Earlier
    _jobs: Jobs

    def earlier_documents(self) -> tuple[EarlierDocument, ...]:
        """Documents of faxes that were sent from here, the latest first; reads the disk. Raises StoreTrouble."""
        return self._earlier.documents()

    def earlier_copy(self, document: EarlierDocument) -> Path:
        """A copy of one that is here; reads the disk. Raises NotKept, StoreTrouble and OSError."""
        return self._earlier.copy(document)

    def fetch_earlier(self, document: EarlierDocument) -> str:
        """Bring one from the service; returns the id of the job, which ends with EarlierDocumentReady or trouble."""
        name = f"Fetching {shown_name(document.name)}"
        return self._jobs.start(name, lambda job: self._earlier.fetch(document, job))


def _gone(row: DocumentRow) -> EngineTrouble:
    return EngineTrouble(
        f"“{shown_name(row.name)}” is neither on this computer nor at byFax any more.", "Add the file itself."
    )
