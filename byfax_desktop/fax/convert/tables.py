"""Tables of HTML on paper, as wide as what is in them asks for."""

from __future__ import annotations

from fpdf import FPDF
from fpdf.fonts import FontFace
from lxml import etree

from byfax_desktop.fax.convert.cells import Cell, Row, is_heading, rows_of, width_of
from byfax_desktop.fax.convert.paper import Paper

_SIZES = (11.0, 9.5, 8.0)
"""Points; a wide table is written smaller, but never so small that a fax cannot be read."""
_PADDING = 1.2
"""Millimetres."""
_ROOM = 2 * _PADDING + 0.2
_LONGEST_WORD = 45.0
"""Millimetres; longer ones may be broken to make room."""
_LEADING = 1.3
_NO_GRID = etree.XPath(
    ".//table | .//h1 | .//h2 | .//h3 | .//hr | .//img[starts-with(@src, 'data:')]"
    " | self::*[text()[normalize-space()]] | .//tr[text()[normalize-space()]]"
    " | .//*[self::tbody or self::thead or self::tfoot][text()[normalize-space()]]"
    " | *[not(self::tr or self::tbody or self::thead or self::tfoot or self::caption or self::colgroup or self::col)]"
    " | .//tr/*[not(self::td or self::th)]"
)
"""What tables hold that are there for the layout, as in e-mails: not only words, or words beside the cells."""


def draw_table(table: etree._Element, paper: Paper) -> bool:
    """Draw it with borders; nothing and False where what it holds is better read one after the other."""
    if _NO_GRID(table):
        return False
    rows = rows_of(table)
    if not rows or width_of(rows[0]) == 1:
        return False
    for size in _SIZES:
        widths = _widths(rows, paper.measure(size))
        if widths:
            break
    heads = len(rows) > 1 and is_heading(table)
    if widths and not _fits(rows, widths, heads, paper.measure(size)):
        return False
    for caption in table.findall("caption"):
        paper.text(" ".join(str(part) for part in caption.itertext()))
        paper.block(loose=True)
    if widths:
        paper.begin()
        _draw(rows, widths, heads, paper.measure(size))
    else:
        _write_lines(rows, paper)
    return True


def _write_lines(rows: list[Row], paper: Paper) -> None:
    for row in rows:
        paper.text(" | ".join(cell.text.replace("\n", " ") for cell in row if cell.text))
        paper.line_end()


def _draw(rows: list[Row], widths: list[float], heads: bool, pdf: FPDF) -> None:
    bold = FontFace(emphasis="BOLD")
    with pdf.table(
        align="LEFT",
        v_align="TOP",
        col_widths=tuple(widths),
        first_row_as_headings=heads,
        headings_style=bold,
        line_height=_LEADING * pdf.font_size,
        padding=_PADDING,
        width=min(sum(widths), pdf.epw),
    ) as drawn:
        for row in rows:
            line = drawn.row()
            for cell in row:
                style = bold if cell.bold else None
                line.cell(cell.text, align=cell.align, colspan=cell.span, style=style)


def _widths(rows: list[Row], pdf: FPDF) -> list[float]:
    """Of the columns, in millimetres; none where not even the words have room."""
    count = width_of(rows[0])
    least, wanted = [_ROOM + 2] * count, [_ROOM + 2] * count
    for row in sorted(rows, key=len, reverse=True):  # what covers several columns comes last
        column = 0
        for cell in row:
            lines = cell.text.split("\n")
            words = max(_width(word, cell, pdf) for word in cell.text.split() or [""])
            _widen(least, column, cell.span, min(words, _LONGEST_WORD) + _ROOM)
            _widen(wanted, column, cell.span, max(_width(line, cell, pdf) for line in lines) + _ROOM)
            column += cell.span
    if sum(wanted) <= pdf.epw:
        return wanted
    spare = pdf.epw - sum(least)
    if spare < 0:
        return []
    wishes = sum(wanted) - sum(least)
    return [low + (high - low) * spare / wishes for low, high in zip(least, wanted, strict=True)]


def _width(text: str, cell: Cell, pdf: FPDF) -> float:
    """Bold is wider by about a seventh."""
    return float(pdf.get_string_width(text)) * (1.15 if cell.bold else 1.0)


def _widen(columns: list[float], first: int, span: int, width: float) -> None:
    missing = width - sum(columns[first : first + span])
    if missing > 0:
        columns[first + span - 1] += missing


def _fits(rows: list[Row], widths: list[float], heads: bool, pdf: FPDF) -> bool:
    """Whether every row has room on a page, with the headings above it."""
    heights = [_height(row, widths, pdf) for row in rows]
    head = heights[0] if heads else 0.0
    return max(heights[heads:]) + head < pdf.eph - 1


def _height(row: Row, widths: list[float], pdf: FPDF) -> float:
    """At most, in millimetres: of two lines one after the other, more than one is full."""
    lines, column = 1.0, 0
    for cell in row:
        room = sum(widths[column : column + cell.span]) - _ROOM
        lines = max(lines, sum(2 * _width(line, cell, pdf) // room + 1 for line in cell.text.split("\n")))
        column += cell.span
    return lines * _LEADING * float(pdf.font_size) + 2 * _PADDING
