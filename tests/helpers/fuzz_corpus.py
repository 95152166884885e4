"""Small sound documents of each kind, and ways to damage them by chance."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import office_samples
from fax_inputs import pdf_file, protected_pdf
from fpdf import FPDF
from PIL import Image

from byfax_desktop.fax.geometry import WIDTH, Resolution
from byfax_desktop.fax.pdf import write_pdf

_GREY = Image.radial_gradient("L").resize((60, 40))
_COLOURS = Image.merge(
    "RGB", (_GREY, _GREY.transpose(Image.Transpose.ROTATE_180), Image.new("L", (60, 40), 99))
)
_TOKENS = (
    b"/Kids [3 0 R 1 0 R 3 0 R]", b"/Parent 3 0 R", b"/Count 2147483647", b"/Count -1",
    b"/MediaBox [0 0 1e9 1e-9]", b"/Filter /FlateDecode", b"/Filter [/ASCIIHexDecode /LZWDecode]",
    b"/JBIG2Decode", b"/JPXDecode", b"/Encrypt 1 0 R", b"/Length 999999999",
    b"/Predictor 15 /Columns 99999999", b"/Prev 9", b"endobj", b"endstream", b"stream\r\n",
    b"trailer<</Root 1 0 R>>", b"startxref\n0\n%%EOF", b"/Rotate 45", b"/UserUnit 1e6", b"/F Do ",
    b"q " * 40, b"BI /W 9999 ID ", b"\xff\xc2", b"\xff\xda", b"\xff\xd9", b"IDAT", b"fcTL", b"VP8X",
    b"ANMF", b"II*\0", b"MM\0*", b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff",
    b"\x00\x80", b"<table><tr><td colspan=99999>", b"<b>" * 99,
    b"<img src='data:image/png;base64,iVBORw0KGgo='>", b"<ol><li>", b"</html>", b"&#x110000;", b"|-|-|\n",
    b"> " * 60, b"\f", b"\n" * 99, b"\xe2\x80\xae", b"PK\x03\x04", b"PK\x05\x06", b"ftypheic", b"meta",
    b"iloc", b"GIF89a", b"{\\rtf1", b"%PDF-",
)  # fmt: skip
"""Words of the formats, and numbers at the edge of what they can hold."""


def sound_documents(folder: Path) -> dict[str, bytes]:
    """The names say what they are; a name's end decides where the content can't."""
    found = {name: saved(kind, mode, **options) for name, (kind, mode, options) in _PICTURES.items()}
    found["squares.pdf"] = pdf_file(folder / "a.pdf", [(90, 60), (60, 90)]).read_bytes()
    found["protected.pdf"] = protected_pdf(folder / "b.pdf", "open, please").read_bytes()
    found["written.pdf"] = _written_pdf()
    found["jpeg.pdf"] = _picture_pdf(saved("JPEG"), "DCTDecode")
    found["jpx.pdf"] = _picture_pdf(saved("JPEG2000"), "JPXDecode")
    found["fax.pdf"] = _fax_pdf(folder / "c.pdf")
    found["letter.txt"] = "Счёт №1\tfor you\f".encode() * 3
    found["wide.txt"] = "Grüße".encode("utf-16") * 3
    found["old.txt"] = ("Добрый день, это письмо. " * 9).encode("cp1251")
    found["page.html"] = (
        b"<html><body><h1>One</h1><p>Two <b>three</b><table><tr><td>1<td>2</table><ul><li>x</ul>"
    )
    found["page.md"] = b"# One\n\nTwo *three* `four`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> five\n\n1. six\n"
    found["letter.docx"] = office_samples.docx("Text")
    found["letter.odt"] = office_samples.odt("Text")
    found["letter.rtf"] = office_samples.rtf("Text")
    # Its head only: nothing here writes such pictures.
    found["photo.heic"] = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x20meta" + bytes(60)
    return found


def damaged(content: bytes, another: bytes, chance: Random) -> bytes:
    """What becomes of ``content`` by one to three accidents; ``another`` may lend it a piece."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 3)):
        chance.choice(_ACCIDENTS)(changed, another, chance)
        changed = changed or bytearray(b"\0")
    return bytes(changed)


def _flip(content: bytearray, _another: bytes, chance: Random) -> None:
    for _ in range(chance.randint(1, 12)):
        content[_place(content, chance)] ^= 1 << chance.randrange(8)


