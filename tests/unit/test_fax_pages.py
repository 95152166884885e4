"""Documents of every kind as fax pages: nothing cut, nothing turned wrong, nothing lost in black and white."""

from __future__ import annotations

from pathlib import Path

import pytest
from fax_inputs import black_share, ink_box, pdf_file
from PIL import Image, ImageDraw

from byfax_desktop.fax.fonts import sans
from byfax_desktop.fax.g4 import validate_tiff, write_tiff
from byfax_desktop.fax.geometry import WIDTH, Mode, Resolution
from byfax_desktop.fax.pages import fax_pages
from byfax_desktop.fax.screen import black_and_white
from byfax_desktop.fax.sources import pictures
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

FINE, STANDARD = Resolution.FINE, Resolution.STANDARD


def pages_of(path: Path, resolution: Resolution = FINE, mode: Mode = Mode.TEXT) -> list[Image.Image]:
    return list(fax_pages(path, resolution, mode))


def saved(path: Path, image: Image.Image, **options: object) -> Path:
    image.save(path, **options)  # type: ignore[arg-type]
    return path


def trouble_of(path: Path) -> TroubleKind:
    with pytest.raises(DocumentTrouble) as caught:
        pages_of(path)
    return caught.value.kind


def near(found: tuple[int, ...], expected: tuple[int, ...], within: int = 4) -> bool:
    return all(abs(one - other) <= within for one, other in zip(found, expected, strict=True))


@pytest.mark.parametrize(("resolution", "height"), [(FINE, 2292), (STANDARD, 1146)])
def test_an_a4_pdf_fills_an_a4_fax_page(tmp_path: Path, resolution: Resolution, height: int) -> None:
    (page,) = pages_of(pdf_file(tmp_path / "a.pdf", [(595.28, 841.89)]), resolution)
    assert (page.mode, page.width) == ("1", WIDTH)
    assert abs(page.height - height) <= 1
    margin = (WIDTH - 210 / 25.4 * 204) / 2
    assert near(ink_box(page), (round(margin), 0, round(WIDTH - margin), height))


@pytest.mark.parametrize(
    ("size", "height"),
    [((612, 792), 2156), ((612, 1008), 2744), ((842, 1191), 2292), ((298, 420), 2292), ((420, 298), 2292)],
    ids=["Letter", "Legal", "A3", "A5", "A5 on its side"],
)
def test_every_paper_size_is_whole_on_its_page(
    tmp_path: Path, size: tuple[float, float], height: int
) -> None:
    (page,) = pages_of(pdf_file(tmp_path / "a.pdf", [size]))
    assert abs(page.height - height) <= 60
    left, top, right, bottom = ink_box(page)
    shape = ((right - left) / 204) / ((bottom - top) / 196)
    assert shape == pytest.approx(size[0] / size[1], rel=0.02)


def test_a_landscape_page_is_turned_and_not_cut(tmp_path: Path) -> None:
    (page,) = pages_of(pdf_file(tmp_path / "a.pdf", [(842, 595)]))
    left, top, right, bottom = ink_box(page)
    assert (right - left) / 204 == pytest.approx(595 / 72, rel=0.02)
    assert (bottom - top) / 196 == pytest.approx(842 / 72, rel=0.02)
    assert page.getpixel((left + 20, top + 20)) == 0, "the lower left corner comes to the top left"


def test_a_pdf_that_says_it_is_turned_is_turned(tmp_path: Path) -> None:
    (page,) = pages_of(pdf_file(tmp_path / "a.pdf", [(842, 595)], extra="/Rotate 90"))
    _, _, right, bottom = ink_box(page)
    assert bottom > right


@pytest.mark.parametrize("size", [(14400, 14400), (10, 10), (14400, 20), (20, 14400)])
def test_absurd_paper_still_makes_a_page(tmp_path: Path, size: tuple[float, float]) -> None:
    (page,) = pages_of(pdf_file(tmp_path / "a.pdf", [size]))
    assert page.width == WIDTH
    assert page.height <= 2800
    assert black_share(page) > 0


