"""Text that an eye sees on a page, and that its black and white dots no longer show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops

from byfax_desktop.fax.geometry import Resolution
from byfax_desktop.fax.legibility.glyphs import glyphs
from byfax_desktop.fax.legibility.lines import TextLine, text_lines
from byfax_desktop.fax.screen import lightest_within

_COARSE = 4
_PAPER_REACH = 15
"""Squares of so many reduced dots (7.5 mm) hold some paper, where there is text."""
_SEEN = 20
"""Greys by which ink differs from its paper, to be seen: #e8e8e8 on white differs by 23."""
_OF_NOISE = 5
"""And by so many times what the grain of a scanned paper differs by itself."""
_GROWN = 5
"""Squares of dots: the soft edge of what came out black."""
_CELL, _SOME = 8, 30
"""Dots; squares in which as much is lost as in a letter are lost."""
_FEWEST_CELLS = 12
_FEWEST_LETTERS = 16
"""Three words; the few pale letters of a logo or a watermark are none."""
_LEAST_HEIGHT = {Resolution.STANDARD: 5, Resolution.FINE: 6}
"""Lines, of letters like x; flatter ones may be the grain of the paper."""
_SOLID, _CLOSE = 0.36, 0.5
"""Letters fill half of their boxes, and two thirds of their line; the specks that the grain of a shaded field makes
fill a fifth to a half of theirs, and a quarter of what looks like a line of them."""
_LOST = 0.5
"""Of a line's ink; blurred edges lose a quarter."""
_DARK = 128
"""Ground as dark is black, with all that is written on it."""
_FEWEST_DARK = 0.004
"""Of the page, which is more than a letter head."""

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Ink:
    """``seen`` is the ink of a grey page as an eye sees it, 255 on 0; ``paper`` is reduced, what lies around it."""

    seen: Image.Image
    paper: Image.Image


def ink_of(grey: Image.Image) -> Ink:
    """What differs from the paper around it by more than the grain of that."""
    paper = lightest_within(grey.reduce(_COARSE), _PAPER_REACH)
    darker = ImageChops.subtract(_enlarged(paper, grey.size), grey)
    usual, least = _quantiles(darker, (0.5, 0.1))
    limit = min(255, usual + max(_SEEN, _OF_NOISE * (usual - least)))
    return Ink(darker.point([0] * limit + [255] * (256 - limit)), paper)


def lost_lines(ink: Ink, dots: Image.Image, resolution: Resolution) -> list[TextLine]:
    """Lines of text that are seen, but hardly printed; none where they are few."""
    lost = ImageChops.subtract(ink.seen, lightest_within(_black(dots), _GROWN))
    cells = lost.reduce(_CELL).histogram()
    if sum(cells[_SOME:]) < _FEWEST_CELLS:
        return []
    found = text_lines(glyphs(lost), resolution)
    return _enough(line for line in found if _is_solid(line, resolution) and _is_lost(line, lost, ink))


def drowned_lines(ink: Ink, resolution: Resolution) -> list[TextLine]:
    """Lines of text on a ground that comes out black."""
    if sum(ink.paper.histogram()[:_DARK]) < _FEWEST_DARK * ink.paper.width * ink.paper.height:
        return []
    ground = ink.paper.point([255] * _DARK + [0] * (256 - _DARK))
    on_it = ImageChops.darker(ink.seen, _enlarged(ground, ink.seen.size))
    return _enough(text_lines(glyphs(on_it), resolution))


def printed(dots: Image.Image, ink: Ink, lines: Sequence[TextLine]) -> float:
    """How many dots are black where these lines are, by those of their ink."""
    black = _black(dots)
    seen = sum(_inked(ink.seen, box_of(line)) for line in lines)
    return sum(_inked(black, box_of(line)) for line in lines) / max(1, seen)


def box_of(line: TextLine) -> Box:
    """The letters of a line like x, without strokes up and down."""
    return line.left, int(line.top), line.right, int(line.bottom) + 1


def _is_solid(line: TextLine, resolution: Resolution) -> bool:
    if line.height < _LEAST_HEIGHT[resolution]:
        return False
    inked = sum(each.ink for each in line.letters)
    boxes = sum(each.width * each.height for each in line.letters)
    wide = sum(each.width for each in line.letters)
    return inked > _SOLID * boxes and wide > _CLOSE * (line.right - line.left)


def _is_lost(line: TextLine, lost: Image.Image, ink: Ink) -> bool:
    return _inked(lost, box_of(line)) > _LOST * _inked(ink.seen, box_of(line))


def _enough(lines: Iterable[TextLine]) -> list[TextLine]:
    found = list(lines)
    return found if sum(len(line.letters) for line in found) >= _FEWEST_LETTERS else []


def _black(dots: Image.Image) -> Image.Image:
    return ImageChops.invert(dots.convert("L"))


def _inked(picture: Image.Image, box: Box) -> int:
    return picture.crop(box).histogram()[255]


def _enlarged(reduced: Image.Image, size: tuple[int, int]) -> Image.Image:
    whole = (reduced.width * _COARSE, reduced.height * _COARSE)
    return reduced.resize(whole, Image.Resampling.NEAREST).crop((0, 0, *size))


def _quantiles(picture: Image.Image, parts: Sequence[float]) -> list[int]:
    counts, found = picture.histogram(), []
    for part in parts:
        left = part * picture.width * picture.height
        for grey, count in enumerate(counts):
            left -= count
            if left <= 0:
                found.append(grey)
                break
    return found
