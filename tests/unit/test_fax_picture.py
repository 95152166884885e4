"""Pages as pictures for the screen: as wide as asked, in true shape, whatever the document."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fax_inputs import pdf_file
from PIL import Image

from byfax_desktop.fax.geometry import WIDTH
from byfax_desktop.fax.inspect import Kind
from byfax_desktop.fax.picture import MAX_WIDTH, page_png
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind


def shown(path: Path, kind: Kind, index: int = 0, width: int = 300) -> Image.Image:
    image = Image.open(io.BytesIO(page_png(path, kind, index, width)))
    assert image.format == "PNG"
    return image.convert("L")


@pytest.mark.parametrize("size", [(595, 842), (842, 595), (14_400, 14_400), (3, 3)])
def test_a_pdf_page_keeps_its_shape(tmp_path: Path, size: tuple[int, int]) -> None:
    image = shown(pdf_file(tmp_path / "a.pdf", [size]), Kind.PDF)
    assert image.width == 300
    assert image.height == pytest.approx(300 * size[1] / size[0], abs=2)


def test_text_is_shown_on_a4(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one\ftwo\nlines")
    first, second = (shown(tmp_path / "a.txt", Kind.TEXT, index) for index in (0, 1))
    assert first.size == second.size == (300, pytest.approx(300 * 297 / 215, abs=2))
    assert first.tobytes() != second.tobytes()


@pytest.mark.parametrize("lines", [98, 196])
def test_fax_dots_are_stretched_to_the_shape_on_paper(tmp_path: Path, lines: int) -> None:
    Image.new("1", (WIDTH, lines * 11), 1).save(tmp_path / "a.tiff", compression="group4", dpi=(204, lines))
    image = shown(tmp_path / "a.tiff", Kind.TIFF)
    assert image.height / image.width == pytest.approx(11 / (WIDTH / 204), rel=0.01)
    assert image.getextrema() == (255, 255)


def test_a_picture_is_shown_in_its_own_greys(tmp_path: Path) -> None:
    Image.new("L", (40, 20), 130).save(tmp_path / "a.png")
    image = shown(tmp_path / "a.png", Kind.PNG)
    assert (image.size, image.getextrema()) == ((300, 150), (130, 130))


@pytest.mark.parametrize(("asked", "given"), [(-5, 16), (0, 16), (17, 17), (10**9, MAX_WIDTH)])
def test_a_width_beyond_reason_is_not_obeyed(tmp_path: Path, asked: int, given: int) -> None:
    Image.new("L", (40, 20)).save(tmp_path / "a.png")
    assert shown(tmp_path / "a.png", Kind.PNG, width=asked).width == given


def test_an_endless_strip_is_not_drawn_endlessly(tmp_path: Path) -> None:
    Image.new("L", (1, 30_000)).save(tmp_path / "a.png")
    assert shown(tmp_path / "a.png", Kind.PNG).height <= 4 * MAX_WIDTH


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind.only_service])
def test_what_only_the_service_prints_is_not_shown(tmp_path: Path, kind: Kind) -> None:
    with pytest.raises(DocumentTrouble) as caught:
        page_png(tmp_path / "a", kind, 0, 300)
    assert caught.value.kind is TroubleKind.UNSUPPORTED
