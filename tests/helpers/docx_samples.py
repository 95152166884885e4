"""DocX files made for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from byfax_desktop.fax.covers.docx import W


def packed(entries: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file of those entries."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def with_body(body: str, others: Mapping[str, str | bytes] | None = None) -> bytes:
    """A DocX whose body is that WordprocessingML, and other entries."""
    document = f'<w:document xmlns:w="{W[1:-1]}"><w:body>{body}</w:body></w:document>'
    return packed({"word/document.xml": document, **(others or {})})


def with_styles(body: str, styles: str) -> bytes:
    """A DocX with those styles."""
    return with_body(body, {"word/styles.xml": f'<w:styles xmlns:w="{W[1:-1]}">{styles}</w:styles>'})


def paragraph(inside: str, properties: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def run(text: str, size: int | None = None, bold: bool = False) -> str:
    """A run of text; ``size`` in half-points."""
    look = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{size}"/>' if size else "")
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
