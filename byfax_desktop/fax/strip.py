"""One page's dots in ITU-T T.6 coding (Group 4), by libtiff."""

from __future__ import annotations

import io

from PIL import Image, ImageChops

_ROWS_PER_STRIP = 278
_STRIP_OFFSETS = 273
_STRIP_COUNTS = 279


def group4(page: Image.Image) -> bytes:
    """The coded dots of a mode "1" page: white runs first, most significant bit first."""
    # libtiff takes a set bit for black, Pillow for white. Pillow would turn the dots itself if it were told that
    # white is zero, but one by one, which takes a hundred times longer. Packing first makes any white the same white.
    even = Image.frombytes("1", page.size, page.tobytes())
    buffer = io.BytesIO()
    ImageChops.invert(even).save(
        buffer, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: page.height}
    )
    buffer.seek(0)
    with Image.open(buffer) as coded:
        (offset,) = coded.tag_v2[_STRIP_OFFSETS]  # type: ignore[attr-defined]
        (count,) = coded.tag_v2[_STRIP_COUNTS]  # type: ignore[attr-defined]
    return buffer.getvalue()[offset : offset + count]
