"""A4 pages on which text of changing looks is written from the top, by fpdf2."""

from __future__ import annotations

import base64
import binascii
import io
import logging
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from fpdf import FPDF
from fpdf.bidi import BidiParagraph
from fpdf.fonts import TTFFont
from PIL import Image, ImageOps

from byfax_desktop.fax.fonts import font_file, other_font_file
from byfax_desktop.fax.sources import pictures
from byfax_desktop.fax.sources.pictures import MAX_PIXELS
from byfax_desktop.fax.sources.text import MAX_PAGES
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

for _talkative in ("fpdf", "fontTools"):
    logging.getLogger(_talkative).setLevel(logging.CRITICAL + 1)  # they would tell what a document says

_MARGIN = 20
"""Millimetres at every edge."""
_SIZE = 11.0
"""Points."""
_LEADING = 1.35
_MM_PER_POINT = 25.4 / 72
_INDENT = 7
_DEEPEST = 60
"""Millimetres; what is nested deeper is not moved further in."""
_GAP = 2.5
"""Millimetres between paragraphs."""
_PIECE = 10_000
"""Characters."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_PICTURE = re.compile(r"data:image/[\w.+-]+;base64,", re.IGNORECASE)
_SCREEN_DPI = 96


@dataclass(frozen=True, slots=True)
class _Look:
    size: float = _SIZE
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    struck: bool = False
    fixed: bool = False
    kept: bool = False
    """Line ends and spaces mean what they are."""
    indent: int = 0


def as_seen(line: str) -> str:
    """A single line with its signs as they stand on paper from left to right, whichever way they are read."""
    if any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in line):
        return str(BidiParagraph(text=line).get_reordered_string())
    return line


def seen_text(text: str) -> str:
    """A text without signs that cannot be seen, and with one space where there is any white space."""
    kept = (sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C")
    return " ".join("".join(kept).split())


def fitted(pdf: FPDF, text: str, width: float, longest: int) -> str:
    """As much of a text, of ``longest`` signs at most, as fits into one line ``width`` millimetres wide."""
    text = seen_text(text[:longest])
    found = pdf.get_string_width(text)
    if found <= width:
        return as_seen(text)
    text = text[: int(len(text) * width / found) + 4]
    while text and pdf.get_string_width(f"{text}…") > width:
        text = text[:-1]
    return as_seen(f"{text.rstrip()}…")


class Paper:
    """Takes text as it comes. Raises DocumentTrouble for ``path`` when there are too many pages.

    Lying ``across``, it is wider than high.
    """

    def __init__(self, path: Path, across: bool = False) -> None:
        self._pdf = _Pdf(path, across)
        self._look = _Look()
        self._at_start = True
        self._gap = 0.0
        self._in_item = False
        """Whether the marker of an item was the last that was written."""
        self.is_empty = True
        """Whether nothing has been written yet."""

    def begin(self) -> None:
        """Something is about to be drawn at the current place."""
        self.is_empty = False
        self._in_item = False
        look = self._look
        if self._gap:
            self._pdf.ln(self._gap + (look.size - _SIZE) * _MM_PER_POINT)
            self._gap = 0.0
        self._pdf.wear("fixed" if look.fixed else "text", look.size, _style_letters(look))
        if self._at_start and self._pdf.will_page_break(self._line_height * (3 if look.size > _SIZE else 1)):
            self._pdf.add_page()  # no heading stands alone at the end of a page

    def measure(self, size: float) -> FPDF:
        """For what draws by itself, in plain and bold of that size in points."""
        self._pdf.wear("text", size, "B")
        self._pdf.wear("text", size, "")
        return self._pdf

    def content(self) -> bytes:
        """The PDF."""
        return bytes(self._pdf.output())

    def text(self, text: str) -> None:
        """Running text; white space is one space, where the look doesn't keep it."""
        if not self._look.kept:
            text = _SPACES.sub(" ", text)
            if self._at_start:
                text = text.lstrip(" ")
        text = _CONTROLS.sub("", text.expandtabs(8))
        for start in range(0, len(text), _PIECE):  # all at once, it would be measured before any page is full
            self.begin()
            self._pdf.write(self._line_height, text[start : start + _PIECE])
            self._at_start = text.endswith("\n")

    def marker(self, marker: str) -> None:
        """What stands before an item of a list."""
        self.begin()
        if not self._pdf.is_ttf_font:
            marker = marker.replace("•", "\xb7")
        width = self._pdf.get_string_width(marker) + 2
        self._pdf.set_x(max(0, self._pdf.l_margin - width))
        self._pdf.write(self._line_height, marker)
        self._pdf.set_x(self._pdf.l_margin)
        self._at_start = self._in_item = True

    def line_end(self) -> None:
        """The next text begins a line."""
        self.begin()
        self._pdf.ln(self._line_height)
        self._at_start = True

    def block(self, loose: bool) -> None:
        """What came before is complete; ``loose`` keeps a distance."""
        if not self._at_start:
            self._pdf.ln(self._line_height)
            self._at_start = True
        if loose and not (self.is_empty or self._in_item):
            self._gap = _GAP

    def rule(self) -> None:
        """A line across the page."""
        self.block(loose=True)
        self.begin()
        height = self._pdf.get_y()
        self._pdf.line(self._pdf.l_margin, height, self._pdf.w - _MARGIN, height)
        self._gap = _GAP

    def picture(self, source: str, words: str) -> None:
        """A picture that is part of the document itself; its ``words`` in the place of any other."""
        image = _contained(source)
        if image is None:
            self.text(words)
            return
        self.block(loose=False)
        self.begin()
        room = self._pdf.epw
        width = min(room, image.width / _SCREEN_DPI * 25.4, self._pdf.eph * image.width / image.height)
        self._pdf.image(image, w=width)
        self._at_start = True

    @contextmanager
    def styled(self, style: str, size: float | None, indented: bool, kept: bool) -> Iterator[None]:
        """Text in the block has a style more; a heading's ``size`` is in points."""
        before = self._look
        look = replace(before, kept=before.kept or kept)
        if style:
            look = replace(look, **{style: True})
        if size is not None:
            look = replace(look, size=size, bold=True)
        if indented:
            look = replace(look, indent=min(look.indent + _INDENT, _DEEPEST))
        self._wear(look)
        try:
            yield
        finally:
            self._wear(before)

    def _wear(self, look: _Look) -> None:
        if look.indent != self._look.indent:
            self._pdf.set_left_margin(_MARGIN + look.indent)
            if self._at_start:
                self._pdf.set_x(_MARGIN + look.indent)
        self._look = look

    @property
    def _line_height(self) -> float:
        return self._look.size * _LEADING * _MM_PER_POINT


