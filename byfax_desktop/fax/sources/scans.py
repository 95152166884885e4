"""Scanned pages in a PDF: nothing but one JPEG each, which is quicker read as it is than drawn by pdfium."""

from __future__ import annotations

import ctypes
import hashlib
import io
import mmap
import re
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from byfax_desktop.fax.sources.pictures import MAX_PIXELS
from byfax_desktop.fax.sources.source import Shape, shaped

_TELLING = re.compile(rb"/(?:Decode|SMask|Mask|OC)(?![A-Za-z])|#")
"""Keys of images (ISO 32000-1, table 89) by which they look otherwise than their JPEG, and what may hide such a key."""
_JPEG = b"\xff\xd8\xff"
_STREAM = re.compile(rb"stream\r?\n" + _JPEG)
"""A picture that is written into the drawing itself has none, and its keys may be packed with that."""
_LONGEST_DICTIONARY = 4096
_ENOUGH = 4096
"""Bytes by which a JPEG is known again."""
_COLOURS = (
    raw.FPDF_COLORSPACE_DEVICEGRAY,
    raw.FPDF_COLORSPACE_DEVICERGB,
    raw.FPDF_COLORSPACE_CALGRAY,
    raw.FPDF_COLORSPACE_CALRGB,
    raw.FPDF_COLORSPACE_ICCBASED,
)
_NEAR = 1.0
"""Points by which a scan may miss the edges of its page."""


def scans_in(path: Path) -> frozenset[bytes]:
    """How the scans in a PDF begin: the JPEGs that have a stream of their own and look as they are."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            begins = [
                found.end() - len(_JPEG) for found in _STREAM.finditer(content) if _is_bare(content, found)
            ]
            return frozenset(_beginning(content[begin : begin + _ENOUGH]) for begin in begins)
    except (OSError, ValueError):
        return frozenset()


def _is_bare(content: mmap.mmap, stream: re.Match[bytes]) -> bool:
    """Whether nothing in the dictionary before a stream says that its picture looks otherwise."""
    begin = content.rfind(b"obj", max(0, stream.start() - _LONGEST_DICTIONARY), stream.start())
    return begin >= 0 and _TELLING.search(content, begin, stream.start()) is None


def lone_jpeg(page: pdfium.PdfPage, scans: frozenset[bytes]) -> bytes | None:
    """The JPEG that a page is nothing but, if it is one of the ``scans``; to be called under pdfium's lock."""
    if page.get_rotation() or raw.FPDFPage_GetAnnotCount(page) or raw.FPDFPage_CountObjects(page) != 1:
        return None
    image = next(iter(page.get_objects(max_depth=1)))
    if not isinstance(image, pdfium.PdfImage) or image.get_filters() != ["DCTDecode"]:
        return None
    if raw.FPDFPageObj_HasTransparency(image) or not _is_plain(image, page) or not _fills(image, page):
        return None
    # Part of it may be clipped off, and a mark may say that it lies in a layer that is hidden.
    if raw.FPDFClipPath_CountPaths(raw.FPDFPageObj_GetClipPath(image)) > 0 or raw.FPDFPageObj_CountMarks(
        image
    ):
        return None
    jpeg = bytes(image.get_data(decode_simple=False))
    return jpeg if _beginning(jpeg[:_ENOUGH]) in scans else None


def grey_scan(jpeg: bytes, shape: Shape) -> Image.Image | None:
    """The JPEG in mode "L" in the shape that is asked for; None where Pillow sees it otherwise."""
    try:
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
            if image.mode not in ("L", "RGB") or image.width * image.height > MAX_PIXELS:
                return None
            wide, high = shape.width / shape.part_width, shape.height / shape.part_height
            if shape.quarter_turns % 2:
                wide, high = high, wide
            # Where there are many more dots than are needed, the decoder leaves some out: never too many.
            image.draft("L", (round(wide), round(high)))
            image.load()
            return shaped(image if image.mode == "L" else image.convert("L"), shape)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None


def _beginning(jpeg: bytes) -> bytes:
    return hashlib.sha256(jpeg).digest()


def _is_plain(image: pdfium.PdfImage, page: pdfium.PdfPage) -> bool:
    told = raw.FPDF_IMAGEOBJ_METADATA()
    return bool(
        raw.FPDFImageObj_GetImageMetadata(image, page, ctypes.byref(told)) and told.colorspace in _COLOURS
    )


def _fills(image: pdfium.PdfImage, page: pdfium.PdfPage) -> bool:
    """Whether it lies upright on the page from edge to edge."""
    a, b, c, d, e, f = image.get_matrix().get()
    left, bottom, right, top = page.get_bbox()
    found = (e, f, e + a, f + d)
    edges = zip(found, (left, bottom, right, top), strict=True)
    return b == c == 0 and a > 0 and d > 0 and all(abs(one - other) < _NEAR for one, other in edges)
