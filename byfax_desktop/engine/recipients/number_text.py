"""The text of a number without what address books, spreadsheets and links put around it."""

from __future__ import annotations

import re
from urllib.parse import unquote

from byfax_desktop.engine.numbers import legible

_LABEL = re.compile(
    r"(?:\b(?:tel|telefon|telephone|phone|fon|fax|telefax|телефон|телефакс|тел|факс|ф|т)\b[.:/\s]*)+",
    re.IGNORECASE,
)
_PARAMETERS = re.compile(r";(?:phone-context|isub|t33s|postd)=[^;]*", re.IGNORECASE)


def bare_number(typed: str) -> str:
    """Legible, without a label, an apostrophe of a spreadsheet, and what only telephones know."""
    is_link = typed[:4].casefold() in ("tel:", "fax:")
    text = legible(unquote(typed) if is_link else typed).removeprefix("'")
    return _without_label(_PARAMETERS.sub("", text)).strip()


def _without_label(text: str) -> str:
    label = _LABEL.match(text)
    return text[label.end() :] if label else text