class _Pdf(FPDF):
    """Loads a font when it is first used: each takes a moment."""

    def __init__(self, path: Path, across: bool) -> None:
        super().__init__(orientation="landscape" if across else "portrait", format="A4")
        self._path = path
        self._other: bool | None = None
        """Whether there is a font for what the others lack; None until it has been looked for."""
        self.set_margins(_MARGIN, _MARGIN)
        self.c_margin = 0.0
        self.set_auto_page_break(True, _MARGIN)
        self.add_page()

    def header(self) -> None:
        """Called for each page; there is nothing to print, but pages to count."""
        if self.page_no() > MAX_PAGES:
            raise DocumentTrouble.of(TroubleKind.TOO_LARGE, self._path)

    def wear(self, family: str, size: float, style: str) -> None:
        """Write with a font of ours, or where the system has none with one that every PDF reader has."""
        face = "".join(letter for letter in style if letter in "BI")
        if f"{family}{face}" not in self.fonts:
            file = font_file("B" in face, "I" in face, family == "fixed")
            if file is None or not self._learn(family, face, file):
                self.set_font("Courier" if family == "fixed" else "Helvetica", style, size)
                return
        self.set_font(family, style, size)

    def _learn(self, family: str, face: str, file: Path) -> bool:
        try:
            self.add_font(family, face, file)
        except Exception:
            return False  # a font can be broken in any way, and of any form; there is another
        return True

    def normalize_text(self, text: str) -> str:
        """What no font has becomes a question mark: it would be left out without a trace."""
        if isinstance(self.current_font, TTFFont):
            text = text.translate(dict.fromkeys(self._lacking(text, self.current_font), "?"))
        else:
            text = text.encode("latin-1", "replace").decode("latin-1")
        return str(super().normalize_text(text))

    def _lacking(self, text: str, font: TTFFont) -> set[int]:
        lacking = {ord(sign) for sign in set(text) if sign.isprintable() and ord(sign) not in font.cmap}
        if lacking and self._other is None:
            file = other_font_file()
            self._other = file is not None and self._learn("other", "", file)
            if self._other:
                self.set_fallback_fonts(["other"], exact_match=False)
        other = self.fonts.get("other")
        return lacking.difference(other.cmap) if isinstance(other, TTFFont) else lacking


def _style_letters(look: _Look) -> str:
    chosen = ((look.bold, "B"), (look.italic, "I"), (look.underlined, "U"), (look.struck, "S"))
    return "".join(letter for is_on, letter in chosen if is_on)


def _contained(source: str) -> Image.Image | None:
    """The picture in a ``data:`` address (RFC 2397)."""
    found = _PICTURE.match(source)
    if not found:
        return None
    try:
        image = Image.open(io.BytesIO(base64.b64decode(source[found.end() :])))
        if image.width * image.height > MAX_PIXELS:
            return None
        return pictures.colour(ImageOps.exif_transpose(image))
    except (OSError, ValueError, SyntaxError, binascii.Error, Image.DecompressionBombError):
        return None
