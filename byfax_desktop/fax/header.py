"""The header line of a fax page: its template filled in, and printed at the top edge."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PIL import Image, ImageDraw

from byfax_desktop.fax.fonts import Font, sans
from byfax_desktop.fax.geometry import DOTS_PER_INCH, WIDTH, Resolution

HeaderLine = tuple[str, str, str]
"""Left, centre and right."""

_PLACEHOLDER = re.compile(r"<(\w+)>|\{(\w+)\}")
_MARGIN = 60
_BAND = 44
_SIZE = 28
_GAP = 30
_LONGEST = 300
"""Dots at 204 an inch."""


def header_line(template: str, values: Mapping[str, str]) -> HeaderLine:
    """A template as left, centre and right: ``|`` separates them, ``<Name>`` and ``{Name}`` stand for values.

    A placeholder that ``values`` lacks stays as it is. Text after a second ``|`` all belongs to the right.
    """

    def fill(found: re.Match[str]) -> str:
        return values.get(found[1] or found[2], found[0])

    parts = [_PLACEHOLDER.sub(fill, part).strip() for part in template.split("|", 2)]
    left, centre, right = (*parts, "", "", "")[:3]
    return left, centre, right


def band_lines(resolution: Resolution) -> int:
    """Lines at the top edge of a page that the header line covers."""
    return round(_BAND * resolution.value / DOTS_PER_INCH)


def stamp(page: Image.Image, line: HeaderLine, resolution: Resolution) -> Image.Image:
    """A copy of a mode "1" page with the line printed over its top edge, in its own dots.

    What would run into its neighbour is cut short.
    """
    band = Image.new("L", (WIDTH, _BAND), 255)
    pen = ImageDraw.Draw(band)
    font = sans(_SIZE)
    left, centre, right = _fitted(line, font)
    middle = _BAND // 2
    pen.text((_MARGIN, middle), left, font=font, fill=0, anchor="lm")
    pen.text((WIDTH // 2, middle), centre, font=font, fill=0, anchor="mm")
    pen.text((WIDTH - _MARGIN, middle), right, font=font, fill=0, anchor="rm")
    dots = band.resize((WIDTH, band_lines(resolution)), Image.Resampling.LANCZOS).point(
        [0] * 160 + [255] * 96, "1"
    )
    stamped = page.copy()
    stamped.paste(dots, (0, 0))
    return stamped


def _fitted(line: HeaderLine, font: Font) -> HeaderLine:
    """The centre keeps to half the line; the sides share what it leaves."""
    left, centre, right = (" ".join(part.split()) for part in line)
    room = WIDTH - 2 * _MARGIN
    if centre:
        centre = _cut(centre, room / 2 if left or right else room, font)
        side = (room - font.getlength(centre)) / 2 - _GAP
    else:
        side = room / 2 - _GAP if left and right else room
    return _cut(left, side, font), centre, _cut(right, side, font)


def _cut(text: str, room: float, font: Font) -> str:
    if font.getlength(text) <= room:
        return text
    text = text[:_LONGEST]
    while text and font.getlength(text + "…") > room:
        text = text[:-1]
    return text.rstrip() + "…"
