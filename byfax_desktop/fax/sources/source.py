"""What every reader of documents offers: its pages, drawn in the shape that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PIL import Image

WHOLE = (0.0, 0.0, 1.0, 1.0)

_TURNS = (None, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)
"""Clockwise by quarters; Pillow counts the other way round."""
_ENOUGH = 2.0
"""A picture this much larger than needed is first made smaller the quick way."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A picture of ``width`` by ``height`` pixels; they need not be square.

    The page is turned clockwise by ``quarter_turns``, then ``part`` of it (left, top, right, bottom as fractions)
    fills the picture.
    """

    width: int
    height: int
    quarter_turns: int = 0
    part: tuple[float, float, float, float] = WHOLE

    @property
    def part_width(self) -> float:
        """How much of the turned page's width is seen, up to 1."""
        return self.part[2] - self.part[0]

    @property
    def part_height(self) -> float:
        """How much of the turned page's height is seen, up to 1."""
        return self.part[3] - self.part[1]


@dataclass(frozen=True, slots=True)
class FaxPage:
    """A page that is a fax already: dots of mode "1", 1728 a line, and how many lines there are to the inch."""

    dots: Image.Image
    lines_per_inch: float


class Source(Protocol):
    """An open document. Its methods raise DocumentTrouble, or what ``opened`` turns into one."""

    def count(self) -> int:
        """Number of pages."""
        ...

    def size(self, index: int, /) -> tuple[float, float]:
        """Width and height of a page (from 0) in inches, as it is looked at."""
        ...

    def fax_page(self, index: int, /) -> FaxPage | None:
        """The page's own dots where it is a fax page already."""
        ...

    def grey(self, index: int, shape: Shape) -> Image.Image:
        """A page in mode "L" on white."""
        ...

    def colour(self, index: int, shape: Shape) -> Image.Image:
        """A page in mode "RGB" on white."""
        ...


def turned(page: Image.Image, quarter_turns: int) -> Image.Image:
    """A page turned clockwise, dot for dot."""
    turn = _TURNS[quarter_turns % 4]
    return page if turn is None else page.transpose(turn)


def shaped(page: Image.Image, shape: Shape) -> Image.Image:
    """A page turned, cut and scaled into a shape."""
    page = turned(page, shape.quarter_turns)
    size = (shape.width, shape.height)
    if shape.part == WHOLE and page.size == size:
        return page
    left, top, right, bottom = shape.part
    box = (left * page.width, top * page.height, right * page.width, bottom * page.height)
    shrinks = box[2] - box[0] > size[0] and box[3] - box[1] > size[1]
    filters = Image.Resampling.HAMMING if shrinks else Image.Resampling.LANCZOS
    return page.resize(size, filters, box=box, reducing_gap=_ENOUGH)
