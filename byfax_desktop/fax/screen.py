"""Greys into black and white, the way a page survives a fax line."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter

from byfax_desktop.fax.geometry import Mode

_NEIGHBOURHOOD = 32
"""Radius in dots of what counts as a stroke's background: larger than any letter's strokes, smaller than a column."""
_DARKER = 0.85
"""A dot is black when it is darker than this part of its background."""
_ALWAYS_BLACK = 90
"""A dot darker than this is black whatever surrounds it, so that filled areas stay filled."""


def black_and_white(page: Image.Image, mode: Mode) -> Image.Image:
    """A grey page ("L") in mode "1".

    TEXT compares each dot with its surroundings: grey letters and stamps stay readable, and the grey paper of a scan
    turns white. PHOTO spreads the greys over neighbouring dots (Floyd and Steinberg's error diffusion).
    """
    if mode is Mode.PHOTO:
        return page.convert("1")
    background = page.filter(ImageFilter.BoxBlur(_NEIGHBOURHOOD))
    limit = background.point([max(_ALWAYS_BLACK, round(value * _DARKER)) for value in range(256)])
    darker = ImageChops.subtract(limit, page)
    return darker.point([255] + [0] * 255, "1")
