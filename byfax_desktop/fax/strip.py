"""One page's dots in ITU-T T.6 coding (Group 4), by libtiff."""

from __future__ import annotations

import io

from PIL import Image

_PHOTOMETRIC = 262
_WHITE_IS_ZERO = 0
_ROWS_PER_STRIP = 278
_STRIP_OFFSETS = 273
_STRIP_COUNTS = 279


def group4(page: Image.Image) -> bytes:
    """The coded dots of a mode "1" page: white runs first, most significant bit first."""
    buffer = io.BytesIO()
    tags = {_ROWS_PER_STRIP: page.height, _PHOTOMETRIC: _WHITE_IS_ZERO}
    # A page that was made with white as 1 holds bytes of 1, which libtiff is handed as black; packing evens them out.
    even = Image.frombytes("1", page.size, page.tobytes())
    even.save(buffer, "TIFF", compression="group4", tiffinfo=tags)
    buffer.seek(0)
    with Image.open(buffer) as coded:
        (offset,) = coded.tag_v2[_STRIP_OFFSETS]  # type: ignore[attr-defined]
        (count,) = coded.tag_v2[_STRIP_COUNTS]  # type: ignore[attr-defined]
    return buffer.getvalue()[offset : offset + count]