def test_pages_come_one_by_one_in_order(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf", [(595, 842), (612, 1008), (595, 842)])
    assert [page.height for page in pages_of(path)] == [2292, pytest.approx(2735, abs=1), 2292]


def test_a_phone_photo_stands_upright(tmp_path: Path) -> None:
    photo = Image.new("L", (400, 300), 255)
    photo.paste(0, (0, 0, 100, 300))
    exif = Image.Exif()
    exif[0x0112] = 6
    (page,) = pages_of(saved(tmp_path / "a.jpg", photo, exif=exif))
    left, top, right, bottom = ink_box(page)
    assert right - left > bottom - top
    assert top <= 2


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (100, 100, 200, 200))
    (page,) = pages_of(saved(tmp_path / "a.png", image))
    assert 0 < black_share(page) < 0.03


def test_sixteen_bit_greys_keep_their_shades(tmp_path: Path) -> None:
    image = Image.new("I;16", (400, 400), 60000)
    image.paste(3000, (0, 0, 400, 200))
    (page,) = pages_of(saved(tmp_path / "a.png", image))
    left, top, right, bottom = ink_box(page)
    assert near(((bottom - top) * 2, top), (round((right - left) / 204 * 196), 0), 8)


@pytest.mark.parametrize(("dpi", "inches"), [(None, 300 / 96), (100, 3.0), (300, 1.0)])
def test_small_pictures_keep_their_size(tmp_path: Path, dpi: int | None, inches: float) -> None:
    image = Image.new("L", (300, 300), 0)
    options: dict[str, object] = {"dpi": (dpi, dpi)} if dpi else {}
    (page,) = pages_of(saved(tmp_path / "a.png", image, **options))
    left, _, right, _ = ink_box(page)
    assert (right - left) / 204 == pytest.approx(inches, rel=0.02)
    assert abs(left + right - WIDTH) <= 2, "in the middle"


def test_a_large_picture_is_made_to_fit(tmp_path: Path) -> None:
    (page,) = pages_of(saved(tmp_path / "a.png", Image.new("1", (5000, 2500), 0)))
    left, top, right, bottom = ink_box(page)
    assert (right, bottom) <= page.size
    assert ((bottom - top) / 196) / ((right - left) / 204) == pytest.approx(2, rel=0.02)


def fax_tiff(path: Path, lines_per_inch: int, height: int) -> Path:
    page = Image.effect_noise((WIDTH, height), 100).convert("1")
    return saved(path, page, compression="group4", dpi=(204, lines_per_inch))


def test_fax_pages_stay_as_they_are_dot_for_dot(tmp_path: Path) -> None:
    path = fax_tiff(tmp_path / "a.tiff", 196, 500)
    (page,) = pages_of(path, FINE, Mode.PHOTO)
    with Image.open(path) as original:
        assert page.tobytes() == original.tobytes()


@pytest.mark.parametrize(("lines", "height"), [(98, 1000), (196, 500), (391, 251)])
def test_only_the_lines_of_a_fax_page_change_with_the_resolution(
    tmp_path: Path, lines: int, height: int
) -> None:
    (page,) = pages_of(fax_tiff(tmp_path / "a.tiff", lines, 500))
    assert page.size == (WIDTH, height)


@pytest.mark.parametrize(("lines", "height"), [(196, 4401), (196, 12_000), (98, 2300), (391, 8900)])
def test_a_fax_that_came_on_an_endless_roll_is_shrunk_to_what_the_service_takes(
    tmp_path: Path, lines: int, height: int
) -> None:
    roll = Image.new("1", (WIDTH, height), 1)
    roll.paste(0, (0, 0, WIDTH, 20))
    roll.paste(0, (0, height - 20, WIDTH, height))
    path = saved(tmp_path / "a.tiff", roll, compression="group4", dpi=(204, lines))
    (page,) = pages_of(path)
    assert page.size == (WIDTH, 2744)
    _, top, _, bottom = ink_box(page)
    assert near((top, bottom), (0, 2744))
    assert write_tiff([page], tmp_path / "out.tiff", FINE) == 1
    assert validate_tiff(tmp_path / "out.tiff") is None


