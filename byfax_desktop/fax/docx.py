"""DocX files (ECMA-376, WordprocessingML): their parts, and their text as blocks to draw."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAX_ENTRIES = 500
MAX_UNPACKED = 40 * 1024 * 1024
DEFAULT_SIZE = 22
"""Half-points: 11 pt, what Word takes where a run doesn't say."""

_DOCUMENT = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one look; ``size`` in half-points. A line break is a ``\\n`` in ``text``."""

    text: str
    size: int = DEFAULT_SIZE
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans on lines of their own; ``after`` in twentieths of a point; ``rule`` draws a line below."""

    spans: tuple[Span, ...]
    align: str = "left"
    after: int = 0
    rule: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the paragraphs of each cell, and the cells' parts of the width."""

    cells: tuple[tuple[Paragraph, ...], ...]
    widths: tuple[float, ...] = field(default=())


Block = Paragraph | Row


def parts(document: bytes) -> Iterator[tuple[str, etree._Element]]:
    """The name and root of each part that bears text. Raises DocumentTrouble for what is no DocX."""
    with _opened(document) as archive:
        names = archive.namelist()
        if _DOCUMENT not in names:
            raise _broken()
        for name in names:
            if name.startswith(("word/document", "word/header", "word/footer")) and name.endswith(".xml"):
                yield name, _parse(archive.read(name))


def replaced(document: bytes, contents: Mapping[str, bytes]) -> bytes:
    """The DocX with other contents for some of its parts."""
    target = io.BytesIO()
    with _opened(document) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, contents.get(name) or source.read(name))
    return target.getvalue()


def texts(paragraph: etree._Element) -> Iterator[str]:
    """The pieces of a paragraph's text."""
    return (node.text or "" for node in paragraph.iter(f"{W}t"))


def break_lines(node: etree._Element) -> None:
    """Turn line ends in a text node into breaks, as WordprocessingML has them."""
    run = node.getparent()
    lines = (node.text or "").splitlines()
    if run is None or len(lines) < 2:
        return
    place = run.index(node) + 1
    node.text = lines[0]
    for line in lines[1:]:
        text = etree.Element(f"{W}t")
        text.text = line
        run[place:place] = [etree.Element(f"{W}br"), text]
        place += 2


def blocks(document: bytes) -> list[Block]:
    """What a DocX says, from top to bottom. Raises DocumentTrouble for what is no DocX."""
    root = next(root for name, root in parts(document) if name == _DOCUMENT)
    body = root.find(f"{W}body")
    if body is None:
        raise _broken()
    found: list[Block] = []
    for element in body:
        if element.tag == f"{W}p":
            found.append(_paragraph(element))
        elif element.tag == f"{W}tbl":
            found += [_row(row) for row in element.iterchildren(f"{W}tr")]
    return found


def _opened(document: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(document))
    except (zipfile.BadZipFile, ValueError):
        raise _broken() from None
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise DocumentTrouble(TroubleKind.TOO_LARGE, "The cover page")
    return archive


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise _broken() from None


def _broken() -> DocumentTrouble:
    return DocumentTrouble(TroubleKind.BROKEN, "The cover page")


def _paragraph(element: etree._Element) -> Paragraph:
    properties = element.find(f"{W}pPr")
    align, after, rule = "left", 0, False
    if properties is not None:
        align = _value(properties, "jc") or "left"
        spacing = properties.find(f"{W}spacing")
        after = _number(spacing.get(f"{W}after") if spacing is not None else None, 0)
        rule = properties.find(f"{W}pBdr/{W}bottom") is not None
    spans = tuple(_span(run) for run in element.iter(f"{W}r"))
    return Paragraph(spans, align, after, rule)


def _span(run: etree._Element) -> Span:
    properties = run.find(f"{W}rPr")
    size, bold = DEFAULT_SIZE, False
    if properties is not None:
        size = _number(_value(properties, "sz"), DEFAULT_SIZE)
        switch = properties.find(f"{W}b")
        bold = switch is not None and switch.get(f"{W}val") not in ("0", "false")
    pieces = {f"{W}br": "\n", f"{W}tab": "    "}
    return Span(
        "".join(pieces.get(str(node.tag), node.text or "") for node in run if _is_text(node)), size, bold
    )


def _is_text(node: etree._Element) -> bool:
    return node.tag in (f"{W}t", f"{W}br", f"{W}tab")


def _row(element: etree._Element) -> Row:
    cells = list(element.iterchildren(f"{W}tc"))
    widths = [_number(_cell_width(cell), 1) for cell in cells]
    total = sum(widths) or 1
    paragraphs = tuple(tuple(_paragraph(p) for p in cell.iterchildren(f"{W}p")) for cell in cells)
    return Row(paragraphs, tuple(width / total for width in widths))


def _cell_width(cell: etree._Element) -> str | None:
    width = cell.find(f"{W}tcPr/{W}tcW")
    return None if width is None else width.get(f"{W}w")


def _value(properties: etree._Element, name: str) -> str | None:
    element = properties.find(f"{W}{name}")
    return None if element is None else element.get(f"{W}val")


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() else default
