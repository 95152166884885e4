"""Plain text as pages: its encoding found out, wrapped at the margin, a form feed begins a page."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from byfax_desktop.fax.fonts import mono
from byfax_desktop.fax.geometry import A4_HEIGHT_MM, DOTS_PER_INCH, MM_PER_INCH, WIDTH
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

COLUMNS = 80
"""Characters in a line, as on a typewriter."""
LINES = 64
TAB = 8
MAX_PAGES = 1000

_MARGIN = 120
_HEIGHT = round(A4_HEIGHT_MM / MM_PER_INCH * DOTS_PER_INCH)
_TOP = 150
_LEADING = (_HEIGHT - 2 * _TOP) / LINES


def text_pages(path: Path) -> list[list[str]]:
    """The lines of each page. Raises DocumentTrouble for a file that is no text, or far too long a one."""
    try:
        data = path.read_bytes()
    except OSError:
        raise DocumentTrouble.of(TroubleKind.UNREADABLE, path) from None
    pages = paginate(decoded(data, path))
    if len(pages) > MAX_PAGES:
        raise DocumentTrouble.of(TroubleKind.TOO_LARGE, path)
    return pages


def paginate(text: str) -> list[list[str]]:
    """Text as pages of at most 64 lines of at most 80 characters; white pages at the end are left out."""
    pages: list[list[str]] = []
    for part in text.replace("\r\n", "\n").replace("\r", "\n").split("\f"):
        lines = [wrapped for line in part.split("\n") for wrapped in wrap(line)]
        while lines and not lines[-1].strip():
            lines.pop()
        pages += [lines[start : start + LINES] for start in range(0, len(lines), LINES)] or [[]]
    while pages and not pages[-1]:
        pages.pop()
    return pages


def wrap(line: str, width: int = COLUMNS) -> list[str]:
    """A line in pieces that fit, broken between words where there is a gap; nothing is lost but the gap."""
    line = line.expandtabs(TAB).rstrip()
    pieces = []
    start = 0
    while len(line) - start > width:
        end = line.rfind(" ", start + 1, start + width + 1)
        if end < 0 or not line[start:end].strip():
            end = start + width
        pieces.append(line[start:end].rstrip())
        start = end
        while line.startswith(" ", start):
            start += 1
    return [*pieces, line[start:]]


def draw_text(lines: list[str]) -> Image.Image:
    """A page in grey, 204 dots an inch both ways."""
    page = Image.new("L", (WIDTH, _HEIGHT), 255)
    pen = ImageDraw.Draw(page)
    font = mono(_font_size())
    for number, line in enumerate(lines):
        pen.text((_MARGIN, _TOP + number * _LEADING), line, font=font, fill=0)
    return page


def _font_size() -> int:
    """The size at which 80 characters fill the line."""
    trial = mono(100).getlength("M" * COLUMNS)
    return int(100 * (WIDTH - 2 * _MARGIN) / trial)


def decoded(data: bytes, path: Path) -> str:
    """Bytes as text, their encoding found out. Raises DocumentTrouble for what is no text."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        import charset_normalizer  # takes a moment to load, and most text is UTF-8

        found = charset_normalizer.from_bytes(data[:200_000]).best()
    if found is None:
        raise DocumentTrouble.of(TroubleKind.UNSUPPORTED, path)
    return data.decode(found.encoding, errors="replace")
