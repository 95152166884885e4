"""What is said about pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from byfax_desktop.ui.widgets.texts import duration

if TYPE_CHECKING:
    from byfax_desktop.fax.wanted import LeftOut
    from byfax_desktop.ui.page_image import PageImage


def why_left_out(left_out: LeftOut) -> str:
    """Why a page is not sent."""
    from byfax_desktop.fax.wanted import LeftOut

    return "Blank page: left out" if left_out is LeftOut.BLANK else "Not chosen: left out"


def page_name(page: int, shown: PageImage | None, pages: int | None = None) -> str:
    """A page (from 0) as it is spoken of, with why it is not sent if so."""
    name = f"Page {page + 1}" if pages is None else f"Page {page + 1} of {pages}"
    return f"{name}, {_lower(why_left_out(shown.left_out))}" if shown and shown.left_out else name


def time_on_line(shown: PageImage | None) -> str:
    """How long a page takes, as far as known."""
    if shown is None or (shown.seconds is None and not shown.left_out):
        return ""
    if shown.left_out:
        return why_left_out(shown.left_out)
    return f"This page: about {duration(max(1, round(shown.seconds or 0)))} on the line"


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]
