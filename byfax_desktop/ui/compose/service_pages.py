"""The service's own pages of a document that this computer makes none of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.compose.document_model import Document
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.engine.events import DocumentPreviewReady, JobFinished
    from byfax_desktop.fax.inspect import DocumentInfo
    from byfax_desktop.ui.page_jobs import PageRequest

_NO_ACCOUNT = Trouble(
    "There is no account to have the pages made with.", "Try the demo, or enter your api-key."
)


class ServicePages(QObject):
    """Has the service convert documents; ``ready`` and ``failed`` tell the Document, the latter the Trouble too."""

    ready = Signal(object)
    failed = Signal(object, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs: dict[str, Document] = {}
        self._requests: dict[Document, PageRequest] = {}
        session.bridge.document_preview_ready.connect(self._count)
        session.bridge.job_finished.connect(self._finish)
        session.account_changed.connect(self._lose)

    def ask(self, document: Document) -> None:
        """Upload the document and have its pages made, unless that is under way."""
        if self._session.account is None:
            self.failed.emit(document, _NO_ACCOUNT)
        elif not self.is_asked(document):
            self._jobs[self._session.engine.preview_document(document.path)] = document

    def keep_only(self, documents: Sequence[Document]) -> None:
        """The pages of others are not wanted any more."""
        for job in [job for job, document in self._jobs.items() if document not in documents]:
            del self._jobs[job]
            self._session.engine.cancel_job(job)
        for document in [each for each in self._requests if each not in documents]:
            self._requests.pop(document).cancel()

    def is_asked(self, document: Document) -> bool:
        """Whether its pages are being made."""
        return document in self._jobs.values() or document in self._requests

    def _count(self, event: DocumentPreviewReady) -> None:
        for document in [each for each in self._jobs.values() if each.path == event.path]:
            take = partial(self._take, document, event.pdf_path)
            self._requests[document] = self._session.pages.inspect(event.pdf_path, take)

    def _take(self, document: Document, pages: Path, result: DocumentInfo | Trouble) -> None:
        del self._requests[document]
        if isinstance(result, Trouble):
            self.failed.emit(document, result)
        else:
            document.service_pages = (pages, result.pages or 1)
            self.ready.emit(document)

    def _finish(self, event: JobFinished) -> None:
        document = self._jobs.pop(event.job_id, None)
        if document is not None and event.trouble:
            self.failed.emit(document, event.trouble)

    def _lose(self) -> None:
        """Another account was opened: what the engine of the one before says no longer arrives."""
        lost, self._jobs = tuple(self._jobs.values()), {}
        for document in lost:
            self.failed.emit(
                document, Trouble("The pages were not made.", "Have them made with the account that is open.")
            )
