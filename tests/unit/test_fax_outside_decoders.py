"""Fax pages read by programs of others: each dot as it was meant, in each shape, resolution and mode."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import product
from pathlib import Path

import pytest
from fpdf import FPDF
from page_samples import photo_pdf, words
from PIL import Image

from byfax_desktop.fax.fonts import font_file
from byfax_desktop.fax.geometry import WIDTH, Mode, Resolution
from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.pages import fax_pages
from byfax_desktop.fax.pdf import write_pdf
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.fax.wanted import FaxDocument

SHEETS: tuple[tuple[str | tuple[float, float], str], ...] = (
    ("A4", "P"),
    ("letter", "P"),
    ("legal", "P"),
    ("A4", "L"),
    ((420, 595), "P"),
    ("A3", "P"),
)
TURNED = Treatment(quarter_turns=2, contrast=30, pages=PageChoice(((2, 3),)))


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [program for program in programs if shutil.which(program) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True)


class Fax:
    """A TIFF from the page helper, and the pages that it was meant to have."""

    def __init__(self, tiff: Path, pages: list[Image.Image], resolution: Resolution) -> None:
        self.tiff = tiff
        self.pages = pages
        self.resolution = resolution

    @property
    def meant(self) -> list[tuple[tuple[int, int], bytes]]:
        return [(page.size, page.tobytes()) for page in self.pages]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[FaxDocument]:
    folder = tmp_path_factory.mktemp("documents")
    made = [
        letters(folder / "letters.pdf"),
        photo_pdf(folder / "photo.pdf", 1),
        folder / "note.txt",
        folder / "a.png",
    ]
    made[2].write_text("One line\fand another\n" * 2)
    Image.radial_gradient("L").resize((900, 700)).save(made[3])
    return [*map(FaxDocument, made), FaxDocument(made[0], TURNED)]


@pytest.fixture(
    scope="module", params=product(Resolution, Mode), ids=lambda how: f"{how[0].name}-{how[1].name}"
)
def fax(
    request: pytest.FixtureRequest, documents: list[FaxDocument], tmp_path_factory: pytest.TempPathFactory
) -> Fax:
    resolution, mode = request.param
    out = tmp_path_factory.mktemp("fax") / "out.tiff"
    helper = PageHelper()
    try:
        count = helper.rasterize(documents, out, resolution, mode)
    finally:
        helper.close()
    pages = [
        page
        for document in documents
        for page in fax_pages(document.path, resolution, mode, document.treatment, document.password)
    ]
    assert count == len(pages) == len(SHEETS) + 1 + 3 + 1 + 2
    return Fax(out, pages, resolution)


def letters(path: Path) -> Path:
    """A sheet of each kind, with lines of text, one of them grey, and a frame."""
    pdf = FPDF(unit="pt")
    pdf.add_font("text", "", font_file()) if font_file() else None
    pdf.set_font("text" if font_file() else "Helvetica", size=10)
    for number, (form, orientation) in enumerate(SHEETS):
        pdf.add_page(format=form, orientation=orientation)
        pdf.rect(20, 20, pdf.w - 40, pdf.h - 40)
        for line in range(20):
            pdf.set_text_color(119 if line == 7 else 0)
            pdf.text(40, 60 + line * 14, " ".join(words(8, 100 * number + line)))
    pdf.output(str(path))
    return path


def read(path: Path) -> list[tuple[tuple[int, int], bytes]]:
    """Size and dots of the pages of a TIFF that is not compressed: nothing is left to decode."""
    found = []
    with Image.open(path) as image:
        for index in range(image.n_frames):  # type: ignore[attr-defined]
            image.seek(index)
            assert image.info["compression"] == "raw"
            found.append((image.size, image.convert("1").tobytes()))
    return found


def strips(path: Path) -> list[bytes]:
    """The coding of each page, which has one strip."""
    data, found = path.read_bytes(), []
    with Image.open(path) as image:
        for index in range(image.n_frames):  # type: ignore[attr-defined]
            image.seek(index)
            tags = image.tag_v2  # type: ignore[attr-defined]
            (start,), (size,) = tags[273], tags[279]
            found.append(data[start : start + size])
    return found


@needs("tiffinfo")
def test_libtiff_finds_each_tag_as_a_fax_has_it(fax: Fax) -> None:
    done = run("tiffinfo", "-D", fax.tiff)
    assert "warning" not in done.stderr.lower()
    assert "error" not in done.stderr.lower()
    for value in (
        "Bits/Sample: 1",
        "Compression Scheme: CCITT Group 4",
        "Photometric Interpretation: min-is-white",
        "FillOrder: msb-to-lsb",
        "Samples/Pixel: 1",
        f"Resolution: 204, {fax.resolution.value} pixels/inch",
    ):
        assert done.stdout.count(value) == len(fax.pages), value
    shapes = re.findall(r"Image Width: (\d+) Image Length: (\d+)", done.stdout)
    assert [(int(width), int(lines)) for width, lines in shapes] == [page.size for page in fax.pages]
    assert re.findall(r"Page Number: (\d+)-", done.stdout) == [
        str(number) for number in range(len(fax.pages))
    ]


@needs("tiffcp")
def test_libtiff_decodes_each_dot(fax: Fax, tmp_path: Path) -> None:
    done = run("tiffcp", "-c", "none", fax.tiff, tmp_path / "plain.tiff")
    assert done.stderr == ""
    assert read(tmp_path / "plain.tiff") == fax.meant


@needs("tiffcp", "fax2tiff")
@pytest.mark.parametrize(
    ("coding", "options"),
    [(None, ("-4",)), ("g3:1d:fill", ("-3", "-1")), ("g3:2d:fill", ("-3", "-2"))],
    ids=["T.6", "T.4", "T.4 in two dimensions"],
)
def test_pages_survive_the_line(
    fax: Fax, tmp_path: Path, coding: str | None, options: tuple[str, ...]
) -> None:
    """The bare coding, as machines send it, becomes the same page again."""
    sent = fax.tiff
    if coding:
        sent = tmp_path / "sent.tiff"
        run("tiffcp", "-c", coding, "-r", 9999, fax.tiff, sent)
    came = []
    for coded in strips(sent):
        raw, page, plain = (tmp_path / name for name in ("raw", "page.tiff", "plain.tiff"))
        raw.write_bytes(coded)
        run("fax2tiff", "-X", WIDTH, "-M", *options, "-o", page, raw)
        run("tiffcp", "-c", "none", page, plain)
        came += read(plain)
    if coding is None:  # fax2tiff takes T.6's end of a page for one more line, whoever wrote it
        came = [((width, lines - 1), dots[: -WIDTH // 8]) for (width, lines), dots in came]
    assert came == fax.meant


@pytest.fixture(scope="module")
def pdf(fax: Fax, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "fax.pdf"
    write_pdf(fax.pages, path, fax.resolution)
    return path


@needs("pdfimages")
def test_poppler_finds_each_dot_in_the_pdf(fax: Fax, pdf: Path, tmp_path: Path) -> None:
    done = run("pdfimages", "-png", pdf, tmp_path / "page")
    assert done.stderr == ""
    came = []
    for path in sorted(tmp_path.glob("page-*.png")):
        with Image.open(path) as image:
            came.append((image.size, image.convert("1").tobytes()))
    assert came == fax.meant


@needs("gs", "tiffcp")
def test_ghostscript_prints_each_dot_of_the_pdf(fax: Fax, pdf: Path, tmp_path: Path) -> None:
    size = f"-r204x{fax.resolution.value}"
    done = run(
        "gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffg4", size, f"-sOutputFile={tmp_path}/gs.tiff", pdf
    )
    assert done.stderr == ""
    run("tiffcp", "-c", "none", tmp_path / "gs.tiff", tmp_path / "plain.tiff")
    assert read(tmp_path / "plain.tiff") == fax.meant
