"""Any document that pages can be made of on this computer, opened as what its content says it is."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from byfax_desktop.fax.kind import Kind, kind_of
from byfax_desktop.fax.sources import pdf, pictures, text
from byfax_desktop.fax.sources.drawn import PictureSource, TextSource
from byfax_desktop.fax.sources.source import Source
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind


@contextmanager
def opened(path: Path, password: str = "") -> Iterator[Source]:
    """The document's pages. Raises DocumentTrouble, also for what fails inside the block."""
    kind = kind_of(path)
    if kind is Kind.PDF:
        with pdf.opened(path, password) as source:
            yield source
    elif kind.is_image:
        with pictures.opened(path) as image:
            yield PictureSource(image)
    elif kind is Kind.TEXT:
        yield TextSource(text.text_pages(path))
    elif kind.is_markup:
        with pdf.opened(path, content=_as_pdf(path, kind)) as source:
            yield source
    else:
        raise DocumentTrouble.of(TroubleKind.UNSUPPORTED, path)


def _as_pdf(path: Path, kind: Kind) -> bytes:
    from byfax_desktop.fax.convert.markup import markup_to_pdf

    with tempfile.TemporaryDirectory(prefix="byfax-markup-") as folder:
        out = Path(folder) / "pages.pdf"
        markup_to_pdf(path, out, kind)
        return out.read_bytes()
