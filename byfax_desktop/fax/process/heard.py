"""What the children of the page helper answer, looked at before it is believed: a document may have taken one over."""

from __future__ import annotations

from typing import Any

from byfax_desktop.fax.inspect import MAX_PAGES, DocumentInfo
from byfax_desktop.fax.kind import Kind
from byfax_desktop.fax.legibility.findings import FindingKind, Found, Remedy
from byfax_desktop.fax.process.wire import Garbled
from byfax_desktop.fax.rasterize import CodedPage
from byfax_desktop.fax.treatment import MOST_CONTRAST
from byfax_desktop.fax.wanted import LeftOut, PagePicture

_MOST_BYTES = 2**40
_MOST_PIXELS = 100_000
"""Of a page's width or height."""
_MOST_SECONDS = 1_000_000
_MOST_DENSITY = 5000
"""Lines to the inch."""


def description(told: dict[str, Any]) -> DocumentInfo:
    """What ``inspect`` found. Raises Garbled."""
    try:
        kind = Kind(told["kind"])
    except (KeyError, ValueError):
        raise Garbled from None
    pages = None if told.get("pages") is None else _number(told, "pages", MAX_PAGES)
    return DocumentInfo(kind, kind.value, pages, _number(told, "size", _MOST_BYTES))


def picture(told: dict[str, Any], dots: bytes) -> PagePicture:
    """A page's picture with all its dots. Raises Garbled."""
    width, height = _number(told, "width", _MOST_PIXELS), _number(told, "height", _MOST_PIXELS)
    coloured = told.get("coloured") is True
    if not 0 < width * height * (3 if coloured else 1) == len(dots):
        raise Garbled
    seconds = told.get("seconds")
    if seconds is not None and not (isinstance(seconds, float | int) and 0 <= seconds <= _MOST_SECONDS):
        raise Garbled
    try:
        left_out = LeftOut(told["left_out"]) if told.get("left_out") else None
    except (TypeError, ValueError):
        raise Garbled from None
    return PagePicture(width, height, coloured, dots, seconds, left_out)


def found(told: dict[str, Any]) -> tuple[Found, ...] | None:
    """What a page shows; None for one that is left out. Raises Garbled."""
    try:
        if told["found"] is None:
            return None
        return tuple(_one_found(*each) for each in told["found"][: len(FindingKind)])
    except (KeyError, TypeError, ValueError):
        raise Garbled from None


def _one_found(kind: str, remedy: str | None, contrast: int) -> Found:
    if type(contrast) is not int or abs(contrast) > MOST_CONTRAST:
        raise Garbled
    return Found(FindingKind(kind), None if remedy is None else Remedy(remedy), contrast)


def coded_page(told: dict[str, Any], coded: bytes) -> CodedPage:
    """A page's T.6 coding; None for one that is left out. Raises Garbled."""
    if told.get("blank") is True:
        return None
    if not coded:
        raise Garbled
    return coded, (_number(told, "dots", _MOST_PIXELS), _number(told, "lines", _MOST_PIXELS))


def own_page(told: dict[str, Any], coded: bytes) -> tuple[bytes, tuple[int, int], float, float]:
    """A page's T.6 coding, its dots and lines, and how many lines, and dots, there are to the inch. Raises Garbled."""
    page = coded_page(told, coded)
    if page is None:
        raise Garbled
    return *page, _density(told, "lines_per_inch"), _density(told, "dots_per_inch")


def _density(told: dict[str, Any], name: str) -> float:
    value = told.get(name)
    if not isinstance(value, float | int) or not 1 <= value <= _MOST_DENSITY:
        raise Garbled
    return float(value)


def _number(told: dict[str, Any], name: str, most: int) -> int:
    value = told.get(name)
    if type(value) is not int or not 0 <= value <= most:
        raise Garbled
    return value
