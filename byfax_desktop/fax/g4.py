"""Fax pages as a Group 4 TIFF (TIFF 6.0, section 11), written and read a page at a time."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from byfax_desktop.fax.geometry import DOTS_PER_INCH, WIDTH, Resolution
from byfax_desktop.fax.private import create_private
from byfax_desktop.fax.sources import pictures
from byfax_desktop.fax.strip import group4
from byfax_desktop.fax.trouble import DocumentTrouble

_FINEST = 1000
"""The largest denominator of a density that is no whole number."""
_SHORT, _LONG, _RATIONAL = 3, 4, 5
MAX_LINES = 4400
"""Lines of the longest page: a fine Legal page and some."""


class TiffFault(Enum):
    """Why the service would not take a TIFF as prepared pages."""

    DEPTH = auto()
    FORMAT = auto()
    QUALITY = auto()
    PAGES = auto()
    WIDTH = auto()
    HEIGHT = auto()


class TiffWriter:
    """Writes pages one by one at the end of ``file``, which must be empty."""

    def __init__(self, file: BinaryIO, resolution: Resolution = Resolution.FINE) -> None:
        """``resolution`` is that of pages of which nothing else is said."""
        self._file = file
        self._density = (float(resolution.value), float(DOTS_PER_INCH))
        self._pointer = 4
        self._count = 0
        file.write(struct.pack("<2sHL", b"II", 42, 0))

    @property
    def count(self) -> int:
        """Pages so far."""
        return self._count

    def add(
        self,
        coded: bytes,
        size: tuple[int, int],
        lines_per_inch: float | None = None,
        dots_per_inch: float = DOTS_PER_INCH,
    ) -> None:
        """Write a page of so many dots by so many lines from its T.6 coding. Raises OSError."""
        density = self._density if lines_per_inch is None else (lines_per_inch, dots_per_inch)
        self._pointer = _append(self._file, self._pointer, coded, size, self._count, density)
        self._count += 1


def write_tiff(pages: Iterable[Image.Image], path: Path, resolution: Resolution) -> int:
    """Write pages of mode "1" to a private file and return how many there were.

    Only one page is held at a time. Whatever ``pages`` raises passes through, and leaves an unfinished file.
    """
    with create_private(path) as file:
        writer = TiffWriter(file, resolution)
        for page in pages:
            writer.add(group4(page), page.size)
        return writer.count


def read_tiff(path: Path) -> Iterator[Image.Image]:
    """The pages of a TIFF in mode "1", one at a time. Raises DocumentTrouble for a damaged one."""
    with pictures.opened(path) as image:
        for index in range(pictures.frames_of(image)):
            image.seek(index)
            yield image.convert("1")


def validate_tiff(path: Path) -> TiffFault | None:
    """What keeps a TIFF from being sent as it is; ``None`` for one that is right. Raises OSError if it isn't there."""
    if _is_without_pages(path):
        return TiffFault.PAGES
    try:
        with pictures.opened(path) as image:
            if image.format != "TIFF":
                return TiffFault.FORMAT
            for index in range(pictures.frames_of(image)):
                image.seek(index)
                fault = _fault_of(image)
                if fault is not None:
                    return fault
                image.load()
    except DocumentTrouble:
        return TiffFault.FORMAT
    return None


def _is_without_pages(path: Path) -> bool:
    """Whether a TIFF's header points to no page; Pillow takes such a file for damaged."""
    with path.open("rb") as file:
        return file.read(8) in (b"II*\0\0\0\0\0", b"MM\0*\0\0\0\0")


def _fault_of(page: Image.Image) -> TiffFault | None:
    if page.mode != "1":
        return TiffFault.DEPTH
    if page.info.get("compression") not in ("group3", "group4", "tiff_ccitt"):
        return TiffFault.FORMAT
    if page.width != WIDTH:
        return TiffFault.WIDTH
    if not 1 <= page.height <= MAX_LINES:
        return TiffFault.HEIGHT
    across, down = (float(value) for value in page.info.get("dpi", (0, 0)))
    right_density = abs(across - DOTS_PER_INCH) < 5 and min(abs(down - 98), abs(down - 196)) < 5
    return None if right_density else TiffFault.QUALITY


def _append(
    file: BinaryIO,
    pointer: int,
    coded: bytes,
    size: tuple[int, int],
    number: int,
    density: tuple[float, float],
) -> int:
    """Write a page at the end, link it from ``pointer``, and return where the next link goes.

    ``density`` is that down and across, to the inch.
    """
    data_at = file.tell()
    file.write(coded + b"\0" * (len(coded) % 2))
    rationals_at = file.tell()
    down, across = (Fraction(each).limit_denominator(_FINEST) for each in density)
    file.write(struct.pack("<4L", *across.as_integer_ratio(), *down.as_integer_ratio()))
    directory_at = file.tell()
    entries = (
        (254, _LONG, 1, 2),  # one page of several
        (256, _LONG, 1, size[0]),
        (257, _LONG, 1, size[1]),
        (258, _SHORT, 1, 1),  # bits a dot
        (259, _SHORT, 1, 4),  # T.6
        (262, _SHORT, 1, 0),  # white is zero
        (266, _SHORT, 1, 1),  # most significant bit first
        (273, _LONG, 1, data_at),
        (277, _SHORT, 1, 1),
        (278, _LONG, 1, size[1]),
        (279, _LONG, 1, len(coded)),
        (282, _RATIONAL, 1, rationals_at),
        (283, _RATIONAL, 1, rationals_at + 8),
        (293, _LONG, 1, 0),  # T6Options: compressed only
        (296, _SHORT, 1, 2),  # inches
        (297, _SHORT, 2, number),  # page number, total not stated
    )
    file.write(struct.pack("<H", len(entries)))
    for tag, kind, count, value in entries:
        file.write(struct.pack("<HHLL", tag, kind, count, value))
    next_pointer = file.tell()
    file.write(struct.pack("<L", 0))
    file.seek(pointer)
    file.write(struct.pack("<L", directory_at))
    file.seek(0, os.SEEK_END)
    return next_pointer