def _overwrite(content: bytearray, _another: bytes, chance: Random) -> None:
    at = _place(content, chance)
    piece = chance.choice((chance.randbytes(chance.randint(1, 40)), chance.choice(_TOKENS)))
    content[at : at + len(piece)] = piece


def _insert(content: bytearray, _another: bytes, chance: Random) -> None:
    at = _place(content, chance)
    content[at:at] = chance.choice(_TOKENS)


def _cut_off(content: bytearray, _another: bytes, chance: Random) -> None:
    del content[max(1, chance.randrange(len(content))) :]


def _cut_out(content: bytearray, _another: bytes, chance: Random) -> None:
    at = _place(content, chance)
    del content[at : at + chance.randint(1, 200)]


def _repeat(content: bytearray, _another: bytes, chance: Random) -> None:
    at = _place(content, chance)
    content[at:at] = content[at : at + chance.randint(1, 200)] * chance.randint(1, 20)


def _splice(content: bytearray, another: bytes, chance: Random) -> None:
    start = chance.randrange(len(another))
    at = _place(content, chance)
    content[at : at + chance.randint(0, 100)] = another[start : start + chance.randint(1, 400)]


def _change_number(content: bytearray, _another: bytes, chance: Random) -> None:
    """Of those that are written in digits."""
    digits = [at for at, byte in enumerate(content) if 48 <= byte <= 57]
    if digits:
        at = chance.choice(digits)
        content[at : at + 1] = chance.choice((b"0", b"-1", b"65536", b"99999999999", b"1e38", b"."))


_ACCIDENTS: tuple[Callable[[bytearray, bytes, Random], None], ...] = (
    _flip, _flip, _overwrite, _overwrite, _insert, _cut_off, _cut_out, _repeat, _splice, _change_number, _change_number,
)  # fmt: skip


def _place(content: bytearray, chance: Random) -> int:
    """Anywhere, and often near the beginning, where the structure is."""
    return chance.randrange(min(len(content), 200) if chance.random() < 0.3 else len(content))


def saved(kind: str, mode: str = "RGB", **options: Any) -> bytes:
    """A small picture as Pillow writes it."""
    buffer = io.BytesIO()
    picture = _GREY.convert("I").convert(mode) if mode == "I;16" else _COLOURS.convert(mode)
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def _written_pdf() -> bytes:
    pdf = FPDF(unit="pt", format=(120, 60))
    pdf.add_page()
    pdf.set_font("Helvetica", size=9)
    pdf.cell(60, 12, "A few words", link="https://example.org")
    return bytes(pdf.output())


def _picture_pdf(content: bytes, coding: str) -> bytes:
    head = f"/Type/XObject/Subtype/Image/Width 60/Height 40/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/{coding}"
    return (
        b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 60 40]/Contents 4 0 R"
        b"/Resources<</XObject<</F 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length 22>>stream\nq 60 0 0 40 0 0 cm/F Do\nendstream endobj\n"
        b"5 0 obj<<"
        + head.encode()
        + b"/Length %d>>stream\n" % len(content)
        + content
        + b"\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def _fax_pdf(path: Path) -> bytes:
    write_pdf([_GREY.resize((WIDTH, 40)).convert("1")], path, Resolution.STANDARD)
    return path.read_bytes()


_TWO: dict[str, Any] = {"save_all": True, "append_images": [_GREY]}
_TURNED = Image.Exif()
_TURNED[0x0112] = 6
_PICTURES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "rgb.png": ("PNG", "RGB", {}),
    "palette.png": ("PNG", "P", {"transparency": 1}),
    "turned.jpg": ("JPEG", "L", {"exif": _TURNED, "dpi": (300, 300)}),
    "progressive.jpg": ("JPEG", "CMYK", {"progressive": True}),
    "moving.gif": ("GIF", "P", _TWO),
    "a.bmp": ("BMP", "RGB", {}),
    "palette.bmp": ("BMP", "P", {}),
    "a.webp": ("WEBP", "RGB", {}),
    "lossless.webp": ("WEBP", "RGBA", {"lossless": True}),
    "plain.tif": ("TIFF", "RGB", _TWO),
    "lzw.tif": ("TIFF", "P", {"compression": "tiff_lzw"}),
    "deep.tif": ("TIFF", "I;16", {"compression": "tiff_adobe_deflate"}),
    "jpeg.tif": ("TIFF", "RGB", {"compression": "jpeg"}),
    "g3.tif": ("TIFF", "1", {"compression": "group3"}),
    "g4.tif": ("TIFF", "1", {"compression": "group4"}),
}
