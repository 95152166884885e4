"""Which program's document an Office file is, by its content, and whether a password protects it."""

from __future__ import annotations

import mmap
import zipfile
import zlib
from pathlib import Path

from byfax_desktop.fax.kind import Kind, kind_of
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
_PROTECTED_STREAMS = ("EncryptedPackage", "EncryptedSummary")
"""[MS-OFFCRYPTO] 2.3.4.4 and 2.3.5.4: what holds a new file that is protected, and what an old one has then."""
_STREAM_BYTES = 512
_ENTRY = 128
_SMALL = 4096
_MANIFEST_BYTES = 1024 * 1024


def suffix(path: Path) -> str:
    """What the name of such a file ends with. Raises DocumentTrouble."""
    kind = kind_of(path)
    if kind is Kind.OLD_OFFICE:
        return next((suffix for stream, suffix in _OLD_STREAMS if _stream(path, stream) is not None), ".doc")
    if kind is Kind.OPEN_DOCUMENT:
        told = _part(path, "mimetype")
        return next((suffix for word, suffix in _OPEN_KINDS if word in told), ".odt")
    if kind not in _SUFFIXES:
        raise DocumentTrouble.of(TroubleKind.UNSUPPORTED, path)
    return _SUFFIXES[kind]


def is_protected(path: Path) -> bool:
    """Whether a password protects it; Excel also does so with one that every program knows. Raises DocumentTrouble."""
    kind = kind_of(path)
    if kind is Kind.OLD_OFFICE:
        return (
            any(_stream(path, name) is not None for name in _PROTECTED_STREAMS)
            or _is_protected_text(_stream(path, "WordDocument") or b"")
            or _is_protected_book(_stream(path, "Workbook") or b"")
        )
    if kind is Kind.OPEN_DOCUMENT:
        return b"encryption-data" in _part(path, "META-INF/manifest.xml")  # OpenDocument 1.3, part 2, 4.4
    return False


def _is_protected_text(begin: bytes) -> bool:
    """By fEncrypted, [MS-DOC] 2.5.2."""
    return begin[:2] == b"\xec\xa5" and bool(begin[0x0B] & 1)


def _is_protected_book(begin: bytes) -> bool:
    """By a record FilePass, [MS-XLS] 2.4.117, among the first."""
    place = 0 if begin[:2] == b"\x09\x08" else len(begin)
    while len(record := begin[place : place + 4]) == 4:
        if record[:2] == b"\x2f\0":
            return True
        place += 4 + int.from_bytes(record[2:], "little")
    return False


def _stream(path: Path, name: str) -> bytes | None:
    """The beginning of a stream of a compound file; None where there is none of that name. [MS-CFB] 2.2 and 2.6.1."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            place = content.find(wanted)
            while place >= 0 and (
                place % _ENTRY or content[place + 64 : place + 66] != bytes([len(wanted), 0])
            ):
                place = content.find(wanted, place + 1)
            return None if place < 0 else _beginning(content, place)
    except (OSError, ValueError):
        raise DocumentTrouble.of(TroubleKind.UNREADABLE, path) from None


def _beginning(content: mmap.mmap, entry: int) -> bytes:
    """Of the stream of that entry. Small ones share one, which nobody writes but in one piece."""

    def number(place: int) -> int:
        return int.from_bytes(content[place : place + 4], "little")

    power = 12 if content[30] == 12 else 9
    place = number(entry + 116) + 1 << power
    if number(entry + 120) < _SMALL:
        root = number(48) + 1 << power
        place = (number(root + 116) + 1 << power) + number(entry + 116) * 64
    return content[place : place + _STREAM_BYTES]


def _part(path: Path, name: str) -> bytes:
    """The beginning of a part of a ZIP file; nothing where there is no such part."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as part:
            return part.read(_MANIFEST_BYTES)
    except KeyError:
        return b""
    except (OSError, EOFError, RuntimeError, ValueError, zlib.error, zipfile.BadZipFile):
        raise DocumentTrouble.of(TroubleKind.BROKEN, path) from None
