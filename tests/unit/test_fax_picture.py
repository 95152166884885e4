"""Pages as pictures for the screen: as wide as asked, in true shape, the original or what the other machine prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from fax_inputs import ink_box, pdf_file
from PIL import Image, ImageDraw

from byfax_desktop.fax.geometry import WIDTH, Mode, Resolution
from byfax_desktop.fax.header import header_line, stamp
from byfax_desktop.fax.line_time import seconds_on_line
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.pages import fax_page
from byfax_desktop.fax.picture import MAX_WIDTH, picture_of
from byfax_desktop.fax.sources.opening import opened
from byfax_desktop.fax.strip import group4
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.fax.wanted import FaxLook, HeaderText, LeftOut, PagePicture, WantedPage

A4 = (595.28, 841.89)
NAMED = HeaderText("<From>||<CurPage>/<CurPages>", (("From", "Company"),), first_page=7, pages=12)


def picture(path: Path, index: int = 0, width: int = 300, look: FaxLook | None = None) -> PagePicture:
    with opened(path) as source:
        return picture_of(source, WantedPage(path, index, width, look))


def image(found: PagePicture) -> Image.Image:
    mode = "RGB" if found.coloured else "L"
    return Image.frombytes(mode, (found.width, found.height), found.dots)


def fax_dots(path: Path, look: FaxLook, index: int = 0) -> Image.Image:
    with opened(path) as source:
        return fax_page(source, index, look.resolution, look.mode, look.treatment)


def one_to_one(page: Image.Image) -> bytes:
    """A fine page as its picture has it at full width, but for the lines that true shape repeats."""
    return page.convert("L").tobytes()


class TestOriginal:
    @pytest.mark.parametrize("size", [(595, 842), (842, 595), (14_400, 14_400), (3, 3)])
    def test_a_pdf_page_keeps_its_shape(self, tmp_path: Path, size: tuple[int, int]) -> None:
        found = picture(pdf_file(tmp_path / "a.pdf", [size]))
        assert found.width == 300
        assert found.height == pytest.approx(300 * size[1] / size[0], abs=2)
        assert len(found.dots) == found.width * found.height * 3

    def test_text_is_shown_on_a4(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("one\ftwo\nlines")
        first, second = (picture(tmp_path / "a.txt", index) for index in (0, 1))
        for each in (first, second):
            assert (each.width, each.height) == (300, pytest.approx(300 * 297 / 215, abs=2))
        assert first.dots != second.dots

    @pytest.mark.parametrize("lines", [98, 196, 391])
    def test_fax_dots_are_stretched_to_the_shape_on_paper(self, tmp_path: Path, lines: int) -> None:
        made = Image.new("1", (WIDTH, lines * 11), 1)
        made.save(tmp_path / "a.tiff", compression="group4", dpi=(204, lines))
        found = picture(tmp_path / "a.tiff")
        assert found.height / found.width == pytest.approx(11 / (WIDTH / 204), rel=0.01)
        assert not found.coloured
        assert image(found).getextrema() == (255, 255)

    def test_colours_are_kept(self, tmp_path: Path) -> None:
        red = pdf_file(tmp_path / "a.pdf", [A4], "1 0 0 rg 0 0 600 900 re f")
        assert image(picture(red)).getpixel((100, 100)) == (255, 0, 0)
        Image.new("RGB", (40, 20), (10, 200, 30)).save(tmp_path / "a.png")
        shown = image(picture(tmp_path / "a.png"))
        assert (shown.size, shown.getpixel((50, 50))) == ((300, 150), (10, 200, 30))

    def test_it_is_neither_timed_nor_left_out(self, tmp_path: Path) -> None:
        found = picture(pdf_file(tmp_path / "a.pdf", [A4]))
        assert (found.seconds, found.left_out) == (None, None)

    @pytest.mark.parametrize(("asked", "given"), [(-5, 16), (0, 16), (17, 17), (10**9, MAX_WIDTH)])
    def test_a_width_beyond_reason_is_not_obeyed(self, tmp_path: Path, asked: int, given: int) -> None:
        Image.new("L", (40, 20)).save(tmp_path / "a.png")
        assert picture(tmp_path / "a.png", width=asked).width == given
        assert picture(tmp_path / "a.png", width=asked, look=FaxLook()).width == given

    def test_an_endless_strip_is_not_drawn_endlessly(self, tmp_path: Path) -> None:
        Image.new("L", (1, 30_000)).save(tmp_path / "a.png")
        assert picture(tmp_path / "a.png").height <= 4 * MAX_WIDTH


class TestAsFax:
    @pytest.mark.parametrize("width", [200, 864, WIDTH, 3000])
    @pytest.mark.parametrize("size", [A4, (612, 792), (842, 595)])
    def test_standard_and_fine_pages_have_the_shape_of_the_paper(
        self, tmp_path: Path, size: tuple[float, float], width: int
    ) -> None:
        path = pdf_file(tmp_path / "a.pdf", [size])
        fine, standard = (picture(path, width=width, look=FaxLook(resolution=each)) for each in Resolution)
        height = 792 if size == (612, 792) else 841.89
        for found in (fine, standard):
            assert found.width == width
            assert found.height == pytest.approx(width * height / 72 / (WIDTH / 204), rel=0.005, abs=1)
            assert len(found.dots) == found.width * found.height

    @pytest.mark.parametrize("resolution", list(Resolution))
    def test_what_is_square_on_paper_is_square_on_screen(
        self, tmp_path: Path, resolution: Resolution
    ) -> None:
        path = pdf_file(tmp_path / "a.pdf", [A4], "100 300 300 300 re f")
        left, top, right, bottom = ink_box(
            image(picture(path, width=WIDTH, look=FaxLook(resolution))).point([0] * 128 + [255] * 128)
        )
        assert right - left == pytest.approx(300 / 72 * 204, abs=2)
        assert bottom - top == pytest.approx(right - left, abs=3)

    def test_large_it_is_the_dots_themselves_and_small_they_run_into_greys(self, tmp_path: Path) -> None:
        path = tmp_path / "a.png"
        Image.radial_gradient("L").resize((800, 1100)).save(path, dpi=(100, 100))
        look = FaxLook(mode=Mode.PHOTO)
        page = fax_dots(path, look)
        large = image(picture(path, width=WIDTH, look=look))
        assert set(large.tobytes()) == {0, 255}
        assert large.resize(page.size, Image.Resampling.NEAREST).tobytes() == one_to_one(page)
        small = image(picture(path, width=432, look=look))
        assert len(set(small.tobytes())) > 10
        # Nothing gets darker or lighter by that.
        assert mean(small) == pytest.approx(mean(page.convert("L")), abs=3)

    @pytest.mark.parametrize("mode", list(Mode))
    @pytest.mark.parametrize("resolution", list(Resolution))
    def test_its_time_is_that_of_its_coding(self, tmp_path: Path, resolution: Resolution, mode: Mode) -> None:
        path = tmp_path / "a.png"
        Image.radial_gradient("L").save(path)
        look = FaxLook(resolution, mode)
        found = picture(path, look=look)
        assert found.seconds == seconds_on_line(len(group4(fax_dots(path, look))))
        assert picture(path, width=1000, look=look).seconds == found.seconds

    def test_it_is_treated(self, tmp_path: Path) -> None:
        path = pdf_file(tmp_path / "a.pdf", [A4], "0 700 100 100 re f")
        left, top, _, _ = ink_box(dark(picture(path, look=FaxLook())))
        turned = FaxLook(treatment=Treatment(quarter_turns=2))
        found = picture(path, look=turned)
        _, _, right, bottom = ink_box(dark(found))
        assert (found.width - right, found.height - bottom) == (
            pytest.approx(left, abs=2),
            pytest.approx(top, abs=2),
        )


class TestHeader:
    @pytest.mark.parametrize("resolution", list(Resolution))
    def test_it_is_printed_over_the_top_as_the_other_machine_prints_it(
        self, tmp_path: Path, resolution: Resolution
    ) -> None:
        path = pdf_file(tmp_path / "a.pdf", [A4] * 3)
        look = FaxLook(resolution, header=NAMED)
        values = {"From": "Company", "CurPage": "9", "CurPages": "12"}
        stamped = stamp(fax_dots(path, look, 2), header_line(NAMED.template, values), resolution)
        found = image(picture(path, 2, WIDTH, look))
        assert found.resize(stamped.size, Image.Resampling.NEAREST).tobytes() == one_to_one(stamped)
        assert picture(path, 2, WIDTH, look).seconds == seconds_on_line(len(group4(stamped)))

    def test_the_page_below_it_stays_as_it_was(self, tmp_path: Path) -> None:
        path = pdf_file(tmp_path / "a.pdf", [A4])
        plain, named = (
            image(picture(path, width=WIDTH, look=FaxLook(header=header))) for header in (None, NAMED)
        )
        assert plain.tobytes() != named.tobytes()
        below = (0, 60, WIDTH, plain.height)
        assert plain.crop(below).tobytes() == named.crop(below).tobytes()

    def test_only_a_fax_has_one(self, tmp_path: Path) -> None:
        path = pdf_file(tmp_path / "a.pdf", [A4], "")
        assert image(picture(path)).getextrema() == ((255, 255),) * 3

    def test_each_page_has_its_own_number(self, tmp_path: Path) -> None:
        path = pdf_file(tmp_path / "a.pdf", [A4] * 2)
        one, other = (picture(path, index, look=FaxLook(header=NAMED)) for index in (0, 1))
        assert one.dots != other.dots

    def test_pages_that_are_not_chosen_have_no_number(self, tmp_path: Path) -> None:
        path = pdf_file(tmp_path / "a.pdf", [A4] * 4)
        chosen = FaxLook(treatment=Treatment(pages=PageChoice.parse("2, 4")), header=NAMED)
        second, fourth = (picture(path, index, look=chosen) for index in (1, 3))
        assert second.dots == picture(path, 0, look=FaxLook(header=NAMED)).dots
        assert fourth.dots == picture(path, 1, look=FaxLook(header=NAMED)).dots


class TestLeftOut:
    def test_a_page_that_is_not_chosen_is_shown_all_the_same(self, tmp_path: Path) -> None:
        path = pdf_file(tmp_path / "a.pdf", [A4] * 2)
        look = FaxLook(treatment=Treatment(pages=PageChoice.parse("2")), header=NAMED)
        first, second = (picture(path, index, look=look) for index in (0, 1))
        assert (first.left_out, second.left_out) == (LeftOut.NOT_CHOSEN, None)
        assert first.dots == picture(path, look=FaxLook()).dots, "and without a header: it is not sent"

    def test_a_blank_page_is_left_out_only_where_that_is_wanted(self, tmp_path: Path) -> None:
        path = tmp_path / "a.tiff"
        written = Image.new("L", (600, 800), 255)
        ImageDraw.Draw(written).rectangle((200, 200, 400, 400), fill=0)
        blank = Image.new("L", (600, 800), 255)
        written.save(path, save_all=True, append_images=[blank], dpi=(72, 72))
        skipping = FaxLook(treatment=Treatment(skip_blank=True), header=NAMED)
        assert [picture(path, index, look=skipping).left_out for index in (0, 1)] == [None, LeftOut.BLANK]
        assert [picture(path, index, look=FaxLook()).left_out for index in (0, 1)] == [None, None]
        assert image(picture(path, 1, look=skipping)).getextrema() == (255, 255)

    def test_that_it_was_not_chosen_counts_more_than_that_it_is_blank(self, tmp_path: Path) -> None:
        path = pdf_file(tmp_path / "a.pdf", [A4], "")
        treatment = Treatment(pages=PageChoice.parse("2"), skip_blank=True)
        assert picture(path, look=FaxLook(treatment=treatment)).left_out is LeftOut.NOT_CHOSEN


def dark(found: PagePicture) -> Image.Image:
    return image(found).point([0] * 128 + [255] * 128)


def mean(page: Image.Image) -> float:
    counts = page.histogram()
    return sum(grey * count for grey, count in enumerate(counts)) / sum(counts)
