"""Mail merge: ``{placeholders}`` in subject, cover text and header, filled for each recipient."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}\n]{1,100})\}")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its placeholders filled; ``unknown`` are those that no column fills, which stay as they are."""

    text: str
    unknown: tuple[str, ...] = ()


def fill(template: str, values: Mapping[str, str], others: Collection[str] = ()) -> Filled:
    """The template with ``{Column}`` replaced by the value of that column, whatever the case of its letters.

    ``{{`` and ``}}`` stand for single braces. Placeholders named in ``others`` belong to someone else, such as the
    service: they stay, and aren't unknown. Values are never looked at for placeholders.
    """
    known = {column_key(name): value for name, value in values.items()}
    theirs = {column_key(name) for name in others}
    unknown: dict[str, None] = {}

    def put(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0][0]
        key = column_key(name)
        if key in known:
            return known[key]
        if key not in theirs:
            unknown[name.strip()] = None
        return found[0]

    text = _PIECE.sub(put, template)
    return Filled(text, tuple(unknown))


def placeholders(templates: Iterable[str]) -> tuple[str, ...]:
    """The names of the placeholders, each once, in the order in which they stand."""
    names = (found[1].strip() for text in templates for found in _PIECE.finditer(text) if found[1])
    return tuple(dict.fromkeys(names))


def escaped(text: str) -> str:
    """A text that ``fill`` gives back as it is."""
    return text.replace("{", "{{").replace("}", "}}")


def column_key(name: str) -> str:
    """The name of a column or placeholder as they are compared: whatever the case of its letters."""
    return " ".join(name.casefold().split())
