"""Fits and scales."""

from __future__ import annotations

import pytest

from byfax_desktop.ui.widgets.zoom import FULL_SIZE, STEPS, Fit, Zoom, larger, scale_of, smaller, within


@pytest.mark.parametrize(
    ("zoom", "is_on_side", "width"),
    [
        (Zoom(Fit.WIDTH), False, 1000),
        (Zoom(Fit.WIDTH), True, 500),
        (Zoom(Fit.PAGE), False, 300),
        (Zoom(Fit.PAGE), True, 500),
        (FULL_SIZE, False, 1728),
        (FULL_SIZE, True, 1728),
        (Zoom(Fit.FIXED, 0.5), False, 864),
    ],
)
def test_the_width_of_a_page_twice_as_high_in_a_room_of_1000_by_600(
    zoom: Zoom, is_on_side: bool, width: int
) -> None:
    assert zoom.page_width((1000, 600), 2.0, is_on_side) == width


def test_no_room_is_too_small() -> None:
    assert Zoom(Fit.WIDTH).page_width((-20, -20), 1.4) == 1


def test_1728_pixels_are_100_percent() -> None:
    assert scale_of(1728) == 1
    assert scale_of(432) == 0.25


def test_steps_go_there_and_back_and_end() -> None:
    assert larger(0.5) == 0.67
    assert smaller(0.67) == 0.5
    assert larger(STEPS[-1]) == STEPS[-1]
    assert smaller(STEPS[0]) == STEPS[0]
    assert larger(0.9) == 1
    assert smaller(1.1) == 1


def test_a_scale_between_the_ends_is_as_it_is() -> None:
    assert [within(scale) for scale in (0.01, 0.42, 9)] == [STEPS[0], 0.42, STEPS[-1]]
