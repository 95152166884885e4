"""Where a document's page lies on the fax page. Only numbers: nothing is drawn here."""

from __future__ import annotations

from dataclasses import dataclass

from byfax_desktop.fax.geometry import A4_HEIGHT_MM, DOTS_PER_INCH, MM_PER_INCH, WIDTH, Resolution
from byfax_desktop.fax.sources.source import Shape
from byfax_desktop.fax.treatment import Treatment

_PAPER_WIDTH = WIDTH / DOTS_PER_INCH
_SHORTEST, LONGEST = 10.9, 14.0
"""Inches: pages from Letter to Legal keep their height, shorter ones stand on A4, longer ones are shrunk."""
_LEAST_LEFT = 0.05
"""However much is cut off, this part of the page's width and height stays."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The shape in which the page is drawn, ``left`` dots from the edge, on paper of so many ``lines``."""

    shape: Shape
    left: int
    lines: int


def placed(width: float, height: float, treatment: Treatment, resolution: Resolution) -> Placement:
    """Lay a page of ``width`` by ``height`` inches on the paper.

    It is treated first. Then one that is wide without being turned is laid on its side, so that each turn shows as
    one. A page that is too large is shrunk, none is blown up, and it stands in the middle, at the top.
    """
    turns = treatment.quarter_turns % 4
    if turns % 2:
        width, height = height, width
    part = _part(width, height, treatment)
    width, height = width * (part[2] - part[0]), height * (part[3] - part[1])
    across, down = (height, width) if turns % 2 else (width, height)
    if across > down and across > _PAPER_WIDTH:
        turns, part = (turns + 1) % 4, _turned(part)
        width, height = height, width
    factor = min(1.0, _PAPER_WIDTH / width, LONGEST / height)
    width, height = width * factor, height * factor
    across = max(1, min(WIDTH, round(width * DOTS_PER_INCH)))
    lines = paper_lines(height if height >= _SHORTEST else A4_HEIGHT_MM / MM_PER_INCH, resolution)
    down = max(1, min(lines, round(height * resolution.value)))
    if abs(down - lines) <= 1:
        down = lines
    return Placement(Shape(across, down, turns, part), (WIDTH - across) // 2, lines)


def paper_lines(height: float, resolution: Resolution) -> int:
    """Lines of paper ``height`` inches high; A4 in whole points or dots is A4."""
    lines = round(height * resolution.value)
    return resolution.page_lines if abs(lines - resolution.page_lines) <= 1 else lines


def _part(width: float, height: float, treatment: Treatment) -> tuple[float, float, float, float]:
    """What is left of the turned page, as fractions."""
    cut = treatment.cut
    left, right = _kept(cut.left / MM_PER_INCH / width, cut.right / MM_PER_INCH / width)
    top, bottom = _kept(cut.top / MM_PER_INCH / height, cut.bottom / MM_PER_INCH / height)
    return left, top, right, bottom


def _kept(before: float, after: float) -> tuple[float, float]:
    most = 1 - _LEAST_LEFT
    if before + after > most:
        before, after = before * most / (before + after), after * most / (before + after)
    return before, 1 - after


def _turned(part: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The same part of the page once it is turned clockwise by a quarter."""
    left, top, right, bottom = part
    return 1 - bottom, left, 1 - top, right
