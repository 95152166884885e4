"""The header line: its template, and how it stands on the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from byfax_desktop.fax.geometry import WIDTH, Resolution
from byfax_desktop.fax.header import HeaderLine, header_line, stamp

VALUES = {
    "DateTime": "23.11.2026 10:00",
    "Timezone": "CET",
    "From": "ACME",
    "To": "Анна",
    "FromNumber": "+4930123456",
    "ToNumber": "+375170000001",
    "CurPage": "2",
    "CurPages": "13",
}
BAND_LINES = {Resolution.STANDARD: 21, Resolution.FINE: 42}


def ink(page: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many dots of a part of the page are black."""
    return page.crop(box).convert("L").histogram()[0]


def stamped(line: HeaderLine, resolution: Resolution = Resolution.FINE) -> Image.Image:
    return stamp(Image.new("1", (WIDTH, resolution.page_lines), 1), line, resolution)


def test_bars_part_the_line() -> None:
    assert header_line("a | b | c", {}) == ("a", "b", "c")


@pytest.mark.parametrize(
    ("template", "line"), [("", ("", "", "")), ("a", ("a", "", "")), ("a|b", ("a", "b", ""))]
)
def test_missing_parts_are_empty(template: str, line: HeaderLine) -> None:
    assert header_line(template, {}) == line


def test_more_bars_belong_to_the_right_part() -> None:
    assert header_line("a|b|c|d", {}) == ("a", "b", "c|d")


def test_both_forms_of_placeholders_are_filled() -> None:
    line = header_line(
        "<DateTime> {Timezone}|<From> {FromNumber} to <To> {ToNumber}|{CurPage}/<CurPages>", VALUES
    )
    assert line == ("23.11.2026 10:00 CET", "ACME +4930123456 to Анна +375170000001", "2/13")


@pytest.mark.parametrize("template", ["<Nothing>", "{Nothing}", "{From>", "<From", "{}", "a < b > c"])
def test_what_is_no_known_placeholder_stays(template: str) -> None:
    assert header_line(template, VALUES) == (template, "", "")


def test_a_value_is_no_template() -> None:
    assert header_line("{From}|{To}", {"From": "A|B {To}", "To": "C"}) == ("A|B {To}", "C", "")


@given(st.text(), st.dictionaries(st.sampled_from(sorted(VALUES)), st.text()))
def test_any_template_makes_a_line(template: str, values: dict[str, str]) -> None:
    assert len(header_line(template, values)) == 3


@pytest.mark.parametrize("resolution", Resolution)
def test_the_line_stands_in_a_band_at_the_top(resolution: Resolution) -> None:
    page = stamped(("left", "centre", "right"), resolution)
    band = BAND_LINES[resolution]
    assert (page.mode, page.size) == ("1", (WIDTH, resolution.page_lines))
    for third in range(3):
        assert ink(page, (third * 576, 0, (third + 1) * 576, band)) > 50
    assert ink(page, (0, band, WIDTH, page.height)) == 0


def test_letters_are_as_tall_on_paper_at_both_resolutions() -> None:
    heights = {}
    for resolution in Resolution:
        box = ImageChops.invert(stamped(("HHH", "", ""), resolution).convert("L")).getbbox()
        assert box is not None
        heights[resolution] = (box[3] - box[1]) / resolution.value
    assert heights[Resolution.STANDARD] == pytest.approx(heights[Resolution.FINE], abs=1.5 / 98)


def test_the_band_is_white_and_the_rest_of_the_page_is_kept() -> None:
    black = Image.new("1", (WIDTH, 500), 0)
    page = stamp(black, ("", "", ""), Resolution.FINE)
    assert ink(page, (0, 0, WIDTH, 42)) == 0
    assert ink(page, (0, 42, WIDTH, 500)) == WIDTH * 458
    assert ink(black, (0, 0, WIDTH, 500)) == WIDTH * 500


def test_cyrillic_is_printed_as_letters() -> None:
    letters = [stamped((letter, "", "")).tobytes() for letter in "ЖЯФЩ"]
    assert len(set(letters)) == 4


def test_long_parts_leave_their_neighbours_room() -> None:
    page = stamped(("long " * 100, "", "2/13"))
    alone = stamped(("", "", "2/13"))
    right = (1728 - 150, 0, WIDTH, 42)
    assert page.crop(right).tobytes() == alone.crop(right).tobytes()
    assert ink(page, (0, 0, 50, 42)) == 0


def test_a_long_centre_keeps_off_the_sides() -> None:
    page = stamped(("A", "long " * 100, "B"))
    assert ink(page, (100, 0, 430, 42)) == 0
    assert ink(page, (60, 0, 100, 42)) > 0


@pytest.mark.parametrize("text", ["two\nlines", "tab\there", "\x00\u202e", "x" * 5000])
def test_any_text_can_be_printed(text: str) -> None:
    assert stamped((text, text, text)).size == (WIDTH, Resolution.FINE.page_lines)


def test_a_page_shorter_than_the_band_keeps_its_size() -> None:
    page = stamp(Image.new("1", (WIDTH, 5), 1), ("a", "b", "c"), Resolution.FINE)
    assert page.size == (WIDTH, 5)
