"""File contents on their way to or from the service, never whole in memory."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from byfax_desktop.service.errors import AnswerUnreadable, LocalFileError

CHUNK = 48 * 1024
"""Bytes read at a time; a multiple of 3, so that each chunk becomes base64 on its own."""

Progress = Callable[[int, int], None]
"""Called with bytes done and bytes in all, on the thread that makes the call."""


@dataclass(frozen=True, slots=True)
class FileSource:
    """Something to upload: its size in bytes, the MD5 of the bytes in lower-case hex, and a way to read them."""

    size: int
    md5: str
    _open: Callable[[], BinaryIO] = field(repr=False, compare=False)
    name: str = field(default="file", compare=False)

    @classmethod
    def from_bytes(cls, data: bytes) -> FileSource:
        """The bytes themselves."""
        return cls(len(data), _md5(data).hexdigest(), lambda: io.BytesIO(data))

    @classmethod
    def from_path(cls, path: Path) -> FileSource:
        """A file on disk, read once here for its MD5 and once more when it is sent.

        Raises LocalFileError when it cannot be read or is empty.
        """
        digest = _md5()
        size = 0
        try:
            with path.open("rb") as file:
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
        except OSError as error:
            raise LocalFileError.unreadable(path.name, error) from error
        if size == 0:
            raise LocalFileError.empty(path.name)
        return cls(size, digest.hexdigest(), lambda: _open_again(path), path.name)

    def open(self) -> BinaryIO:
        """A new reader at the start. Raises LocalFileError when the file has gone meanwhile."""
        return self._open()


class FileTarget:
    """Where a downloaded file goes: a private temporary file beside ``path`` that takes its name only when complete.

    ``finish`` compares size and MD5 with what the service said; until then ``path`` is untouched.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._digest = _md5()
        self.size = 0
        self._file: BinaryIO | None = None
        self._temporary: Path | None = None

    @property
    def started(self) -> bool:
        """Whether any content was offered."""
        return self._file is not None

    def begin(self) -> None:
        """Make the temporary file. Raises LocalFileError; drops what an earlier content in the same answer left."""
        self.abandon()
        try:
            handle, name = tempfile.mkstemp(prefix=".byfax-", suffix=".part", dir=self._path.parent)
        except OSError as error:
            raise LocalFileError.unwritable(self._path.name, error) from error
        self._file, self._temporary = os.fdopen(handle, "wb"), Path(name)
        self._digest, self.size = _md5(), 0

    def write(self, data: bytes) -> None:
        """Append. Raises LocalFileError when the disk is full."""
        assert self._file is not None
        try:
            self._file.write(data)
        except OSError as error:
            raise LocalFileError.unwritable(self._path.name, error) from error
        self._digest.update(data)
        self.size += len(data)

    def finish(self, size: int | None, md5: str | None) -> FileSource:
        """Check the content against what the service said of it, then give it its name.

        Raises AnswerUnreadable when size or MD5 differ, LocalFileError when it cannot be written.
        """
        assert self._file is not None
        assert self._temporary is not None
        found = self._digest.hexdigest()
        if (size is not None and size != self.size) or (md5 and md5.lower() != found):
            self.abandon()
            raise AnswerUnreadable.damaged_file()
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._temporary.replace(self._path)
        except OSError as error:
            self.abandon()
            raise LocalFileError.unwritable(self._path.name, error) from error
        self._file = self._temporary = None
        return FileSource(self.size, found, lambda: _open_again(self._path), self._path.name)

    def abandon(self) -> None:
        """Remove what was written so far; harmless when there is nothing."""
        if self._file is not None and self._temporary is not None:
            with suppress(OSError):  # closing writes out what is buffered, and fails on a full disk
                self._file.close()
            with suppress(OSError):
                self._temporary.unlink()
        self._file = self._temporary = None


def _md5(data: bytes = b"") -> hashlib._Hash:
    return hashlib.md5(data, usedforsecurity=False)


def _open_again(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise LocalFileError.unreadable(path.name, error) from error
