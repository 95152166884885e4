"""PDF files as pictures of their pages, by pdfium.

Everything of pdfium is called here, under one lock: two threads in it at once, even with a document each, end the
program. What it hands out is closed under the lock too, not whenever Python tidies up.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

POINTS_PER_INCH = 72
MAX_PIXELS = 24_000_000
"""A page is drawn no larger than this, whatever its size says."""

_PASSWORD = 4
"""FPDF_ERR_PASSWORD of pdfium's fpdfview.h."""

_LOCK = threading.RLock()


@contextmanager
def opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    """The document. Raises DocumentTrouble for a broken or protected one."""
    document = _open(path)
    try:
        yield document
    finally:
        with _LOCK:
            document.close()


def page_count(path: Path) -> int:
    """Number of pages. Raises DocumentTrouble."""
    with opened(path) as document:
        return count(document)


def count(document: pdfium.PdfDocument) -> int:
    """Number of pages of an open document."""
    with _LOCK:
        return len(document)


def page_size(document: pdfium.PdfDocument, index: int, path: Path) -> tuple[float, float]:
    """Width and height of a page in inches. Raises DocumentTrouble for a page that has none."""
    try:
        with _LOCK:
            width, height = document.get_page_size(index)
    except pdfium.PdfiumError:
        raise DocumentTrouble.of(TroubleKind.BROKEN, path) from None
    if not (width > 0 and height > 0):
        raise DocumentTrouble.of(TroubleKind.BROKEN, path)
    return width / POINTS_PER_INCH, height / POINTS_PER_INCH


def draw(document: pdfium.PdfDocument, index: int, dots_per_inch: float, path: Path) -> Image.Image:
    """A page in grey on white at so many dots an inch, fewer for a page that would be immense."""
    width, height = page_size(document, index, path)
    pixels = width * height * dots_per_inch**2
    if pixels > MAX_PIXELS:
        dots_per_inch *= (MAX_PIXELS / pixels) ** 0.5
    try:
        with _LOCK, closing(document[index]) as page:
            scale = dots_per_inch / POINTS_PER_INCH
            with closing(page.render(scale=scale, grayscale=True)) as bitmap:
                drawn: Image.Image = bitmap.to_pil()
                return drawn.convert("L")
    except pdfium.PdfiumError:
        raise DocumentTrouble.of(TroubleKind.BROKEN, path) from None


def _open(path: Path) -> pdfium.PdfDocument:
    try:
        with _LOCK:
            return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        protected = getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower()
        kind = TroubleKind.ENCRYPTED if protected else TroubleKind.BROKEN
        raise DocumentTrouble.of(kind, path) from None
    except OSError:
        raise DocumentTrouble.of(TroubleKind.UNREADABLE, path) from None
