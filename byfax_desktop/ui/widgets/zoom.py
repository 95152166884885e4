"""How large pages are shown: fitted to their room, or at a fixed scale."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from byfax_desktop.fax.geometry import WIDTH

STEPS = (0.1, 0.15, 0.2, 0.25, 0.33, 0.5, 0.67, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
"""The scales that zooming in and out goes through; at 1 a dot of the fax is a pixel of the screen."""


class Fit(Enum):
    """What decides on the scale."""

    WIDTH = "width"
    PAGE = "page"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Zoom:
    """A fit, and the scale that holds where the fit is ``FIXED``."""

    fit: Fit = Fit.WIDTH
    scale: float = 1.0

    def page_width(self, room: tuple[int, int], ratio: float, is_on_side: bool = False) -> int:
        """The width of a page, along its lines, in a room (width, height), all in pixels of the screen.

        ``ratio`` is the page's height by its width; a page that lies on its side takes the room the other way.
        """
        if self.fit is Fit.FIXED:
            return max(1, round(self.scale * WIDTH))
        across, down = (ratio, 1.0) if is_on_side else (1.0, ratio)
        widest = room[0] / across
        return max(1, int(widest if self.fit is Fit.WIDTH else min(widest, room[1] / down)))


FULL_SIZE = Zoom(Fit.FIXED, 1.0)


def scale_of(width: int) -> float:
    """The scale at which a page is so many pixels of the screen wide."""
    return width / WIDTH


def larger(scale: float) -> float:
    """The next step above a scale, or the last step."""
    return next((step for step in STEPS if step > scale * 1.01), STEPS[-1])


def smaller(scale: float) -> float:
    """The next step below a scale, or the first step."""
    return next((step for step in reversed(STEPS) if step < scale * 0.99), STEPS[0])


def within(scale: float) -> float:
    """A scale, or the first or last step where it lies beyond."""
    return max(STEPS[0], min(scale, STEPS[-1]))
