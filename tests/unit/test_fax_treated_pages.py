"""Pages that are turned, cut, made lighter or left out on their way to the fax: seen by where their ink is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fax_inputs import black_share, ink_box, pdf_file, protected_pdf
from PIL import Image, ImageDraw

from byfax_desktop.fax.fonts import sans
from byfax_desktop.fax.geometry import DOTS_PER_INCH, MM_PER_INCH, WIDTH, Mode, Resolution
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.pages import fax_pages
from byfax_desktop.fax.treatment import PLAIN, Cut, Treatment
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

PAGE = (140, 200)
MARK = (20, 30, 60, 50)
"""Millimetres: a page that fits on the paper whichever way it is turned, and what is black on it."""
FINE = Resolution.FINE

Box = tuple[float, float, float, float]
Maker = Callable[[Path], Path]


def as_pdf(folder: Path) -> Path:
    points = [millimetres / MM_PER_INCH * 72 for millimetres in (*PAGE, *MARK)]
    width, height, left, top, right, bottom = points
    content = f"{left} {height - bottom} {right - left} {bottom - top} re f"
    return pdf_file(folder / "a.pdf", [(width, height)], content)


def as_picture(folder: Path) -> Path:
    """254 dots an inch: ten a millimetre."""
    image = Image.new("L", (PAGE[0] * 10, PAGE[1] * 10), 255)
    image.paste(0, tuple(millimetres * 10 for millimetres in MARK))
    image.save(folder / "a.png", dpi=(254, 254))
    return folder / "a.png"


def as_phone_picture(folder: Path) -> Path:
    """The same as a camera keeps it that was held on its side."""
    with Image.open(as_picture(folder)) as upright:
        exif = Image.Exif()
        exif[0x0112] = 6  # turn it clockwise to look at it
        lying = upright.transpose(Image.Transpose.ROTATE_90)
        lying.save(folder / "a.jpg", dpi=(254, 254), exif=exif, quality=95)
    return folder / "a.jpg"


sources = pytest.mark.parametrize("made", [as_pdf, as_picture, as_phone_picture])
resolutions = pytest.mark.parametrize("resolution", list(Resolution))


def only_page(
    path: Path, treatment: Treatment, resolution: Resolution = FINE, mode: Mode = Mode.TEXT
) -> Image.Image:
    (page,) = fax_pages(path, resolution, mode, treatment)
    assert (page.mode, page.width) == ("1", WIDTH)
    return page


def assert_ink(page: Image.Image, resolution: Resolution, size: tuple[float, float], mark: Box) -> None:
    """The mark is where it belongs on a page of that size in the middle of the paper, within a millimetre's fifth."""
    left = (WIDTH / DOTS_PER_INCH * MM_PER_INCH - size[0]) / 2
    expected = (
        (left + mark[0]) * DOTS_PER_INCH / MM_PER_INCH,
        mark[1] * resolution.value / MM_PER_INCH,
        (left + mark[2]) * DOTS_PER_INCH / MM_PER_INCH,
        mark[3] * resolution.value / MM_PER_INCH,
    )
    assert ink_box(page) == pytest.approx(expected, abs=1.6)


def turned(size: tuple[float, float], mark: Box) -> tuple[tuple[float, float], Box]:
    """A page turned clockwise by a quarter."""
    left, top, right, bottom = mark
    return (size[1], size[0]), (size[1] - bottom, left, size[1] - top, right)


@sources
@resolutions
@pytest.mark.parametrize("turns", range(4))
def test_a_page_is_turned_clockwise(tmp_path: Path, made: Maker, resolution: Resolution, turns: int) -> None:
    size: tuple[float, float] = PAGE
    mark: Box = MARK
    for _ in range(turns):
        size, mark = turned(size, mark)
    page = only_page(made(tmp_path), Treatment(quarter_turns=turns), resolution)
    assert_ink(page, resolution, size, mark)


