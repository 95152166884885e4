"""Fax pages as PDF: every dot, in true shape, for any reader."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from fax_inputs import black_share
from PIL import Image

from byfax_desktop.fax.g4 import write_tiff
from byfax_desktop.fax.geometry import WIDTH, Resolution
from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.inspect import inspect
from byfax_desktop.fax.pdf import write_pdf
from byfax_desktop.fax.trouble import DocumentTrouble


def quarter(height: int) -> Image.Image:
    """A page whose upper left quarter is black."""
    page = Image.new("1", (WIDTH, height), 1)
    page.paste(0, (0, 0, WIDTH // 2, height // 2))
    return page


@pytest.mark.parametrize(("resolution", "height"), [(Resolution.FINE, 2292), (Resolution.STANDARD, 1146)])
def test_a_page_has_its_true_size(tmp_path: Path, resolution: Resolution, height: int) -> None:
    path = tmp_path / "a.pdf"
    assert write_pdf(iter([quarter(height)] * 2), path, resolution) == 2
    assert inspect(path).pages == 2
    document = pdfium.PdfDocument(path)
    assert document.get_page_size(1) == pytest.approx((1728 / 204 * 72, 2292 / 196 * 72), abs=0.1)
    document.close()


def test_black_is_black_and_up_is_up(tmp_path: Path) -> None:
    write_pdf([quarter(2292)], tmp_path / "a.pdf", Resolution.FINE)
    document = pdfium.PdfDocument(tmp_path / "a.pdf")
    drawn = document[0].render(scale=1, grayscale=True).to_pil().convert("L")
    document.close()
    corners = [drawn.getpixel((x, y)) for y in (20, drawn.height - 20) for x in (20, drawn.width - 20)]
    assert corners == [0, 255, 255, 255]


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler's tools are not installed")
def test_another_reader_sees_the_same(tmp_path: Path) -> None:
    write_pdf([quarter(2292), quarter(2000)], tmp_path / "a.pdf", Resolution.FINE)
    command = ["pdftoppm", "-r", "72", "-png", tmp_path / "a.pdf", tmp_path / "page"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    for name in ("page-1.png", "page-2.png"):
        with Image.open(tmp_path / name) as image:
            assert black_share(image.convert("1", dither=Image.Dither.NONE)) == pytest.approx(0.25, abs=0.01)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bits")
def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    write_pdf([quarter(100)], tmp_path / "a.pdf", Resolution.FINE)
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o600


def test_a_long_fax_stays_small(tmp_path: Path) -> None:
    write_pdf([quarter(2292)] * 50, tmp_path / "a.pdf", Resolution.FINE)
    assert (tmp_path / "a.pdf").stat().st_size < 60_000


def test_pages_keep_their_order_and_their_own_heights(tmp_path: Path) -> None:
    heights = [1146, 2291, 600]
    assert write_pdf([quarter(height) for height in heights], tmp_path / "a.pdf", Resolution.FINE) == 3
    document = pdfium.PdfDocument(tmp_path / "a.pdf")
    found = [document.get_page_size(index)[1] for index in range(3)]
    document.close()
    assert found == pytest.approx([height / 196 * 72 for height in heights], abs=0.1)


@pytest.mark.skipif(shutil.which("pdfimages") is None, reason="poppler's tools are not installed")
def test_every_dot_is_kept(tmp_path: Path) -> None:
    noise = Image.frombytes("1", (WIDTH, 300), os.urandom(WIDTH // 8 * 300))
    write_pdf([noise], tmp_path / "a.pdf", Resolution.FINE)
    subprocess.run(["pdfimages", "-png", tmp_path / "a.pdf", tmp_path / "dots"], check=True)
    with Image.open(tmp_path / "dots-000.png") as dots:
        assert dots.convert("1").tobytes() == noise.tobytes()


def test_the_table_of_objects_is_right(tmp_path: Path) -> None:
    """Readers mend a wrong table without a word, so it is followed by hand."""
    write_pdf([quarter(100)] * 3, tmp_path / "a.pdf", Resolution.FINE)
    data = (tmp_path / "a.pdf").read_bytes()
    start = re.search(rb"startxref\n(\d+)\n%%EOF\n$", data)
    assert start
    table = data[int(start[1]) :]
    assert table.startswith(b"xref\n0 12\n0000000000 65535 f \n")
    offsets = re.findall(rb"(\d{10}) 00000 n \n", table)
    assert len(offsets) == 11
    for number, offset in enumerate(offsets, 1):
        assert data[int(offset) :].startswith(b"%d 0 obj\n" % number)


def test_the_length_of_every_stream_is_right(tmp_path: Path) -> None:
    write_pdf([quarter(100), quarter(90)], tmp_path / "a.pdf", Resolution.FINE)
    data = (tmp_path / "a.pdf").read_bytes()
    streams = list(re.finditer(rb"/Length (\d+)>>\nstream\n", data))
    assert len(streams) == 4
    assert all(data[found.end() + int(found[1]) :].startswith(b"\nendstream") for found in streams)


def test_a_received_fax_keeps_its_dots_and_its_density(tmp_path: Path) -> None:
    tiff, out = tmp_path / "a.tif", tmp_path / "a.pdf"
    write_tiff([quarter(1146), quarter(600)], tiff, Resolution.STANDARD)
    told = []
    helper = PageHelper(most=1)
    try:
        assert helper.pdf(tiff, out, lambda done, total: told.append((done, total))) == 2
    finally:
        helper.close()
    assert told == [(0, 2), (1, 2), (2, 2)]
    with pdfium.PdfDocument(out) as document:
        assert document.get_page_size(0) == pytest.approx((1728 / 204 * 72, 1146 / 98 * 72), abs=0.1)
        [image] = document[1].get_objects(max_depth=1)
        assert image.get_px_size() == (WIDTH, 600)


def test_pages_that_are_wider_than_a_fax_become_a_fax(tmp_path: Path) -> None:
    tiff, out = tmp_path / "a.tif", tmp_path / "a.pdf"
    Image.new("1", (2432, 3000), 1).save(tiff, dpi=(204, 196))
    helper = PageHelper(most=1)
    try:
        assert helper.pdf(tiff, out) == 1
    finally:
        helper.close()
    assert inspect(out).pages == 1


def test_a_file_that_is_no_document_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_bytes(b"II*\0 broken")
    helper = PageHelper(most=1)
    try:
        with pytest.raises(DocumentTrouble):
            helper.pdf(tmp_path / "a.tif", tmp_path / "a.pdf")
    finally:
        helper.close()
