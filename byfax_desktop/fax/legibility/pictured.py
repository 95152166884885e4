"""Text on a page that is sent as a picture, of which greys become fine dots."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PIL import Image

from byfax_desktop.fax.legibility.faint import box_of
from byfax_desktop.fax.legibility.lines import TextLine

_FEWEST_LETTERS, _PART = 40, 0.25
"""A caption beside a photograph is less, and lives with it."""
_AROUND = 6
_GROUND = 70, 222
"""Paper of which an eighth or more becomes dots; that of scans is lighter."""
_PALE = 100
"""Ink that becomes dots, so that its letters fall apart."""
_FLAT = 24
"""Greys by which the two ends of a line differ in their paper, at most; in a photograph they differ by more."""


def is_on_ground(grey: Image.Image, lines: Sequence[TextLine]) -> bool:
    """Whether much of the text stands on a colour."""
    return _is_much(lines, lambda line: _GROUND[0] <= _paper(grey, line) <= _GROUND[1])


def is_pale(grey: Image.Image, lines: Sequence[TextLine]) -> bool:
    """Whether much of the text is grey."""
    return _is_much(lines, lambda line: _paper(grey, line) > _GROUND[1] and _ink(grey, line) > _PALE)


def _is_much(lines: Sequence[TextLine], is_such: Callable[[TextLine], bool]) -> bool:
    letters = sum(len(line.letters) for line in lines)
    such = sum(len(line.letters) for line in lines if is_such(line))
    return such >= max(_FEWEST_LETTERS, _PART * letters)


def _paper(grey: Image.Image, line: TextLine) -> int:
    """The paper of a line; -1 where it isn't the same along the line."""
    left, top, right, bottom = box_of(line)
    middle = (left + right) // 2
    halves = [
        _quantile(grey.crop((begin, top - _AROUND, end, bottom + _AROUND)), 0.7)
        for begin, end in ((left, middle), (middle, right))
    ]
    return min(halves) if max(halves) - min(halves) <= _FLAT else -1


def _ink(grey: Image.Image, line: TextLine) -> int:
    return cast(tuple[int, int], grey.crop(box_of(line)).getextrema())[0]


def _quantile(picture: Image.Image, part: float) -> int:
    left = part * picture.width * picture.height
    for level, count in enumerate(picture.histogram()):
        left -= count
        if left <= 0:
            return level
    return 255
