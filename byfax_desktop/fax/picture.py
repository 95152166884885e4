"""A page of a document as a picture for the screen, in true shape: fax dots aren't square, the page on screen is."""

from __future__ import annotations

from dataclasses import replace

from PIL import Image, ImageChops

from byfax_desktop.fax.blank import is_blank
from byfax_desktop.fax.geometry import DOTS_PER_INCH, WIDTH
from byfax_desktop.fax.header import header_line, stamp
from byfax_desktop.fax.line_time import seconds_on_line
from byfax_desktop.fax.pages import fax_page
from byfax_desktop.fax.sources.source import Shape, Source
from byfax_desktop.fax.strip import group4_of_negative
from byfax_desktop.fax.wanted import FaxLook, HeaderText, LeftOut, PagePicture, WantedPage

MAX_WIDTH = 4000
_MAX_HEIGHT = 4 * MAX_WIDTH


def picture_of(source: Source, page: WantedPage) -> PagePicture:
    """The picture that is wanted. Raises DocumentTrouble."""
    width = max(16, min(page.width, MAX_WIDTH))
    if page.look is None:
        return _original(source, page.index, width)
    return _as_fax(source, page.index, width, page.look)


def _original(source: Source, index: int, width: int) -> PagePicture:
    across, down = source.size(index)
    height = max(1, min(round(width * down / across), _MAX_HEIGHT))
    shape = Shape(width, height)
    if source.fax_page(index) is not None:
        return PagePicture(width, height, False, source.grey(index, shape).tobytes())
    return PagePicture(width, height, True, source.colour(index, shape).tobytes())


def _as_fax(source: Source, index: int, width: int, look: FaxLook) -> PagePicture:
    page = fax_page(source, index, look.resolution, look.mode, look.treatment)
    left_out = _why_left_out(page, index, look)
    if look.header is not None and left_out is None:
        page = stamp(page, _line(look.header, _sent_before(index, look)), look.resolution)
    seconds = seconds_on_line(len(group4_of_negative(ImageChops.invert(page))))
    height = max(1, round(page.height * DOTS_PER_INCH / look.resolution.value * width / WIDTH))
    # Smaller dots run together into greys, larger ones stay what they are.
    if width < WIDTH:
        shown = page.convert("L").resize((width, height), Image.Resampling.BILINEAR, reducing_gap=1.0)
    else:
        shown = page.resize((width, height), Image.Resampling.NEAREST).convert("L")
    return replace(PagePicture(width, height, False, shown.tobytes(), seconds), left_out=left_out)


def _why_left_out(page: Image.Image, index: int, look: FaxLook) -> LeftOut | None:
    if not look.treatment.pages.has(index + 1):
        return LeftOut.NOT_CHOSEN
    return LeftOut.BLANK if look.treatment.skip_blank and is_blank(page, look.resolution) else None


def _sent_before(index: int, look: FaxLook) -> int:
    """How many pages of the document come before this one, where none of them is blank."""
    return look.treatment.pages.count(index)


def _line(header: HeaderText, before: int) -> tuple[str, str, str]:
    numbers = {"CurPage": str(header.first_page + before), "CurPages": str(header.pages)}
    return header_line(header.template, dict(header.values) | numbers)
