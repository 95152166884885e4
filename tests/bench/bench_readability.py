"""How much of a fax can be read: words that tesseract reads off our TEXT pages, against Ghostscript's plain ones.

Run: python tests/bench/bench_readability.py. Prints a row for each sample and quality. Needs Ghostscript and tesseract.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from fpdf import FPDF
from PIL import Image, ImageChops, ImageDraw, ImageFilter

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]
from page_samples import words  # noqa: E402

from byfax_desktop.fax.fonts import font_file, sans  # noqa: E402
from byfax_desktop.fax.geometry import Mode, Resolution  # noqa: E402
from byfax_desktop.fax.pages import fax_pages  # noqa: E402

Words = list[str]
_A4_AT_200 = (1654, 2339)
_SQUARE = 300
"""Dots an inch at which tesseract gets the pages."""


def text_page(pdf: FPDF, size: float, grey: int = 0, lines: int = 30) -> Words:
    """Lines of text in points."""
    pdf.add_page()
    pdf.set_text_color(grey)
    pdf.set_font(size=size)
    written = []
    for line in range(lines):
        chosen = words(8, 10_000 + line)
        pdf.cell(0, size * 0.5, " ".join(chosen), new_x="LMARGIN", new_y="NEXT")
        written += chosen
    return written


def form_page(pdf: FPDF) -> Words:
    """A coloured form: white on blue, pastel rows, a red stamp over text."""
    pdf.add_page()
    written: Words = []

    def line(height: float, ink: tuple[int, int, int], paper: tuple[int, int, int], seed: int) -> None:
        chosen = words(6, seed)
        pdf.set_text_color(*ink)
        pdf.set_fill_color(*paper)
        pdf.cell(0, height, " ".join(chosen), fill=True, new_x="LMARGIN", new_y="NEXT")
        written.extend(chosen)

    pdf.set_font(size=14)
    line(10, (255, 255, 255), (34, 85, 170), 1)
    line(10, (255, 255, 255), (90, 140, 220), 2)
    pdf.set_font(size=10)
    for row in range(16):
        paper = ((255, 255, 204), (220, 235, 250), (255, 255, 255), (225, 225, 225))[row % 4]
        line(6, (0, 0, 0) if row % 3 else (60, 60, 160), paper, 100 + row)
    pdf.set_font(size=20)
    pdf.set_text_color(220, 40, 40)
    pdf.set_draw_color(220, 40, 40)
    stamp = words(2, 7)
    pdf.ellipse(60, 60, 80, 30, style="D")
    pdf.text(70, 140, " ".join(stamp))
    return written + stamp


def photographed_page(pdf: FPDF) -> Words:
    """A page as a phone takes it: light from one side, a little askew, a little out of focus."""
    page = Image.new("L", _A4_AT_200, 245)
    pen = ImageDraw.Draw(page)
    written = []
    for line in range(28):
        chosen = words(7, 500 + line)
        pen.text((150, 150 + 62 * line), " ".join(chosen), font=sans(31), fill=45)
        written += chosen
    page = page.rotate(0.6, resample=Image.Resampling.BICUBIC, fillcolor=245)
    light = (
        Image.linear_gradient("L")
        .rotate(90)
        .resize(_A4_AT_200)
        .point([150 + grey * 105 // 255 for grey in range(256)])
    )
    page = ImageChops.multiply(page, light).filter(ImageFilter.GaussianBlur(0.8))
    page = ImageChops.add(page, Image.effect_noise(page.size, 12), 1, -128)
    buffer = io.BytesIO()
    page.convert("RGB").save(buffer, "JPEG", quality=80)
    pdf.add_page()
    pdf.image(buffer, 0, 0, 210, 297)
    return written


SAMPLES: dict[str, Callable[[FPDF], Words]] = {
    **{f"{size} pt": (lambda pdf, size=size: text_page(pdf, size)) for size in (8, 9, 10, 11, 12)},  # type: ignore[misc]
    "10 pt, grey #777": lambda pdf: text_page(pdf, 10, 0x77),
    "8 pt, grey #777": lambda pdf: text_page(pdf, 8, 0x77),
    "10 pt, grey #999": lambda pdf: text_page(pdf, 10, 0x99),
    "coloured form": form_page,
    "photographed page": photographed_page,
}


def ours(source: Path, resolution: Resolution) -> Image.Image:
    """Our page."""
    return next(fax_pages(source, resolution, Mode.TEXT))


def ghostscript(source: Path, resolution: Resolution) -> Image.Image:
    """Ghostscript's."""
    out = source.with_suffix(".gs.tiff")
    plain = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffg4", f"-r204x{resolution.value}"]
    subprocess.run([*plain, f"-sOutputFile={out}", str(source)], check=True)
    with Image.open(out) as page:
        return page.copy()


def read(page: Image.Image, resolution: Resolution, folder: Path) -> Counter[str]:
    """What tesseract reads, as words without their signs."""
    size = (round(page.width * _SQUARE / 204), round(page.height * _SQUARE / resolution.value))
    path = folder / "page.png"
    page.convert("L").resize(size, Image.Resampling.BICUBIC).save(path, dpi=(_SQUARE, _SQUARE))
    command = ["tesseract", str(path), "-", "--psm", "4"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return Counter("".join(each for each in word if each.isalpha()).lower() for word in told.split())


def main() -> None:
    """Read all samples at both qualities."""
    print(f"{'sample':20} {'quality':9} {'words':>5} {'ours':>6} {'Ghostscript':>11}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for sample, make in SAMPLES.items():
            pdf = FPDF(format="A4")
            font = font_file()
            if font:
                pdf.add_font("text", "", font)
            pdf.set_font("text" if font else "Helvetica")
            written = Counter(make(pdf))
            source = folder / f"{sample}.pdf"
            pdf.output(str(source))
            for resolution in (Resolution.FINE, Resolution.STANDARD):
                right = [
                    (read(page(source, resolution), resolution, folder) & written).total()
                    for page in (ours, ghostscript)
                ]
                print(
                    f"{sample:20} {resolution.name.lower():9} {written.total():5} {right[0]:6} {right[1]:11}"
                    f"{'' if right[0] >= right[1] else '  fewer'}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
