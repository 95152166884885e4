"""Greys into black and white, the way a page survives a fax line."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter

from byfax_desktop.fax.geometry import Mode

_NEIGHBOURHOOD = 32
"""Radius in dots of what counts as a stroke's background: larger than any letter's strokes, smaller than a column."""
_DARKER = 0.85
"""A dot is black when it is darker than this part of its background's average."""
_DARKER_THAN_LIGHT = 0.62
"""A dot is black when it is darker than this part of the lightest spot nearby: white letters on a coloured bar."""
_ALWAYS_BLACK = 128
"""A dot darker than this is black whatever surrounds it, so that filled areas stay filled."""
_COARSE = 4
_REACH = 9
"""The lightest spot is looked for on a page reduced by 4, in squares of 9 dots."""


def black_and_white(page: Image.Image, mode: Mode) -> Image.Image:
    """A grey page ("L") in mode "1".

    TEXT compares each dot with its surroundings: grey letters and stamps stay readable, and the grey paper of a scan
    turns white. PHOTO spreads the greys over neighbouring dots (Floyd and Steinberg's error diffusion).
    """
    if mode is Mode.PHOTO:
        return page.convert("1")
    background = page.filter(ImageFilter.BoxBlur(_NEIGHBOURHOOD))
    by_background = background.point([max(_ALWAYS_BLACK, round(value * _DARKER)) for value in range(256)])
    by_light = _lightest(page).point([round(value * _DARKER_THAN_LIGHT) for value in range(256)])
    darker = ImageChops.subtract(ImageChops.lighter(by_background, by_light), page)
    return darker.point([255] + [0] * 255, "1")


def _lightest(page: Image.Image) -> Image.Image:
    """For each dot, how light it gets in its surroundings."""
    coarse = page.reduce(_COARSE).filter(ImageFilter.MaxFilter(_REACH))
    return coarse.resize(page.size, Image.Resampling.BILINEAR)
