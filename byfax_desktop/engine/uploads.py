"""Documents on their way to the service: each goes once, however often it is faxed.

A document's ref is the MD5 of its bytes, so the service itself can tell whether it has it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.submission import fax_file, new_ref
from byfax_desktop.service.errors import DuplicateReference, NotFound, OutcomeUnknown
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.records import UploadResult
from byfax_desktop.service.requests import FaxDocument

if TYPE_CHECKING:
    from byfax_desktop.service.ports.document import DocumentPort

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Transfer:
    """How far bytes have come is told to ``progress``; ``cancel`` ends the transfer."""

    progress: Progress
    cancel: threading.Event


def place_documents(port: DocumentPort, paths: Sequence[Path], transfer: Transfer) -> tuple[FaxDocument, ...]:
    """See that the service has all the documents, and name each by its ref; progress is in bytes over all of them.

    Raises the errors of the service, none of which means that a fax was sent, and LocalFileError.
    """
    sources = [FileSource.from_path(path) for path in paths]
    total = sum(source.size for source in sources)
    refs: list[str] = []
    done = 0
    for path, source in zip(paths, sources, strict=True):
        part = Transfer(_part(transfer.progress, done, source.size, total), transfer.cancel)
        refs.append(_place(port, path, source, new_ref() if source.md5 in refs else source.md5, part))
        done += source.size
        transfer.progress(done, total)
    return tuple(FaxDocument(document_ref=ref) for ref in refs)


def _place(port: DocumentPort, path: Path, source: FileSource, ref: str, transfer: Transfer) -> str:
    """See that the service has the document, and return its ref: the given one, or another where that is taken."""
    held = _held(port, ref)
    if held is not None and _is_same(held, source):
        return ref
    free = ref if held is None else new_ref()
    _upload(port, free, path, source, transfer)
    return free


def _upload(port: DocumentPort, ref: str, path: Path, source: FileSource, transfer: Transfer) -> None:
    document = FaxDocument(ref, fax_file(path, source))
    try:
        port.upload_document(document, progress=transfer.progress, cancel=transfer.cancel)
    except DuplicateReference:
        return  # someone else uploaded the same bytes in between
    except OutcomeUnknown:
        held = _held(port, ref)
        if held is None or not _is_same(held, source):
            raise


def _held(port: DocumentPort, ref: str) -> UploadResult | None:
    try:
        return port.check_document(ref)
    except NotFound:
        return None


def _is_same(held: UploadResult, source: FileSource) -> bool:
    return held.file_size == source.size and (held.file_check or "").lower() == source.md5


def _part(progress: Progress, before: int, size: int, total: int) -> Progress:
    return lambda done, _: progress(before + min(done, size), total)
