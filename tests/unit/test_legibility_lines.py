"""Lines of text among all that is black on a page."""

from __future__ import annotations

import pytest
from legibility_pages import Pen, dots, drawn, prose
from PIL import Image, ImageChops
from prose import TEXTS

from byfax_desktop.fax.geometry import WIDTH, Mode, Resolution
from byfax_desktop.fax.legibility.glyphs import glyphs
from byfax_desktop.fax.legibility.lines import TextLine, text_lines
from byfax_desktop.fax.screen import black_and_white

both = pytest.mark.parametrize("resolution", list(Resolution))


def lines_of(page: Image.Image, resolution: Resolution) -> list[TextLine]:
    squeezed = page.resize((WIDTH, resolution.page_lines), Image.Resampling.LANCZOS)
    ink = ImageChops.invert(black_and_white(squeezed, Mode.TEXT).convert("L"))
    return text_lines(glyphs(ink, 10**6), resolution)


@both
@pytest.mark.parametrize("points", [6, 8, 10, 14])
@pytest.mark.parametrize("name", ["English", "German", "Russian"])
def test_a_line_is_as_high_as_its_x(name: str, points: int, resolution: Resolution) -> None:
    heights = sorted(
        line.height for line in lines_of(drawn(prose(TEXTS[name], points, lines=10)), resolution)
    )
    meant = 0.547 * points / 72 * resolution.value
    assert heights[len(heights) // 2] == pytest.approx(meant, abs=2.5)


@both
def test_nearly_all_letters_of_a_text_are_found(resolution: Resolution) -> None:
    text = "WE SEND THE PARTS TODAY AND TOMORROW"
    found = lines_of(drawn(prose(text, 10, lines=3)), resolution)
    letters = 3 * len(text.replace(" ", ""))
    assert 0.85 * letters < sum(len(line.letters) for line in found) <= letters


def leader(pen: Pen) -> None:
    for x in range(100, 1500, 9):
        pen.rectangle((x, 300, x + 3, 303), fill=0)


def hatching(pen: Pen) -> None:
    for x in range(100, 1500, 12):
        pen.line((x, 300, x + 10, 330), fill=0, width=3)


def squares(pen: Pen) -> None:
    for x in range(100, 1500, 40):
        pen.rectangle((x, 300, x + 28, 328), outline=0, width=2)


def rules(pen: Pen) -> None:
    for y in range(300, 2000, 30):
        pen.line((100, y, 1500, y), fill=0, width=4)


def few_words(pen: Pen) -> None:
    prose("Tuesd", 12, lines=1)(pen)


@both
@pytest.mark.parametrize("draw", [leader, hatching, squares, rules, few_words])
def test_what_lies_in_a_row_need_not_be_text(draw, resolution: Resolution) -> None:  # type: ignore[no-untyped-def]
    assert lines_of(drawn(draw), resolution) == []


def test_columns_are_lines_of_their_own() -> None:
    two = drawn(prose(TEXTS["English"], 9, width=75), prose(TEXTS["English"], 9, left=115, width=75))
    edges = [(line.left, line.right) for line in lines_of(two, Resolution.FINE)]
    assert not any(left < dots(100) < right for left, right in edges)