@sources
@resolutions
@pytest.mark.parametrize("turns", range(4))
def test_its_edges_are_cut_as_it_lies_then(
    tmp_path: Path, made: Maker, resolution: Resolution, turns: int
) -> None:
    """What stays moves to the middle and to the top."""
    size: tuple[float, float] = PAGE
    mark: Box = MARK
    for _ in range(turns):
        size, mark = turned(size, mark)
    cut = Cut(left=5, top=12, right=10, bottom=15)
    page = only_page(made(tmp_path), Treatment(quarter_turns=turns, cut=cut), resolution)
    size = (size[0] - cut.left - cut.right, size[1] - cut.top - cut.bottom)
    moved = (mark[0] - cut.left, mark[1] - cut.top, mark[2] - cut.left, mark[3] - cut.top)
    assert_ink(page, resolution, size, moved)


@sources
@pytest.mark.parametrize(
    ("cut", "mark"),
    [
        (Cut(left=40), (0, 30, 20, 50)),
        (Cut(top=40), (20, 0, 60, 10)),
        (Cut(right=100), (20, 30, 40, 50)),
        (Cut(left=30, bottom=100), (0, 30, 30, 50)),
    ],
    ids=["left", "top", "right", "left and bottom"],
)
def test_what_is_cut_off_is_not_on_the_fax(tmp_path: Path, made: Maker, cut: Cut, mark: Box) -> None:
    page = only_page(made(tmp_path), Treatment(cut=cut))
    size = (PAGE[0] - cut.left - cut.right, PAGE[1] - cut.top - cut.bottom)
    assert_ink(page, FINE, size, mark)


@sources
def test_nothing_is_left_where_the_mark_is_cut_away(tmp_path: Path, made: Maker) -> None:
    assert black_share(only_page(made(tmp_path), Treatment(cut=Cut(left=61)))) == 0


def test_a_wide_page_is_cut_before_it_is_laid_on_its_side(tmp_path: Path) -> None:
    """A4 landscape with a mark at its left edge: cut there, and the mark is gone, whichever way it is printed."""
    path = pdf_file(tmp_path / "a.pdf", [(842, 595)], "0 0 60 595 re f")
    whole = only_page(path, PLAIN)
    _, top, _, bottom = ink_box(whole)
    assert (top, bottom) == (0, pytest.approx(60 / 72 * 196, abs=2))
    assert black_share(only_page(path, Treatment(cut=Cut(left=22)))) == 0
    assert black_share(only_page(path, Treatment(cut=Cut(top=22)))) > 0


