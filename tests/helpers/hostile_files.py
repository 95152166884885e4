"""Pictures, texts and Office files that are out to harm whoever reads them; made on the spot."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial

from hostile_pdfs import inflating, scan
from PIL import Image

SIDE = 50_000
_DEEP = 100_000
_ENTRIES = {256: SIDE, 257: SIDE, 258: 1, 259: 1, 262: 1, 273: 8, 277: 1, 278: SIDE, 279: 8}
"""A TIFF's width, height, bits, compression, photometric, strip, samples, rows a strip and bytes of it."""


def png(width: int, height: int, rows: bytes, depth: int = 8, colours: int = 0, more: bytes = b"") -> bytes:
    """A PNG with these rows, coded by zlib already."""
    head = struct.pack(">LLBBBBB", width, height, depth, colours, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def chunk(kind: bytes, content: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))


def _largest_png() -> bytes:
    """A picture just small enough, of white that can be seen through."""
    side = 10_900
    return png(side, side, inflating(b"\0" + b"\xff\xff\xff\x80" * side, side), colours=6)


def tiff(entries: dict[int, int], count: int | None = None, following: int = 0) -> bytes:
    """A TIFF with one directory, which says to have ``count`` entries and where the next one is."""
    rows = b"".join(struct.pack("<HHLL", tag, 4, 1, value) for tag, value in sorted(entries.items()))
    head = struct.pack("<2sHL", b"II", 42, 16) + bytes(8)
    return (
        head
        + struct.pack("<H", len(entries) if count is None else count)
        + rows
        + struct.pack("<L", following)
    )


def _small(**changes: int) -> dict[int, int]:
    entries = {**_ENTRIES, 256: 64, 257: 1, 278: 1}
    return entries | {int(tag[1:]): value for tag, value in changes.items()}


def _long_tiff(pages: int) -> bytes:
    """A TIFF with so many directories, each of a page of one line."""
    data = bytearray(struct.pack("<2sHL", b"II", 42, 16) + bytes(8))
    for _ in range(pages):
        rows = b"".join(struct.pack("<HHLL", tag, 4, 1, value) for tag, value in sorted(_small().items()))
        data += struct.pack("<H", len(_ENTRIES)) + rows + struct.pack("<L", len(data) + 6 + len(rows))
    data[-4:] = bytes(4)
    return bytes(data)


def _tiff_with_large_second_page() -> bytes:
    first = tiff(_small(), following=0)
    rows = b"".join(struct.pack("<HHLL", tag, 4, 1, value) for tag, value in sorted(_ENTRIES.items()))
    return first[:-4] + struct.pack("<L", len(first)) + struct.pack("<H", len(_ENTRIES)) + rows + bytes(4)


def _inflating_tiff() -> bytes:
    strip = inflating(bytes(1_000_000), 4000)
    made = tiff(_small(_257=1000, _259=8, _278=1000, _273=16 + 2 + 9 * 12 + 4, _279=len(strip)))
    return made + strip


def jpeg(side: int = 400, **options: object) -> bytes:
    """A sound JPEG."""
    buffer = io.BytesIO()
    Image.radial_gradient("L").resize((side, side)).save(buffer, "JPEG", **options)
    return buffer.getvalue()


