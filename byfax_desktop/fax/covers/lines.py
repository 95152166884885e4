"""Breaking the paragraphs of a cover page into lines of words that stand at their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from byfax_desktop.fax.covers.docx_blocks import Paragraph, Span
from byfax_desktop.fax.covers.docx_styles import Look
from byfax_desktop.fax.fonts import Font, sans
from byfax_desktop.fax.geometry import DOTS_PER_INCH

RULE = 4
RULE_GAP = 6
"""Dots."""

_TOKEN = re.compile(r"[\n\t ]|[^\n\t ]+")
_LEADING = 1.3
_TAB = DOTS_PER_INCH // 2
_LONGEST_WORD = 400
"""Characters that are measured at once; none so many fit on a line."""


@dataclass(frozen=True, slots=True)
class Word:
    """Text without gaps, ``width`` dots wide; ``gap`` dots and ``tabs`` tabs stand before it."""

    text: str
    width: float
    font: Font
    size: int
    gap: float = 0
    tabs: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """Words and their distances from the left; all measures in dots, 204 an inch."""

    words: tuple[tuple[float, Word], ...]
    width: float
    height: int
    align: str
    above: int = 0
    below: int = 0
    rule: bool = False

    @property
    def space(self) -> int:
        """All the height that it takes."""
        return self.above + self.height + (RULE_GAP + RULE if self.rule else 0) + self.below


def lines(paragraphs: Iterable[Paragraph], width: float) -> list[Line]:
    """The lines of paragraphs, none wider than ``width`` dots."""
    return [line for paragraph in paragraphs for line in _paragraph_lines(paragraph, width)]


def _paragraph_lines(paragraph: Paragraph, width: float) -> list[Line]:
    look = paragraph.look
    size = paragraph.spans[0].look.size if paragraph.spans else look.size
    broken = [_line(words, size, look) for words in _broken(paragraph.spans, width)]
    broken[0] = replace(broken[0], above=_twentieths(look.before))
    broken[-1] = replace(broken[-1], below=_twentieths(look.after), rule=look.rule)
    return broken


def _line(words: Sequence[Word], size: int, look: Look) -> Line:
    placed, width = _placed(words)
    tallest = max((word.size for word in words), default=size)
    return Line(tuple(placed), width, round(_points(tallest / 2) * _LEADING), look.align)


def _placed(words: Sequence[Word]) -> tuple[list[tuple[float, Word]], float]:
    """The words with their distances from the left, and the width of all."""
    x = 0.0
    placed = []
    for place, word in enumerate(words):
        if place:
            x += word.gap
        if word.tabs:
            x = (x // _TAB + word.tabs) * _TAB
        placed.append((x, word))
        x += word.width
    return placed, x


def _broken(spans: Sequence[Span], width: float) -> Iterator[list[Word]]:
    """The words of each line; there is always one line."""
    current: list[Word] = []
    for word in _words(spans):
        if word is None:
            yield current
            current = []
            continue
        for piece in _pieces(word, width):
            if _placed([*current, piece])[1] > width:
                if current:
                    yield current
                    current = []
                piece = replace(piece, tabs=0)
            current.append(piece)
    yield current


def _words(spans: Sequence[Span]) -> Iterator[Word | None]:
    """The words of a paragraph; ``None`` for a line break."""
    gap, tabs = 0.0, 0
    for span in spans:
        font = sans(round(_points(span.look.size / 2)), span.look.bold)
        blank = font.getlength(" ")
        for text in _TOKEN.findall(span.text):
            if text == "\n":
                yield None
                gap, tabs = 0.0, 0
            elif text == "\t":
                gap, tabs = 0.0, tabs + 1
            elif text == " ":
                gap += blank
            else:
                yield Word(text, _length(text, font), font, span.look.size, gap, tabs)
                gap, tabs = 0.0, 0


def _length(text: str, font: Font) -> float:
    """Dots; of a very long text only its beginning, which is too wide for any line."""
    return font.getlength(text[:_LONGEST_WORD])


def _pieces(word: Word, width: float) -> Iterator[Word]:
    """A word in parts that fit on a line."""
    while len(word.text) > 1 and word.width > width:
        part, taken = word.text[:_LONGEST_WORD], word.width
        while len(part) > 1 and taken > width:
            part = part[: max(1, min(len(part) - 1, int(len(part) * width / taken)))]
            taken = _length(part, word.font)
        yield replace(word, text=part, width=taken)
        rest = word.text[len(part) :]
        word = replace(word, text=rest, width=_length(rest, word.font), gap=0.0, tabs=0)
    yield word


def _points(points: float) -> float:
    return points / 72 * DOTS_PER_INCH


def _twentieths(twentieths: int) -> int:
    return round(_points(twentieths / 20))
