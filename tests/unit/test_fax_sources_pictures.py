"""Pictures as cameras, scanners and drawing programs save them: the right way up, and dark where they are dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from fax_inputs import black_share, ink_box
from PIL import Image, ImageOps

from byfax_desktop.fax.geometry import WIDTH, Mode, Resolution
from byfax_desktop.fax.pages import fax_pages

ORIENTATION = 0x0112
UNDONE = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera that notes an orientation has saved the upright picture (Exif 2.32, 4.6.5)."""
MODES = [
    ("1", "png"),
    ("L", "png"),
    ("LA", "png"),
    ("P", "png"),
    ("P", "gif"),
    ("RGB", "bmp"),
    ("RGB", "jpeg"),
    ("RGBA", "png"),
    ("RGBA", "webp"),
    ("RGBA", "tiff"),
    ("CMYK", "jpeg"),
    ("CMYK", "tiff"),
    ("YCbCr", "tiff"),
    ("LAB", "tiff"),
]


def page_of(path: Path) -> Image.Image:
    (page,) = fax_pages(path, Resolution.FINE, Mode.TEXT)
    return page


def half_black(width: int = 200, height: int = 200) -> Image.Image:
    """White, its upper half black."""
    image = Image.new("L", (width, height), 255)
    image.paste(0, (0, 0, width, height // 2))
    return image


@pytest.mark.parametrize("orientation", UNDONE)
def test_a_photo_stands_as_it_was_taken(tmp_path: Path, orientation: int) -> None:
    upright = Image.new("L", (300, 400), 255)
    upright.paste(0, (0, 0, 300, 40))
    upright.paste(0, (0, 0, 40, 400))
    turn = UNDONE[orientation]
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    kept = upright if turn is None else upright.transpose(turn)
    kept.save(tmp_path / "a.png", exif=exif, dpi=(100, 100))
    page = page_of(tmp_path / "a.png")
    left, top, right, bottom = ink_box(page)
    assert ((right - left) / 204, (bottom - top) / 196) == pytest.approx((3, 4), abs=0.02)
    assert page.getpixel((right - 20, top + 20)) == 0
    assert page.getpixel((left + 20, bottom - 20)) == 0
    assert page.getpixel((right - 20, bottom - 20)) == 255


@pytest.mark.parametrize(("mode", "suffix"), MODES)
def test_whatever_way_its_colours_are_kept_the_dark_half_is_black(
    tmp_path: Path, mode: str, suffix: str
) -> None:
    image = half_black().convert("RGB")
    if mode == "LAB":
        image = Image.merge("LAB", (half_black(), *[Image.new("L", (200, 200), 0)] * 2))
    else:
        image = image.convert(mode)
    image.save(tmp_path / f"a.{suffix}")
    page = page_of(tmp_path / f"a.{suffix}")
    _, top, _, bottom = ink_box(page)
    assert (top, bottom / 196) == (0, pytest.approx(100 / 96, abs=0.05))
    half = (200 / 96 * 204) * (100 / 96 * 196) / (page.width * page.height)
    assert black_share(page) == pytest.approx(half, rel=0.03)


@pytest.mark.parametrize("mode", ["P", "L", "RGB"])
def test_one_transparent_colour_is_white(tmp_path: Path, mode: str) -> None:
    image = half_black().convert(mode)
    image.save(tmp_path / "a.png", transparency=(0, 0, 0) if mode == "RGB" else 0)
    assert black_share(page_of(tmp_path / "a.png")) == 0


def test_a_black_and_white_scan_of_another_width_is_made_to_fit(tmp_path: Path) -> None:
    scan = ImageOps.expand(Image.new("1", (2440, 3468), 255), 20, fill=0)
    scan.save(tmp_path / "a.tiff", compression="group4", dpi=(300, 300))
    left, top, right, bottom = ink_box(page_of(tmp_path / "a.tiff"))
    assert ((right - left) / 204, (bottom - top) / 196) == pytest.approx((2480 / 300, 3508 / 300), rel=0.01)


def test_dots_that_are_not_square_keep_the_shape_of_the_page(tmp_path: Path) -> None:
    """A fax from elsewhere: 864 dots a line at half the density, 98 lines an inch."""
    half_black(864, 980).save(tmp_path / "a.tiff", dpi=(102, 98))
    left, top, right, bottom = ink_box(page_of(tmp_path / "a.tiff"))
    assert (right - left, top) == (WIDTH, 0)
    assert bottom / 196 == pytest.approx(5, abs=0.02)


@pytest.mark.parametrize("dpi", [(0, 0), (1, 1), (100_000, 100_000)])
def test_a_density_that_cannot_be_is_not_believed(tmp_path: Path, dpi: tuple[int, int]) -> None:
    half_black().save(tmp_path / "a.tiff", dpi=dpi)
    left, _, right, _ = ink_box(page_of(tmp_path / "a.tiff"))
    assert (right - left) / 204 == pytest.approx(200 / 96, rel=0.02)
