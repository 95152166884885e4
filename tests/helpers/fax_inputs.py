"""Documents for the tests of the fax pages, made on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fpdf import FPDF
from PIL import Image

INK = "0 0 0 rg 0 0 {side} {side} re f {right} {top} {side} {side} re f"


def pdf_file(path: Path, sizes: Sequence[tuple[float, float]], content: str = INK, extra: str = "") -> Path:
    """A PDF with a page for each size in points, a black square in its lower left and upper right corner.

    ``content`` is what draws a page; ``extra`` goes into the dictionary of every page.
    """
    kids = " ".join(f"{3 + 2 * index} 0 R" for index in range(len(sizes)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(sizes)}>>"]
    for index, (width, height) in enumerate(sizes):
        side = min(width, height) / 10
        drawing = content.format(side=side, right=width - side, top=height - side)
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents {4 + 2 * index} 0 R{extra}>>",
            f"<</Length {len(drawing)}>>\nstream\n{drawing}\nendstream",
        ]
    path.write_bytes(_with_table(objects))
    return path


def protected_pdf(path: Path, password: str) -> Path:
    """A PDF of one A4 page with a black square that opens only with the password."""
    made = FPDF(unit="pt", format="A4")
    made.set_encryption(owner_password="whoever made it", user_password=password)
    made.add_page()
    made.rect(100, 100, 200, 200, style="F")
    made.output(str(path))
    return path


def _with_table(objects: Sequence[str]) -> bytes:
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    rows = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
    tail = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + (head + tail).encode()


def black_share(image: Image.Image) -> float:
    """How much of a black and white picture is black, from 0 to 1."""
    counts = image.convert("L").histogram()
    return counts[0] / sum(counts)


def ink_box(image: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is black."""
    box = image.convert("L").point([255] + [0] * 255).getbbox()
    assert box is not None, "the page is white"
    return box
