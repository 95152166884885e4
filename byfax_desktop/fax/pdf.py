"""Fax pages as a PDF (ISO 32000-1, 7.4.6 and 8.9): the T.6 coding as it is, a page at a time, in true shape."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from byfax_desktop.fax.geometry import DOTS_PER_INCH, Resolution
from byfax_desktop.fax.private import create_private
from byfax_desktop.fax.strip import group4

_CATALOG, _PAGES = 1, 2
_POINTS = 72


def write_pdf(pages: Iterable[Image.Image], path: Path, resolution: Resolution) -> int:
    """Write pages of mode "1" to a private file and return how many there were."""
    with create_private(path) as file:
        writer = PdfWriter(file)
        for page in pages:
            writer.add(group4(page), page.size, resolution.value)
        return writer.finish()


class PdfWriter:
    """Writes pages one by one to ``file``, which must be empty. Its methods raise OSError."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._offsets = {_CATALOG: 0, _PAGES: 0}
        self._kids: list[int] = []
        file.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")

    def add(
        self,
        coded: bytes,
        size: tuple[int, int],
        lines_per_inch: float,
        dots_per_inch: float = DOTS_PER_INCH,
    ) -> None:
        """Write a page of so many dots by so many lines from its T.6 coding: its image, what draws it, itself."""
        dots, lines = size
        width = dots / dots_per_inch * _POINTS
        height = lines / lines_per_inch * _POINTS
        decode = f"<</K -1/Columns {dots}/Rows {lines}>>"
        image = self._stream(
            f"/Type/XObject/Subtype/Image/Width {dots}/Height {lines}/ColorSpace/DeviceGray"
            f"/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms{decode}",
            coded,
        )
        content = self._stream("", f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /F Do Q".encode())
        self._kids.append(
            self._object(
                f"<</Type/Page/Parent {_PAGES} 0 R/MediaBox[0 0 {width:.2f} {height:.2f}]"
                f"/Resources<</XObject<</F {image} 0 R>>>>/Contents {content} 0 R>>"
            )
        )

    def finish(self) -> int:
        """The tree of pages and the table of objects; returns how many pages there are."""
        kids = " ".join(f"{kid} 0 R" for kid in self._kids)
        self._object(f"<</Type/Pages/Kids[{kids}]/Count {len(self._kids)}>>", _PAGES)
        self._object(f"<</Type/Catalog/Pages {_PAGES} 0 R>>", _CATALOG)
        table_at = self._file.tell()
        rows = "".join(f"{offset:010d} 00000 n \n" for _, offset in sorted(self._offsets.items()))
        size = len(self._offsets) + 1
        self._file.write(
            f"xref\n0 {size}\n0000000000 65535 f \n{rows}"
            f"trailer <</Size {size}/Root {_CATALOG} 0 R>>\nstartxref\n{table_at}\n%%EOF\n".encode()
        )
        return len(self._kids)

    def _object(self, text: str, number: int | None = None) -> int:
        return self._write(number, text.encode())

    def _stream(self, entries: str, data: bytes) -> int:
        head = f"<<{entries}/Length {len(data)}>>\nstream\n".encode()
        return self._write(None, head + data + b"\nendstream")

    def _write(self, number: int | None, body: bytes) -> int:
        number = number or max(self._offsets) + 1
        self._offsets[number] = self._file.tell()
        self._file.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
        return number
