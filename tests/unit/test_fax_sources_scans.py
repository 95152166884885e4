"""Scans in a PDF are read as they are, to what pdfium would draw; and what only looks like one is drawn."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from byfax_desktop.fax.fonts import sans
from byfax_desktop.fax.sources import pdf, scans
from byfax_desktop.fax.sources.source import Shape

A4 = (595, 842)
LAYERS = "/Resources<</XObject<</I 5 0 R>>/Properties<</Layer 6 0 R>>>>"
FILL = "q 595 0 0 842 0 0 cm /I Do Q"


def scan(mode: str = "L", size: tuple[int, int] = (1240, 1754)) -> Image.Image:
    page = Image.new("L", size, 240)
    pen = ImageDraw.Draw(page)
    for line in range(20):
        pen.text((100, 80 * line + 60), f"Invoice {line} of 20, to be paid", font=sans(40), fill=30)
    return page.convert(mode)


def coded(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def scanned(
    path: Path,
    image: Image.Image,
    drawing: str = FILL,
    page_extra: str = "",
    image_extra: str = "",
    space: str = "",
    coding: str = "ascii",
) -> Path:
    """A PDF with a page of that picture; the extras go into the dictionaries of the page and the picture."""
    jpeg = coded(image)
    space = space or {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}[image.mode]
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        f"/Resources<</XObject<</I 5 0 R>>>>{page_extra}>>".encode(),
        f"<</Length {len(drawing)}>>\nstream\n{drawing}\nendstream".encode(coding),
        f"<</Type/XObject/Subtype/Image/Width {image.width}/Height {image.height}/ColorSpace{space}/BitsPerComponent 8"
        f"/Filter/DCTDecode/Length {len(jpeg)}{image_extra}>>\nstream\n".encode()
        + jpeg
        + b"\nendstream",
        b"<</Type/Annot/Subtype/Square/Rect[10 10 90 90]/C[1 0 0]>>",
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    begin = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + rows
    data += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, begin)
    path.write_bytes(data)
    return path


def is_taken_out(path: Path) -> bool:
    """Whether the page is read from its JPEG."""
    document = pypdfium2.PdfDocument(path)
    try:
        return scans.lone_jpeg(document[0], scans.scans_in(path)) is not None
    finally:
        document.close()


SHAPES = [
    Shape(800, 1131),
    Shape(1728, 2292),
    Shape(1728, 1146),
    Shape(1131, 800, 1),
    Shape(800, 1131, 2),
    Shape(600, 400, 0, (0.1, 0.2, 0.7, 0.5)),
    Shape(600, 400, 3, (0.1, 0.2, 0.7, 0.5)),
]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_it_looks_as_pdfium_draws_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shape: Shape, mode: str
) -> None:
    path = scanned(tmp_path / "a.pdf", scan(mode))
    assert is_taken_out(path)
    with pdf.opened(path) as source:
        taken = source.grey(0, shape)
    monkeypatch.setattr(pdf, "scans_in", lambda _: frozenset())
    with pdf.opened(path) as source:
        drawn = source.grey(0, shape)

    assert taken.size == drawn.size == (shape.width, shape.height)
    assert ImageStat.Stat(ImageChops.difference(taken, drawn)).mean[0] < 4


@pytest.mark.parametrize(
    ("drawing", "page_extra", "image_extra", "mode", "space"),
    [
        ("q 595 0 0 -842 0 842 cm /I Do Q", "", "", "L", ""),
        ("q 0 842 -595 0 595 0 cm /I Do Q", "", "", "L", ""),
        ("q 500 0 0 700 40 60 cm /I Do Q", "", "", "L", ""),
        (FILL + " 0 0 100 100 re f", "", "", "L", ""),
        (FILL + " " + FILL, "", "", "L", ""),
        ("0 0 300 842 re W n " + FILL, "", "", "L", ""),
        ("/OC /Layer BDC " + FILL + " EMC", LAYERS, "", "L", ""),
        (FILL, "", "/D#65code[1 0]", "L", ""),
        (FILL, "", "/OC 6 0 R", "L", ""),
        (FILL, "/Rotate 90", "", "L", ""),
        (FILL, "/CropBox[0 0 300 842]", "", "L", ""),
        (FILL, "/Annots[6 0 R]", "", "L", ""),
        (FILL, "", "/Decode[1 0]", "L", ""),
        (FILL, "", "/Decode [1 0]", "L", ""),
        (FILL, "", "/SMask 5 0 R", "L", ""),
        (FILL, "", "/Mask[0 9]", "L", ""),
        (FILL, "", "", "CMYK", ""),
        (FILL, "", "", "L", "[/Indexed/DeviceGray 1<00FF>]"),
    ],
)
def test_what_may_look_otherwise_is_drawn(
    tmp_path: Path, drawing: str, page_extra: str, image_extra: str, mode: str, space: str
) -> None:
    path = scanned(tmp_path / "a.pdf", scan(mode), drawing, page_extra, image_extra, space)
    assert not is_taken_out(path)


def test_what_a_picture_holds_by_chance_tells_nothing(tmp_path: Path) -> None:
    """In the millions of bytes of a scan any three come in any order."""
    path = scanned(tmp_path / "a.pdf", scan())
    content = path.read_bytes()
    assert b"/OC" not in content
    path.write_bytes(content.replace(b"endstream", b"/OC /Mask endstream"))
    assert is_taken_out(path)


def test_words_like_those_that_tell_are_no_hindrance(tmp_path: Path) -> None:
    assert is_taken_out(scanned(tmp_path / "a.pdf", scan(), image_extra="/DecodeParms<<>>"))


def test_a_jpeg_that_pillow_sees_otherwise_or_not_at_all_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert scans.grey_scan(b"\xff\xd8\xff and nothing", SHAPES[0]) is None
    assert scans.grey_scan(coded(scan("CMYK")), SHAPES[0]) is None
    path = scanned(tmp_path / "a.pdf", scan())
    monkeypatch.setattr(pdf, "grey_scan", lambda *_: None)
    with pdf.opened(path) as source:
        assert min(source.grey(0, SHAPES[0]).tobytes()) < 60


def test_a_picture_within_the_drawing_is_drawn(tmp_path: Path) -> None:
    """What is said of it there, such as that it is inverted, may be packed with the drawing."""
    image = scan(size=(400, 566))
    inline = coded(image).decode("latin-1")
    said = f"BI /W {image.width} /H {image.height} /CS /G /BPC 8 /F /DCT /D [1 0] ID {inline} EI"
    path = tmp_path / "a.pdf"
    scanned(path, scan(), f"q 595 0 0 842 0 0 cm {said} Q", coding="latin-1")
    assert not is_taken_out(path)


def test_too_large_a_scan_is_left_to_pdfium(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "MAX_PIXELS", 1000)
    assert scans.grey_scan(coded(scan()), SHAPES[0]) is None


def test_a_file_that_has_gone_has_no_scans(tmp_path: Path) -> None:
    assert scans.scans_in(tmp_path / "gone.pdf") == frozenset()


def test_a_scan_that_says_it_is_immense_is_left_to_pdfium() -> None:
    jpeg = bytearray(coded(scan(size=(64, 64))))
    frame = jpeg.index(b"\xff\xc0")
    jpeg[frame + 5 : frame + 9] = b"\xff\xdc\xff\xdc"
    assert scans.grey_scan(bytes(jpeg), SHAPES[0]) is None
