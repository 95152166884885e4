"""A page of a document as a picture for the screen, in true shape: fax dots aren't square, the page on screen is."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from byfax_desktop.fax.inspect import Kind
from byfax_desktop.fax.sources import pdf, pictures, text
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

MAX_WIDTH = 4000


def page_png(path: Path, kind: Kind, index: int, width: int) -> bytes:
    """The PNG of one page (from 0), ``width`` pixels wide. Raises DocumentTrouble."""
    width = max(16, min(width, MAX_WIDTH))
    buffer = io.BytesIO()
    _page(path, kind, index, width).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def _page(path: Path, kind: Kind, index: int, width: int) -> Image.Image:
    if kind is Kind.PDF:
        with pdf.opened(path) as document:
            inches, _ = pdf.page_size(document, index, path)
            drawn = pdf.draw(document, index, width / inches, path)
            return drawn if drawn.width == width else _scaled(drawn, width, 1.0)
    if kind is Kind.TEXT:
        return _scaled(text.draw_text(text.text_pages(path)[index]), width, 1.0)
    if kind.is_image:
        with pictures.opened(path) as image:
            page = pictures.frame(image, index)
            across, down = pictures.density(page)
            return _scaled(pictures.grey(page), width, across / down)
    raise DocumentTrouble.of(TroubleKind.UNSUPPORTED, path)


def _scaled(page: Image.Image, width: int, stretch: float) -> Image.Image:
    """The page ``width`` pixels wide; ``stretch`` is how much taller a dot is than wide."""
    height = max(1, round(page.height * stretch * width / page.width))
    return page.resize((width, min(height, 4 * MAX_WIDTH)), Image.Resampling.LANCZOS)
