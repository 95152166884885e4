"""Drawing the blocks of a cover page on paper: wrapped and aligned, plain, but true to sizes and order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from byfax_desktop.fax.docx import Block, Paragraph, Row, Span
from byfax_desktop.fax.fonts import Font, sans
from byfax_desktop.fax.geometry import A4_HEIGHT_MM, DOTS_PER_INCH, MM_PER_INCH, WIDTH

DOTS = DOTS_PER_INCH
"""Dots an inch both ways."""

_HEIGHT = round(A4_HEIGHT_MM / MM_PER_INCH * DOTS)
_MARGIN = 170
_RULE = 4
_LEADING = 1.3


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    font: Font
    size: int
    gap: bool
    """Whether a space stands before it when it isn't the first on its line."""


@dataclass(frozen=True, slots=True)
class _Line:
    words: tuple[_Word, ...]
    height: int


def draw(blocks: Sequence[Block]) -> Iterator[Image.Image]:
    """Pages in grey, 204 dots an inch both ways; always at least one."""
    paper = _Paper()
    for block in blocks:
        if isinstance(block, Row):
            yield from paper.row(block)
        else:
            yield from paper.paragraph(block)
    yield paper.page


class _Paper:
    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.page = Image.new("L", (WIDTH, _HEIGHT), 255)
        self._pen = ImageDraw.Draw(self.page)
        self._y = _MARGIN

    def paragraph(self, paragraph: Paragraph) -> Iterator[Image.Image]:
        """Draw a paragraph; yields each page that became full."""
        for line in _lines(paragraph, WIDTH - 2 * _MARGIN):
            yield from self._room_for(line.height)
            self._draw(line, paragraph.align, _MARGIN, WIDTH - 2 * _MARGIN, self._y)
            self._y += line.height
        if paragraph.rule:
            self._pen.rectangle((_MARGIN, self._y + 6, WIDTH - _MARGIN, self._y + 6 + _RULE), fill=0)
            self._y += 6 + _RULE
        self._y += _twentieths(paragraph.after)

    def row(self, row: Row) -> Iterator[Image.Image]:
        """Draw a table's row, its cells side by side."""
        width = WIDTH - 2 * _MARGIN
        columns = [
            [(line, p) for p in cell for line in _lines(p, max(80, round(width * part)))]
            for cell, part in zip(row.cells, row.widths, strict=True)
        ]
        height = max((sum(line.height for line, _ in column) for column in columns), default=0)
        yield from self._room_for(height)
        x = float(_MARGIN)
        for column, part in zip(columns, row.widths, strict=True):
            y = self._y
            for line, paragraph in column:
                self._draw(line, paragraph.align, round(x), round(width * part), y)
                y += line.height
            x += width * part
        self._y += height + 10

    def _room_for(self, height: int) -> Iterator[Image.Image]:
        if self._y + height > _HEIGHT - _MARGIN and self._y > _MARGIN:
            yield self.page
            self._begin()

    def _draw(self, line: _Line, align: str, left: int, width: int, y: int) -> None:
        slack = width - _width(line.words)
        x = left + {"center": slack / 2, "right": slack, "end": slack}.get(align, 0)
        for place, word in enumerate(line.words):
            if place and word.gap:
                x += word.font.getlength(" ")
            self._pen.text((x, y + line.height * 0.8), word.text, font=word.font, fill=0, anchor="ls")
            x += word.font.getlength(word.text)


def _lines(paragraph: Paragraph, width: int) -> list[_Line]:
    lines: list[_Line] = []
    current: list[_Word] = []
    size = paragraph.spans[0].size if paragraph.spans else 22

    def flush() -> None:
        tallest = max((word.size for word in current), default=size)
        lines.append(_Line(tuple(current), round(_points(tallest / 2) * _LEADING)))
        current.clear()

    for word in _words(paragraph.spans):
        if word is None:
            flush()
            continue
        if current and _width((*current, word)) > width:
            flush()
        current.append(word)
    flush()
    return lines


def _words(spans: Sequence[Span]) -> Iterator[_Word | None]:
    """The words of a paragraph; ``None`` for a line break."""
    gap = False
    for span in spans:
        font = sans(round(_points(span.size / 2)), span.bold)
        for number, line in enumerate(span.text.split("\n")):
            if number:
                yield None
                gap = False
            for place, text in enumerate(line.split(" ")):
                gap = gap or place > 0
                if text:
                    yield _Word(text, font, span.size, gap)
                    gap = False


def _width(words: Sequence[_Word]) -> float:
    gaps = sum(word.font.getlength(" ") for word in words[1:] if word.gap)
    return gaps + sum(word.font.getlength(word.text) for word in words)


def _points(points: float) -> float:
    return points / 72 * DOTS


def _twentieths(twentieths: int) -> int:
    return round(_points(twentieths / 20))