def test_the_longest_that_it_takes_stays_as_it_is(tmp_path: Path) -> None:
    (page,) = pages_of(fax_tiff(tmp_path / "a.tiff", 196, 4400))
    assert page.size == (WIDTH, 4400)


def test_every_frame_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    frames = [Image.new("L", (100, 100), shade) for shade in (0, 0, 255)]
    path = saved(tmp_path / "a.tiff", frames[0], save_all=True, append_images=frames[1:])
    assert [black_share(page) > 0 for page in pages_of(path)] == [True, True, False]


def test_an_immense_later_frame_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 200)
    frames = [Image.new("L", (10, 10)), Image.new("L", (30, 30))]
    path = saved(tmp_path / "a.tiff", frames[0], save_all=True, append_images=frames[1:])
    assert trouble_of(path) is TroubleKind.TOO_LARGE


def test_what_only_the_service_can_print_is_said_to_be_unsupported(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_text("{\\rtf1 Hello}")
    assert trouble_of(tmp_path / "a.rtf") is TroubleKind.UNSUPPORTED


def test_a_file_that_went_away(tmp_path: Path) -> None:
    assert trouble_of(tmp_path / "gone.pdf") is TroubleKind.MISSING


def words(ink: int, paper: int) -> Image.Image:
    page = Image.new("L", (900, 300), 255)
    page.paste(paper, (100, 50, 800, 250))
    ImageDraw.Draw(page).text((150, 120), "Total amount 1,250.00", font=sans(42), fill=ink)
    return page


def letters(page: Image.Image) -> Image.Image:
    return page.crop((152, 130, 620, 162))


@pytest.mark.parametrize(
    ("ink", "paper"), [(150, 255), (190, 255), (0, 185), (80, 200), (255, 110), (255, 140), (255, 155)]
)
def test_grey_words_and_words_on_colour_stay_readable(ink: int, paper: int) -> None:
    found = letters(black_and_white(words(ink, paper), Mode.TEXT)).convert("L")
    ideal = letters(words(0, 255)).point([0] * 128 + [255] * 128)
    if ink > paper:
        ideal = ideal.point([255] + [0] * 255)
    wrong = sum(one != other for one, other in zip(found.tobytes(), ideal.tobytes(), strict=True))
    assert wrong / (ideal.width * ideal.height) < 0.08


def test_the_grey_paper_of_a_scan_turns_white() -> None:
    shade = Image.linear_gradient("L").resize((900, 900)).point([150 + value // 4 for value in range(256)])
    assert black_share(black_and_white(shade, Mode.TEXT)) < 0.001


@pytest.mark.parametrize("shade", [191, 217, 242])
@pytest.mark.parametrize("height", [40, 200])
def test_the_usual_shades_of_table_rows_turn_white(shade: int, height: int) -> None:
    page = Image.new("L", (1728, 600), 255)
    page.paste(shade, (100, 100, 1600, 100 + height))
    assert black_share(black_and_white(page, Mode.TEXT)) < 0.005


def test_nearly_white_leaves_no_lonely_dots_in_a_picture() -> None:
    assert black_share(black_and_white(Image.new("L", (400, 400), 248), Mode.PHOTO)) == 0


def test_filled_areas_stay_filled() -> None:
    page = Image.new("L", (900, 900), 255)
    page.paste(60, (100, 100, 800, 800))
    assert black_share(black_and_white(page, Mode.TEXT)) == pytest.approx(49 / 81, abs=0.01)


@pytest.mark.parametrize("shade", [64, 128, 192])
def test_photo_keeps_the_share_of_grey(shade: int) -> None:
    page = black_and_white(Image.new("L", (400, 400), shade), Mode.PHOTO)
    assert black_share(page) == pytest.approx(1 - shade / 255, abs=0.02)
