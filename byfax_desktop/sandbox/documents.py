"""The service ``document``."""

from __future__ import annotations

from collections.abc import Mapping

from byfax_desktop.fax.inspect import inspect
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.sandbox.basics import Desk, Handler, Values, keep_upload, ref_or_new, safe_name
from byfax_desktop.sandbox.refusal import Refusal
from byfax_desktop.sandbox.reply import file_record
from byfax_desktop.sandbox.things import Document

CONVERSION_SECONDS = 2.0
"""How long the service takes to make a document's pages, at speed 1."""

_GROUPS = {
    "application/pdf": "PDF",
    "image/tiff": "TIFF",
    "text/plain": "PLAIN_TEXT",
    "text/html": "HTML",
    "application/msword": "MS_OFFICE",
    "application/vnd.oasis.opendocument.text": "OP_OFFICE",
}
_FAULTS = {
    TroubleKind.UNSUPPORTED: "FILE_FORMAT_UNSUPPORTED",
    TroubleKind.ENCRYPTED: "FILE_OPEN_ERROR",
    TroubleKind.SEALED: "FILE_OPEN_ERROR",
    TroubleKind.TOO_LARGE: "FILE_VALIDATE_ERROR",
}


def store_document(desk: Desk, record: Values) -> Document:
    """Keep an uploaded FaxDocument under its ref. Refuses a ref that is taken and files that are no document."""
    ref = ref_or_new(record.get("documentRef"))
    if desk.store.find(Document, ref) is not None:
        raise Refusal("FILE_REFERENCE_DUPLICATE", ref)
    blob, upload, name, mime = keep_upload(desk.store, record.get("documentFile"))
    document = Document(
        ref, blob, name, mime, "UNK", upload.size, upload.md5, desk.pace.later(CONVERSION_SECONDS)
    )
    _look_into(desk, document)
    with desk.store.lock:
        if desk.store.find(Document, ref) is not None:
            raise Refusal("FILE_REFERENCE_DUPLICATE", ref)
        desk.store.save(document)
    desk.wake()
    return document


def _look_into(desk: Desk, document: Document) -> None:
    """Find out what the file is; what can't be made into pages bears the code that a submission will get."""
    try:
        info = inspect(desk.store.path(document.blob))
    except DocumentTrouble as trouble:
        document.fault = _FAULTS.get(trouble.kind, "FILE_FORMAT_EXCEPTION")
        return
    document.mime = info.mime
    document.group = _GROUPS.get(info.mime, "IMAGE" if info.mime.startswith("image/") else "OTHER")
    if "officedocument" in info.mime or "ms-" in info.mime:
        document.group = "MS_OFFICE"
    if not desk.maker.converter.can(info.kind):
        document.fault = "FILE_FORMAT_UNSUPPORTED"


def document_of(desk: Desk, ref: str | None) -> Document:
    """The document of that ref. Refuses one that isn't there."""
    document = desk.store.find(Document, ref or "")
    if document is None:
        raise Refusal("FILE_NOT_FOUND", ref or "no ref")
    return document


def _describe(document: Document) -> Values:
    return {
        "documentRef": document.ref,
        "documentType": document.group,
        "fileSize": document.size,
        "fileCheck": document.md5,
        "fileMime": document.mime,
    }


def upload_document(desk: Desk, values: Values) -> Values:
    """uploadDocument."""
    document = store_document(desk, values.get("uploadDocument") or {})
    if document.fault:
        desk.store.remove(document)
        raise Refusal(document.fault, document.file_name)
    return _describe(document)


def check_document(desk: Desk, values: Values) -> Values:
    """checkDocument."""
    return _describe(document_of(desk, values.get("documentRef")))


def download_document(desk: Desk, values: Values) -> Values:
    """downloadDocument: the file as it was uploaded."""
    document = document_of(desk, values.get("documentRef"))
    return {"Document": file_record(desk.store.path(document.blob), document.file_name, document.mime)}


def delete_documents(desk: Desk, values: Values) -> Values:
    """deleteDocuments: all of them, or none when one isn't there."""
    documents = [document_of(desk, ref) for ref in values.get("documentRefs") or []]
    for document in documents:
        desk.store.remove(document)
    return {}


def get_document_preview(desk: Desk, values: Values) -> Values:
    """getDocumentPreview: the fax pages as PDF, once they are made."""
    document = document_of(desk, values.get("documentRef"))
    if document.fault:
        raise Refusal(document.fault, document.file_name)
    if desk.pace.now() < document.ready_at or desk.maker.converter.is_busy_with(document.blob):
        raise Refusal("FILE_PREVIEW_NOT_READY")
    quality = values.get("quality") or "FINE"
    try:
        tiff = desk.maker.document(document, quality, values.get("conversion") or "TEXT")
        pages = desk.maker.count(tiff)
    except DocumentTrouble as trouble:
        raise Refusal("FILE_CONVERTION_FAILED", trouble.what) from None
    path = desk.maker.pdf(tiff, quality)
    record = file_record(path, safe_name(document.file_name, ".pdf"), "application/pdf")
    return {"Document": record, "pages": pages}


HANDLERS: Mapping[str, Handler] = {
    "uploadDocument": upload_document,
    "checkDocument": check_document,
    "downloadDocument": download_document,
    "deleteDocuments": delete_documents,
    "getDocumentPreview": get_document_preview,
}
