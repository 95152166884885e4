"""What a DocX says, from top to bottom: paragraphs and rows of tables, ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from byfax_desktop.fax.covers.docx import STYLES, W, broken, main_part, own, part
from byfax_desktop.fax.covers.docx_styles import PLAIN, Look, Styles, number, value

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PIECES = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_WRAPPERS = tuple(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one look; a line break is a ``\\n``, a tab a ``\\t``."""

    text: str
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans on lines of their own."""

    spans: tuple[Span, ...]
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the paragraphs of each cell, and the cells' parts of the width."""

    cells: tuple[tuple[Paragraph, ...], ...]
    widths: tuple[float, ...]


Block = Paragraph | Row


def blocks(document: bytes) -> list[Block]:
    """The body of a DocX. Raises DocumentTrouble for what is no DocX."""
    body = main_part(document).find(f"{W}body")
    if body is None:
        raise broken()
    return list(_blocks(body, Styles(part(document, STYLES))))


def _blocks(parent: etree._Element, styles: Styles) -> Iterator[Block]:
    for element in parent:
        if element.tag == f"{W}p":
            yield from _paragraphs(element, styles)
        elif element.tag == f"{W}tbl":
            grid = [number(column.get(f"{W}w"), 0) for column in element.iterfind(f"{W}tblGrid/{W}gridCol")]
            yield from (_row(row, grid, styles) for row in element.iter(f"{W}tr") if _is_row_of(row, element))
        elif element.tag in _WRAPPERS:
            yield from _blocks(element, styles)


def _is_row_of(row: etree._Element, table: etree._Element) -> bool:
    return next(row.iterancestors(f"{W}tbl"), None) is table


def _paragraphs(element: etree._Element, styles: Styles) -> Iterator[Paragraph]:
    """A paragraph, and those in the text boxes that hang on it."""
    properties = element.find(f"{W}pPr")
    look = styles.of_paragraph(value(properties, "pStyle")).with_own(properties)
    yield Paragraph(tuple(_span(run, look, styles) for run in own(element, f"{W}r")), look)
    for inner in element.iter(f"{W}p"):
        if (
            next(inner.iterancestors(f"{W}p"), None) is element
            and next(inner.iterancestors(_FALLBACK), None) is None
        ):
            yield from _paragraphs(inner, styles)


def _span(run: etree._Element, look: Look, styles: Styles) -> Span:
    properties = run.find(f"{W}rPr")
    look = styles.applied(value(properties, "rStyle"), look).with_own(properties)
    return Span("".join(_piece(node) for node in run), look)


def _piece(node: etree._Element) -> str:
    return node.text or "" if node.tag == f"{W}t" else _PIECES.get(str(node.tag), "")


def _row(element: etree._Element, grid: list[int], styles: Styles) -> Row:
    cells = [cell for cell in element.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr"), None) is element]
    widths = _widths(cells, grid)
    paragraphs = tuple(
        tuple(found for p in cell.iter(f"{W}p") if not _is_inside(p) for found in _paragraphs(p, styles))
        for cell in cells
    )
    return Row(paragraphs, widths)


def _is_inside(paragraph: etree._Element) -> bool:
    """Whether another paragraph already brings this one along."""
    return next(paragraph.iterancestors(f"{W}p"), None) is not None


def _widths(cells: list[etree._Element], grid: list[int]) -> tuple[float, ...]:
    """Parts of 1, from the table's grid; from the cells' own widths where it has none."""
    widths: list[int] = []
    start = 0
    for cell in cells:
        end = start + max(1, number(value(cell.find(f"{W}tcPr"), "gridSpan"), 1))
        own_width = cell.find(f"{W}tcPr/{W}tcW")
        widths.append(
            sum(grid[start:end]) or number(None if own_width is None else own_width.get(f"{W}w"), 0)
        )
        start = end
    if not all(widths):
        widths = [1] * len(cells)
    total = sum(widths) or 1
    return tuple(width / total for width in widths)
