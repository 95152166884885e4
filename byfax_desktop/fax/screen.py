"""Greys into black and white, the way a page survives a fax line."""

from __future__ import annotations

from typing import cast

from PIL import Image, ImageChops

from byfax_desktop.fax.geometry import Mode

_COARSE = 4
"""Paper and ink are looked for on a page reduced by this, in each direction."""
_PAPER_REACH = 15
"""Squares of so many reduced dots (7.5 mm): what is narrower is written on the paper, wider areas are the paper."""
_INK_REACH = 9
"""The darkest of so many reduced dots (4.5 mm) around is the ink: those of one word, and of no other."""
_THIN = 1.3
"""A stroke is so much darker than the reduced dots it lies in, which hold some paper too."""
_FAINTEST = 0.75
"""Ink is darker than this part of the paper; what is lighter is a shade, such as that of a table's rows."""
_ALWAYS_BLACK = 128
"""A dot darker than this is black whatever surrounds it, so that filled areas stay filled; on grey paper less."""
_WHITE_PAPER = 248
"""Paper as light as this is white."""
_BLACK_ON_WHITE = 140
"""The limit for black ink on white paper, of which most pages are made."""
_NEAR_ENOUGH = 14
"""Limits that differ by no more give the same letters."""
_NO_INK = 235
_SPECK = 11
"""Squares of so many reduced dots: what is grey in smaller places are dots and hyphens, too thin to tell."""

_STROKE = [max(0, round(255 - (255 - grey) * _THIN)) for grey in range(256)]
"""The grey of a stroke from that of the reduced dots it lies in."""
_ON_WHITE = [max(_ALWAYS_BLACK, min((grey + 255) // 2, round(255 * _FAINTEST))) for grey in _STROKE]
"""The limit on white paper, halfway between it and the ink (J. Bernsen's way of finding one)."""
_IS_GREY = [
    255 if grey < _NO_INK and abs(limit - _BLACK_ON_WHITE) > _NEAR_ENOUGH else 0
    for grey, limit in enumerate(_ON_WHITE)
]
_CLEAR = [0 if grey < 8 else 255 if grey > 247 else grey for grey in range(256)]
"""Nearly white becomes white: every lonely dot costs time on the line."""


def black_and_white(page: Image.Image, mode: Mode) -> Image.Image:
    """A grey page ("L") in mode "1".

    TEXT compares each dot with the ink and the paper around it: grey letters and stamps stay readable, and the grey
    or unevenly lit paper of a scan turns white. PHOTO spreads the greys over neighbouring dots (Floyd and Steinberg's
    error diffusion).
    """
    if mode is Mode.PHOTO:
        return page.point(_CLEAR).convert("1")
    coarse = page.reduce(_COARSE)
    ink = darkest_within(coarse, _INK_REACH)
    near = lightest_within(coarse, _PAPER_REACH)
    darkest, lightest = cast(tuple[int, int], near.getextrema())
    if darkest < _WHITE_PAPER:
        return _darker(page, _limits(ink, near, round(_ALWAYS_BLACK * lightest / 255)))
    dots = page.point([0] * _BLACK_ON_WHITE + [255] * (256 - _BLACK_ON_WHITE), "1")
    grey = darkest_within(ink.point(_IS_GREY), _SPECK).getbbox()
    if grey is not None:
        left, top, right, bottom = (_COARSE * edge for edge in _wider(grey, _SPECK, coarse.size))
        part = page.crop((left, top, min(right, page.width), min(bottom, page.height)))
        dots.paste(_darker(part, ink.crop(_wider(grey, _SPECK, coarse.size)).point(_ON_WHITE)), (left, top))
    return dots


def _limits(ink: Image.Image, near: Image.Image, always_black: int) -> Image.Image:
    """For each dot of the reduced page the grey below which it is ink."""
    # What is written is filled in, and what is wider keeps its own grey. A square more: white letters on a colour need
    # some of it around them.
    paper = lightest_within(darkest_within(near, _PAPER_REACH), 3)
    halfway = ImageChops.add(ink, paper, 2)
    faintest = paper.point([round(grey * _FAINTEST) for grey in range(256)])
    return ImageChops.darker(halfway, faintest).point([max(always_black, grey) for grey in range(256)])


def _darker(page: Image.Image, limits: Image.Image) -> Image.Image:
    """In mode "1", black where a page is darker than the limits, which are those of its reduced dots."""
    size = (limits.width * _COARSE, limits.height * _COARSE)
    enlarged = limits.resize(size, Image.Resampling.NEAREST).crop((0, 0, *page.size))
    return ImageChops.subtract(enlarged, page).point([255] + [0] * 255, "1")


def _wider(box: tuple[int, int, int, int], by: int, size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, top, right, bottom = box
    return max(0, left - by), max(0, top - by), min(size[0], right + by), min(size[1], bottom + by)


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
