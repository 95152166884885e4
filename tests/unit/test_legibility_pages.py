"""What is found on pages that come out badly, and that nothing is found on those that come out well."""

from __future__ import annotations

from dataclasses import replace

import pytest
from clean_pages import Make, clean_pages, framed, photograph, photographs
from legibility_pages import DrawnPages, drawn, prose, scanned, upside_down
from PIL import Image
from poor_pages import PICTURE, STANDARD, TEXT, WITH_HEADER, Poor, on_dark, poor_pages
from prose import TEXTS

from byfax_desktop.fax.geometry import WIDTH, Mode, Resolution
from byfax_desktop.fax.legibility.findings import FindingKind, Found, Remedy, findings
from byfax_desktop.fax.legibility.page import found_on
from byfax_desktop.fax.sources.source import FaxPage
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.fax.wanted import FaxLook

CLEAN = [pytest.param(make, id=name) for name, make in clean_pages().items()]


def found(page: Image.Image, look: FaxLook) -> tuple[Found, ...] | None:
    return found_on(DrawnPages(page), 0, look)


def fixed(page: Image.Image, look: FaxLook) -> FaxLook:
    (finding,) = findings({0: found(page, look) or ()}, look)
    if isinstance(finding.fix, Treatment):
        return replace(look, treatment=finding.fix)
    assert isinstance(finding.fix, Resolution)
    return replace(look, resolution=finding.fix)


@pytest.mark.parametrize("make", CLEAN)
def test_nothing_is_found_where_nothing_is(make: Make) -> None:
    page = make()
    for resolution in Resolution:
        assert found(page, replace(WITH_HEADER, resolution=resolution)) == ()


@pytest.mark.parametrize("poor", list(poor_pages()), ids=str)
def test_what_comes_out_badly_is_found(poor: Poor) -> None:
    assert [each.kind for each in found(poor.make(), poor.look) or ()] == [poor.kind]


@pytest.mark.parametrize(
    ("page", "look"),
    [
        (drawn(prose(TEXTS["English"], 11, ink=204)), TEXT),
        (drawn(prose(TEXTS["Russian"], 11, ink=221)), STANDARD),
        (on_dark(0, 76), TEXT),
        (on_dark(20, 110), TEXT),
        (drawn(prose(TEXTS["English"], 10, ink=150)), PICTURE),
        (drawn(prose(TEXTS["English"], 11), paper=170), PICTURE),
        (drawn(prose(TEXTS["German"], 4, lines=60)), STANDARD),
        (upside_down(drawn(prose(TEXTS["English"], 10))), TEXT),
        (scanned(upside_down(drawn(prose(TEXTS["German"], 12)))), STANDARD),
    ],
)
def test_one_click_mends_it(page: Image.Image, look: FaxLook) -> None:
    assert found(page, fixed(page, look)) == ()


def test_what_no_contrast_brings_out_is_said_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    page = drawn(prose(TEXTS["English"], 11, ink=221))
    monkeypatch.setattr("byfax_desktop.fax.legibility.page.MOST_CONTRAST", 30)
    assert found(page, TEXT) == (Found(FindingKind.LIGHT_GREY),)


def test_what_an_eye_hardly_sees_is_not_missed() -> None:
    watermark = prose(TEXTS["English"], 11, ink=240, lines=10)
    assert found(drawn(watermark, prose(TEXTS["English"], 11, top=150)), TEXT) == ()


def test_a_line_of_names_in_quotes_does_not_speak_for_a_page() -> None:
    quotes = " ".join(
        f'"{name}"' for name in ("GEDCOM", "JPEG", "XML", "HTML", "PNG", "TIFF", "ODS", "PDF", "RTF")
    )
    page = drawn(prose(quotes, 11, lines=2), prose("no full stop, but a comma " * 3, 11, top=60, lines=3))
    assert found(page, TEXT) == ()


class TestBlankPages:
    def test_one_that_is_left_out_is_none(self) -> None:
        assert found(drawn(), replace(TEXT, treatment=Treatment(skip_blank=True))) is None

    def test_one_whose_text_is_lost_is_not_blank(self) -> None:
        (lost,) = found(drawn(prose(TEXTS["English"], 11, ink=212)), TEXT) or ()
        assert lost.kind is FindingKind.LIGHT_GREY


class TestHeaderLine:
    def test_without_one_nothing_is_covered(self) -> None:
        page = drawn(prose(TEXTS["English"], 10, top=2, lines=1), prose(TEXTS["English"], 11))
        assert found(page, TEXT) == ()

    def test_the_edges_of_sheets_and_pictures_may_be_covered(self) -> None:
        letter = prose(TEXTS["English"], 11)
        assert found(drawn(letter, framed), WITH_HEADER) == ()
        assert found(photograph(4), WITH_HEADER) == ()

    def test_so_may_the_header_line_that_a_fax_brought_along(self) -> None:
        old = drawn(prose(TEXTS["digits"], 8, top=0.5, lines=1), prose(TEXTS["English"], 11))
        text = drawn(prose(TEXTS["digits"], 12, top=3.5, lines=1), prose(TEXTS["English"], 11))
        assert found_on(Fax(old), 0, WITH_HEADER) == ()
        assert found_on(Fax(text), 0, WITH_HEADER) == (Found(FindingKind.UNDER_HEADER),)


class TestPictures:
    def test_photographs_with_captions_are_let_alone(self) -> None:
        assert found(photographs(), PICTURE) == ()

    def test_the_mode_of_the_document_counts(self) -> None:
        page = drawn(prose(TEXTS["English"], 11), paper=170)
        as_text = replace(PICTURE, treatment=Treatment(mode=Mode.TEXT))
        assert found(page, as_text) == ()
        as_picture = replace(TEXT, treatment=Treatment(mode=Mode.PHOTO))
        assert found(page, as_picture) == (Found(FindingKind.COLOURED_GROUND, Remedy.TEXT_MODE),)


class Fax(DrawnPages):
    """Pages that are fax pages already."""

    def fax_page(self, index: int, /) -> FaxPage:
        size = (WIDTH, Resolution.FINE.page_lines)
        return FaxPage(self._pages[index].resize(size).convert("1", dither=Image.Dither.NONE), 196)


def test_a_fax_that_is_sent_on_is_as_small_as_it_came() -> None:
    small = Fax(drawn(prose(TEXTS["English"], 4, lines=60)))
    assert found_on(small, 0, STANDARD) == ()
    assert found_on(Fax(drawn()), 0, TEXT) == (Found(FindingKind.BLANK, Remedy.SKIP_BLANK),)
