"""What a workbook may hold at most: a small ZIP file can unpack to more than any computer has room for."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

from byfax_desktop.engine.recipients.trouble import not_a_table, too_large

MAX_MEGABYTES = 64
"""Of the file itself."""
_MEGABYTE = 1024 * 1024
_MAX_SHEETS = 512 * _MEGABYTE
"""Bytes of all sheets, unpacked: they are read as a stream, and to row 100,000 at most."""
_MAX_PART = 64 * _MEGABYTE
"""Bytes of any other part, which are read whole."""
_MAX_TEXTS = 1_000_000
"""Texts in the table of texts that the cells share."""
_MAX_DIRECTORY = _MEGABYTE
_CHUNK = 65_536
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_LARGE_END_MARK = b"PK\x06\x07"
_COMMENT = 65_535


def check_archive(path: Path) -> None:
    """Unpacks what will be read of a workbook, and keeps nothing.

    Raises RecipientsTrouble where that is too much or damaged, by what it really is and not by what it says, and
    OSError.
    """
    if path.stat().st_size > MAX_MEGABYTES * _MEGABYTE:
        raise too_large(path.name, MAX_MEGABYTES)
    _check_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            room = _MAX_SHEETS
            for part in archive.infolist():
                if not part.filename.lower().endswith((".xml", ".rels")):
                    continue  # pictures and macros are not read
                is_sheet = part.filename.lower().startswith("xl/worksheets/")
                size = _unpacked(archive, part, room if is_sheet else _MAX_PART, path)
                room -= size if is_sheet else 0
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise not_a_table(path.name) from None


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, room: int, path: Path) -> int:
    """The bytes of a part, read as they will be read."""
    size = texts = 0
    last = b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            texts += (last + chunk).count(b"<si")
            if size > room or texts > _MAX_TEXTS:
                raise too_large(path.name, MAX_MEGABYTES)
            if b"<!DOCTYPE" in last + chunk or b"<!ENTITY" in last + chunk:
                raise not_a_table(path.name)  # no spreadsheet writes them; bombs are made of them
            last = chunk[-8:] if b"<si" not in chunk[-8:] else b""
    return size


def _check_directory(path: Path) -> None:
    """That the list of parts is no longer than that of a workbook, before it is read."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _COMMENT - _END.size))
        tail = file.read()
    place = tail.rfind(_END_MARK)
    if place < 0 or place + _END.size > len(tail) or _LARGE_END_MARK in tail[max(0, place - 20) : place]:
        raise not_a_table(path.name)
    directory = _END.unpack_from(tail, place)[5]
    if directory > _MAX_DIRECTORY:
        raise too_large(path.name, MAX_MEGABYTES)
