"""Documents as one TIFF of fax pages: exactly what the other machine will print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from byfax_desktop.fax.g4 import write_tiff
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.page_choice import ALL_PAGES, PageChoice
from byfax_desktop.fax.pages import fax_pages
from byfax_desktop.fax.trouble import DocumentTrouble


class DocumentFailed(Exception):
    """``trouble`` with the document at ``place`` among those that were given."""

    def __init__(self, place: int, trouble: DocumentTrouble) -> None:
        super().__init__(trouble.what)
        self.place = place
        self.trouble = trouble


def rasterize(
    documents: Sequence[Path], out: Path, resolution: Resolution, mode: Mode, choice: PageChoice = ALL_PAGES
) -> int:
    """Write the chosen pages of all documents to ``out``, readable by its owner only; returns how many there are.

    Raises DocumentFailed, and OSError where ``out`` cannot be written; either leaves an unfinished file.
    """
    pages = (
        page
        for number, page in enumerate(_all_pages(documents, resolution, mode, choice.last), start=1)
        if choice.has(number)
    )
    return write_tiff(pages, out, resolution)


def _all_pages(
    documents: Sequence[Path], resolution: Resolution, mode: Mode, last: int | None
) -> Iterator[Image.Image]:
    count = 0
    for place, document in enumerate(documents):
        try:
            for page in fax_pages(document, resolution, mode):
                yield page
                count += 1
                if last is not None and count >= last:
                    return
        except DocumentTrouble as trouble:
            raise DocumentFailed(place, trouble) from trouble
