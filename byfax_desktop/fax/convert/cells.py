"""The cells of an HTML table: what each says, and which columns it takes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from lxml import etree

_MOST_COLUMNS = 50
_MOST_ROWS = 200
"""That one cell covers; numbers in a document can be anything."""
_WIDEST = 200
"""Columns."""
_SPACES = re.compile(r"[ \t\r\n\f]+")
_ALIGNED = re.compile(r"text-align\s*:\s*(right|center)", re.IGNORECASE)
_LINES = (
    "p",
    "div",
    "br",
    "li",
    "dt",
    "dd",
    "pre",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "blockquote",
    "address",
)
"""What begins a line of its own in a cell."""
_NOT_BOLD = etree.XPath(".//text()[normalize-space() and not(ancestor::b or ancestor::strong)]")


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines of words over ``span`` columns; ``align`` is a letter of fpdf2."""

    text: str = ""
    bold: bool = False
    align: str = "L"
    span: int = 1


Row = list[Cell]


def rows_of(table: etree._Element) -> list[Row]:
    """All rows, equally wide; where a cell covers rows, it says what it says in the first. None of an immense table."""
    rows: list[Row] = []
    covered: dict[int, tuple[int, int]] = {}  # from which column on, how many rows more and how many columns
    for element in _rows(table):
        row: Row = []
        column = 0
        cells = iter([cell for cell in element if cell.tag in ("td", "th")])
        while True:
            below, span = covered.pop(column, (0, 1))
            if below:
                told = Cell(span=span)
            else:
                cell = next(cells, None)
                if cell is None:
                    break
                told = _cell(cell)
                below = _number(cell, "rowspan", _MOST_ROWS)
            if below > 1:
                covered[column] = below - 1, told.span
            row.append(told)
            column += told.span
        if column > _WIDEST:
            return []
        rows.append(row)
    width = max((width_of(row) for row in rows), default=0)
    return _without_idle_columns([_filled(row, width) for row in rows]) if width else []


def _filled(row: Row, width: int) -> Row:
    missing = width - width_of(row)
    return [*row, Cell(span=missing)] if missing else row


def _without_idle_columns(rows: list[Row]) -> list[Row]:
    """Where a cell says that it is wider than any other row needs, the columns are not there."""
    starts = sorted(
        {start for row in rows for start in accumulate((cell.span for cell in row[:-1]), initial=0)}
    )
    narrowed = []
    for row in rows:
        ends = [bisect_left(starts, end) for end in accumulate(cell.span for cell in row)]
        spans = [end - start for start, end in zip([0, *ends], ends, strict=False)]
        narrowed.append([replace(cell, span=span) for cell, span in zip(row, spans, strict=True)])
    return narrowed


def width_of(row: Row) -> int:
    """Columns."""
    return sum(cell.span for cell in row)


def is_heading(table: etree._Element) -> bool:
    """Whether its first row is the heading of each column."""
    first = next(_rows(table), None)
    return first is not None and len(first) > 0 and all(cell.tag == "th" for cell in first)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cell(element: etree._Element) -> Cell:
    told = element.get("align") or element.get("style") or ""
    found = _ALIGNED.search(told)
    align = (found[1] if found else told).lower()
    cell = Cell(_words(element), span=_number(element, "colspan", _MOST_COLUMNS))
    bold = element.tag == "th" or (cell.text != "" and not _NOT_BOLD(element))
    return replace(cell, bold=bold, align={"right": "R", "center": "C"}.get(align, "L"))


def _number(element: etree._Element, name: str, most: int) -> int:
    told = (element.get(name) or "").strip()
    return min(most, max(1, int(told))) if re.fullmatch("[0-9]{1,9}", told) else 1


def _words(cell: etree._Element) -> str:
    parts = [_one_line(cell.text)]
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if element is cell:
            continue
        if element.tag in _LINES:
            parts.append("\n")
        if event == "start":
            parts.append("• " if element.tag == "li" else "")
            parts.append(element.get("alt") or "" if element.tag == "img" else "")
            parts.append(_one_line(element.text))
        else:
            parts.append(_one_line(element.tail))
    lines = (_SPACES.sub(" ", line).strip(" ") for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _one_line(text: str | None) -> str:
    return _SPACES.sub(" ", text or "")
