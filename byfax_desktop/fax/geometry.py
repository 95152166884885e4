"""The shape of a fax page (ITU-T T.4, section 2): 1728 dots a line, 204 dots an inch, 98 or 196 lines an inch."""

from __future__ import annotations

from enum import Enum

WIDTH = 1728
"""Dots in a line of an A4 or Letter page."""
DOTS_PER_INCH = 204
MM_PER_INCH = 25.4

A4_WIDTH_MM = 215.0
"""What 1728 dots cover (T.4); an A4 sheet's 210 mm lie within."""
A4_HEIGHT_MM = 297.0


class Resolution(Enum):
    """Vertical resolution; the value is lines per inch as TIFF files state it (T.4: 3.85 and 7.7 a millimetre)."""

    STANDARD = 98
    FINE = 196

    @property
    def page_lines(self) -> int:
        """Lines of an A4 page."""
        return self.lines(A4_HEIGHT_MM)

    def lines(self, millimetres: float) -> int:
        """Lines that so many millimetres take."""
        return round(millimetres * self.value / MM_PER_INCH)


class Mode(Enum):
    """How greys become black and white: by a threshold that keeps strokes whole, or by fine dots."""

    TEXT = "text"
    PHOTO = "photo"
