"""What is asked of the page helper, and what it answers. Light to import: no imaging library comes with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.treatment import PLAIN, Treatment


@dataclass(frozen=True, slots=True)
class HeaderText:
    """The header line that the service prints on each page: its template, and what its placeholders stand for.

    ``first_page`` is the number in the whole fax of the document's first page, ``pages`` that of all pages.
    """

    template: str
    values: tuple[tuple[str, str], ...] = ()
    first_page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class FaxLook:
    """How pages are to come out of the other machine. ``header`` of None prints no line."""

    resolution: Resolution = Resolution.FINE
    mode: Mode = Mode.TEXT
    treatment: Treatment = PLAIN
    header: HeaderText | None = None


@dataclass(frozen=True, slots=True)
class FaxDocument:
    """A document to be made into fax pages; ``password`` opens a protected PDF."""

    path: Path
    treatment: Treatment = PLAIN
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class WantedPage:
    """A page (from 0) as a picture ``width`` pixels wide: as fax with a ``look``, else as the original."""

    path: Path
    index: int
    width: int
    look: FaxLook | None = None
    password: str = field(default="", repr=False)


class LeftOut(Enum):
    """Why a page does not become part of the fax."""

    BLANK = "blank"
    NOT_CHOSEN = "not chosen"


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page in true shape: rows from the top, without gaps, a byte a pixel (grey), or three (red, green, blue).

    ``seconds`` is how long it takes on the line, for a page as fax; ``left_out`` says that it is not sent.
    """

    width: int
    height: int
    coloured: bool
    dots: bytes = field(repr=False)
    seconds: float | None = None
    left_out: LeftOut | None = None
