"""Which pages are blank: scans of white paper with all that scanners add, but none with anything written on it."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from byfax_desktop.fax.blank import is_blank
from byfax_desktop.fax.fonts import sans
from byfax_desktop.fax.geometry import DOTS_PER_INCH, MM_PER_INCH, WIDTH, Mode, Resolution
from byfax_desktop.fax.screen import black_and_white

HEIGHT = round(297 / MM_PER_INCH * DOTS_PER_INCH)
Pen = ImageDraw.ImageDraw


def dots(millimetres: float) -> int:
    return round(millimetres / MM_PER_INCH * DOTS_PER_INCH)


def is_blank_as_fax(draw: Callable[[Pen], None], resolution: Resolution, paper: int = 255) -> bool:
    """Of a scanned page on which ``draw`` has drawn, 204 dots an inch both ways."""
    page = Image.new("L", (WIDTH, HEIGHT), paper)
    draw(ImageDraw.Draw(page))
    squeezed = page.resize((WIDTH, resolution.page_lines), Image.Resampling.LANCZOS)
    return is_blank(black_and_white(squeezed, Mode.TEXT), resolution)


def nothing(_pen: Pen) -> None:
    pass


def dust(pen: Pen) -> None:
    """Specks of up to half a millimetre, all over the page."""
    at = random.Random(5)
    for _ in range(150):
        x, y, size = at.randrange(WIDTH), at.randrange(HEIGHT), at.choice((0, 1, 1, 2, 3))
        pen.ellipse((x, y, x + size, y + size), fill=at.randrange(120))


def punch_holes(pen: Pen) -> None:
    """Two holes of 5.5 mm, whose middles are up to 9 mm from the edge."""
    for y in (HEIGHT // 2 - dots(40), HEIGHT // 2 + dots(40)):
        pen.ellipse((dots(6.25), y - dots(2.75), dots(11.75), y + dots(2.75)), fill=0)


def staple(pen: Pen) -> None:
    pen.line((dots(6), dots(6), dots(11), dots(9)), fill=30, width=5)


def edge_shadows(pen: Pen) -> None:
    pen.rectangle((0, 0, dots(6), HEIGHT), fill=0)
    pen.rectangle((0, HEIGHT - dots(4), WIDTH, HEIGHT), fill=60)


def everything(pen: Pen) -> None:
    for each in (dust, punch_holes, staple, edge_shadows):
        each(pen)


def hair(pen: Pen) -> None:
    pen.line((700, 700, 760, 790), fill=60, width=1)


def streak(pen: Pen) -> None:
    """What a speck on the glass makes of a sheet that is drawn past it."""
    pen.line((700, 0, 700, HEIGHT), fill=0, width=2)


def both_drawn(one: Callable[[Pen], None], other: Callable[[Pen], None]) -> Callable[[Pen], None]:
    def draw(pen: Pen) -> None:
        one(pen)
        other(pen)

    return draw


def words(text: str, points: float, x: float, y: float) -> Callable[[Pen], None]:
    """Text in a size in points, at millimetres from the page's left upper corner."""

    def draw(pen: Pen) -> None:
        font = sans(round(points / 72 * DOTS_PER_INCH))
        pen.text((dots(x), dots(y)), text, font=font, fill=0, anchor="ls")

    return draw


both = pytest.mark.parametrize("resolution", list(Resolution))


@both
@pytest.mark.parametrize("paper", [255, 236])
@pytest.mark.parametrize("draw", [nothing, dust, punch_holes, staple, edge_shadows, everything, hair, streak])
def test_white_paper_is_blank_whatever_a_scanner_adds(
    draw: Callable[[Pen], None], paper: int, resolution: Resolution
) -> None:
    assert is_blank_as_fax(draw, resolution, paper)


@both
@pytest.mark.parametrize(
    "draw",
    [
        words("12", 10, 105, 280),
        words("- 3 -", 9, 104, 282),
        words("1", 8, 104, 282),
        words("Page 2 of 3", 8, 170, 283),
        words("See over", 10, 25, 25),
        words("Yes.", 11, 90, 140),
        words("Kind regards, Anna", 8, 30, 60),
        lambda pen: pen.line((dots(60), dots(200), dots(110), dots(196)), fill=0, width=4),
        lambda pen: pen.rectangle((dots(90), dots(90), dots(120), dots(120)), outline=0, width=2),
        lambda pen: pen.line((dots(20), dots(150), dots(190), dots(150)), fill=0, width=3),
    ],
    ids=[
        "number",
        "- 3 -",
        "one digit",
        "small number",
        "top",
        "one word",
        "small line",
        "pen",
        "frame",
        "rule",
    ],
)
def test_who_wrote_a_little_wrote_something(draw: Callable[[Pen], None], resolution: Resolution) -> None:
    assert not is_blank_as_fax(draw, resolution)
    assert not is_blank_as_fax(both_drawn(draw, everything), resolution)


@both
def test_grey_pencil_counts(resolution: Resolution) -> None:
    def pencil(pen: Pen) -> None:
        pen.text((dots(60), dots(100)), "call back", font=sans(60), fill=150)

    assert not is_blank_as_fax(pencil, resolution)


def test_a_dithered_white_page_is_blank_and_a_faint_picture_is_not() -> None:
    white = Image.new("L", (WIDTH, 2292), 250)
    assert is_blank(black_and_white(white, Mode.PHOTO), Resolution.FINE)
    picture = white.copy()
    picture.paste(190, (600, 600, 1100, 1100))
    blurred = picture.filter(ImageFilter.GaussianBlur(30))
    assert not is_blank(black_and_white(blurred, Mode.PHOTO), Resolution.FINE)


@pytest.mark.parametrize("size", [(WIDTH, 1), (WIDTH, 150), (WIDTH, 2744)])
@pytest.mark.parametrize("white", [1, 255])
@both
def test_pages_of_any_height_can_be_blank(size: tuple[int, int], white: int, resolution: Resolution) -> None:
    assert is_blank(Image.new("1", size, white), resolution)


@both
def test_so_can_others_not(resolution: Resolution) -> None:
    strip = Image.new("1", (WIDTH, 100), 1)
    strip.paste(0, (700, 45, 900, 50))
    assert not is_blank(strip, resolution)


@settings(max_examples=20)
@given(st.floats(20, 150), st.floats(25, 270), st.sampled_from(Resolution))
def test_a_line_of_text_counts_wherever_it_stands(x: float, y: float, resolution: Resolution) -> None:
    assert not is_blank_as_fax(words("Thank you for your letter", 10, x, y), resolution)
