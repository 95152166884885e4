"""Letters in lines of text, told from everything else that is black."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from byfax_desktop.fax.geometry import DOTS_PER_INCH, Resolution
from byfax_desktop.fax.legibility.glyphs import Glyph

_LEAST = 3
"""Lines: what is flatter may be anything."""
_TALLEST = 9.0
"""Millimetres, of capitals of 36 points."""
_FLATTEST, _NARROWEST = 12, 0.06
"""Width by height: a word of letters that touch, and an upright stroke."""
_FULL = 0.93
"""So much of its box is filled by a bar, and by no letter but a few."""
_FEWEST = 6
"""Letters of a line; fewer in a row may be anything."""
_MOST = 30
"""Letters after which a line is begun anew, so that slanting ones are level enough."""
_GAP = 2.5
_DRIFT = 0.12
"""Of a letter's height: how far apart two neighbours may stand, and how far up or down."""
_CLOSE, _ALIKE = 0.55, 0.8
"""Of a line's length letters cover two thirds, and the dots of a leader less than half. Of its pieces so many are
alike, but for a dot, where they are no letters."""
_SHORTER, _TALLER = 0.55, 1.9
"""What a letter's height may be of its line's."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """Letters side by side that stand on one line; edges in dots and lines, those of letters like x."""

    left: int
    top: float
    right: int
    bottom: float
    letters: Sequence[Glyph] = field(repr=False)

    @property
    def height(self) -> float:
        """Lines, of letters like x; of capitals where there are no others."""
        return self.bottom - self.top


@dataclass(slots=True)
class _Open:
    letters: list[Glyph]
    height: float


def text_lines(pieces: Iterable[Glyph], resolution: Resolution) -> list[TextLine]:
    """The lines of text among pieces of ink, parts of long ones each for itself."""
    aspect = DOTS_PER_INCH / resolution.value
    tallest = resolution.lines(_TALLEST)
    open_lines: dict[int, _Open] = {}
    done: list[_Open] = []
    for piece in sorted(pieces):
        if not (_LEAST <= piece.height <= tallest and _is_letter(piece, aspect)):
            continue
        line = _line_for(piece, open_lines, aspect)
        if line is None:
            line = _Open([], float(piece.height))
            done.append(line)
        line.letters.append(piece)
        line.height += (piece.height - line.height) / min(8, len(line.letters))
        open_lines[piece.bottom] = line
        if len(line.letters) >= _MOST:
            del open_lines[piece.bottom]
    return [_closed(each.letters) for each in done if len(each.letters) >= _FEWEST and _is_text(each.letters)]


def _is_letter(piece: Glyph, aspect: float) -> bool:
    ratio = piece.width / (piece.height * aspect)
    return _NARROWEST <= ratio <= _FLATTEST and (
        ratio < 0.5 or piece.ink < _FULL * piece.width * piece.height
    )


def _line_for(piece: Glyph, open_lines: dict[int, _Open], aspect: float) -> _Open | None:
    """The line that ends to the left of a piece, at its height."""
    reach = 1 + int(piece.height * _DRIFT)
    for bottom in sorted(
        range(piece.bottom - reach, piece.bottom + reach + 1), key=lambda y: abs(y - piece.bottom)
    ):
        line = open_lines.get(bottom)
        if line is None:
            continue
        gap = piece.left - line.letters[-1].right
        if gap > _GAP * aspect * line.height or len(line.letters) >= _MOST:
            del open_lines[bottom]
        elif _SHORTER * line.height <= piece.height <= _TALLER * line.height:
            del open_lines[bottom]
            return line
    return None


def _is_text(letters: Sequence[Glyph]) -> bool:
    """Letters differ, and stand close; dots of a leader, squares of a grid and strokes of a hatching don't."""
    if len({(each.width, each.height, each.ink) for each in letters}) <= len(letters) / 3:
        return False
    length = max(each.right for each in letters) - letters[0].left
    close = sum(each.width for each in letters) > _CLOSE * length
    width, height = median(each.width for each in letters), median(each.height for each in letters)
    alike = sum(abs(each.width - width) <= 1 and abs(each.height - height) <= 1 for each in letters)
    return close or alike < _ALIKE * len(letters)


def _closed(letters: Sequence[Glyph]) -> TextLine:
    return TextLine(
        letters[0].left,
        median(each.top for each in letters),
        max(each.right for each in letters),
        median(each.bottom for each in letters),
        letters,
    )
