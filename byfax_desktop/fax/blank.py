"""Which pages have nothing on them: the white backs that a scanner makes of one-sided sheets."""

from __future__ import annotations

from typing import cast

from PIL import Image, ImageFilter

from byfax_desktop.fax.geometry import Resolution

_CELL = 8
"""Dots of the squares (1 mm) that are looked at, each together with the eight around it."""
_WRITTEN = 255 - 255 * 52 // 576
"""Somebody wrote where more than 52 of those 576 dots are black: a digit has 70, specks of half a millimetre 20."""
_EDGE = 13
"""Squares at each edge that don't count: shadows, punch holes, staples. Of a short page no more than a quarter."""


def is_blank(page: Image.Image, resolution: Resolution) -> bool:
    """Whether a page of mode "1" shows nothing that anyone wrote."""
    rows = _CELL * resolution.value // Resolution.FINE.value
    cells = page.convert("L").reduce((_CELL, rows)).filter(ImageFilter.BoxBlur(1))
    left, top = min(_EDGE, cells.width // 4), min(_EDGE, cells.height // 4)
    inner = cells.crop((left, top, cells.width - left, cells.height - top))
    darkest, _ = cast(tuple[int, int], inner.getextrema())
    return darkest >= _WRITTEN
