"""One page looked at for what will not be read at the other end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops

from byfax_desktop.fax.blank import is_blank
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.header import band_lines
from byfax_desktop.fax.legibility.faint import Ink, drowned_lines, ink_of, lost_lines, printed
from byfax_desktop.fax.legibility.findings import FindingKind, Found, Remedy
from byfax_desktop.fax.legibility.glyphs import Glyph, glyphs
from byfax_desktop.fax.legibility.lines import TextLine, text_lines
from byfax_desktop.fax.legibility.pictured import is_on_ground, is_pale
from byfax_desktop.fax.legibility.upside_down import is_upside_down, may_be_upside_down
from byfax_desktop.fax.pages import contrasted, drawn_page, ready_page
from byfax_desktop.fax.screen import black_and_white
from byfax_desktop.fax.sources.source import Source
from byfax_desktop.fax.treatment import MOST_CONTRAST
from byfax_desktop.fax.wanted import FaxLook

_SMALLEST = {Resolution.STANDARD: 4.5, Resolution.FINE: 5.5}
"""Lines that letters like x need. At 4.1 lines (5.5 points in standard quality) a program for reading texts still
reads all words, at 3.7 two of three; in fine quality 5.2 lines (3.5 points) are 0.7 mm, and people give up first."""
_SMALL_LETTERS, _SMALL_PART = 60, 0.1
"""A line of small print; the few tiny letters beside much that can be read are none."""
_ALL = 10**6
_LEAST_MM = 1.25
"""Height of letters like x that somebody would miss; the dust at the edge of a scan is smaller."""
_TRIED = 25
"""Steps of contrast between which the least is looked for that helps."""
_PRINTED = 0.55, 1.8
"""Black dots by those of the ink that is seen, where a text can be read."""


@dataclass(frozen=True, slots=True)
class _Page:
    """``grey`` is None for a page that is a fax already; ``dots`` are those sent, and ``text`` those sent as text."""

    grey: Image.Image | None
    dots: Image.Image
    text: Image.Image
    look: FaxLook

    @property
    def mode(self) -> Mode:
        return self.look.treatment.mode or self.look.mode


def found_on(source: Source, index: int, look: FaxLook) -> tuple[Found, ...] | None:
    """What is wrong with a page (from 0), as it comes out; None for a blank one that is left out."""
    page = _seen(source, index, look)
    pale = tuple(_pale(page))
    if not pale and is_blank(page.dots, look.resolution):
        return None if look.treatment.skip_blank else (Found(FindingKind.BLANK, Remedy.SKIP_BLANK),)
    ink = ImageChops.invert(page.text.convert("L"))
    pieces = glyphs(ink)
    lines = text_lines(pieces, look.resolution)
    return (
        *pale,
        *_pictured(page, lines),
        *_small(page, lines),
        *_turned(ink, pieces, lines, look),
        *_covered(page),
    )


def _seen(source: Source, index: int, look: FaxLook) -> _Page:
    treatment, resolution = look.treatment, look.resolution
    ready = ready_page(source, index, resolution, treatment)
    if ready is not None:
        return _Page(None, ready, ready, look)
    mode = treatment.mode or look.mode
    drawn = drawn_page(source, index, resolution, treatment)
    dots = black_and_white(contrasted(drawn, treatment.contrast, mode), mode)
    text = dots if mode is Mode.TEXT else black_and_white(drawn, Mode.TEXT)
    return _Page(drawn, dots, text, look)


def _pale(page: _Page) -> Iterator[Found]:
    """What the threshold of a page of text takes away, or drowns."""
    if page.grey is None or page.mode is not Mode.TEXT:
        return
    ink = ink_of(page.grey)
    lost = lost_lines(ink, page.dots, page.look.resolution)
    drowned = drowned_lines(ink, page.look.resolution)
    if lost:
        yield _with_contrast(FindingKind.LIGHT_GREY, page, ink, lost, 1)
    if drowned and printed(page.dots, ink, drowned) > _PRINTED[1]:
        yield _with_contrast(FindingKind.COLOURED_GROUND, page, ink, drowned, -1)


def _with_contrast(kind: FindingKind, page: _Page, ink: Ink, lines: Sequence[TextLine], way: int) -> Found:
    """With the least contrast that brings the lines out, where one does."""
    assert page.grey is not None
    now = page.look.treatment.contrast
    least, most = _PRINTED
    for contrast in range(now + way * _TRIED, way * (MOST_CONTRAST + 1), way * _TRIED):
        dots = black_and_white(contrasted(page.grey, contrast, Mode.TEXT), Mode.TEXT)
        if least <= printed(dots, ink, lines) <= most and not lost_lines(ink, dots, page.look.resolution):
            return Found(kind, Remedy.CONTRAST, contrast)
    return Found(kind)


def _pictured(page: _Page, lines: Sequence[TextLine]) -> Iterator[Found]:
    """What the fine dots of a picture do to text."""
    if page.grey is None or page.mode is not Mode.PHOTO:
        return
    if is_on_ground(page.grey, lines):
        yield Found(FindingKind.COLOURED_GROUND, Remedy.TEXT_MODE)
    elif is_pale(page.grey, lines):
        yield Found(FindingKind.LIGHT_GREY, Remedy.TEXT_MODE)


def _small(page: _Page, lines: Sequence[TextLine]) -> Iterator[Found]:
    resolution = page.look.resolution
    if page.grey is None:
        return  # it came so, and nothing makes it larger
    small = sum(len(line.letters) for line in lines if line.height < _SMALLEST[resolution])
    if small >= max(_SMALL_LETTERS, _SMALL_PART * sum(len(line.letters) for line in lines)):
        yield Found(FindingKind.TOO_SMALL, Remedy.FINE if resolution is Resolution.STANDARD else None)


def _turned(
    ink: Image.Image, pieces: Sequence[Glyph], lines: Sequence[TextLine], look: FaxLook
) -> Iterator[Found]:
    """A part of a page only raises the suspicion; the whole of it must bear it out."""
    if may_be_upside_down(pieces, lines, look.resolution):
        whole = glyphs(ink, _ALL)
        if is_upside_down(whole, text_lines(whole, look.resolution), look.resolution):
            yield Found(FindingKind.UPSIDE_DOWN, Remedy.TURN)


def _covered(page: _Page) -> Iterator[Found]:
    if page.look.header is None:
        return
    resolution = page.look.resolution
    band = band_lines(resolution)
    top = ImageChops.invert(page.text.crop((0, 0, page.text.width, 4 * band)).convert("L"))
    first = band if page.grey is None else 0  # the header line that a fax brought along may be covered
    covered = (
        line for line in text_lines(glyphs(top, _ALL), resolution) if first < line.bottom and line.top < band
    )
    if any(line.height >= resolution.lines(_LEAST_MM) for line in covered):
        yield Found(FindingKind.UNDER_HEADER)
