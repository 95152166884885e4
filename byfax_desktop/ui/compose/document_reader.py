"""Finds out what documents are, and whether they need a password."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.ui.compose.document_model import Document, DocumentModel, DocumentState
from byfax_desktop.ui.page_jobs import PageJobs

if TYPE_CHECKING:
    from byfax_desktop.fax.inspect import DocumentInfo
    from byfax_desktop.ui.page_jobs import PageRequest

_AT_ONCE = 4
"""Documents that are looked into at the same time: the pages of the one that is seen wait behind no more."""


class DocumentReader(QObject):
    """Looks into documents and has the model learn what came of it; ``found_folder`` tells one that is a folder."""

    found_folder = Signal(object)

    def __init__(self, pages: PageJobs, model: DocumentModel, parent: QObject) -> None:
        super().__init__(parent)
        self._pages = pages
        self._model = model
        self._waiting: dict[Document, None] = {}
        self._requests: dict[Document, PageRequest] = {}
        self._folders: set[Document] = set()
        self.destroyed.connect(partial(_cancel_all, self._requests))

    @property
    def is_reading(self) -> bool:
        """Whether a document is still being looked into."""
        return bool(self._requests or self._waiting or self._folders)

    def look_into(self, documents: Sequence[Document]) -> None:
        """Look into those of which nothing is known yet, and no longer into others."""
        wanted = set(documents)
        self._folders &= wanted
        for gone in [each for each in self._requests if each not in wanted]:
            self._requests.pop(gone).cancel()
        self._waiting = {
            document: None
            for document in documents
            if document.state is DocumentState.READING
            and document not in self._requests
            and document not in self._folders
        }
        self._begin()

    def take(self, document: Document, result: DocumentInfo | Trouble) -> None:
        """Note what is known of a document."""
        self._requests.pop(document, None)
        self._begin()
        if isinstance(result, Trouble) and _is(TroubleKind.FOLDER, document, result):
            self._folders.add(document)
            self.found_folder.emit(document)
            return
        if isinstance(result, Trouble):
            is_locked = _is(TroubleKind.ENCRYPTED, document, result)
            document.state = DocumentState.PROTECTED if is_locked else DocumentState.TROUBLE
            document.trouble = None if is_locked else result
        else:
            document.state, document.pages, document.size = DocumentState.READY, result.pages, result.size
            document.is_picture = result.mime.startswith("image/")
        self._model.learn(document)

    def _begin(self) -> None:
        while self._waiting and len(self._requests) < _AT_ONCE:
            document = next(iter(self._waiting))
            del self._waiting[document]
            take = partial(self.take, document)
            self._requests[document] = self._pages.inspect(document.path, take, document.password)


def _is(kind: TroubleKind, document: Document, trouble: Trouble) -> bool:
    words = DocumentTrouble.of(kind, document.path)
    return (trouble.what, trouble.do) == (words.what, words.do)


def _cancel_all(requests: dict[Document, PageRequest]) -> None:
    for request in requests.values():
        request.cancel()
