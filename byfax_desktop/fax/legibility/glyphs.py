"""The pieces of ink on a page: what hangs together, such as a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, ImageChops

_INK = re.compile(rb"\xff+")
_BAND = 160
"""Lines of the strips in which a full page is looked at: 2 cm, four lines of small print or more."""
_MOST_RUNS = 30_000
"""What is looked at of one page; a densely written one has four times as many, and tells no more."""


class Glyph(NamedTuple):
    """A piece of ink with its edges, ``right`` and ``bottom`` excluded, and how many dots it has."""

    left: int
    top: int
    right: int
    bottom: int
    ink: int

    @property
    def width(self) -> int:
        """Dots."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Lines."""
        return self.bottom - self.top


def glyphs(ink: Image.Image, most_runs: int = _MOST_RUNS) -> list[Glyph]:
    """The pieces of ink of a picture in mode "L" whose ink is 255 and all else 0.

    Where there is much of it, strips evenly spread over the page stand for the whole.
    """
    found: list[Glyph] = []
    for top, bottom in _strips(ink, most_runs):
        cut = (top if top else -1, bottom if bottom < ink.height else -1)
        for each in _pieces(ink.crop((0, top, ink.width, bottom)), top):
            if each.top != cut[0] and each.bottom != cut[1]:  # what is cut through tells nothing
                found.append(each)
    return found


def _strips(ink: Image.Image, most_runs: int) -> list[tuple[int, int]]:
    """First and last line of what is looked at."""
    if not ink.getbbox():
        return []
    begins = ImageChops.subtract(ink, ImageChops.offset(ink, 1, 0))  # where a run begins
    runs = begins.histogram()[255]
    tops = range(0, ink.height, _BAND)
    share = max(1, -(-runs // most_runs))
    return [(0, ink.height)] if share == 1 else [(top, min(ink.height, top + _BAND)) for top in tops[::share]]


def _pieces(ink: Image.Image, first_line: int) -> Iterator[Glyph]:
    """Runs of ink that touch from line to line, corner to corner too, are one piece."""
    width = ink.width + 1
    padded = ink.crop((0, 0, width, ink.height)).tobytes()  # no run goes over the edge
    owner: list[int] = []
    boxes: list[list[int]] = []
    above: list[tuple[int, int, int]] = []
    line: list[tuple[int, int, int]] = []
    at, y = 0, 0
    for run in _INK.finditer(padded):
        start, end = run.span()
        if start >= (y + 1) * width:
            now = start // width
            above = line if now == y + 1 else []
            line, at, y = [], 0, now
        left, right = start - y * width, end - y * width
        while at < len(above) and above[at][1] < left:
            at += 1
        piece = -1
        look = at
        while look < len(above) and above[look][0] <= right:
            other = above[look][2]
            while owner[other] != other:
                other = owner[other]
            if piece < 0:
                piece = other
            elif other != piece:
                _join(boxes[piece], boxes[other])
                owner[other] = piece
            look += 1
        if piece < 0:
            piece = len(owner)
            owner.append(piece)
            boxes.append([left, y, right, y + 1, right - left])
        else:
            box = boxes[piece]
            if left < box[0]:
                box[0] = left
            if right > box[2]:
                box[2] = right
            box[3] = y + 1
            box[4] += right - left
        line.append((left, right, piece))
    for number, (left, top, right, bottom, dots) in enumerate(boxes):
        if owner[number] == number:
            yield Glyph(left, top + first_line, right, bottom + first_line, dots)


def _join(box: list[int], other: list[int]) -> None:
    box[:] = (
        min(box[0], other[0]),
        min(box[1], other[1]),
        max(box[2], other[2]),
        max(box[3], other[3]),
        box[4] + other[4],
    )
