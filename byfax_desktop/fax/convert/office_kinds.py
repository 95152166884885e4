"""Which program's document an Office file is, by its content, and whether a password protects it."""

from __future__ import annotations

import mmap
import zipfile
import zlib
from pathlib import Path

from byfax_desktop.fax.inspect import Kind, kind_of
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

_SUFFIXES = {Kind.DOCX: ".docx", Kind.XLSX: ".xlsx", Kind.PPTX: ".pptx", Kind.RTF: ".rtf"}
_OLD_STREAMS = (
    ("PowerPoint Document", ".ppt"),
    ("Workbook", ".xls"),
    ("Book", ".xls"),
    ("WordDocument", ".doc"),
)
"""Names in the directory of a compound file ([MS-CFB] 2.6.1), in UTF-16."""
_OPEN_KINDS = ((b"spreadsheet", ".ods"), (b"presentation", ".odp"), (b"graphics", ".odg"))
_MANIFEST_BYTES = 1024 * 1024


def suffix(path: Path) -> str:
    """What the name of such a file ends with. Raises DocumentTrouble."""
    kind = kind_of(path)
    if kind is Kind.OLD_OFFICE:
        return next((suffix for stream, suffix in _OLD_STREAMS if _has_stream(path, stream)), ".doc")
    if kind is Kind.OPEN_DOCUMENT:
        told = _part(path, "mimetype")
        return next((suffix for word, suffix in _OPEN_KINDS if word in told), ".odt")
    if kind not in _SUFFIXES:
        raise DocumentTrouble.of(TroubleKind.UNSUPPORTED, path)
    return _SUFFIXES[kind]


def is_protected(path: Path) -> bool:
    """Whether only a password opens it. Raises DocumentTrouble."""
    kind = kind_of(path)
    if kind is Kind.OLD_OFFICE:
        return _has_stream(path, "EncryptedPackage")  # [MS-OFFCRYPTO] 2.3.4.4
    if kind is Kind.OPEN_DOCUMENT:
        return b"encryption-data" in _part(path, "META-INF/manifest.xml")  # OpenDocument 1.3, part 2, 4.4
    return False


def _has_stream(path: Path, name: str) -> bool:
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return content.find(name.encode("utf-16-le")) >= 0
    except (OSError, ValueError):
        raise DocumentTrouble.of(TroubleKind.UNREADABLE, path) from None


def _part(path: Path, name: str) -> bytes:
    """The beginning of a part of a ZIP file; nothing where there is no such part."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as part:
            return part.read(_MANIFEST_BYTES)
    except KeyError:
        return b""
    except (OSError, EOFError, RuntimeError, ValueError, zlib.error, zipfile.BadZipFile):
        raise DocumentTrouble.of(TroubleKind.BROKEN, path) from None
