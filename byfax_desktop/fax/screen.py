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
    return lightest_within(page.reduce(_COARSE), _REACH).resize(page.size, Image.Resampling.BILINEAR)


def lightest_within(page: Image.Image, side: int) -> Image.Image:
    """For each dot of a grey page the lightest in the square of ``side`` dots (odd) around it.

    What Pillow's MaxFilter gives, in a tenth of the time: it sorts each square anew, here ranges grow by doubling.
    """
    reach = side // 2
    width, height = page.size
    found = page.crop((-reach, -reach, width + reach, height + reach))  # beyond the edge all is black
    for across in (True, False):
        covered = 1
        while covered < side:
            step = min(covered, side - covered)
            left, top = (step, 0) if across else (0, step)
            moved = found.crop((left, top, left + found.width, top + found.height))
            found = ImageChops.lighter(found, moved)
            covered += step
    return found.crop((0, 0, width, height))
