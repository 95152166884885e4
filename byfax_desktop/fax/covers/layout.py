"""Drawing the blocks of a cover page on paper: wrapped and aligned, plain, but true to sizes and order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PIL import Image, ImageDraw

from byfax_desktop.fax.covers.docx_blocks import Block, Row
from byfax_desktop.fax.covers.lines import RULE, RULE_GAP, Line, lines
from byfax_desktop.fax.geometry import A4_HEIGHT_MM, DOTS_PER_INCH, MM_PER_INCH, WIDTH

_HEIGHT = round(A4_HEIGHT_MM / MM_PER_INCH * DOTS_PER_INCH)
_MARGIN = 170
_TEXT_WIDTH = WIDTH - 2 * _MARGIN
_BASELINE = 0.8
"""Where the letters stand, as a part of the line's height."""
_NARROWEST = 80
_BELOW_ROW = 10
"""Dots."""


def draw(blocks: Sequence[Block]) -> Iterator[Image.Image]:
    """Pages in grey, 204 dots an inch both ways; always at least one."""
    paper = _Paper()
    for block in blocks:
        yield from paper.row(block if isinstance(block, Row) else Row(((block,),), (1.0,)))
        paper.skip(_BELOW_ROW if isinstance(block, Row) else 0)
    yield paper.page


class _Paper:
    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.page = Image.new("L", (WIDTH, _HEIGHT), 255)
        self._pen = ImageDraw.Draw(self.page)
        self._y = _MARGIN

    def row(self, row: Row) -> Iterator[Image.Image]:
        """Draw cells side by side; yields each page that became full."""
        widths = [max(_NARROWEST, part * _TEXT_WIDTH) for part in row.widths]
        columns = [lines(cell, width) for cell, width in zip(row.cells, widths, strict=True)]
        while any(columns):
            if not any(self._fits(column) for column in columns):
                yield self.page
                self._begin()
            self._draw_what_fits(columns, widths)

    def skip(self, dots: int) -> None:
        """Leave so much of the paper white."""
        self._y += dots

    def _fits(self, column: list[Line]) -> bool:
        """Whether the column's next line can stand on this page; on an empty page any line can."""
        return bool(column) and (self._y == _MARGIN or self._y + column[0].space <= _HEIGHT - _MARGIN)

    def _draw_what_fits(self, columns: list[list[Line]], widths: list[float]) -> None:
        """Draw, and take off the columns, the lines down to the page's lower margin."""
        top = lowest = self._y
        x = float(_MARGIN)
        for column, width in zip(columns, widths, strict=True):
            self._y = top
            while self._fits(column):
                self._line(column.pop(0), x, width)
            lowest = max(lowest, self._y)
            x += width
        self._y = lowest

    def _line(self, line: Line, left: float, width: float) -> None:
        top = self._y + line.above
        slack = max(0.0, width - line.width)
        x = left + {"center": slack / 2, "right": slack, "end": slack}.get(line.align, 0)
        for distance, word in line.words:
            place = (x + distance, top + line.height * _BASELINE)
            self._pen.text(place, word.text, font=word.font, fill=0, anchor="ls")
        if line.rule:
            y = top + line.height + RULE_GAP
            self._pen.rectangle((left, y, left + width - 1, y + RULE - 1), fill=0)
        self._y += line.space
