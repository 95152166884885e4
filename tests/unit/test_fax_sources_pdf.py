"""PDF pages by pdfium: from several threads, of odd sizes, and of files that aren't what they say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fax_inputs import ink_box, pdf_file, protected_pdf
from PIL import Image

from byfax_desktop.fax.sources import pdf
from byfax_desktop.fax.sources.source import Shape
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

ROOT = Path(__file__).parents[2]
WRITTEN = "BT /F 12 Tf 20 100 Td (Invoice) Tj ET 0 0 {side} {side} re f"
FONT = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
CROWD = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.inspect import inspect
from byfax_desktop.fax.pages import fax_pages

def read(path):
    pages = fax_pages(path, Resolution.STANDARD, Mode.PHOTO)
    return inspect(path).pages, len({page.tobytes() for page in pages})

with ThreadPoolExecutor(4) as pool:
    print(set(pool.map(read, [Path(sys.argv[1])] * 24)))
"""


SMALL = Shape(100, 100)


def page(path: Path, shape: Shape, index: int = 0) -> Image.Image:
    with pdf.opened(path) as source:
        return source.grey(index, shape)


def trouble_of_page(path: Path, index: int = 0, shape: Shape = SMALL) -> TroubleKind:
    with pytest.raises(DocumentTrouble) as caught:
        page(path, shape, index)
    assert path.name in caught.value.what
    return caught.value.kind


def test_threads_may_read_at_the_same_time(tmp_path: Path) -> None:
    """In a process of its own, for pdfium ends the one where two threads are in it at once."""
    path = pdf_file(tmp_path / "a.pdf", [(200, 200)] * 6, WRITTEN, FONT)
    done = subprocess.run(
        [sys.executable, "-c", CROWD, path, ROOT], capture_output=True, text=True, timeout=100, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "{(6, 1)}")


def test_a_page_has_its_size_in_inches(tmp_path: Path) -> None:
    with pdf.opened(pdf_file(tmp_path / "a.pdf", [(72, 144), (36, 36)])) as source:
        assert source.count() == 2
        assert (source.size(0), source.size(1)) == ((1, 2), (0.5, 0.5))
        assert source.fax_page(0) is None
    assert pdf.page_count(tmp_path / "a.pdf") == 2


@pytest.mark.parametrize("turned", [90, 270])
def test_a_page_that_says_it_is_turned_has_the_size_of_how_it_is_looked_at(
    tmp_path: Path, turned: int
) -> None:
    path = pdf_file(tmp_path / "a.pdf", [(72, 144)], extra=f"/Rotate {turned}")
    with pdf.opened(path) as source:
        assert source.size(0) == (2, 1)


@pytest.mark.parametrize("shape", [Shape(100, 200), Shape(173, 229), Shape(1, 1), Shape(2000, 3)])
def test_a_page_fills_the_shape_that_is_asked_for(tmp_path: Path, shape: Shape) -> None:
    path = pdf_file(tmp_path / "a.pdf", [(72, 144)], "0 0 72 144 re f")
    with pdf.opened(path) as source:
        grey, colour = source.grey(0, shape), source.colour(0, shape)
    assert (grey.mode, grey.size) == ("L", (shape.width, shape.height))
    assert (colour.mode, colour.size) == ("RGB", (shape.width, shape.height))
    assert grey.getextrema()[1] < 128
    assert colour.getextrema() == (grey.getextrema(),) * 3


