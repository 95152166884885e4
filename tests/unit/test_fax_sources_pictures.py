"""Pictures as cameras, scanners and drawing programs save them: the right way up, and dark where they are dark."""

from __future__ import annotations

import base64
import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from fax_inputs import black_share, ink_box
from PIL import Image, ImageFile, ImageOps, TiffImagePlugin, features

from byfax_desktop.fax.geometry import WIDTH, Mode, Resolution
from byfax_desktop.fax.inspect import inspect
from byfax_desktop.fax.kind import Kind
from byfax_desktop.fax.pages import fax_pages
from byfax_desktop.fax.sources import pictures
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

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


PHONE = {
    "turned": (
        "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAaFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA"
        "AAAAADRpbG9jAAAAAERAAAIAAQAAAAABxQABAAAAAAAAACAAAgAAAAAB5QABAAAAAAAAACQAAAA4aWluZgAAAAAAAgAAABVp"
        "bmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA4GlwcnAAAADAaXBjbwAAAHho"
        "dmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAA"
        "AwAAAwAeoDCBBZbqSSmubgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHBcrAiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAA"
        "AAAAAABgAAAAQAAAABBwaXhpAAAAAAMICAgAAAAJaXJvdAMAAAAYaXBtYQAAAAAAAAABAAEFgQIDBIUAAAAaaXJlZgAAAAAA"
        "AAAOY2RzYwACAAEAAQAAAExtZGF0AAAAHCgBrwtg/QCdr//q9f6Px4Msvtthwl3uZ4TXFbsAAAAGRXhpZgAATU0AKgAAAAgA"
        "AQESAAMAAAABAAYAAAAAAAA="
    ),
    "second": (
        "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAjdtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA"
        "AAAAADRpbG9jAAAAAERAAAIAAQAAAAACWwABAAAAAAAAABQAAgAAAAACbwABAAAAAAAAACcAAAA4aWluZgAAAAAAAgAAABVp"
        "bmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAAACAABodmMxAAAAAA5waXRtAAAAAAACAAABkGlwcnAAAAFpaXBjbwAAAHZo"
        "dmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAA"
        "AwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAA"
        "AAAAQAAAAEAAAAAoY2xhcAAAACAAAAABAAAAIAAAAAH////gAAAAAv///+AAAAACAAAAEHBpeGkAAAAAAwgICAAAAHhodmND"
        "AQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAA"
        "AwAeoCCBhZbqSSmubgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAEAAAABgAAAAH2lwbWEAAAAA"
        "AAAAAgABBYECAwWEAAIEhgIHBQAAAENtZGF0AAAAECgBrxmA7iRKXafoqRABhzAAAAAjKAGvGYD9AMy//1yFkBr5fj4/MAFj"
        "Pb/lj5vyd49FaTJ3FoA="
    ),
}
"""HEIC: one kept lying down that says how to turn it, and one where another picture comes before it."""


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


@pytest.mark.parametrize("name", ["turned", "second"])
def test_a_picture_of_a_phone_is_upright_and_the_one_to_be_shown(tmp_path: Path, name: str) -> None:
    """64 by 96 dots, black at the top and at the left; made with libheif."""
    (tmp_path / "a.jpg").write_bytes(base64.b64decode(PHONE[name]))
    info = inspect(tmp_path / "a.jpg")
    assert (info.kind, info.pages) == (Kind.HEIC, 1)
    with pictures.opened(tmp_path / "a.jpg") as image:
        shown = pictures.grey(pictures.frame(image, pictures.page_frames(image)[0]))
        assert pictures.colour(image).mode == "RGB"
    assert shown.size == (64, 96)
    corners = [shown.getpixel(place) for place in ((4, 4), (60, 4), (4, 90), (60, 90))]
    assert [corner > 128 for corner in corners] == [False, False, False, True]


