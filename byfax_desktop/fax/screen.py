"""Greys into black and white, the way a page survives a fax line."""

from __future__ import annotations

from typing import cast

from PIL import Image, ImageChops, ImageFilter

from byfax_desktop.fax.geometry import Mode

_COARSE = 4
"""The paper is looked at on a page reduced by this, in each direction."""
_REACH = 9
"""Squares of so many reduced dots (4.5 mm): strokes narrower than that are ink, wider areas are coloured paper."""
_INK = 0.8
"""A dot is black when it is darker than this part of the paper around it: grey letters and stamps stay."""
_ALWAYS_BLACK = 128
"""A dot darker than this is black whatever surrounds it, so that filled areas stay filled; on grey paper less."""
_WHITE_PAPER = 248
"""Paper as light as this is white: a clean page needs no closer look."""


def black_and_white(page: Image.Image, mode: Mode) -> Image.Image:
    """A grey page ("L") in mode "1".

    TEXT compares each dot with the paper around it: grey letters and stamps stay readable, and the grey or unevenly
    lit paper of a scan turns white. PHOTO spreads the greys over neighbouring dots (Floyd and Steinberg's error
    diffusion).
    """
    if mode is Mode.PHOTO:
        return page.convert("1")
    limits = ink_limits(page)
    if limits is None:
        return page.point([0] * _limit(255, _ALWAYS_BLACK) + [255] * (256 - _limit(255, _ALWAYS_BLACK)), "1")
    return ImageChops.subtract(limits, page).point([255] + [0] * 255, "1")


def ink_limits(page: Image.Image) -> Image.Image | None:
    """For each dot the grey below which it is ink; None where all paper is white."""
    coarse = page.reduce(_COARSE)
    near = lightest_within(coarse, _REACH)
    darkest, lightest = cast(tuple[int, int], near.getextrema())
    if darkest >= _WHITE_PAPER:
        return None
    # Strokes are filled in; what is wider than they keeps its own grey.
    paper = darkest_within(near, _REACH)
    # A square less: where paper and coloured paper meet, what lies in between is not ink.
    paper = darkest_within(paper, 3).filter(ImageFilter.BoxBlur(1))
    always = round(_ALWAYS_BLACK * lightest / 255)
    limits = paper.point([_limit(grey, always) for grey in range(256)])
    enlarged = limits.resize((paper.width * _COARSE, paper.height * _COARSE), Image.Resampling.NEAREST)
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


def _limit(paper: int, always_black: int) -> int:
    white = 255 if paper >= _WHITE_PAPER else paper
    return max(always_black, round(white * _INK))
