"""Tables of HTML on paper."""

from __future__ import annotations

from collections.abc import Iterator

from fpdf.fonts import FontFace
from lxml import etree

from byfax_desktop.fax.convert.paper import Paper

_NARROWEST = 14
"""Millimetres of a column; a table with more columns than that leaves room for is written as lines."""
_LONGEST = 1200
"""Characters in a cell; a row must fit on a page."""
_WEIGHTS = 4, 40
"""The narrowest and widest column, in characters."""

_Row = list[str]


def draw_table(table: etree._Element, paper: Paper) -> None:
    """Draw it with borders, or where it would not fit, line by line with bars between the cells."""
    rows = [_cells(row) for row in _rows(table)]
    width = max((len(row) for row in rows), default=0)
    if not width:
        paper.text(_words(table))
        return
    rows = [row + [""] * (width - len(row)) for row in rows]
    pdf = paper.pdf
    longest = max(len(cell) for row in rows for cell in row)
    if width * _NARROWEST > pdf.epw or longest > _LONGEST:
        _write_lines(rows, paper)
        return
    least, most = _WEIGHTS
    weights = tuple(min(most, max(least, *(len(row[column]) for row in rows))) for column in range(width))
    heads = next(table.iter("th"), None) is not None
    with pdf.table(
        text_align="LEFT",
        col_widths=weights,
        first_row_as_headings=heads,
        headings_style=paper.bold if heads else FontFace(),
        line_height=1.3 * pdf.font_size,
        padding=1,
        width=pdf.epw,
    ) as drawn:
        for row in rows:
            line = drawn.row()
            for cell in row:
                line.cell(cell)


def _write_lines(rows: list[_Row], paper: Paper) -> None:
    for row in rows:
        paper.text(" | ".join(row))
        paper.line_end()


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of this table, not those of one inside it."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is table:
            yield row


def _cells(row: etree._Element) -> _Row:
    cells = []
    for cell in row:
        if cell.tag in ("td", "th"):
            cells.append(_words(cell))
            span = cell.get("colspan") or "1"
            if span.isdecimal():
                cells += [""] * (min(int(span), 50) - 1)
    return cells


def _words(element: etree._Element) -> str:
    return " ".join(" ".join(str(part) for part in element.itertext()).split())
