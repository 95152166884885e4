"""What a file is and how many pages it has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from byfax_desktop.fax.kind import Kind, kind_of
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

SIZE_LIMIT = 100 * 1024 * 1024
"""Bytes; no office document worth faxing is larger."""
MAX_PAGES = 10_000
"""A fax machine has neither the paper nor the day for more."""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A file's kind, MIME type and size in bytes; ``pages`` is ``None`` where only the service can tell."""

    kind: Kind
    mime: str
    pages: int | None
    size: int


def inspect(path: Path, password: str = "") -> DocumentInfo:
    """Look into a file. Raises DocumentTrouble for one that cannot be faxed, or not without another password."""
    size = _size(path)
    kind = kind_of(path)
    return DocumentInfo(kind, kind.value, None if kind.only_service else _pages(path, kind, password), size)


def _size(path: Path) -> int:
    try:
        if path.is_dir():
            raise DocumentTrouble.of(TroubleKind.FOLDER, path)
        size = path.stat().st_size
    except FileNotFoundError:
        raise DocumentTrouble.of(TroubleKind.MISSING, path) from None
    except OSError:
        raise DocumentTrouble.of(TroubleKind.UNREADABLE, path) from None
    if not path.is_file():
        raise DocumentTrouble.of(TroubleKind.UNSUPPORTED, path)
    if size == 0:
        raise DocumentTrouble.of(TroubleKind.EMPTY, path)
    if size > SIZE_LIMIT:
        raise DocumentTrouble.of(TroubleKind.TOO_LARGE, path)
    return size


def _pages(path: Path, kind: Kind, password: str) -> int:
    if kind.is_image:
        from byfax_desktop.fax.sources.pictures import frame_count

        count = frame_count(path)
    else:
        from byfax_desktop.fax.sources.opening import opened

        with opened(path, password) as source:
            count = source.count()
            if 0 < count <= MAX_PAGES:
                source.size(count - 1)  # a file may say that it has more pages than there are
    if count == 0:
        raise DocumentTrouble.of(TroubleKind.NO_PAGES, path)
    if count > MAX_PAGES:
        raise DocumentTrouble.of(TroubleKind.TOO_LARGE, path)
    return count
