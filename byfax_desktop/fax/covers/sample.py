"""A cover page to start from: our own DocX, plain enough to be read after a fax line has had its way with it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STAMPED = (2026, 1, 1, 0, 0, 0)

ENGLISH = ("To", "Company", "Fax", "From", "Company", "Fax", "Date", "Pages", "Subject")
RUSSIAN = ("Кому", "Компания", "Факс", "От кого", "Компания", "Факс", "Дата", "Страниц", "Тема")
_NAMES = (
    "ToName",
    "ToCompany",
    "ToNumber",
    "FromName",
    "FromCompany",
    "FromNumber",
    "Date",
    "Pages",
    "Subject",
)
_GROUP_ENDS = ("ToNumber", "FromNumber")
_COLUMNS = (2200, 7400)
"""Twentieths of a point."""
_TABLE = (
    '<w:tblPr><w:tblW w:w="9600" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    f'<w:tblGrid><w:gridCol w:w="{_COLUMNS[0]}"/><w:gridCol w:w="{_COLUMNS[1]}"/></w:tblGrid>'
)


def sample_cover(
    title: str = "Fax", labels: tuple[str, ...] = ENGLISH, guide: Sequence[tuple[str, bool]] = ()
) -> bytes:
    """A DocX with a title, all placeholders under ``labels``, and room for a message.

    The paragraphs of a ``guide``, each a heading or not, stand on a page of their own.
    """
    rows = "".join(_row(label, name) for label, name in zip(labels, _NAMES, strict=True))
    body = (
        _paragraph(_run(title, 72, bold=True), after=240, rule=True)
        + _paragraph("", after=120)
        + f"<w:tbl>{_TABLE}{rows}</w:tbl>"
        + _paragraph("", after=60, rule=True)
        + _paragraph("", after=120)
        + _paragraph(_run("{Text}", 24))
        + (_paragraph('<w:r><w:br w:type="page"/></w:r>') if guide else "")
        + "".join(
            _paragraph(_run(text, 32 if is_head else 24, is_head), after=160) for text, is_head in guide
        )
    )
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"/></w:sectPr>'
    )
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_WORDS}">'
        f"<w:body>{body}{page}</w:body></w:document>"
    )
    return _packed({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document})


def _packed(parts: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMPED), text.encode(), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _row(label: str, name: str) -> str:
    runs = (_run(label, 24), _run(f"{{{name}}}", 24, bold=True))
    after = 240 if name in _GROUP_ENDS else 60
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(run, after)}</w:tc>'
        for width, run in zip(_COLUMNS, runs, strict=True)
    )
    return f"<w:tr>{cells}</w:tr>"


def _paragraph(runs: str, after: int = 0, rule: bool = False) -> str:
    border = (
        '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="4" w:color="000000"/></w:pBdr>' if rule else ""
    )
    return f'<w:p><w:pPr>{border}<w:spacing w:after="{after}"/></w:pPr>{runs}</w:p>'


def _run(text: str, size: int, bold: bool = False) -> str:
    weight = "<w:b/>" if bold else ""
    return f'<w:r><w:rPr>{weight}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
