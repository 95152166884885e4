"""How a page gets onto the screen, pixel by pixel."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication

from byfax_desktop.ui.widgets.page_paint import PageState, paint_page, words_rect

VIEW = QRect(0, 0, 200, 200)


def dots(width: int, height: int) -> QImage:
    """Black and white at random: whatever is blurred shows."""
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    draw = random.Random(4)
    for y in range(height):
        for x in range(width):
            image.setPixel(x, y, 0x010101 * draw.choice((0, 255)))
    return image


def painted(state: PageState, rect: QRect, screen: float = 1.0) -> QImage:
    device = QImage(round(200 * screen), round(200 * screen), QImage.Format.Format_RGB32)
    device.setDevicePixelRatio(screen)
    device.fill(Qt.GlobalColor.gray)
    painter = QPainter(device)
    paint_page(painter, rect, VIEW, state)
    painter.end()
    return device


@pytest.mark.parametrize("screen", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.usefixtures("qapp")
def test_a_picture_of_the_right_size_goes_on_the_screen_as_it_is(screen: float) -> None:
    image = dots(round(81 * screen), round(121 * screen))
    device = painted(PageState(image), QRect(17, 13, 81, 121), screen)
    left, top = round(17 * screen), round(13 * screen)
    for y in range(5, 100):
        for x in range(5, 70):
            assert device.pixelColor(left + x, top + y) == image.pixelColor(x, y)


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.usefixtures("qapp")
def test_dots_stay_sharp_where_they_are_shown_larger(scale: int) -> None:
    image = dots(300, 400)
    rect = QRect(-40 * scale, -50 * scale, 300 * scale, 400 * scale)
    device = painted(PageState(image), rect)
    for y in range(200):
        for x in range(0, 200, 7):
            assert device.pixelColor(x, y) == image.pixelColor(40 + x // scale, 50 + y // scale)


@pytest.mark.usefixtures("qapp")
def test_a_picture_shown_smaller_is_smooth() -> None:
    device = painted(PageState(dots(200, 200)), QRect(20, 20, 130, 130))
    greys = {device.pixelColor(x, 60).lightness() for x in range(30, 120)}
    assert len(greys) > 5


@pytest.mark.usefixtures("qapp")
def test_a_page_longer_than_the_painter_can_count_is_shown_where_it_should_be() -> None:
    image = QImage(100, 20_000, QImage.Format.Format_Grayscale8)
    image.fill(255)
    for x in range(100):
        image.setPixel(x, 19_990, 0)
    device = painted(PageState(image), QRect(0, 100 - 4 * 19_990, 400, 80_000))
    assert [device.pixelColor(50, y).lightness() for y in (99, 100, 103, 104)] == [255, 0, 0, 255]


@pytest.mark.usefixtures("qapp")
def test_a_page_without_a_picture_is_a_sheet_with_its_words_on_it() -> None:
    words = "The file is broken.\nAsk for another."
    rect = QRect(10, 10, 180, 400)
    device = painted(PageState(None, words), rect)
    where = words_rect(QFontMetrics(QApplication.font()), rect, VIEW, words)
    assert VIEW.contains(where)
    assert any(
        device.pixelColor(x, y).lightness() < 160
        for x in range(where.left(), where.right())
        for y in range(where.top(), where.bottom())
    )
    assert device.pixelColor(20, 20).lightness() == 255


@pytest.mark.usefixtures("qapp")
def test_a_page_that_is_left_out_is_pale_under_its_words() -> None:
    image = QImage(180, 180, QImage.Format.Format_Grayscale8)
    image.fill(0)
    device = painted(PageState(image, left_out="Blank page: left out"), QRect(10, 10, 180, 180))
    assert device.pixelColor(20, 20).lightness() > 160
