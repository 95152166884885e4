"""Our pages as programs that aren't ours decode them: the tags of the TIFF, and every dot as it was meant.

libtiff's tools, Poppler (which has a T.6 decoder of its own) and Ghostscript (which has another).
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from fax_inputs import pdf_file
from PIL import Image

from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.pages import fax_pages
from byfax_desktop.fax.pdf import write_pdf
from byfax_desktop.fax.strip import group4
from byfax_desktop.fax.wanted import FaxDocument

A4, LETTER, LEGAL, LANDSCAPE, HUGE, SMALL = (
    (595, 842),
    (612, 792),
    (612, 1008),
    (842, 595),
    (2000, 3000),
    (200, 100),
)
GREYS = "0.3 g 0 0 {side} {side} re f 0.6 g {right} {top} {side} {side} re f 0.9 g 0 {top} {side} {side} re f"


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


@pytest.fixture(
    params=[(r, m) for r in Resolution for m in Mode], ids=lambda each: f"{each[0].name} {each[1].name}"
)
def kind(request: pytest.FixtureRequest) -> tuple[Resolution, Mode]:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return pdf_file(tmp_path / "pages.pdf", [A4, LETTER, LEGAL, LANDSCAPE, HUGE, SMALL], GREYS)


@pytest.fixture
def meant(document: Path, kind: tuple[Resolution, Mode]) -> list[Image.Image]:
    return list(fax_pages(document, *kind))


@pytest.fixture
def tiff(document: Path, kind: tuple[Resolution, Mode], tmp_path: Path) -> Path:
    out = tmp_path / "pages.tiff"
    helper = PageHelper()
    assert helper.rasterize([FaxDocument(document)], out, *kind) == 6
    helper.close()
    return out


def run(*command: object) -> str:
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True).stdout


def assert_same(found: list[Image.Image], meant: list[Image.Image]) -> None:
    assert [page.size for page in found] == [page.size for page in meant]
    for number, (one, other) in enumerate(zip(found, meant, strict=True)):
        assert one.convert("1").tobytes() == other.tobytes(), f"page {number + 1}"


@needs("tiffinfo")
def test_the_tags_are_those_of_a_fax(
    tiff: Path, meant: list[Image.Image], kind: tuple[Resolution, Mode]
) -> None:
    told = run("tiffinfo", tiff).split("=== TIFF directory")[1:]
    assert len(told) == len(meant)
    for page, text in zip(meant, told, strict=True):
        assert f"Image Width: 1728 Image Length: {page.height}" in text
        assert f"Resolution: 204, {kind[0].value} pixels/inch" in text
        for line in (
            "Bits/Sample: 1",
            "Compression Scheme: CCITT Group 4",
            "Photometric Interpretation: min-is-white",
            "FillOrder: msb-to-lsb",
            f"Rows/Strip: {page.height}",
        ):
            assert line in text


@needs("tiffcp")
@pytest.mark.parametrize("coding", ["none", "g3:1d", "g3:2d:fill", "lzw"])
def test_libtiff_decodes_every_dot(tiff: Path, meant: list[Image.Image], coding: str, tmp_path: Path) -> None:
    plain = tmp_path / "plain.tiff"
    run("tiffcp", "-c", coding, tiff, plain)
    with Image.open(plain) as image:
        found = []
        for index in range(len(meant)):
            image.seek(index)
            found.append(image.convert("1"))
    assert_same(found, meant)


@needs("fax2tiff")
def test_the_coding_alone_makes_the_page_again(
    meant: list[Image.Image], kind: tuple[Resolution, Mode], tmp_path: Path
) -> None:
    for page in meant:
        raw, out = tmp_path / "raw.g4", tmp_path / "out.tiff"
        raw.write_bytes(group4(page))
        run("fax2tiff", "-4", "-M", "-W", "-X", 1728, "-R", kind[0].value, "-8", "-o", out, raw)
        with Image.open(out) as again:
            assert_same([again.convert("1").crop((0, 0, *page.size))], [page])


@needs("pdfimages")
def test_poppler_decodes_every_dot(
    meant: list[Image.Image], kind: tuple[Resolution, Mode], tmp_path: Path
) -> None:
    assert write_pdf(iter(meant), tmp_path / "fax.pdf", kind[0]) == len(meant)
    run("pdfimages", "-png", tmp_path / "fax.pdf", tmp_path / "page")
    found = [Image.open(path) for path in sorted(tmp_path.glob("page-*.png"))]
    assert_same(found, meant)


@needs("gs")
def test_ghostscript_prints_every_dot(
    meant: list[Image.Image], kind: tuple[Resolution, Mode], tmp_path: Path
) -> None:
    write_pdf(iter(meant), tmp_path / "fax.pdf", kind[0])
    out = tmp_path / "page%02d.pbm"
    quiet = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pbmraw", f"-r204x{kind[0].value}"]
    run(*quiet, f"-sOutputFile={out}", tmp_path / "fax.pdf")
    found = [Image.open(path).convert("1") for path in sorted(tmp_path.glob("page*.pbm"))]
    assert_same(found, meant)


@needs("tiffinfo")
def test_pages_follow_each_other_without_a_warning(tiff: Path) -> None:
    done = subprocess.run(["tiffinfo", "-D", str(tiff)], capture_output=True, text=True, check=True)
    assert not re.search("warning|error", done.stderr, re.IGNORECASE)
