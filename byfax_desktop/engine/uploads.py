"""Documents on their way to the service: each goes once, however often it is faxed.

A document's ref is the MD5 of its bytes, so the service itself can tell whether it has it.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.submission import fax_file, new_ref
from byfax_desktop.service.errors import DuplicateReference, LocalFileError, NotFound
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.records import UploadResult
from byfax_desktop.service.requests import FaxDocument
from byfax_desktop.store.submissions import DocumentRow

if TYPE_CHECKING:
    from byfax_desktop.service.ports.document import DocumentPort

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Transfer:
    """How far bytes have come is told to ``progress``; ``cancel`` ends the transfer."""

    progress: Progress
    cancel: threading.Event


def distinct_refs(documents: Sequence[DocumentRow]) -> tuple[DocumentRow, ...]:
    """The documents with no ref twice: a fax may hold the same pages at its start and at its end."""
    seen: dict[str, int] = {}
    result = []
    for document in documents:
        times = seen[document.ref] = seen.get(document.ref, 0) + 1
        if times > 1:
            again = hashlib.md5(f"{document.ref} {times}".encode(), usedforsecurity=False).hexdigest()
            document = replace(document, ref=again)
        result.append(document)
    return tuple(result)


class Uploads:
    """Sees that the service has documents; ``path_of`` says where the content of one lies."""

    def __init__(self, port: DocumentPort, path_of: Callable[[DocumentRow], Path]) -> None:
        self._port = port
        self._path_of = path_of

    def place(self, documents: Sequence[DocumentRow], transfer: Transfer) -> tuple[str, ...]:
        """See that the service has all of them; returns their refs, which differ where one was taken by other content.

        Progress is in bytes over all of them. Raises the errors of the service, none of which means that a fax was
        sent: after any of them it may be called again.
        """
        total = sum(document.size for document in documents)
        refs: list[str] = []
        done = 0
        for document in documents:
            part = Transfer(_part(transfer.progress, done, document.size, total), transfer.cancel)
            refs.append(self._place(document, part))
            done += document.size
            transfer.progress(done, total)
        return tuple(refs)

    def has(self, document: DocumentRow) -> bool:
        """Whether the service has this content under the document's own ref. Raises the errors of the service."""
        held = self._held(document.ref)
        return held is not None and _is_same(held, document)

    def source(self, document: DocumentRow) -> FileSource:
        """The content, checked to be what was sent. Raises LocalFileError."""
        source = FileSource.from_path(self._path_of(document))
        if source.md5 != document.md5 or source.size != document.size:
            raise LocalFileError.changed(document.name)
        return source

    def _place(self, document: DocumentRow, transfer: Transfer) -> str:
        held = self._held(document.ref)
        if held is not None and _is_same(held, document):
            return document.ref
        ref = document.ref if held is None else new_ref()
        file = fax_file(document.name, self.source(document))
        try:
            self._port.upload_document(
                FaxDocument(ref, file), progress=transfer.progress, cancel=transfer.cancel
            )
        except DuplicateReference:
            # An earlier attempt arrived after it was asked for, or somebody uploads the same bytes.
            held = self._held(ref)
            if held is None or not _is_same(held, document):
                raise
        return ref

    def _held(self, ref: str) -> UploadResult | None:
        try:
            return self._port.check_document(ref)
        except NotFound:
            return None


def _is_same(held: UploadResult, document: DocumentRow) -> bool:
    return held.file_size == document.size and (held.file_check or "").lower() == document.md5


def _part(progress: Progress, before: int, size: int, total: int) -> Progress:
    return lambda done, _: progress(before + min(done, size), total)
