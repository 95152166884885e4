"""Any document as the pages that a fax machine would print: 1728 dots wide, black and white, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from byfax_desktop.fax.geometry import A4_HEIGHT_MM, DOTS_PER_INCH, MM_PER_INCH, WIDTH, Mode, Resolution
from byfax_desktop.fax.inspect import Kind, kind_of
from byfax_desktop.fax.screen import black_and_white
from byfax_desktop.fax.sources import pdf, pictures, text
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

_PAPER_WIDTH = WIDTH / DOTS_PER_INCH
_A4_HEIGHT = A4_HEIGHT_MM / MM_PER_INCH
_SHORTEST, _LONGEST = 10.9, 14.0
"""Inches: pages from Letter to Legal keep their height, shorter ones stand on A4, longer ones are shrunk."""


def fax_pages(path: Path, resolution: Resolution, mode: Mode) -> Iterator[Image.Image]:
    """The pages of a document in Pillow's mode "1". Raises DocumentTrouble, at the first page or a later one."""
    kind = kind_of(path)
    if kind is Kind.PDF:
        yield from _pdf_pages(path, resolution, mode)
    elif kind.is_image:
        yield from _image_pages(path, resolution, mode)
    elif kind is Kind.TEXT:
        for lines in text.text_pages(path):
            yield _finish(text.draw_text(lines), resolution, mode)
    else:
        raise DocumentTrouble.of(TroubleKind.UNSUPPORTED, path)


def _pdf_pages(path: Path, resolution: Resolution, mode: Mode) -> Iterator[Image.Image]:
    with pdf.opened(path) as document:
        count = pdf.count(document)
        if count == 0:
            raise DocumentTrouble.of(TroubleKind.NO_PAGES, path)
        for index in range(count):
            width, height = pdf.page_size(document, index, path)
            shrunk = _shrink(*sorted((width, height)) if _is_turned(width, height) else (width, height))
            drawn = pdf.draw(document, index, DOTS_PER_INCH * shrunk, path)
            yield _finish(_on_paper(drawn, width, height), resolution, mode)


def _image_pages(path: Path, resolution: Resolution, mode: Mode) -> Iterator[Image.Image]:
    with pictures.opened(path) as image:
        for index in range(pictures.frames_of(image)):
            page = pictures.frame(image, index)
            across, down = pictures.density(page)
            if pictures.is_fax_page(page):
                yield _same_dots(page, down, resolution)
                continue
            yield _finish(
                _on_paper(pictures.grey(page), page.width / across, page.height / down), resolution, mode
            )


def _same_dots(page: Image.Image, lines_per_inch: float, resolution: Resolution) -> Image.Image:
    """A page that is a fax already: dot for dot, only its lines doubled or halved where the resolution is another."""
    height = round(page.height * resolution.value / lines_per_inch)
    same = height == page.height
    return page.copy() if same else page.resize((WIDTH, max(1, height)), Image.Resampling.NEAREST)


def _is_turned(width: float, height: float) -> bool:
    """Whether a page of that size in inches is laid on its side to fit better."""
    return width > height and width > _PAPER_WIDTH


def _shrink(width: float, height: float) -> float:
    """The factor that makes a size in inches fit on the paper; nothing is blown up."""
    return min(1.0, _PAPER_WIDTH / width, _LONGEST / height)


def _on_paper(page: Image.Image, width: float, height: float) -> Image.Image:
    """A picture of ``width`` by ``height`` inches on white paper, 204 dots an inch both ways, centred at the top."""
    if _is_turned(width, height):
        page = page.transpose(Image.Transpose.ROTATE_270)
        width, height = height, width
    factor = _shrink(width, height)
    width, height = width * factor, height * factor
    size = (
        max(1, min(WIDTH, round(width * DOTS_PER_INCH))),
        max(1, round(height * DOTS_PER_INCH)),
    )
    if page.size != size:
        page = page.resize(size, Image.Resampling.LANCZOS)
    paper_height = height if _SHORTEST <= height <= _LONGEST else _A4_HEIGHT
    paper = Image.new("L", (WIDTH, max(size[1], round(paper_height * DOTS_PER_INCH))), 255)
    paper.paste(page, ((WIDTH - size[0]) // 2, 0))
    return paper


def _finish(page: Image.Image, resolution: Resolution, mode: Mode) -> Image.Image:
    """A grey page of square dots with the resolution's lines, in black and white."""
    lines = round(page.height * resolution.value / DOTS_PER_INCH)
    if abs(lines - resolution.page_lines) <= 1:  # A4 in whole points or dots is A4
        lines = resolution.page_lines
    return black_and_white(page.resize((WIDTH, lines), Image.Resampling.LANCZOS), mode)
