"""One page's dots in ITU-T T.6 coding (Group 4), by libtiff."""

from __future__ import annotations

import io

from PIL import Image

_ROWS_PER_STRIP = 278
_STRIP_OFFSETS = 273
_STRIP_COUNTS = 279

_TURNED_OVER = [255] + [0] * 255
"""libtiff takes a set bit for black, Pillow for white."""


def group4(page: Image.Image) -> bytes:
    """The coded dots of a mode "1" page: white runs first, most significant bit first."""
    # Pillow would turn the dots over itself if it were told that white is zero, but one by one, which takes a hundred
    # times longer. And it may hold any number but 0 for white.
    return group4_of_negative(page.point(_TURNED_OVER))


def group4_of_negative(page: Image.Image) -> bytes:
    """The same of a page whose black dots are white and whose white ones are black."""
    buffer = io.BytesIO()
    page.save(buffer, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: page.height})
    buffer.seek(0)
    with Image.open(buffer) as coded:
        (offset,) = coded.tag_v2[_STRIP_OFFSETS]  # type: ignore[attr-defined]
        (count,) = coded.tag_v2[_STRIP_COUNTS]  # type: ignore[attr-defined]
    return buffer.getvalue()[offset : offset + count]
