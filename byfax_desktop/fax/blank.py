"""Which pages have nothing on them: the white backs that a scanner makes of one-sided sheets."""

from __future__ import annotations

from PIL import Image

_CELL = 8
"""Dots of the squares that are looked at."""
_INKED = 255 - 255 * 12 // 64
"""A square is inked where more than 12 of its 64 dots are black: a stroke, not a speck."""
_EDGE = 12
"""Squares (about 12 mm) at each edge that don't count: shadows, punch holes, staples."""
_SPECKS = 5
"""So many inked squares are dust; the smallest page number has more."""


def is_blank(page: Image.Image) -> bool:
    """Whether a page of mode "1" shows nothing that anyone wrote."""
    cells = page.convert("L").reduce(_CELL)
    inner = cells.crop(
        (_EDGE, _EDGE, max(_EDGE + 1, cells.width - _EDGE), max(_EDGE + 1, cells.height - _EDGE))
    )
    return sum(inner.histogram()[:_INKED]) <= _SPECKS
