"""Finds out what documents are, and whether they need a password."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.compose.document_model import Document, DocumentModel, DocumentState
from byfax_desktop.ui.page_jobs import PageJobs

if TYPE_CHECKING:
    from byfax_desktop.fax.inspect import DocumentInfo
    from byfax_desktop.ui.page_jobs import PageRequest


class DocumentReader(QObject):
    """Looks into documents and has the model learn what came of it."""

    def __init__(self, pages: PageJobs, model: DocumentModel, parent: QObject) -> None:
        super().__init__(parent)
        self._pages = pages
        self._model = model
        self._requests: dict[Document, PageRequest] = {}
        self.destroyed.connect(partial(_cancel_all, self._requests))

    @property
    def is_reading(self) -> bool:
        """Whether a document is still being looked into."""
        return bool(self._requests)

    def look_into(self, documents: Sequence[Document]) -> None:
        """Look into those of which nothing is known yet, and no longer into others."""
        for gone in [each for each in self._requests if each not in documents]:
            self._requests.pop(gone).cancel()
        for document in documents:
            if document.state is DocumentState.READING and document not in self._requests:
                take = partial(self.take, document)
                self._requests[document] = self._pages.inspect(document.path, take, document.password)

    def take(self, document: Document, result: DocumentInfo | Trouble) -> None:
        """Note what is known of a document."""
        self._requests.pop(document, None)
        if isinstance(result, Trouble):
            from byfax_desktop.ui.compose.password import is_protected

            is_locked = is_protected(document.path, result)
            document.state = DocumentState.PROTECTED if is_locked else DocumentState.TROUBLE
            document.trouble = None if is_locked else result
        else:
            document.state, document.pages, document.size = DocumentState.READY, result.pages, result.size
            document.is_picture = result.mime.startswith("image/")
        self._model.learn(document)


def _cancel_all(requests: dict[Document, PageRequest]) -> None:
    for request in requests.values():
        request.cancel()
