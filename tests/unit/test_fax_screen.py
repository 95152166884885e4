"""The lightest and the darkest spot nearby, found quickly."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from byfax_desktop.fax.screen import darkest_within, lightest_within


@settings(deadline=None, max_examples=40)
@given(
    st.integers(1, 40),
    st.integers(1, 40),
    st.sampled_from([1, 3, 5, 9, 11]),
    st.randoms(use_true_random=False),
)
def test_it_is_the_lightest_of_the_square(width: int, height: int, side: int, random: Random) -> None:
    dots = [random.randrange(256) for _ in range(width * height)]
    page = Image.new("L", (width, height))
    page.putdata(dots)
    found = lightest_within(page, side)

    reach = side // 2
    for y in range(height):
        for x in range(width):
            square = [
                dots[row * width + column]
                for row in range(max(0, y - reach), min(height, y + reach + 1))
                for column in range(max(0, x - reach), min(width, x + reach + 1))
            ]
            assert found.getpixel((x, y)) == max(square)


@pytest.mark.parametrize("side", [3, 9, 15])
def test_it_is_what_pillow_finds(side: int) -> None:
    page = Image.effect_noise((300, 200), 90)

    assert lightest_within(page, side).tobytes() == page.filter(ImageFilter.MaxFilter(side)).tobytes()


@pytest.mark.parametrize("side", [3, 15])
def test_the_darkest_is_what_pillow_finds_inside_the_page(side: int) -> None:
    page = Image.effect_noise((300, 200), 90)
    reach = side // 2
    inside = (reach, reach, 300 - reach, 200 - reach)

    found = darkest_within(page, side).crop(inside)
    assert found.tobytes() == page.filter(ImageFilter.MinFilter(side)).crop(inside).tobytes()
