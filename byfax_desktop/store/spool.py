"""The spool: a copy of each document that was sent, under the name of its content.

What was copied is what is faxed, whatever becomes of the original. A copy takes its name only when it is whole and on
the disk; the same content is there once.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from byfax_desktop.store.submissions import DocumentRow
from byfax_desktop.store.trouble import StoreTrouble

_CHUNK = 1 << 20
_SPARE = 32 << 20
"""Bytes that stay free on the disk, so that the journal can still be written."""
_DAY = 24 * 3600

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


class Spool:
    """A folder that only its owner may look into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, path: Path, ref: str | None = None) -> DocumentRow:
        """Copy a document into the spool; its ref, where none is given, is the MD5 of its bytes.

        Raises StoreTrouble when the disk is full or not to be written, and OSError when the document cannot be read.
        """
        with path.open("rb") as source:
            size = os.fstat(source.fileno()).st_size
            with _explained():
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                if shutil.disk_usage(self.folder).free < size + _SPARE:
                    raise OSError(errno.ENOSPC, "little space left")
                handle, part = tempfile.mkstemp(prefix=".copy-", suffix=".part", dir=self.folder)
            sha256, md5 = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
            size = 0
            try:
                # Without a buffer: what could not be written would be tried once more when it is closed.
                with os.fdopen(handle, "wb", buffering=0) as copy:
                    while chunk := source.read(_CHUNK):
                        sha256.update(chunk)
                        md5.update(chunk)
                        size += len(chunk)
                        with _explained():
                            _write_all(copy, chunk)
                    with _explained():
                        os.fsync(copy.fileno())
                with _explained():
                    self._give_name(Path(part), sha256.hexdigest())
            except BaseException:
                with suppress(OSError):
                    Path(part).unlink()
                raise
        return DocumentRow(ref or md5.hexdigest(), sha256.hexdigest(), md5.hexdigest(), size, path.name)

    def path(self, document: DocumentRow) -> Path:
        """Where the copy of a document lies."""
        return self.folder / document.sha256

    def sweep(self, wanted: Collection[str], now: float | None = None) -> int:
        """Remove what is older than a day and no submission has; returns how many files and folders that were."""
        before = (time.time() if now is None else now) - _DAY
        removed = 0
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            with suppress(OSError):
                if path.name in wanted or path.stat().st_mtime >= before:
                    continue
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()
                removed += 1
        return removed

    def _give_name(self, part: Path, name: str) -> None:
        target = self.folder / name
        part.replace(target)
        # An older copy of the same content is replaced, which makes it young again: a sweep leaves it.
        if os.name == "posix":
            handle = os.open(self.folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _write_all(copy: io.FileIO, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[copy.write(left) :]


@contextmanager
def _explained() -> Iterator[None]:
    """Turns a failure of the spool's own disk into StoreTrouble; one of the document's disk stays what it is."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StoreTrouble(
                "The disk is full.", "Free some space, then press Send again; nothing was sent."
            ) from error
        raise StoreTrouble(
            "The document could not be copied into the data folder.",
            "Check that the folder belongs to you, then press Send again; nothing was sent.",
            type(error).__name__,
        ) from error
