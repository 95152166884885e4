"""Pages with text in a size, a grey and a script, as documents hold them: grey, in fax dots of a fine page."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from byfax_desktop.fax.fonts import Font, other_font_file, sans
from byfax_desktop.fax.geometry import DOTS_PER_INCH, MM_PER_INCH, WIDTH
from byfax_desktop.fax.sources.source import FaxPage, Shape, shaped

HEIGHT = round(297 / MM_PER_INCH * DOTS_PER_INCH)
"""Of a page whose dots are square."""
Pen = ImageDraw.ImageDraw
Draw = Callable[[Pen], None]


def dots(millimetres: float) -> int:
    """Of a page whose dots are square."""
    return round(millimetres / MM_PER_INCH * DOTS_PER_INCH)


def drawn(*draws: Draw, paper: int = 255) -> Image.Image:
    """A page in mode "L"."""
    page = Image.new("L", (WIDTH, HEIGHT), paper)
    for draw in draws:
        draw(ImageDraw.Draw(page))
    return page


def prose(
    text: str,
    points: float = 10,
    ink: int = 0,
    top: float = 25,
    lines: int = 30,
    left: float = 20,
    width: float = 170,
    font: Font | None = None,
) -> Draw:
    """A column of text, millimetres from the upper left corner of the page."""
    chosen = font or font_for(text, points)

    def draw(pen: Pen) -> None:
        room = dots(width)
        step = round(points / 72 * DOTS_PER_INCH * 1.3)
        wide = max(1, int(room / (chosen.getlength(text) / len(text))))
        rows = textwrap.wrap(text, wide) or [""]
        if " " not in text:
            rows = [text[start : start + wide] for start in range(0, len(text), wide)]
        for number in range(lines):
            row = rows[number % len(rows)]
            pen.text((dots(left), dots(top) + number * step), row, font=chosen, fill=ink)

    return draw


def font_for(text: str, points: float) -> Font:
    """A font in points that has a text's letters."""
    pixels = max(1, round(points / 72 * DOTS_PER_INCH))
    other = other_font_file()
    if other and any("\u4e00" <= letter <= "\u9fff" for letter in text):
        return ImageFont.truetype(str(other), pixels)
    return sans(pixels)


def grain(size: tuple[int, int], spread: float, seed: int = 1) -> Image.Image:
    """Noise around the middle grey, always the same for a seed."""
    level = 128 - 1.2 * spread
    table = [round(level + (one + 0.5) * 2.4 * spread / 256) for one in range(256)]
    one, other = (
        Image.frombytes("L", size, random.Random(seed + more).randbytes(size[0] * size[1]))
        for more in (0, 500)
    )
    return ImageChops.add(one.point(table), other.point(table), 1, -128)


def scanned(page: Image.Image, tilt: float = 0.4, paper: int = 238, noise: float = 12) -> Image.Image:
    """The page as a scanner gives it: a little askew, soft, on paper that isn't white."""
    tilted = page.rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor=255)
    toned = tilted.point([30 + grey * (paper - 30) // 255 for grey in range(256)])
    soft = toned.filter(ImageFilter.GaussianBlur(0.8))
    return ImageChops.add(soft, grain(page.size, noise), 1, -128)


def upside_down(page: Image.Image) -> Image.Image:
    """The page as it comes out of a scanner that it went into the wrong way."""
    return page.transpose(Image.Transpose.ROTATE_180)


class DrawnPages:
    """Pictures as a document, each of which fills its A4 page."""

    def __init__(self, *pages: Image.Image) -> None:
        self._pages = pages

    def count(self) -> int:
        return len(self._pages)

    def size(self, index: int, /) -> tuple[float, float]:
        page = self._pages[index]
        return page.width / DOTS_PER_INCH, page.height / DOTS_PER_INCH

    def fax_page(self, index: int, /) -> FaxPage | None:
        return None

    def grey(self, index: int, shape: Shape) -> Image.Image:
        return shaped(self._pages[index].convert("L"), shape)

    def colour(self, index: int, shape: Shape) -> Image.Image:
        return shaped(self._pages[index].convert("RGB"), shape)