def test_colours_keep_their_places(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf", [(72, 72)], "1 .5 0 rg 0 0 72 72 re f")
    with pdf.opened(path) as source:
        red, green, blue = source.colour(0, SMALL).getpixel((50, 50))  # type: ignore[misc]
    assert (red, blue) == (255, 0)
    assert abs(green - 128) <= 1


def test_a_page_without_anything_is_white(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf", [(72, 72)], "")
    with pdf.opened(path) as source:
        assert source.grey(0, SMALL).getextrema() == (255, 255)
        assert source.colour(0, SMALL).getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize(
    ("turns", "box"),
    [
        (0, (0, 0, 20, 10)),
        (1, (90, 0, 100, 20)),
        (2, (80, 90, 100, 100)),
        (3, (0, 80, 10, 100)),
        (5, (90, 0, 100, 20)),
    ],
)
def test_it_is_turned_clockwise(tmp_path: Path, turns: int, box: tuple[int, ...]) -> None:
    path = pdf_file(tmp_path / "a.pdf", [(100, 100)], "0 90 20 10 re f")
    assert ink(page(path, Shape(100, 100, turns))) == pytest.approx(box, abs=1)


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("part", [(0.25, 0.5, 0.75, 1.0), (0.0, 0.0, 0.5, 0.1), (0.9, 0.0, 1.0, 1.0)])
def test_a_part_is_what_would_be_cut_out_of_the_whole(
    tmp_path: Path, turns: int, part: tuple[float, float, float, float]
) -> None:
    path = pdf_file(tmp_path / "a.pdf", [(100, 100)], "0 100 m 100 0 l 60 100 l f 10 10 15 40 re f")
    whole = page(path, Shape(400, 400, turns))
    box = tuple(round(edge * 400) for edge in part)
    size = (box[2] - box[0], box[3] - box[1])
    assert page(path, Shape(*size, turns, part)).tobytes() == whole.crop(box).tobytes()  # type: ignore[arg-type]


@pytest.mark.parametrize("shape", [Shape(8001, 8000), Shape(1000, 1000, 0, (0.5, 0.5, 0.5001, 0.5001))])
def test_an_immense_picture_is_refused(tmp_path: Path, shape: Shape) -> None:
    assert trouble_of_page(pdf_file(tmp_path / "a.pdf", [(72, 72)]), 0, shape) is TroubleKind.TOO_LARGE


def test_an_immense_page_is_no_matter(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf", [(14_400, 7_200)])
    assert ink(page(path, Shape(200, 100))) == pytest.approx((0, 0, 200, 100), abs=1)


def test_notes_on_the_page_are_seen(tmp_path: Path) -> None:
    note = "/Annots[<</Type/Annot/Subtype/Square/Rect[10 10 60 60]/F 4/IC[0 0 0]/AP<</N 7 0 R>>>>]"
    path = pdf_file(tmp_path / "a.pdf", [(72, 72)], "", note)
    look = b"<</Type/XObject/Subtype/Form/BBox[0 0 50 50]/Length 14>>stream\n0 0 50 50 re f\nendstream"
    path.write_bytes(path.read_bytes().replace(b"xref\n", b"7 0 obj" + look + b"endobj\nxref\n", 1))
    assert ink(page(path, Shape(72, 72))) == pytest.approx((10, 12, 60, 62), abs=1)


@pytest.mark.parametrize("field", ["/FT/Tx/V(Anna)", "/FT/Btn/Ff 65536", "/FT/Sig", "/FT/Ch/Ff 131072/V(b)"])
@pytest.mark.parametrize("turns", [0, 2])
def test_what_is_filled_into_a_form_is_seen(tmp_path: Path, field: str, turns: int) -> None:
    widget = f"/Annots[<</Type/Annot/Subtype/Widget{field}/T(a)/Rect[10 10 60 60]/F 4/AP<</N 7 0 R>>>>]"
    path = pdf_file(tmp_path / "a.pdf", [(72, 72)], "", widget)
    look = b"7 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 50 50]/Length 14>>stream\n0 0 50 50 re f\nendstream endobj\n"
    content = path.read_bytes().replace(b"/Type/Catalog", b"/Type/Catalog/AcroForm<</Fields[]>>")
    path.write_bytes(content.replace(b"xref\n", look + b"xref\n", 1))
    box = (10, 12, 60, 62) if turns == 0 else (12, 10, 62, 60)
    assert ink(page(path, Shape(72, 72, turns))) == pytest.approx(box, abs=1)
    with pdf.opened(path) as source:
        assert source.colour(0, Shape(72, 72)).getpixel((30, 30)) == (0, 0, 0)


def test_a_document_may_be_in_memory_only(tmp_path: Path) -> None:
    content = pdf_file(tmp_path / "a.pdf", [(72, 72)] * 3).read_bytes()
    with pdf.opened(tmp_path / "note.html", content=content) as source:
        assert source.count() == 3
        assert source.grey(2, SMALL).size == (100, 100)
    with pytest.raises(DocumentTrouble) as caught, pdf.opened(tmp_path / "note.html", content=b"nothing"):
        pass
    assert "note.html" in caught.value.what


@pytest.mark.parametrize("password", ["", "wrong", "Open, please"])
def test_a_protected_document_opens_only_with_its_password(tmp_path: Path, password: str) -> None:
    path = protected_pdf(tmp_path / "a.pdf", "open, please")
    with pytest.raises(DocumentTrouble) as caught, pdf.opened(path, password):
        pass
    assert caught.value.kind is TroubleKind.ENCRYPTED
    with pdf.opened(path, "open, please") as source:
        assert source.count() == 1
        assert source.grey(0, SMALL).getextrema()[0] == 0


def test_a_password_that_is_not_needed_does_no_harm(tmp_path: Path) -> None:
    assert pdf.page_count(pdf_file(tmp_path / "a.pdf", [(72, 72)]), "any") == 1


@pytest.mark.parametrize("index", [3, -1])
def test_a_page_that_is_not_there_is_broken(tmp_path: Path, index: int) -> None:
    assert trouble_of_page(pdf_file(tmp_path / "a.pdf", [(72, 72)]), index) is TroubleKind.BROKEN


def test_a_page_that_the_tree_promises_and_the_file_lacks_is_broken(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf", [(72, 72)] * 2)
    path.write_bytes(path.read_bytes().replace(b"/Kids[3 0", b"/Kids[9 0"))
    assert trouble_of_page(path) is TroubleKind.BROKEN


def test_a_file_that_is_gone_is_unreadable_and_a_cut_one_broken(tmp_path: Path) -> None:
    assert trouble_of_page(tmp_path / "gone.pdf") is TroubleKind.UNREADABLE
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj")
    assert trouble_of_page(tmp_path / "cut.pdf") is TroubleKind.BROKEN


@pytest.mark.parametrize("index", [1, -1, 10**6])
def test_the_size_of_a_page_that_is_not_there_is_trouble(tmp_path: Path, index: int) -> None:
    with pdf.opened(pdf_file(tmp_path / "a.pdf", [(72, 72)])) as source, pytest.raises(DocumentTrouble):
        source.size(index)


def ink(page: Image.Image) -> tuple[int, int, int, int]:
    """Where it is black, with edges that are drawn softly."""
    return ink_box(page.point([0] * 128 + [255] * 128))
