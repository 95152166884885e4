"""Raw dots become pictures."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from byfax_desktop.fax.wanted import LeftOut, PagePicture
from byfax_desktop.ui.page_image import page_image


def colours(image: QImage) -> list[list[str]]:
    return [
        [QColor(image.pixelColor(x, y)).name() for x in range(image.width())] for y in range(image.height())
    ]


def test_grey_dots_are_where_they_belong_though_rows_have_no_gaps() -> None:
    image = page_image(PagePicture(3, 2, False, bytes([0, 128, 255, 255, 0, 64]))).image
    assert image.format() == QImage.Format.Format_Grayscale8
    assert colours(image) == [["#000000", "#808080", "#ffffff"], ["#ffffff", "#000000", "#404040"]]


def test_coloured_dots_keep_their_colours() -> None:
    dots = bytes.fromhex("ff0000 00ff00 0000ff ffffff 000000 123456")
    image = page_image(PagePicture(3, 2, True, dots)).image
    assert image.format() == QImage.Format.Format_RGB888
    assert colours(image) == [["#ff0000", "#00ff00", "#0000ff"], ["#ffffff", "#000000", "#123456"]]


@pytest.mark.parametrize("coloured", [False, True])
def test_the_picture_has_dots_of_its_own(coloured: bool) -> None:
    dots = bytearray(b"\xff" * (5 * 5 * (3 if coloured else 1)))
    picture = PagePicture(5, 5, coloured, dots)  # type: ignore[arg-type]
    image = page_image(picture).image
    dots[:] = bytes(len(dots))
    assert image.pixelColor(2, 2).name() == "#ffffff"


def test_what_is_known_of_the_page_comes_along() -> None:
    shown = page_image(PagePicture(1, 1, False, b"\0", 3.5, LeftOut.BLANK))
    assert (shown.seconds, shown.left_out) == (3.5, LeftOut.BLANK)


@pytest.mark.parametrize(
    ("width", "height", "dots"), [(2, 2, b"\0" * 3), (2, 2, b"\0" * 5), (0, 0, b""), (-1, -1, b"\0")]
)
def test_missing_dots_are_an_error_and_no_look_into_foreign_memory(
    width: int, height: int, dots: bytes
) -> None:
    with pytest.raises(ValueError, match="dots"):
        page_image(PagePicture(width, height, False, dots))
