"""Fonts for text that we draw ourselves. DejaVu where it is there, else what the system has for Cyrillic and Latin."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

_SANS = ("DejaVuSans.ttf", "Arial.ttf", "arial.ttf", "Helvetica.ttc", "LiberationSans-Regular.ttf")
_BOLD = ("DejaVuSans-Bold.ttf", "Arial Bold.ttf", "arialbd.ttf", "LiberationSans-Bold.ttf")
_ITALIC = ("DejaVuSans-Oblique.ttf", "Arial Italic.ttf", "ariali.ttf", "LiberationSans-Italic.ttf")
_MONO = ("DejaVuSansMono.ttf", "Menlo.ttc", "cour.ttf", "Courier New.ttf", "LiberationMono-Regular.ttf")
_OTHERS = (
    "NotoSansCJK-Regular.ttc",
    "DroidSansFallbackFull.ttf",
    "wqy-microhei.ttc",
    "Arial Unicode.ttf",
    "msyh.ttc",
    "YuGothM.ttc",
    "malgun.ttf",
)
"""With the scripts of East Asia."""


@cache
def sans(pixels: int, bold: bool = False) -> Font:
    """A proportional font of that height in pixels."""
    return _first((*_BOLD, *_SANS) if bold else _SANS, pixels)


@cache
def mono(pixels: int) -> Font:
    """A font whose characters are all equally wide."""
    return _first((*_MONO, *_SANS), pixels)


@cache
def font_file(bold: bool = False, italic: bool = False, fixed: bool = False) -> Path | None:
    """The file of such a font, as near as there is one; None where the system has no TrueType font."""
    return _file_of(_MONO if fixed else (*(_BOLD if bold else _ITALIC if italic else ()), *_SANS))


@cache
def other_font_file() -> Path | None:
    """The file of a font for what the others lack; None where there is none."""
    return _file_of(_OTHERS)


def _file_of(names: tuple[str, ...]) -> Path | None:
    found = _first(names, 10)
    if not isinstance(found, ImageFont.FreeTypeFont) or not isinstance(found.path, str):
        return None
    return Path(found.path)


def _first(names: tuple[str, ...], pixels: int) -> Font:
    for name in names:
        try:
            return ImageFont.truetype(name, pixels)
        except OSError:
            continue
    return ImageFont.load_default(pixels)
