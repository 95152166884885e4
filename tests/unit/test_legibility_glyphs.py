"""Pieces of ink: those that an eye would find, and what stands for a page full of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from byfax_desktop.fax.legibility.glyphs import Glyph, glyphs

Grid = list[list[bool]]

grids = st.integers(1, 9).flatmap(
    lambda width: st.lists(st.lists(st.booleans(), min_size=width, max_size=width), min_size=1, max_size=9)
)


def picture(grid: Grid) -> Image.Image:
    page = Image.new("L", (len(grid[0]), len(grid)))
    page.putdata([255 * dot for line in grid for dot in line])
    return page


def filled(grid: Grid) -> list[Glyph]:
    """The same found dot by dot."""
    left = {(x, y) for y, line in enumerate(grid) for x, dot in enumerate(line) if dot}
    found = []
    while left:
        piece, todo = set(), [left.pop()]
        while todo:
            x, y = todo.pop()
            piece.add((x, y))
            near = {(x + across, y + down) for across in (-1, 0, 1) for down in (-1, 0, 1)} & left
            left -= near
            todo += near
        across, down = [x for x, _ in piece], [y for _, y in piece]
        found.append(Glyph(min(across), min(down), max(across) + 1, max(down) + 1, len(piece)))
    return found


@given(grids)
def test_what_touches_is_one_piece_and_nothing_is_lost(grid: Grid) -> None:
    assert sorted(glyphs(picture(grid))) == sorted(filled(grid))


def test_a_piece_knows_its_size() -> None:
    (piece,) = glyphs(picture([[False, True, True], [False, True, False]]))
    assert (piece.width, piece.height, piece.ink) == (2, 2, 3)


def full_page() -> Image.Image:
    page = Image.new("L", (400, 2000))
    pen = ImageDraw.Draw(page)
    for y in range(0, 2000, 10):
        for x in range(0, 400, 10):
            pen.rectangle((x, y, x + 4, y + 4), fill=255)
    return page


def test_strips_from_all_over_stand_for_a_full_page() -> None:
    page = full_page()
    some = glyphs(page, 10_000)
    assert set(some) < set(glyphs(page, 10**6))
    assert len(some) < 8000 / 3
    assert min(each.top for each in some) < 200
    assert max(each.bottom for each in some) > 1600


@given(st.integers(1, 50_000))
def test_no_strip_cuts_a_piece(most_runs: int) -> None:
    assert {(each.width, each.height) for each in glyphs(_PAGE, most_runs)} == {(5, 5)}


_PAGE = full_page()


def test_white_paper_has_no_pieces() -> None:
    assert glyphs(Image.new("L", (1728, 2291))) == []
