"""A table on A4 paper that lies across, as PDF. In black and white: it is printed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from byfax_desktop.engine.sent_report import shown_time
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.fax.convert.paper import Paper, fitted

MOST = 10_000
"""Rows; more paper than that nobody reads."""

_LEFT, _TOP, _BOTTOM = 15.0, 15.0, 192.0
"""Millimetres from the upper left corner of A4 across, as all measures here."""
_ROW = 5.4
_GAP = 2.0
_TEXT, _TITLE = 8.0, 15.0
"""Points."""
_LONGEST = 120
"""Characters of a cell that are looked at at all."""
_Row = TypeVar("_Row")


class PaperColumn(NamedTuple):
    """A column: its title, its width in millimetres, and the side on which its texts stand."""

    title: str
    width: float
    align: str = "L"


def few_enough(rows: Iterable[_Row], what: str) -> list[_Row]:
    """All of these rows. Raises EngineTrouble where there are more than ``MOST``; ``what`` is there too much of."""
    found = list(islice(rows, MOST + 1))
    if len(found) > MOST:
        raise EngineTrouble(
            f"The list has more than {MOST:,} rows, too many for paper.",
            f"List fewer {what}, or save it as CSV.",
        )
    return found


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all, readable by its owner. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=".byfax-", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def draw_table(
    title: str,
    told: str,
    columns: Sequence[PaperColumn],
    rows: Iterable[tuple[str, ...]],
    now: datetime,
) -> bytes:
    """The PDF of these rows, below a title and a line on what they are."""
    drawing = _Drawing(columns, title, now)
    drawing.heading(title, told)
    for row in rows:
        drawing.row(row)
    return drawing.content()


class _Drawing:
    def __init__(self, columns: Sequence[PaperColumn], title: str, now: datetime) -> None:
        self._columns = columns
        self._width = sum(column.width for column in columns)
        self._paper = Paper(Path("list"), across=True)
        self._pdf = self._paper.measure(_TEXT)
        self._pdf.set_auto_page_break(False)
        self._pdf.set_title(self._fitted(title, self._width))
        self._pdf.set_creator("byFax Desktop")
        self._family = self._pdf.font_family
        self._now = now

    def content(self) -> bytes:
        return self._paper.content()

    def heading(self, title: str, told: str) -> None:
        self._wear(_TITLE, "B")
        self._pdf.set_xy(_LEFT, _TOP)
        self._pdf.cell(self._width, 8, self._fitted(title, self._width))
        self._wear(_TEXT)
        self._pdf.set_xy(_LEFT, _TOP + 8)
        self._pdf.cell(self._width, 5, self._fitted(told, self._width))
        self._pdf.set_xy(_LEFT, _TOP + 16)
        self._begin_page()

    def row(self, cells: tuple[str, ...]) -> None:
        if self._pdf.get_y() + _ROW > _BOTTOM:
            self._pdf.add_page()
            self._pdf.set_xy(_LEFT, _TOP)
            self._begin_page()
        self._cells(cells)
        self._line(0.1)

    def _begin_page(self) -> None:
        """The titles of the columns, and below all when it was made and which page it is."""
        top = self._pdf.get_y()
        self._wear(_TEXT)
        self._pdf.set_xy(_LEFT, _BOTTOM + 4)
        self._pdf.cell(self._width, 4, f"Made by byFax Desktop, {shown_time(self._now)}")
        self._pdf.set_xy(_LEFT, _BOTTOM + 4)
        self._pdf.cell(self._width - _GAP, 4, f"Page {self._pdf.page_no()}", align="R")
        self._pdf.set_xy(_LEFT, top)
        self._wear(_TEXT, "B")
        self._cells(tuple(column.title for column in self._columns))
        self._line(0.4)
        self._wear(_TEXT)

    def _cells(self, cells: tuple[str, ...]) -> None:
        top, left = self._pdf.get_y(), _LEFT
        for column, cell in zip(self._columns, cells, strict=True):
            if cell:
                self._pdf.set_xy(left, top)
                self._pdf.cell(
                    column.width - _GAP, _ROW, self._fitted(cell, column.width - _GAP), align=column.align
                )
            left += column.width
        self._pdf.set_xy(_LEFT, top + _ROW)

    def _line(self, width: float) -> None:
        self._pdf.set_line_width(width)
        self._pdf.line(_LEFT, self._pdf.get_y(), _LEFT + self._width - _GAP, self._pdf.get_y())

    def _fitted(self, text: str, width: float) -> str:
        return fitted(self._pdf, text, width, _LONGEST)

    def _wear(self, size: float, style: str = "") -> None:
        self._pdf.set_font(self._family, style, size)
