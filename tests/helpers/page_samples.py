"""Documents as offices fax them, many pages long, made on the spot: for benchmarks."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

from fpdf import FPDF
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from byfax_desktop.fax.fonts import font_file, sans

WORDS = (
    "contract delivery invoice order patient account number please confirm receipt total amount date signature "
    "company address payment transfer insurance medical report office letter regards copy original annex page"
)
_A4_MM = (210, 297)
_SCAN = (2480, 3508)
"""A4 at 300 dots an inch."""
_PHOTO = (1600, 2240)


def words(count: int, seed: int) -> list[str]:
    """So many words, always the same for a seed."""
    chosen = random.Random(seed)
    return [chosen.choice(WORDS.split(" ")) for _ in range(count)]


def text_pdf(path: Path, pages: int) -> Path:
    """Dense text: 60 lines of 10 points a page, in a font that comes with the PDF."""
    pdf = FPDF(format="A4")
    font = font_file()
    pdf.add_font("text", "", font) if font else None
    pdf.set_font("text" if font else "Helvetica", size=10)
    pdf.set_margins(15, 15)
    pdf.set_auto_page_break(False)
    for page in range(pages):
        pdf.add_page()
        for line in range(60):
            pdf.cell(0, 4.4, " ".join(words(13, 1000 * page + line)), new_x="LMARGIN", new_y="NEXT")
    pdf.output(str(path))
    return path


def scan_pdf(path: Path, pages: int) -> Path:
    """Scans in grey at 300 dots an inch, one JPEG a page: text on paper that isn't quite white."""
    return _picture_pdf(path, pages, _scan)


def photo_pdf(path: Path, pages: int) -> Path:
    """Photographs in colour that fill the page."""
    return _picture_pdf(path, pages, _photo)


def _picture_pdf(path: Path, pages: int, draw: Callable[[int], Image.Image]) -> Path:
    pdf = FPDF(format="A4")
    for page in range(pages):
        buffer = io.BytesIO()
        draw(page).save(buffer, "JPEG", quality=85)
        pdf.add_page()
        pdf.image(buffer, 0, 0, *_A4_MM)
    pdf.output(str(path))
    return path


def _scan(page: int) -> Image.Image:
    paper = Image.new("L", _SCAN, 238)
    pen = ImageDraw.Draw(paper)
    for line in range(55):
        pen.text((200, 200 + line * 56), " ".join(words(10, 7000 * page + line)), font=sans(42), fill=40)
    noise = Image.effect_noise(_SCAN, 14)
    return ImageChops.add(paper, noise, 1, -128).filter(ImageFilter.GaussianBlur(1))


def _photo(page: int) -> Image.Image:
    grain = Image.effect_noise((400, 560), 60).resize(_PHOTO, Image.Resampling.BICUBIC)
    grain = grain.filter(ImageFilter.GaussianBlur(6))
    light = Image.linear_gradient("L").resize(_PHOTO).rotate(page * 7)
    shaded = ImageChops.multiply(grain, ImageChops.lighter(light, Image.new("L", _PHOTO, 60)))
    return Image.merge("RGB", (shaded, grain, ImageChops.invert(shaded)))
