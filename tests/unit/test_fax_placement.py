"""Where a page lies on the paper, for pages of any size: whole, in true proportions, never blown up, on the paper."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from byfax_desktop.fax.geometry import DOTS_PER_INCH, MM_PER_INCH, WIDTH, Resolution
from byfax_desktop.fax.placement import LONGEST, Placement, placed
from byfax_desktop.fax.sources.source import WHOLE
from byfax_desktop.fax.treatment import PLAIN, Cut, Treatment

PAPER_WIDTH = WIDTH / DOTS_PER_INCH
A4 = (210 / MM_PER_INCH, 297 / MM_PER_INCH)

inches = st.floats(0.02, 300)
resolutions = st.sampled_from(Resolution)
turns = st.integers(0, 3)
millimetres = st.integers(0, 100)
cuts = st.builds(Cut, millimetres, millimetres, millimetres, millimetres)
treatments = st.builds(Treatment, quarter_turns=turns, cut=cuts)


def seen(width: float, height: float, place: Placement) -> tuple[float, float]:
    """Inches of the page that are seen, as it lies on the paper."""
    if place.shape.quarter_turns % 2:
        width, height = height, width
    return width * place.shape.part_width, height * place.shape.part_height


@given(inches, inches, treatments, resolutions)
def test_it_stays_on_the_paper(
    width: float, height: float, treatment: Treatment, resolution: Resolution
) -> None:
    place = placed(width, height, treatment, resolution)
    assert place.left >= 0
    assert 1 <= place.shape.width <= WIDTH - place.left
    assert 1 <= place.shape.height <= place.lines
    assert place.lines <= round(LONGEST * resolution.value)


@given(inches, inches, treatments, resolutions)
def test_it_stands_in_the_middle(
    width: float, height: float, treatment: Treatment, resolution: Resolution
) -> None:
    place = placed(width, height, treatment, resolution)
    right = WIDTH - place.left - place.shape.width
    assert abs(place.left - right) <= 1


@given(inches, inches, turns, resolutions)
def test_nothing_is_cut_that_was_not_to_be_cut(
    width: float, height: float, quarter_turns: int, resolution: Resolution
) -> None:
    place = placed(width, height, Treatment(quarter_turns=quarter_turns), resolution)
    assert place.shape.part == WHOLE


@given(inches, inches, treatments, resolutions)
def test_it_is_never_blown_up(
    width: float, height: float, treatment: Treatment, resolution: Resolution
) -> None:
    place = placed(width, height, treatment, resolution)
    across, down = seen(width, height, place)
    assert place.shape.width <= max(1, across * DOTS_PER_INCH + 0.51)
    # A page as high as the paper but for a line fills it.
    assert place.shape.height <= max(1, down * resolution.value + 1.51)


@example(1, 197, PLAIN, Resolution.STANDARD)  # shrunk it is a hair longer than the longest paper
@given(inches, inches, treatments, resolutions)
def test_it_keeps_its_proportions_within_a_dot(
    width: float, height: float, treatment: Treatment, resolution: Resolution
) -> None:
    place = placed(width, height, treatment, resolution)
    across, down = seen(width, height, place)
    dots, lines = place.shape.width, place.shape.height
    # Each side tells between which scales the page lies; there is one scale for both.
    smallest = max((dots - 0.51) / across / DOTS_PER_INCH, (lines - 1.51) / down / resolution.value)
    largest = min((dots + 0.51) / across / DOTS_PER_INCH, (lines + 1.51) / down / resolution.value)
    assert smallest <= largest or 1 in (dots, lines)


@given(inches, inches, treatments, resolutions)
def test_it_is_no_smaller_than_it_must_be(
    width: float, height: float, treatment: Treatment, resolution: Resolution
) -> None:
    """It keeps its size, or fills the paper's width, or the longest page's height."""
    place = placed(width, height, treatment, resolution)
    across, _ = seen(width, height, place)
    assert (
        place.shape.width >= across * DOTS_PER_INCH - 0.51
        or place.shape.width == WIDTH
        or place.shape.height >= LONGEST * resolution.value - 1
    )


@given(inches, inches, resolutions)
def test_a_page_that_is_wider_than_the_paper_is_laid_on_its_side(
    width: float, height: float, resolution: Resolution
) -> None:
    assume(abs(width - height) > 0.01)
    assume(abs(width - PAPER_WIDTH) > 0.01)
    place = placed(width, height, PLAIN, resolution)
    assert place.shape.quarter_turns == (1 if width > height and width > PAPER_WIDTH else 0)


@pytest.mark.parametrize("resolution", list(Resolution))
@pytest.mark.parametrize("quarter_turns", range(4))
def test_a_narrow_page_is_turned_as_asked(resolution: Resolution, quarter_turns: int) -> None:
    place = placed(5, 7, Treatment(quarter_turns=quarter_turns), resolution)
    assert place.shape.quarter_turns == quarter_turns
    across, down = (5, 7) if quarter_turns % 2 == 0 else (7, 5)
    assert place.shape.width == across * DOTS_PER_INCH
    assert place.shape.height == down * resolution.value


@given(inches, inches, turns, resolutions)
def test_a_turn_is_seen_as_one_however_the_page_is_laid(
    width: float, height: float, quarter_turns: int, resolution: Resolution
) -> None:
    plain, turned = (
        placed(width, height, treatment, resolution).shape.quarter_turns
        for treatment in (PLAIN, Treatment(quarter_turns=quarter_turns))
    )
    assert (turned - plain) % 4 == quarter_turns


@given(st.floats(0.02, PAPER_WIDTH), st.floats(0.02, PAPER_WIDTH), turns, cuts, resolutions)
def test_turning_a_page_is_having_another_page(
    width: float, height: float, quarter_turns: int, cut: Cut, resolution: Resolution
) -> None:
    """Edges are cut as the page lies after it was turned: the same as a narrow page that lies so already."""
    turned = placed(width, height, Treatment(quarter_turns=quarter_turns, cut=cut), resolution)
    if quarter_turns % 2:
        width, height = height, width
    other = placed(width, height, Treatment(cut=cut), resolution)
    assert (turned.left, turned.lines) == (other.left, other.lines)
    assert (turned.shape.width, turned.shape.height) == (other.shape.width, other.shape.height)
    assert turned.shape.part == other.shape.part
    assert (turned.shape.quarter_turns - other.shape.quarter_turns) % 4 == quarter_turns


@given(st.floats(5, 8.4), st.floats(8.5, 13), cuts, resolutions)
def test_so_many_millimetres_are_cut_off(
    width: float, height: float, cut: Cut, resolution: Resolution
) -> None:
    assume((cut.left + cut.right) / MM_PER_INCH < 0.9 * width)
    assume((cut.top + cut.bottom) / MM_PER_INCH < 0.9 * height)
    place = placed(width, height, Treatment(cut=cut), resolution)
    assume(place.shape.quarter_turns == 0)
    left, top, right, bottom = place.shape.part
    found = (left * width, top * height, (1 - right) * width, (1 - bottom) * height)
    expected = (cut.left, cut.top, cut.right, cut.bottom)
    assert [edge * MM_PER_INCH for edge in found] == pytest.approx(expected, abs=0.001)
    kept = width - (cut.left + cut.right) / MM_PER_INCH
    assert place.shape.width == pytest.approx(kept * DOTS_PER_INCH, abs=0.6)


@given(inches, inches, treatments, resolutions)
def test_however_much_is_cut_something_stays(
    width: float, height: float, treatment: Treatment, resolution: Resolution
) -> None:
    shape = placed(width, height, treatment, resolution).shape
    left, top, right, bottom = shape.part
    assert 0 <= left < right <= 1
    assert 0 <= top < bottom <= 1
    assert shape.part_width >= 0.0499
    assert shape.part_height >= 0.0499


@pytest.mark.parametrize(
    ("cut", "part"),
    [
        (Cut(left=10), (0, 10, None, None)),
        (Cut(top=10), (None, 0, 10, None)),
        (Cut(right=10), (None, None, 0, 10)),
        (Cut(bottom=10), (10, None, None, 0)),
    ],
    ids=["left", "top", "right", "bottom"],
)
def test_the_edge_that_is_cut_goes_along_when_the_page_is_laid_on_its_side(
    cut: Cut, part: tuple[int | None, ...]
) -> None:
    """Turned clockwise, what was left is now at the top, what was at the top to the right."""
    width, height = 14, 8
    shape = placed(width, height, Treatment(cut=cut), Resolution.FINE).shape
    assert shape.quarter_turns == 1
    left, top, right, bottom = shape.part
    off = (left * height, top * width, (1 - right) * height, (1 - bottom) * width)
    expected = tuple(10 if edge == 10 else 0 for edge in part)
    assert [edge * MM_PER_INCH for edge in off] == pytest.approx(expected, abs=0.001)


@given(inches, inches, treatments)
def test_standard_has_half_the_lines_of_fine_and_the_same_dots(
    width: float, height: float, treatment: Treatment
) -> None:
    fine, standard = (
        placed(width, height, treatment, each) for each in (Resolution.FINE, Resolution.STANDARD)
    )
    assert abs(fine.lines - 2 * standard.lines) <= 2
    assert abs(fine.shape.height - 2 * standard.shape.height) <= 3
    assert (fine.left, fine.shape.width) == (standard.left, standard.shape.width)
    assert (fine.shape.part, fine.shape.quarter_turns) == (standard.shape.part, standard.shape.quarter_turns)


@pytest.mark.parametrize(
    ("size", "lines"),
    [
        (A4, 2292),
        ((8.5, 11), 2148),
        ((8.5, 14), 2734),
        ((5.83, 8.27), 2292),
        ((8.27, 3), 2292),
        ((8.27, 30), 2744),
        ((11.69, 8.27), 2292),
    ],
    ids=["A4", "Letter", "Legal", "A5", "strip", "endless", "landscape"],
)
def test_the_paper_is_as_long_as_the_page(size: tuple[float, float], lines: int) -> None:
    assert placed(*size, PLAIN, Resolution.FINE).lines == pytest.approx(lines, abs=1)
    assert placed(*size, PLAIN, Resolution.STANDARD).lines == pytest.approx(lines / 2, abs=1)


@pytest.mark.parametrize("resolution", list(Resolution))
@pytest.mark.parametrize("points", [841.6, 841.89, 842])
def test_a4_in_whole_points_is_a4(resolution: Resolution, points: float) -> None:
    place = placed(595 / 72, points / 72, PLAIN, resolution)
    assert place.lines == place.shape.height
    assert place.lines == resolution.page_lines