def test_a_page_cut_narrow_is_no_longer_laid_on_its_side(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf", [(842, 595)], "300 0 60 595 re f")
    left, top, right, bottom = ink_box(only_page(path, Treatment(cut=Cut(left=100, right=100))))
    assert (top, bottom) == (0, pytest.approx(595 / 72 * 196, abs=2))
    assert right - left == pytest.approx(60 / 72 * 204, abs=2)


def test_a_fax_page_that_is_turned_is_another(tmp_path: Path) -> None:
    fax = Image.new("1", (WIDTH, 2292), 1)
    fax.paste(0, (100, 200, 400, 300))
    fax.save(tmp_path / "a.tiff", compression="group4", dpi=(204, 196))
    page = only_page(tmp_path / "a.tiff", Treatment(quarter_turns=2))
    assert page.size == fax.size
    assert ink_box(page) == pytest.approx((WIDTH - 400, 2292 - 300, WIDTH - 100, 2292 - 200), abs=1)


def test_a_fax_page_upside_down_keeps_its_dots(tmp_path: Path) -> None:
    fax = Image.effect_noise((WIDTH, 400), 100).convert("1")
    fax.save(tmp_path / "a.tiff", compression="group4", dpi=(204, 196))
    page = only_page(tmp_path / "a.tiff", Treatment(quarter_turns=2))
    assert page.tobytes() == fax.transpose(Image.Transpose.ROTATE_180).tobytes()


@pytest.mark.parametrize("treatment", [Treatment(mode=Mode.PHOTO), Treatment(skip_blank=True)])
def test_a_fax_page_keeps_its_dots_where_nothing_is_done_to_them(
    tmp_path: Path, treatment: Treatment
) -> None:
    fax = Image.effect_noise((WIDTH, 400), 100).convert("1")
    fax.save(tmp_path / "a.tiff", compression="group4", dpi=(204, 196))
    assert only_page(tmp_path / "a.tiff", treatment).tobytes() == fax.tobytes()


class TestContrast:
    @pytest.mark.parametrize("contrast", [-100, -40, 40, 100])
    @pytest.mark.parametrize("grey", [60, 100, 128, 160, 220])
    def test_greys_move_away_from_the_middle_or_towards_it(
        self, tmp_path: Path, grey: int, contrast: int
    ) -> None:
        """Fine dots show a grey by how many of them are black."""
        path = grey_picture(tmp_path, grey)
        expected = max(0, min(255, 128 + (grey - 128) * 1.02**contrast))
        found = centre(only_page(path, Treatment(contrast=contrast), mode=Mode.PHOTO))
        assert black_share(found) == pytest.approx(1 - expected / 255, abs=0.03)

    def test_none_changes_nothing(self, tmp_path: Path) -> None:
        path = grey_picture(tmp_path, 100)
        plain = only_page(path, PLAIN, mode=Mode.PHOTO)
        assert only_page(path, Treatment(contrast=0), mode=Mode.PHOTO).tobytes() == plain.tobytes()

    @pytest.mark.parametrize("ink", [140, 180, 215])
    def test_more_brings_pale_writing_out_and_less_has_it_vanish(self, tmp_path: Path, ink: int) -> None:
        path = written_in(tmp_path, ink)
        shares = [
            black_share(only_page(path, Treatment(contrast=contrast))) for contrast in (-60, 0, 30, 60, 100)
        ]
        assert shares[0] == 0
        assert shares[-2] > 0.001
        assert shares[-1] > 0.001
        assert shares == sorted(shares)

    def test_pale_writing_on_grey_paper_comes_out_too(self, tmp_path: Path) -> None:
        path = written_in(tmp_path, 165, paper=205)
        assert black_share(only_page(path, PLAIN)) < 0.001
        assert 0.001 < black_share(only_page(path, Treatment(contrast=40))) < 0.01

    @pytest.mark.parametrize("contrast", [-60, -30, 50, 100])
    def test_black_writing_stays_whatever_is_chosen(self, tmp_path: Path, contrast: int) -> None:
        path = written_in(tmp_path, 0)
        plain = black_share(only_page(path, PLAIN))
        assert black_share(only_page(path, Treatment(contrast=contrast))) == pytest.approx(plain, rel=0.5)

    @pytest.mark.parametrize("contrast", [-100, 100])
    def test_black_and_white_stay_apart(self, tmp_path: Path, contrast: int) -> None:
        page = only_page(as_pdf(tmp_path), Treatment(contrast=contrast))
        assert_ink(page, FINE, PAGE, MARK)

    def test_it_works_on_scanned_fax_pages_too(self, tmp_path: Path) -> None:
        fax = Image.effect_noise((WIDTH, 400), 100).convert("1")
        fax.save(tmp_path / "a.tiff", compression="group4", dpi=(204, 196))
        page = only_page(tmp_path / "a.tiff", Treatment(contrast=30))
        assert page.crop((0, 0, *fax.size)).tobytes() == fax.tobytes(), (
            "black and white are as far apart as can be"
        )


class TestMode:
    @pytest.mark.parametrize("own", list(Mode))
    def test_a_document_s_own_goes_before_that_of_the_fax(self, tmp_path: Path, own: Mode) -> None:
        path = grey_picture(tmp_path, 100)
        for mode in Mode:
            page = only_page(path, Treatment(mode=own), mode=mode)
            assert page.tobytes() == only_page(path, PLAIN, mode=own).tobytes()


class TestChoice:
    @pytest.mark.parametrize(
        ("chosen", "kept"),
        [("2", [1]), ("1,3-", [0, 2, 3]), ("3-9", [2, 3]), ("5", []), ("1-", [0, 1, 2, 3])],
    )
    @pytest.mark.parametrize("kind", ["pdf", "tiff", "txt"])
    def test_only_the_chosen_pages_come(
        self, tmp_path: Path, kind: str, chosen: str, kept: list[int]
    ) -> None:
        path = four_pages(tmp_path / f"a.{kind}")
        every = [page.tobytes() for page in fax_pages(path, FINE, Mode.TEXT)]
        assert len(set(every)) == 4
        treatment = Treatment(pages=PageChoice.parse(chosen))
        found = [page.tobytes() for page in fax_pages(path, FINE, Mode.TEXT, treatment)]
        assert found == [every[index] for index in kept]

    def test_a_page_that_is_not_chosen_is_not_even_drawn(self, tmp_path: Path) -> None:
        path = pdf_file(tmp_path / "a.pdf", [(595, 842)] * 2)
        path.write_bytes(path.read_bytes().replace(b"/Kids[3 0", b"/Kids[9 0"))
        with pytest.raises(DocumentTrouble):
            list(fax_pages(path, FINE, Mode.TEXT))
        assert only_page(path, Treatment(pages=PageChoice.parse("2"))).width == WIDTH


class TestBlank:
    @resolutions
    def test_blank_pages_are_left_out_of_pictures(self, tmp_path: Path, resolution: Resolution) -> None:
        frames = [Image.new("L", (850, 1100), 255) for _ in range(4)]
        frames[1].paste(0, (300, 300, 500, 330))
        frames[3].paste(0, (300, 400, 500, 430))
        frames[0].save(tmp_path / "a.tiff", save_all=True, append_images=frames[1:], dpi=(100, 100))
        every = [page.tobytes() for page in fax_pages(tmp_path / "a.tiff", resolution, Mode.TEXT)]
        skipping = Treatment(skip_blank=True)
        found = [page.tobytes() for page in fax_pages(tmp_path / "a.tiff", resolution, Mode.TEXT, skipping)]
        assert found == [every[1], every[3]]

    def test_blank_pages_are_left_out_of_pdfs(self, tmp_path: Path) -> None:
        assert not list(
            fax_pages(
                pdf_file(tmp_path / "a.pdf", [(595, 842)] * 2, ""),
                FINE,
                Mode.TEXT,
                Treatment(skip_blank=True),
            )
        )
        written = pdf_file(tmp_path / "b.pdf", [(595, 842)] * 2, "100 400 200 20 re f")
        assert len(list(fax_pages(written, FINE, Mode.TEXT, Treatment(skip_blank=True)))) == 2

    def test_blank_fax_pages_are_left_out(self, tmp_path: Path) -> None:
        pages = [Image.new("1", (WIDTH, 1146), 1) for _ in range(2)]
        pages[1].paste(0, (500, 500, 700, 520))
        pages[0].save(
            tmp_path / "a.tiff",
            compression="group4",
            dpi=(204, 98),
            save_all=True,
            append_images=pages[1:],
        )
        page = only_page(tmp_path / "a.tiff", Treatment(skip_blank=True), Resolution.STANDARD)
        assert page.tobytes() == pages[1].tobytes()

    def test_a_page_is_blank_where_all_that_was_on_it_is_cut_off(self, tmp_path: Path) -> None:
        treatment = Treatment(cut=Cut(left=61), skip_blank=True)
        assert not list(fax_pages(as_pdf(tmp_path), FINE, Mode.TEXT, treatment))


class TestPassword:
    def test_it_opens_the_document(self, tmp_path: Path) -> None:
        path = protected_pdf(tmp_path / "a.pdf", "open, please")
        (page,) = fax_pages(path, FINE, Mode.TEXT, password="open, please")
        assert black_share(page) > 0.01
        with pytest.raises(DocumentTrouble) as caught:
            list(fax_pages(path, FINE, Mode.TEXT))
        assert caught.value.kind is TroubleKind.ENCRYPTED


def grey_picture(folder: Path, grey: int) -> Path:
    path = folder / "grey.png"
    Image.new("L", (800, 1100), grey).save(path, dpi=(100, 100))
    return path


def written_in(folder: Path, ink: int, paper: int = 255) -> Path:
    image = Image.new("L", (800, 1100), paper)
    ImageDraw.Draw(image).text((100, 100), "Total amount 1,250.00", font=sans(30), fill=ink)
    image.save(folder / "written.png", dpi=(100, 100))
    return folder / "written.png"


def centre(page: Image.Image) -> Image.Image:
    return page.crop((400, 400, 1300, 1300))


def four_pages(path: Path) -> Path:
    """Each is another."""
    if path.suffix == ".pdf":
        return pdf_file(path, [(595, 842), (595, 800), (500, 842), (400, 600)])
    if path.suffix == ".txt":
        path.write_text("one\ftwo\fthree\ffour")
        return path
    frames = [Image.new("L", (400, 400 + number), 0) for number in (0, 20, 40, 60)]
    frames[0].save(path, save_all=True, append_images=frames[1:], dpi=(100, 100))
    return path
