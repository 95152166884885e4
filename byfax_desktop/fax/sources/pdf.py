"""PDF files as pictures of their pages, by pdfium.

Everything of pdfium is called here, under one lock: two threads in it at once, even with a document each, end the
program. What it hands out is closed under the lock too, not whenever Python tidies up.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from byfax_desktop.fax.sources.scans import grey_scan, lone_jpeg, scans_in
from byfax_desktop.fax.sources.source import FaxPage, Shape
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

POINTS_PER_INCH = 72
MAX_PIXELS = 64_000_000
"""A page is drawn no larger than this, whatever is asked for."""

_PASSWORD = 4
"""FPDF_ERR_PASSWORD of pdfium's fpdfview.h."""
_MOST_ACROSS = 1_000_000
"""Pixels of the whole page, of which a part is drawn: pdfium counts in whole numbers."""

_LOCK = threading.RLock()


class PdfSource:
    """The pages of an open PDF."""

    def __init__(self, document: pdfium.PdfDocument, path: Path, is_file: bool = True) -> None:
        self._document = document
        self._path = path
        self._scans: frozenset[bytes] | None = None if is_file else frozenset()

    def count(self) -> int:
        """Number of pages."""
        with _LOCK:
            return len(self._document)

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of a page in inches. Raises DocumentTrouble for a page that has none."""
        try:
            with _LOCK:
                width, height = self._document.get_page_size(index)
        except pdfium.PdfiumError:
            raise DocumentTrouble.of(TroubleKind.BROKEN, self._path) from None
        if not (width > 0 and height > 0):
            raise DocumentTrouble.of(TroubleKind.BROKEN, self._path)
        return width / POINTS_PER_INCH, height / POINTS_PER_INCH

    def fax_page(self, _index: int) -> FaxPage | None:
        """Always none: what a PDF holds is drawn."""
        return None

    def grey(self, index: int, shape: Shape) -> Image.Image:
        """A page in grey on white. Raises DocumentTrouble."""
        if self._scans is None:
            self._scans = scans_in(self._path)
        scan = self._scan(index, shape, self._scans) if self._scans else None
        if scan is not None:
            return scan
        dots = self._drawn(index, shape, raw.FPDFBitmap_Gray, raw.FPDF_GRAYSCALE, 1)
        return Image.frombuffer("L", (shape.width, shape.height), dots, "raw", "L", 0, 1)

    def colour(self, index: int, shape: Shape) -> Image.Image:
        """A page in its colours on white. Raises DocumentTrouble."""
        dots = self._drawn(index, shape, raw.FPDFBitmap_BGR, raw.FPDF_REVERSE_BYTE_ORDER, 3)
        return Image.frombuffer("RGB", (shape.width, shape.height), dots, "raw", "RGB", 0, 1)

    def _scan(self, index: int, shape: Shape, scans: frozenset[bytes]) -> Image.Image | None:
        try:
            with _LOCK, closing(self._document[index]) as page:
                jpeg = lone_jpeg(page, scans)
        except pdfium.PdfiumError:
            return None
        return grey_scan(jpeg, shape) if jpeg else None

    def _drawn(self, index: int, shape: Shape, form: int, flags: int, bytes_a_pixel: int) -> bytearray:
        """Rows of pixels from the top. pdfium draws straight into the shape: turned, squeezed and cut at once."""
        width, height = shape.width, shape.height
        whole = round(width / shape.part_width), round(height / shape.part_height)
        if width * height > MAX_PIXELS or max(whole) > _MOST_ACROSS:
            raise DocumentTrouble.of(TroubleKind.TOO_LARGE, self._path)
        dots = bytearray(b"\xff") * (width * height * bytes_a_pixel)
        memory = (ctypes.c_ubyte * len(dots)).from_buffer(dots)
        left, top = (-round(shape.part[0] * whole[0]), -round(shape.part[1] * whole[1]))
        try:
            with _LOCK, closing(self._document[index]) as page:
                bitmap = raw.FPDFBitmap_CreateEx(width, height, form, memory, width * bytes_a_pixel)
                if not bitmap:
                    raise DocumentTrouble.of(TroubleKind.TOO_LARGE, self._path)
                try:
                    turns = shape.quarter_turns % 4
                    place = (left, top, *whole, turns, flags | raw.FPDF_ANNOT)
                    raw.FPDF_RenderPageBitmap(bitmap, page, *place)
                    if page.formenv:
                        raw.FPDF_FFLDraw(page.formenv, bitmap, page, *place)
                finally:
                    raw.FPDFBitmap_Destroy(bitmap)
        except pdfium.PdfiumError:
            raise DocumentTrouble.of(TroubleKind.BROKEN, self._path) from None
        return dots


@contextmanager
def opened(path: Path, password: str = "", content: bytes | None = None) -> Iterator[PdfSource]:
    """The document, of its ``content`` where that is not in the file ``path``.

    Raises DocumentTrouble for a broken one, and for a protected one without the right password.
    """
    document = _open(path, password, content)
    try:
        yield PdfSource(document, path, is_file=content is None)
    finally:
        with _LOCK:
            document.close()


def page_count(path: Path, password: str = "") -> int:
    """Number of pages. Raises DocumentTrouble."""
    with opened(path, password) as source:
        return source.count()


def _open(path: Path, password: str, content: bytes | None) -> pdfium.PdfDocument:
    try:
        with _LOCK:
            document = pdfium.PdfDocument(path if content is None else content, password=password or None)
            document.init_forms()  # what is filled in, and signatures, are drawn only with that
            return document
    except pdfium.PdfiumError as error:
        protected = getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower()
        kind = TroubleKind.ENCRYPTED if protected else TroubleKind.BROKEN
        raise DocumentTrouble.of(kind, path) from None
    except OSError:
        raise DocumentTrouble.of(TroubleKind.UNREADABLE, path) from None
