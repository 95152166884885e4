"""Texts as they are compared: without case, accents and marks, so that nobody has to type them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BETWEEN = re.compile(r"[\W_]+")
_NO_DIGIT = re.compile(r"\D")
_REMEMBERED = 65_536
"""Texts: with each change of the address book all but a few of them are the same."""
_LETTER = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=_REMEMBERED)
def folded(text: str) -> str:
    """Words in small letters with one space between them: ё is е, é is e."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return " ".join(_BETWEEN.sub(" ", text.casefold()).split())


def digits_of(text: str) -> str:
    """The digits of a number, however it is written."""
    return _NO_DIGIT.sub("", text)


def is_number(text: str) -> bool:
    """Whether a text can only be meant as a number: it has digits and no letters."""
    return any(map(str.isdigit, text)) and not _LETTER.search(text)


def without_prefix(digits: str) -> tuple[str, ...]:
    """What may be in a number with country code when these digits were typed: as dialled abroad, and at home."""
    bare = digits.lstrip("0")
    home = bare[1:].lstrip("0") if bare.startswith("8") else ""
    return tuple(each for each in (bare, home if len(home) > 1 else "") if each)
