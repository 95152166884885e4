"""File names made of texts that others wrote, legal on every system.

What Windows forbids: "Naming Files, Paths, and Namespaces" of its documentation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

LONGEST = 120
"""Bytes of UTF-8: with a counter and a suffix it still fits where a name may have 143 (eCryptfs)."""
NAMELESS = "Fax"

_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_SPACES = re.compile(r"\s+")
_DEVICES = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])", re.IGNORECASE)
_FIELD = re.compile(r"\{([a-z]+)\}")
_UNSEEN = "C"
"""Categories of what controls or turns text, of surrogates and of unassigned characters."""


def safe_name(text: str, limit: int = LONGEST) -> str:
    """A name without folder or suffix, at most ``limit`` (at least 8) bytes long in UTF-8, and never empty."""
    spaced = _SPACES.sub(" ", _without_unseen(text))
    name = _ends_trimmed(_FORBIDDEN.sub("_", unicodedata.normalize("NFC", spaced)))
    # Cut before it is compared: what is left of a longer name may be a device's.
    name = _ends_trimmed(_first_bytes(name, limit)) or NAMELESS
    if _DEVICES.fullmatch(name.split(".")[0].rstrip()):
        name = _ends_trimmed(_first_bytes(f"_{name}", limit))
    return name


def pattern_name(pattern: str, fields: Mapping[str, str], suffix: str = "", limit: int = LONGEST) -> str:
    """A name after a pattern such as ``{date} {from}``, with its suffix; a field that is not known stays as it is.

    A field that is longer than half of the name is cut, so that what comes after it is seen too.
    """

    def value(found: re.Match[str]) -> str:
        known = fields.get(found[1])
        return found[0] if known is None else _first_bytes(known, limit // 2)

    return safe_name(_FIELD.sub(value, pattern), limit - len(suffix.encode())) + suffix


def _without_unseen(text: str) -> str:
    return "".join(each for each in text if each.isspace() or unicodedata.category(each)[0] != _UNSEEN)


def _ends_trimmed(name: str) -> str:
    """Windows drops dots and spaces at the end; a dot at the beginning hides a file elsewhere."""
    return name.strip(". ")


def _first_bytes(text: str, limit: int) -> str:
    return text.encode("utf-8", "ignore")[:limit].decode("utf-8", "ignore")
