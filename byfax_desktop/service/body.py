"""The body of a request as a stream: XML from memory, file contents from disk as base64."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from threading import Event
from typing import BinaryIO

from byfax_desktop.service.codec import Envelope
from byfax_desktop.service.errors import Cancelled, LocalFileError
from byfax_desktop.service.files import CHUNK, FileSource, Progress


class RequestBody:
    """What urllib3 reads and sends, block by block.

    ``given_out`` tells whether the last byte was handed over. Before that the service cannot have the whole request,
    so that an error proves that nothing was carried out.
    """

    def __init__(
        self, envelope: Envelope, progress: Progress | None = None, cancel: Event | None = None
    ) -> None:
        self._progress = progress
        self._cancel = cancel
        self._blocks = self._produce(envelope)
        self._ready = bytearray()
        self.file_bytes = sum(piece.size for piece in envelope.pieces if isinstance(piece, FileSource))
        self._file_bytes_done = 0
        self._left = self.length = sum(map(_encoded_length, envelope.pieces))

    @property
    def given_out(self) -> bool:
        """Whether every byte was handed to the connection."""
        return self._left == 0

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes; empty at the end. Raises Cancelled and LocalFileError."""
        if self._cancel is not None and self._cancel.is_set():
            raise Cancelled
        while size < 0 or len(self._ready) < size:
            block = next(self._blocks, None)
            if block is None:
                break
            self._ready += block
        taken = bytes(self._ready) if size < 0 else bytes(self._ready[:size])
        del self._ready[: len(taken)]
        self._left -= len(taken)
        return taken

    def _produce(self, envelope: Envelope) -> Iterator[bytes]:
        for piece in envelope.pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                yield from self._encode(piece)

    def _encode(self, source: FileSource) -> Iterator[bytes]:
        digest = hashlib.md5(usedforsecurity=False)
        done = 0
        with source.open() as file:
            for chunk in _chunks(file, source.name):
                done += len(chunk)
                if done > source.size:
                    break
                digest.update(chunk)
                self._file_bytes_done += len(chunk)
                yield base64.b64encode(chunk)
                if self._progress is not None:
                    self._progress(self._file_bytes_done, self.file_bytes)
        if digest.hexdigest() != source.md5 or done != source.size:
            raise LocalFileError.changed(source.name)


def _chunks(file: BinaryIO, name: str) -> Iterator[bytes]:
    try:
        while chunk := file.read(CHUNK):
            yield chunk
    except OSError as error:
        raise LocalFileError.unreadable(name, error) from error


def _encoded_length(piece: bytes | FileSource) -> int:
    return len(piece) if isinstance(piece, bytes) else 4 * ((piece.size + 2) // 3)
