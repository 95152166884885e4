"""The T.6 coding itself, bit for bit against the code tables of ITU-T T.4 and T.6, written down by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from byfax_desktop.fax.geometry import WIDTH
from byfax_desktop.fax.strip import group4, group4_of_negative

END = "000000000001" * 2
"""EOFB, the end of a page (T.6, 2.4.1.1)."""
V0 = "1"
"""The line changes colour just below where the one above does (T.6, table 1)."""
HORIZONTAL = "001"
WHITE_0, BLACK_0 = "00110101", "0000110111"
WHITE_1728, BLACK_1728 = "010011011", "0000001100101"
WHITE_1664 = "011000"
WHITE_32, BLACK_32 = "00011011", "000001101010"
"""Runs of dots (T.4, tables 2 and 3)."""


def bits(page: Image.Image) -> str:
    return "".join(f"{byte:08b}" for byte in group4(page))


def assert_codes(page: Image.Image, expected: str) -> None:
    found = bits(page)
    assert found.startswith(expected)
    assert len(found) - len(expected) < 8
    assert "1" not in found[len(expected) :]


@pytest.mark.parametrize("white", [1, 255])
def test_white_lines_are_one_bit_each(white: int) -> None:
    """Pillow keeps either value as white, depending on how the page was made."""
    assert_codes(Image.new("1", (WIDTH, 8), white), V0 * 8 + END)


def test_black_lines_are_a_black_run_and_then_the_same_again() -> None:
    first = HORIZONTAL + WHITE_0 + BLACK_1728 + BLACK_0
    # Below it the line begins black at the left edge again, and ends where the one above does.
    assert_codes(Image.new("1", (WIDTH, 3), 0), first + (V0 + V0) * 2 + END)


@pytest.mark.parametrize("white", [1, 255])
def test_dots_keep_their_side(white: int) -> None:
    page = Image.new("1", (WIDTH, 1), white)
    page.paste(0, (WIDTH - 32, 0, WIDTH, 1))
    assert_codes(page, HORIZONTAL + WHITE_1664 + WHITE_32 + BLACK_32 + END)


def test_a_line_that_turns_white_says_so() -> None:
    page = Image.new("1", (WIDTH, 2), 255)
    page.paste(0, (0, 0, WIDTH, 1))
    black = HORIZONTAL + WHITE_0 + BLACK_1728 + BLACK_0
    # The black above ends where the white does, not before it, so pass mode may not be used (T.6, 2.2.3.1).
    assert_codes(page, black + HORIZONTAL + WHITE_1728 + WHITE_0 + BLACK_0 + END)


def test_the_page_itself_stays_as_it_is() -> None:
    page = Image.new("1", (WIDTH, 8), 1)
    before = page.tobytes()
    group4(page)
    assert page.tobytes() == before


@pytest.mark.parametrize("white", [1, 255])
def test_a_negative_codes_the_same(white: int) -> None:
    page = Image.new("1", (WIDTH, 8), white)
    page.paste(0, (100, 2, 900, 5))
    assert group4_of_negative(ImageChops.invert(page.convert("L")).convert("1")) == group4(page)


@settings(max_examples=30)
@given(st.binary(min_size=1, max_size=400), st.integers(1, 40))
def test_a_negative_codes_the_same_whatever_is_on_it(seed: bytes, height: int) -> None:
    """As pages are coded: made by ``point``, so that white is 255."""
    need = WIDTH // 8 * height
    dots = Image.frombytes("1", (WIDTH, height), (seed * (need // len(seed) + 1))[:need])
    page = dots.convert("L").point([0] * 128 + [255] * 128, "1")
    assert group4_of_negative(ImageChops.invert(page)) == group4(page) == group4(dots)