def test_what_reads_pictures_of_phones_is_loaded_for_them_only(tmp_path: Path) -> None:
    half_black().save(tmp_path / "a.png")
    program = (
        "import sys; from pathlib import Path; from byfax_desktop.fax.inspect import inspect;"
        f"inspect(Path({str(tmp_path / 'a.png')!r})); sys.exit('pi_heif' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.skipif(not features.check("avif"), reason="Pillow reads no AVIF here")
def test_avif_is_read(tmp_path: Path) -> None:
    half_black().convert("RGB").save(tmp_path / "a.heic", "AVIF")
    assert inspect(tmp_path / "a.heic").kind is Kind.AVIF
    assert black_share(page_of(tmp_path / "a.heic")) > 0


@pytest.mark.parametrize("brand", [b"heic", b"avif", b"mif1"])
def test_a_damaged_picture_of_a_phone_is_a_trouble(tmp_path: Path, brand: bytes) -> None:
    (tmp_path / "a").write_bytes(b"\0\0\0\x18ftyp" + brand + bytes(200))
    with pytest.raises(DocumentTrouble) as caught:
        inspect(tmp_path / "a")
    assert caught.value.kind is TroubleKind.BROKEN


def test_of_an_animation_the_first_picture_is_the_page(tmp_path: Path) -> None:
    first, second = half_black().convert("RGB"), Image.new("RGB", (200, 200), "white")
    for kind in ("PNG", "WEBP", "GIF"):
        first.save(tmp_path / "a", kind, save_all=True, append_images=[second, second.copy()], duration=50)
        assert black_share(page_of(tmp_path / "a")) > 0.02, kind


def several(path: Path, *frames: tuple[Image.Image, int]) -> Path:
    """A TIFF with pictures, and what each says of itself (NewSubfileType)."""
    with TiffImagePlugin.AppendingTiffWriter(str(path), True) as file:
        for image, kind in frames:
            image.save(file, "TIFF", tiffinfo={254: kind})
            file.newFrame()
    return path


def test_small_copies_and_masks_in_a_tiff_are_no_pages(tmp_path: Path) -> None:
    page, other = half_black(), Image.new("L", (300, 100), 255)
    copy, mask = page.resize((20, 20)), Image.new("1", (200, 200))
    path = several(tmp_path / "a.tiff", (copy, 1), (page, 0), (mask, 4), (other, 2))
    assert inspect(path).pages == 2
    first, second = fax_pages(path, Resolution.FINE, Mode.TEXT)
    assert (black_share(first) > 0.02, black_share(second)) == (True, 0)


def test_a_tiff_of_nothing_but_small_copies_has_pages_still(tmp_path: Path) -> None:
    assert inspect(several(tmp_path / "a.tiff", (half_black(), 1), (half_black(), 1))).pages == 2


def test_the_pages_of_a_tiff_may_differ_in_size(tmp_path: Path) -> None:
    path = several(tmp_path / "a.tiff", (half_black(100, 50), 0), (half_black(50, 300), 0))
    boxes = [ink_box(page) for page in fax_pages(path, Resolution.FINE, Mode.TEXT)]
    assert boxes[0][2] - boxes[0][0] == pytest.approx(100 / 96 * 204, abs=3)
    assert boxes[1][2] - boxes[1][0] == pytest.approx(50 / 96 * 204, abs=3)


@pytest.mark.parametrize(
    "compression", ["tiff_ccitt", "group3", "group3 2-D", "group4", "tiff_lzw", "tiff_deflate"]
)
@pytest.mark.parametrize("fill_order", [1, 2])
@pytest.mark.parametrize("photometric", [0, 1])
def test_black_and_white_is_right_in_any_coding(
    tmp_path: Path, compression: str, fill_order: int, photometric: int
) -> None:
    name, _, two = compression.partition(" ")
    tags = {266: fill_order, 262: photometric} | ({292: 1} if two else {})
    half_black(WIDTH, 200).convert("1").save(
        tmp_path / "a.tiff", compression=name, tiffinfo=tags, dpi=(204, 196)
    )
    page = page_of(tmp_path / "a.tiff")
    assert [page.getpixel((800, line)) for line in (20, 90, 110, 190)] == [0, 0, 255, 255]


def test_a_jpeg_in_a_tiff(tmp_path: Path) -> None:
    half_black().convert("RGB").save(tmp_path / "a.tiff", compression="jpeg")
    assert black_share(page_of(tmp_path / "a.tiff")) > 0.02


@pytest.mark.parametrize("white", [1.0, 255.0, 65535.0, 3e9])
def test_numbers_that_are_not_whole_are_greys(tmp_path: Path, white: float) -> None:
    half_black().convert("F").point(lambda value: value * (white / 255)).save(tmp_path / "a.tiff")
    with pictures.opened(tmp_path / "a.tiff") as image:
        grey = pictures.grey(pictures.frame(image, 0))
    assert [grey.getpixel((100, line)) for line in (10, 190)] == [0, pytest.approx(255, abs=1)]


@pytest.mark.parametrize(("photometric", "top"), [(0, 255), (1, 0)])
def test_sixteen_bits_are_no_negative(tmp_path: Path, photometric: int, top: int) -> None:
    dots = bytes(2 * 20 * 10) + b"\xff" * (2 * 20 * 10)
    tags = {256: 20, 257: 20, 258: 16, 259: 1, 262: photometric, 273: 8, 277: 1, 278: 20, 279: len(dots)}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    head = struct.pack("<2sHI", b"II", 42, 8 + len(dots))
    content = head + dots + struct.pack("<H", len(tags)) + entries + bytes(4)
    (tmp_path / "a.tiff").write_bytes(content)
    with pictures.opened(tmp_path / "a.tiff") as image:
        grey = pictures.grey(pictures.frame(image, 0))
    assert (grey.getpixel((5, 2)), grey.getpixel((5, 17))) == (top, 255 - top)


def bomb(kind: str) -> bytes:
    """A picture of 50,000 by 50,000 dots, of which there is only the beginning."""
    buffer = io.BytesIO()
    Image.new("L", (8, 8)).save(buffer, kind)
    content = buffer.getvalue()
    if kind == "PNG":
        head = b"IHDR" + struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
        return content[:12] + head + struct.pack(">I", zlib.crc32(head)) + content[33:]
    if kind == "BMP":
        return content[:18] + struct.pack("<ii", 50_000, 50_000) + content[26:]
    with Image.open(io.BytesIO(content)) as image:
        offsets = image.tag_v2._offset
    for entry in range(offsets + 2, offsets + 26, 12):
        tag, form = struct.unpack_from("<HH", content, entry)
        if tag in (256, 257):
            content = content[: entry + 4] + struct.pack("<IHH", 1, 50_000, 0) + content[entry + 12 :]
            assert form in (3, 4)
    return content


@pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF"])
def test_an_immense_picture_is_refused_before_its_dots_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    (tmp_path / "a").write_bytes(bomb(kind))
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda _: pytest.fail("was read"))
    for look in (inspect, page_of):
        with pytest.raises(DocumentTrouble) as caught:
            look(tmp_path / "a")
        assert caught.value.kind is TroubleKind.TOO_LARGE


@pytest.mark.parametrize(
    "mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "I", "F", "I;16"]
)
def test_every_way_of_keeping_colours_becomes_red_green_and_blue(mode: str) -> None:
    image = Image.new(mode, (4, 4))
    assert pictures.colour(image).mode == "RGB"
    assert pictures.grey(image).mode == "L"


def test_colours_stay_and_what_is_transparent_becomes_white() -> None:
    image = Image.new("RGBA", (2, 1), (200, 30, 10, 255))
    image.putpixel((1, 0), (0, 0, 0, 0))
    coloured = pictures.colour(image)
    assert [coloured.getpixel((x, 0)) for x in (0, 1)] == [(200, 30, 10), (255, 255, 255)]
