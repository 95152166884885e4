"""Where pages lie below each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.ui.widgets.page_layout import GAP, USUAL_RATIO, PageLayout, Place

RATIOS = st.lists(st.floats(0.1, 8), min_size=1, max_size=30)


def laid_out(ratios: list[float], width: int = 400) -> PageLayout:
    layout = PageLayout(len(ratios))
    layout.set_width(width)
    for index, ratio in enumerate(ratios):
        layout.set_ratio(index, ratio)
    return layout


def test_a_page_not_yet_seen_is_taken_for_a_usual_one() -> None:
    layout = PageLayout(2)
    layout.set_width(100)
    assert layout.height(0) == round(100 * USUAL_RATIO)
    assert layout.top(1) == GAP + layout.height(0) + GAP


@given(RATIOS)
def test_pages_never_overlap_and_fill_the_column(ratios: list[float]) -> None:
    layout = laid_out(ratios)
    bottom = 0
    for page in range(layout.count):
        assert layout.top(page) == bottom + GAP
        bottom = layout.top(page) + layout.height(page)
    assert layout.total_height == bottom + GAP


@given(RATIOS, st.integers(0, 90_000), st.integers(1, 2000))
def test_between_names_just_the_pages_in_sight(ratios: list[float], top: int, span: int) -> None:
    layout = laid_out(ratios)
    seen = [
        page
        for page in range(layout.count)
        if layout.top(page) <= top + span and layout.top(page) + layout.height(page) > top
    ]
    assert list(layout.between(top, top + span)) == seen


def test_a_place_is_found_again_after_the_width_changed() -> None:
    layout = laid_out([1.0, 1.0])
    place = layout.place_at(layout.top(1) + 100)
    assert place == Place(1, 0.25)
    layout.set_width(800)
    assert layout.height_of(place) == layout.top(1) + 200


def test_a_ratio_known_before_moves_nothing() -> None:
    layout = laid_out([1.5])
    assert not layout.set_ratio(0, 1.5)
    assert layout.set_ratio(0, 1.6)


def test_no_pages_take_no_room() -> None:
    layout = PageLayout(0)
    assert layout.total_height == 0
    assert list(layout.between(0, 500)) == []


@given(RATIOS, st.integers(0, 9000), st.integers(1, 900), st.integers(1, 900))
def test_a_place_is_the_same_after_there_and_back(ratios: list[float], y: int, there: int, back: int) -> None:
    layout = laid_out(ratios, back)
    place = layout.place_at(y)
    layout.set_width(there)
    layout.set_width(back)
    assert layout.height_of(place) == y


def test_a_gap_stays_as_wide_as_it_is() -> None:
    layout = laid_out([1.0, 1.0])
    above_the_first, above_the_second = layout.place_at(0), layout.place_at(layout.top(1) - 3)
    layout.set_width(40)
    assert layout.height_of(above_the_first) == 0
    assert layout.height_of(above_the_second) == layout.top(1) - 3


def test_pages_on_their_side_are_equally_high_and_as_broad_as_they_were_high() -> None:
    layout = laid_out([1.5, 2.0, 0.5], 100)
    layout.set_on_side([True] * 3)
    assert [layout.height(page) for page in range(3)] == [100, 100, 100]
    assert [layout.width(page) for page in range(3)] == [150, 200, 50]
    assert layout.column_width == 200
    layout.set_on_side([False] * 3)
    assert layout.column_width == 100


def test_one_page_on_its_side_among_others_has_its_own_shape() -> None:
    layout = laid_out([1.5, 2.0, 0.5], 100)
    layout.set_on_side([False, True, False])
    assert [layout.height(page) for page in range(3)] == [150, 100, 50]
    assert [layout.width(page) for page in range(3)] == [100, 200, 100]
    assert layout.column_width == 200
    assert layout.has_on_side
    assert [layout.is_on_side(page) for page in range(3)] == [False, True, False]


def test_pages_not_yet_seen_do_not_make_the_column_broader() -> None:
    layout = PageLayout(3)
    layout.set_on_side([True] * 3)
    layout.set_width(100)
    layout.set_ratio(1, 1.2)
    assert layout.column_width == 120