def _cut_jpeg(tenths: int) -> bytes:
    whole = jpeg()
    return whole[: len(whole) * tenths // 10]


def _immense_jpeg() -> bytes:
    whole = jpeg()
    at = whole.index(b"\xff\xc0") + 5
    return whole[:at] + struct.pack(">HH", 65_500, 65_500) + whole[at + 4 :]


def _many_scans() -> bytes:
    """A progressive JPEG whose last scan comes 3,000 times."""
    whole = jpeg(4000, progressive=True, quality=20)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * 3000 + b"\xff\xd9"


def _bmp(width: int, height: int) -> bytes:
    info = struct.pack("<LllHHLLllLL", 40, width, height, 1, 24, 0, 0, 2835, 2835, 0, 0)
    return b"BM" + struct.pack("<LLL", 54 + 100, 0, 54) + info + bytes(100)


def _webp() -> bytes:
    body = (
        b"WEBPVP8X"
        + struct.pack("<L", 10)
        + bytes(4)
        + b"\xff\xff\xff" * 2
        + b"VP8L"
        + struct.pack("<L", 8)
        + bytes(8)
    )
    return b"RIFF" + struct.pack("<L", len(body)) + body


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _many_parts() -> bytes:
    return _zipped({f"word/{number}": b"" for number in range(20_000)})


def _html_picture() -> bytes:
    """A page with a picture in it that would fill the memory."""
    import base64

    coded = base64.b64encode(png(SIDE, SIDE, inflating(bytes(SIDE + 1), SIDE)))
    return b"<html><img src='data:image/png;base64," + coded + b"'>"


FILES: dict[str, Callable[[], bytes]] = {
    "immense.png": lambda: png(SIDE, SIDE, inflating(bytes(SIDE // 8 + 1), SIDE), depth=1),
    "largest.png": _largest_png,
    "endless words.png": lambda: png(
        9,
        9,
        b"",
        more=chunk(b"zTXt", b"a\0\0" + inflating(bytes(1_000_000), 2000)) + chunk(b"tEXt", b"a\0b") * _DEEP,
    ),
    "immense.tif": lambda: tiff(_ENTRIES),
    "immense second page.tif": _tiff_with_large_second_page,
    "directories in a ring.tif": lambda: tiff(_small(), following=16),
    "directory beyond the end.tif": lambda: tiff(_small(), following=2**32 - 2),
    "first directory beyond the end.tif": lambda: struct.pack("<2sHL", b"II", 42, 2**32 - 2),
    "65,535 tags.tif": lambda: tiff(_small(), count=65_535),
    "no tags.tif": lambda: tiff({}),
    "fewer strips than said.tif": lambda: tiff(_small(_257=100_000, _278=1)),
    "strip without end.tif": lambda: tiff(_small(_279=2**32 - 1)),
    "no rows in a strip.tif": lambda: tiff(_small(_278=0)),
    "65,535 samples.tif": lambda: tiff(_small(_277=65_535)),
    "no size.tif": lambda: tiff(_small(_256=0, _257=0)),
    "no fax.tif": lambda: tiff(_small(_256=1728, _257=2000, _259=4)),
    "inflating.tif": _inflating_tiff,
    "20,000 pages.tif": partial(_long_tiff, 20_000),
    "immense.gif": lambda: (
        b"GIF89a\xff\xff\xff\xff\x80\0\0" + bytes(6) + b",\0\0\0\0\xff\xff\xff\xff\0\2\2\x4c\1\0;"
    ),
    "many frames.gif": lambda: (
        b"GIF89a\1\0\1\0\x80\0\0" + bytes(6) + b",\0\0\0\0\1\0\1\0\0\2\2\x4c\1\0" * _DEEP + b";"
    ),
    "immense.bmp": lambda: _bmp(SIDE, SIDE),
    "upside down.bmp": lambda: _bmp(SIDE, -(2**31)),
    "immense.webp": _webp,
    **{f"cut at {tenths} tenths.jpg": partial(_cut_jpeg, tenths) for tenths in (1, 3, 5, 9)},
    "immense.jpg": _immense_jpeg,
    "many scans.jpg": _many_scans,
    "sound scan.pdf": lambda: scan(jpeg()),
    "immense scan.pdf": lambda: scan(_immense_jpeg()),
    "cut scan.pdf": lambda: scan(_cut_jpeg(5)),
    "scan of many scans.pdf": lambda: scan(_many_scans()),
    "nothing in it.heic": lambda: (
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\xff\xff\xff\xffmeta" + os.urandom(5000)
    ),
    "one line.txt": lambda: b"a" * 50_000_000,
    "one line of words.txt": lambda: b"word " * 10_000_000,
    "white lines.txt": lambda: b"\n" * 50_000_000 + b"end",
    "page breaks.txt": lambda: b"\f" * 5_000_000 + b"end",
    "tabs.txt": lambda: b"a" + b"\t" * 50_000_000 + b"b",
    "accents.txt": lambda: ("a" + "\u0301" * 500_000).encode(),
    "half characters.txt": lambda: b"\xff\xfe" + b"\x00\xd8" * 100_000 + b"a",
    "no text.txt": lambda: b"\x1b" * 10 + bytes(range(128, 256)) * 100_000,
    "deep.html": lambda: b"<html>" + b"<div>" * _DEEP + b"end",
    "deep tables.html": lambda: b"<html>" + b"<table><tr><td>" * _DEEP + b"end",
    "deep lists.html": lambda: b"<html>" + b"<ul><li>a" * 5000,
    "wide table.html": lambda: (
        b"<html><table><tr><td colspan=1000000000 rowspan=1000000000>a" + b"<td>b" * 20_000 + b"</table>"
    ),
    "long table.html": lambda: b"<html><table>" + b"<tr><td>a<td>b" * 200_000,
    "one word.html": lambda: b"<html><p>" + b"a" * 5_000_000,
    "line ends.html": lambda: b"<html>a" + b"<br>" * 2_000_000 + b"b",
    "picture.html": _html_picture,
    "quotes.md": lambda: b"> " * _DEEP + b"a",
    "brackets.md": lambda: b"# a\n\n" + b"[" * _DEEP + b"a" + b"](b)" * _DEEP,
    "stars.md": lambda: b"# a\n\n" + b"*a **a " * 50_000,
    "lists.md": lambda: b"".join(b" " * (2 * depth) + b"- a\n" for depth in range(2000)),
    "inflating.docx": lambda: _zipped(
        {"word/document.xml": bytes(200_000_000), "[Content_Types].xml": b"<a/>"}
    ),
    "many parts.docx": _many_parts,
    "cut off.docx": lambda: _zipped({"word/document.xml": os.urandom(5000)})[:3000],
    "no office.docx": lambda: _zipped({"run.exe": b"MZ"}),
    "head only.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(5000),
    "deep.rtf": lambda: b"{\\rtf1" + b"{" * _DEEP + b"a",
    "program.pdf": lambda: b"\x7fELF" + bytes(3000),
}
"""By their names, whose ends decide where the content can't."""
