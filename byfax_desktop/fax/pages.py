"""Any document as the pages that a fax machine would print: 1728 dots wide, black and white, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from byfax_desktop.fax.blank import is_blank
from byfax_desktop.fax.g4 import MAX_LINES
from byfax_desktop.fax.geometry import WIDTH, Mode, Resolution
from byfax_desktop.fax.placement import placed
from byfax_desktop.fax.screen import black_and_white
from byfax_desktop.fax.sources.opening import opened
from byfax_desktop.fax.sources.source import FaxPage, Source, turned
from byfax_desktop.fax.treatment import PLAIN, Treatment
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

_CONTRAST_STEP = 1.02
"""What one step of contrast multiplies a grey's distance from the middle, or its power, with: 7 times at most."""


def fax_pages(
    path: Path, resolution: Resolution, mode: Mode, treatment: Treatment = PLAIN, password: str = ""
) -> Iterator[Image.Image]:
    """The pages of a document that become part of the fax, in Pillow's mode "1".

    Raises DocumentTrouble, at the first page or a later one.
    """
    with opened(path, password) as source:
        count = source.count()
        if count == 0:
            raise DocumentTrouble.of(TroubleKind.NO_PAGES, path)
        for index in range(count):
            if treatment.pages.has(index + 1):
                page = fax_page(source, index, resolution, mode, treatment)
                if not (treatment.skip_blank and is_blank(page, resolution)):
                    yield page


def fax_page(
    source: Source, index: int, resolution: Resolution, mode: Mode, treatment: Treatment = PLAIN
) -> Image.Image:
    """One page (from 0) in mode "1", its white dots 255.

    A page that is a fax already keeps its dots, unless it is to be changed or too long for the service.
    """
    ready = ready_page(source, index, resolution, treatment)
    if ready is not None:
        return ready
    chosen = treatment.mode or mode
    drawn = drawn_page(source, index, resolution, treatment)
    return black_and_white(contrasted(drawn, treatment.contrast, chosen), chosen)


def ready_page(
    source: Source, index: int, resolution: Resolution, treatment: Treatment = PLAIN
) -> Image.Image | None:
    """The dots of a page that is a fax already, and may stay as it is."""
    if treatment.quarter_turns % 2 or treatment.contrast or treatment.cut != PLAIN.cut:
        return None
    ready = source.fax_page(index)
    if ready is None or _same_lines(ready, resolution) > MAX_LINES:
        return None
    return turned(_same_dots(ready, resolution), treatment.quarter_turns)


def drawn_page(
    source: Source, index: int, resolution: Resolution, treatment: Treatment = PLAIN
) -> Image.Image:
    """One page (from 0) in grey, on its paper."""
    place = placed(*source.size(index), treatment, resolution)
    drawn = source.grey(index, place.shape)
    if drawn.size != (WIDTH, place.lines):
        paper = Image.new("L", (WIDTH, place.lines), 255)
        paper.paste(drawn, (place.left, 0))
        drawn = paper
    return drawn


def _same_dots(page: FaxPage, resolution: Resolution) -> Image.Image:
    """Dot for dot, only the lines doubled or halved where the resolution is another."""
    height = _same_lines(page, resolution)
    if height == page.dots.height:
        return page.dots.copy()
    return page.dots.resize((WIDTH, height), Image.Resampling.NEAREST)


def _same_lines(page: FaxPage, resolution: Resolution) -> int:
    return max(1, round(page.dots.height * resolution.value / page.lines_per_inch))


def contrasted(page: Image.Image, contrast: int, mode: Mode) -> Image.Image:
    """A grey page with more contrast, or less.

    In a picture greys move away from the middle. In a text black and white stay, and pale ink becomes dark.
    """
    if not contrast:
        return page
    factor = _CONTRAST_STEP**contrast
    if mode is Mode.TEXT:
        return page.point([round(255 * (grey / 255) ** factor) for grey in range(256)])
    return page.point([max(0, min(255, round(128 + (grey - 128) * factor))) for grey in range(256)])
