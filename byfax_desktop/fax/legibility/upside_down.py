"""Whether a page lies upside down, told from where its signs stand on the lines of text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from byfax_desktop.fax.geometry import DOTS_PER_INCH, Resolution
from byfax_desktop.fax.legibility.glyphs import Glyph
from byfax_desktop.fax.legibility.lines import TextLine

_LEAST_HEIGHT = 5
"""Lines, of letters like x: in smaller ones a full stop is a dot or two."""
_ROW = 32
_SIGN = 0.45
"""Height and width of full stops and commas at most, by the height of x."""
_OUTSIDE, _INSIDE = 0.12, 0.3
"""How far a full stop's middle stands out of its line, and into it."""
_OF_ONE_LINE = 2
"""Signs of one line that count: a line of names in quotes must not speak for a page."""
_APART = 0.5
"""Of the height of x: the two strokes of a quotation mark stand closer."""
_BEYOND, _LEVEL = 0.2, 0.15
"""A stroke that stands out by more is one of d or p, whose other end is level."""
_ENOUGH, _SURE = 8, 4.0
"""Signs that stand as on a page upside down, and how many times as many as others."""
_ENOUGH_STROKES, _LIKELY = 25, 1.8
"""Where strokes say it too, as they do in Latin letters, less is needed of each."""


def is_upside_down(pieces: Sequence[Glyph], lines: Sequence[TextLine], resolution: Resolution) -> bool:
    """Only where it is sure.

    Full stops and commas stand at the foot of a line. In Latin letters more strokes go up than down besides; in
    Cyrillic ones fewer do, so strokes alone say nothing.
    """
    seen = evidence(pieces, lines, resolution)
    wrong, right = seen["wrong signs"], seen["right signs"]
    if wrong < _ENOUGH:
        return False
    strokes = seen["down"] >= _ENOUGH_STROKES and seen["down"] >= _LIKELY * seen["up"]
    return wrong >= _SURE * right or (strokes and wrong >= _LIKELY * right)


def may_be_upside_down(pieces: Sequence[Glyph], lines: Sequence[TextLine], resolution: Resolution) -> bool:
    """Whether it is worth it to look at more of the page."""
    seen = evidence(pieces, lines, resolution)
    return seen["wrong signs"] > max(2, seen["right signs"])


def evidence(pieces: Sequence[Glyph], lines: Sequence[TextLine], resolution: Resolution) -> Counter[str]:
    """How many signs stand as they should, how many as if upside down, and strokes that go up and down."""
    rows: defaultdict[int, list[Glyph]] = defaultdict(list)
    for piece in pieces:
        rows[(piece.top + piece.bottom) // 2 // _ROW].append(piece)
    seen: Counter[str] = Counter()
    aspect = DOTS_PER_INCH / resolution.value
    for line in lines:
        if line.height >= _LEAST_HEIGHT:
            first, last = line.top - line.height, line.bottom + line.height
            near = [
                piece
                for row in range(int(first) // _ROW, int(last) // _ROW + 1)
                for piece in rows.get(row, ())
                if line.left <= (piece.left + piece.right) / 2 <= line.right + aspect * line.height
            ]
            told = Counter(_told_by(near, line, aspect))
            for signs in ("right signs", "wrong signs"):
                told[signs] = min(told[signs], _OF_ONE_LINE)
            seen.update(told)
    return seen


def _told_by(near: Sequence[Glyph], line: TextLine, aspect: float) -> Iterator[str]:
    height = line.height
    for piece in near:
        if piece.height <= _SIGN * height and piece.width <= _SIGN * height * aspect:
            at = ((piece.top + piece.bottom) / 2 - line.top) / height
            if 1 - _INSIDE <= at <= 1 + _OUTSIDE and _stands_alone(piece, near, line, aspect):
                yield "right signs"
            elif -_OUTSIDE <= at <= _INSIDE and _stands_alone(piece, near, line, aspect):
                yield "wrong signs"
            continue
        above, below = (line.top - piece.top) / height, (piece.bottom - line.bottom) / height
        if _BEYOND < above < 1 and abs(below) < _LEVEL:
            yield "up"
        elif _BEYOND < below < 1 and abs(above) < _LEVEL:
            yield "down"


def _stands_alone(sign: Glyph, near: Sequence[Glyph], line: TextLine, aspect: float) -> bool:
    """The dot of an i has its stroke above or below, what broke off a letter has that, and quotation marks are two."""
    return sign.ink > 2 and not any(
        other is not sign and (_is_over(other, sign, line) or _is_twin(other, sign, line, aspect))
        for other in near
    )


def _is_over(other: Glyph, sign: Glyph, line: TextLine) -> bool:
    if other.right <= sign.left or sign.right <= other.left:
        return False
    return other.bottom > line.top - line.height / 2 and other.top < line.bottom + line.height / 2


def _is_twin(other: Glyph, sign: Glyph, line: TextLine, aspect: float) -> bool:
    if other.height > _SIGN * line.height or other.bottom <= sign.top or sign.bottom <= other.top:
        return False
    gap = max(other.left, sign.left) - min(other.right, sign.right)
    return gap < _APART * aspect * line.height
