"""How large pages are shown: fitted to their room, or at a fixed scale."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

PAPER_INCHES = 1728 / 204
"""The width of a fax line: 1728 pixels at 204 to the inch (T.4)."""

STEPS = (0.1, 0.15, 0.25, 0.33, 0.5, 0.67, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""The scales that zooming in and out goes through; 1 is the size of the paper."""


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

    def page_width(self, room: tuple[int, int], ratio: float, dots_per_inch: float) -> int:
        """The width in pixels of a page in a room (width, height); ``ratio`` is the page's height by its width."""
        width, height = room
        if self.fit is Fit.WIDTH:
            return max(1, width)
        if self.fit is Fit.PAGE:
            return max(1, min(width, round(height / ratio)))
        return max(1, round(self.scale * PAPER_INCHES * dots_per_inch))


def scale_of(width: int, dots_per_inch: float) -> float:
    """The scale at which a page is so many pixels wide."""
    return width / (PAPER_INCHES * dots_per_inch)


def larger(scale: float) -> float:
    """The next step above a scale, or the last step."""
    return next((step for step in STEPS if step > scale * 1.01), STEPS[-1])


def smaller(scale: float) -> float:
    """The next step below a scale, or the first step."""
    return next((step for step in reversed(STEPS) if step < scale * 0.99), STEPS[0])
