"""Plain text as pages: its encoding found out, wrapped at the margin, a form feed begins a page."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from PIL import Image, ImageDraw

from byfax_desktop.fax.encodings import decode
from byfax_desktop.fax.fonts import mono
from byfax_desktop.fax.geometry import A4_HEIGHT_MM, DOTS_PER_INCH, MM_PER_INCH, WIDTH
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

COLUMNS = 80
"""Characters in a line, as on a typewriter."""
LINES = 64
TAB = 8
MAX_PAGES = 1000

MAX_BYTES = 24 * 1024 * 1024
"""No thousand pages are so large, unless of white space."""

_MARGIN = 120
_ROOM = WIDTH - 2 * _MARGIN
_MOST_ACCENTS = 4
"""A letter has no more; beyond that they are made lines of."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""What has no picture; U+0085 ends a line on some computers, and is white space."""
_HEIGHT = round(A4_HEIGHT_MM / MM_PER_INCH * DOTS_PER_INCH)
_TOP = 150
_LEADING = (_HEIGHT - 2 * _TOP) / LINES


def text_pages(path: Path) -> list[list[str]]:
    """The lines of each page. Raises DocumentTrouble for a file that is no text, or far too long a one."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DocumentTrouble.of(TroubleKind.TOO_LARGE, path)
        data = path.read_bytes()
    except OSError:
        raise DocumentTrouble.of(TroubleKind.UNREADABLE, path) from None
    pages = paginate(decoded(data, path), MAX_PAGES)
    if len(pages) > MAX_PAGES:
        raise DocumentTrouble.of(TroubleKind.TOO_LARGE, path)
    return pages


def paginate(text: str, most: int = MAX_PAGES) -> list[list[str]]:
    """Text as pages of at most 64 lines of at most 80 characters; white pages at the end are left out.

    Of what would be more than ``most`` pages, only so many are made that it can be told.
    """
    pages: list[list[str]] = []
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for part in text.rstrip().split("\f"):
        lines = [wrapped for line in part.split("\n") for wrapped in wrap(line)]
        while lines and not lines[-1].strip():
            lines.pop()
        pages += [lines[start : start + LINES] for start in range(0, len(lines), LINES)] or [[]]
        if len(pages) > most:
            return pages
    while pages and not pages[-1]:
        pages.pop()
    return pages


def wrap(line: str, width: int = COLUMNS) -> list[str]:
    """A line in pieces that fit, broken between words where there is a gap; nothing is lost but the gap."""
    line = line.expandtabs(TAB).rstrip()
    is_even = line.isascii()
    pieces: list[str] = []
    start = 0
    while True:
        most = start + width if is_even else _reach(line, start, width)
        if most >= len(line):
            return [*pieces, line[start:]]
        end = line.rfind(" ", start + 1, most + 1)
        if end < 0 or not line[start:end].strip():
            end = most
        pieces.append(line[start:end].rstrip())
        start = end
        while line.startswith(" ", start):
            start += 1


def _reach(line: str, start: int, width: int) -> int:
    """Where the letters end that have room; Chinese ones are two wide, an accent of its own stays with its letter."""
    end, most = start, start + _MOST_ACCENTS * width
    while end < min(most, len(line)):
        letter = line[end]
        if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
            end += 1
            continue
        width -= 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if width < 0:
            break
        end += 1
    return max(end, start + 1)


def draw_text(lines: list[str]) -> Image.Image:
    """A page in grey, 204 dots an inch both ways."""
    page = Image.new("L", (WIDTH, _HEIGHT), 255)
    pen = ImageDraw.Draw(page)
    size = _font_size()
    for number, line in enumerate(lines):
        length = mono(size).getlength(line) if line else 0
        squeezed = int(size * _ROOM / length) if length > _ROOM else size  # letters of some scripts are wider
        pen.text((_MARGIN, _TOP + number * _LEADING), line, font=mono(max(1, squeezed)), fill=0)
    return page


def _font_size() -> int:
    """The size at which 80 characters fill the line."""
    trial = mono(100).getlength("M" * COLUMNS)
    return int(100 * _ROOM / trial)


def decoded(data: bytes, path: Path) -> str:
    """Bytes as text, their encoding found out. Raises DocumentTrouble for what is no text."""
    text = decode(data)
    if text is None:
        raise DocumentTrouble.of(TroubleKind.UNSUPPORTED, path)
    return text
