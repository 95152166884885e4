"""Documents kept by the service, so that one file serves many faxes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event

from byfax_desktop.service.files import Progress
from byfax_desktop.service.ports.caller import Caller
from byfax_desktop.service.records import Answer, FileAnswer, PagesAnswer, UploadResult
from byfax_desktop.service.requests import FaxDocument
from byfax_desktop.service.states import FaxMode, FaxQuality


class DocumentPort:
    """The service ``document``. Every method raises as ``ByfaxClient.call``."""

    def __init__(self, caller: Caller) -> None:
        self._call = caller.call

    def upload_document(
        self, document: FaxDocument, *, progress: Progress | None = None, cancel: Event | None = None
    ) -> UploadResult:
        """Store a file; the service begins to convert it in FINE and TEXT."""
        values = {"uploadDocument": document}
        return self._call(UploadResult, "document.uploadDocument", values, progress=progress, cancel=cancel)

    def check_document(self, document_ref: str) -> UploadResult:
        """What the service holds under a ref: size, MD5 and type."""
        return self._call(UploadResult, "document.checkDocument", {"documentRef": document_ref})

    def download_document(
        self,
        document_ref: str,
        into: Path,
        *,
        progress: Progress | None = None,
        cancel: Event | None = None,
    ) -> FileAnswer:
        """Save a document as it was uploaded."""
        values = {"documentRef": document_ref}
        return self._call(
            FileAnswer, "document.downloadDocument", values, into=into, progress=progress, cancel=cancel
        )

    def delete_documents(self, document_refs: Sequence[str]) -> Answer:
        """Delete documents."""
        return self._call(Answer, "document.deleteDocuments", {"documentRefs": tuple(document_refs)})

    def get_document_preview(
        self,
        document_ref: str,
        quality: FaxQuality,
        mode: FaxMode,
        into: Path,
        *,
        progress: Progress | None = None,
        cancel: Event | None = None,
    ) -> PagesAnswer:
        """Save the document as fax pages; refused with ``FILE_PREVIEW_NOT_READY`` until it is converted."""
        values = {"documentRef": document_ref, "quality": quality, "conversion": mode}
        return self._call(
            PagesAnswer, "document.getDocumentPreview", values, into=into, progress=progress, cancel=cancel
        )
