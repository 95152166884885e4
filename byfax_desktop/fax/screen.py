"""Greys into black and white, the way a page survives a fax line."""

from __future__ import annotations

from typing import cast

from PIL import Image, ImageChops, ImageFilter

from byfax_desktop.fax.geometry import Mode

_COARSE = 4
"""Paper and surroundings are looked at on a page reduced by this, in each direction."""
_REACH = 15
"""Squares of so many reduced dots (7.5 mm): what is narrower is written on the paper, wider areas are the paper."""
_AROUND = 8
"""Reduced dots in each direction: a dot's surroundings, larger than any letter's strokes, smaller than a column."""
_INK_ON_PAPER = 0.75
"""A dot is black when it is darker than this part of the paper: the bar around white letters."""
_BAR_BEHIND_LIGHT = 0.66
"""A dot is black when it is darker than this part of the lightest spot nearby: coloured bars with white letters."""
_INK_AMONG_OTHERS = 0.85
"""A dot is black when it is darker than this part of its surroundings: thin and grey letters, stamps."""
_ALWAYS_BLACK = 128
"""A dot darker than this is black whatever surrounds it, so that filled areas stay filled; on grey paper less."""
_WHITE_PAPER = 248
"""Paper as light as this is white: a clean page needs no closer look."""
_INK_ON_WHITE = 191
"""What is darker is black on a clean page; the usual shades of table rows are lighter."""

_CLEAR = [0 if grey < 8 else 255 if grey > 247 else grey for grey in range(256)]
"""Nearly white becomes white: every lonely dot costs time on the line."""


def black_and_white(page: Image.Image, mode: Mode) -> Image.Image:
    """A grey page ("L") in mode "1".

    TEXT compares each dot with the paper around it: grey letters and stamps stay readable, and the grey or unevenly
    lit paper of a scan turns white. PHOTO spreads the greys over neighbouring dots (Floyd and Steinberg's error
    diffusion).
    """
    if mode is Mode.PHOTO:
        return page.point(_CLEAR).convert("1")
    limits = _limits(page)
    if limits is None:
        return page.point([0] * _INK_ON_WHITE + [255] * (256 - _INK_ON_WHITE), "1")
    return ImageChops.subtract(limits, page).point([255] + [0] * 255, "1")


def _limits(page: Image.Image) -> Image.Image | None:
    """For each dot the grey below which it is ink; None where all paper is white."""
    coarse = page.reduce(_COARSE)
    near = lightest_within(coarse, _REACH)
    darkest, lightest = cast(tuple[int, int], near.getextrema())
    if darkest >= _WHITE_PAPER:
        return None
    # What is written is filled in, and what is wider keeps its own grey. A square less, for where two papers meet.
    paper = darkest_within(darkest_within(near, _REACH), 3)
    around = coarse.filter(ImageFilter.BoxBlur(_AROUND))
    always = round(_ALWAYS_BLACK * lightest / 255)
    limits = ImageChops.lighter(
        paper.point([round(grey * _INK_ON_PAPER) for grey in range(256)]),
        around.point([max(always, round(grey * _INK_AMONG_OTHERS)) for grey in range(256)]),
    )
    bars = near.point([round(grey * _BAR_BEHIND_LIGHT) for grey in range(256)])
    limits = ImageChops.lighter(limits, bars)
    enlarged = limits.resize((coarse.width * _COARSE, coarse.height * _COARSE), Image.Resampling.NEAREST)
    return enlarged.crop((0, 0, *page.size))


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


def darkest_within(page: Image.Image, side: int) -> Image.Image:
    """For each dot of a grey page the darkest in the square of ``side`` dots (odd) around it."""
    return ImageChops.invert(lightest_within(ImageChops.invert(page), side))
