"""A table of texts: what is read from every kind of list before it is known what its columns mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from byfax_desktop.engine.recipients.column_words import is_known
from byfax_desktop.engine.recipients.trouble import not_a_table, too_many_rows

MAX_ROWS = 100_000
MAX_COLUMNS = 256
_LOOKED_AT = 200
"""Rows by which it is guessed whether the first one is a header."""
_NUMBER = re.compile(
    r"'?(?:(?:tel|fax|fon|тел|факс|ф|т)\b[.:\s]*)?[+(]*\d[\d\s().\-–/]{4,30}\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many texts as there are ``columns``, and how they were read, for a person to change.

    ``columns`` are named after the header, or by their places; no two have the same name. ``encoding`` is empty
    where there was none to guess, ``delimiter`` where the cells were told apart otherwise. ``sheets`` are those
    of the workbook, ``sheet`` is the one that was read. ``notices`` are sentences on what may not be as meant.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    has_header: bool
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    notices: tuple[str, ...] = ()


def bounded(rows: Iterable[list[str]], name: str) -> list[list[str]]:
    """The rows that aren't empty. Raises RecipientsTrouble for more rows or columns than a list has."""
    kept: list[list[str]] = []
    for row in rows:
        if len(row) > MAX_COLUMNS:
            raise not_a_table(name)
        if not any(cell and not cell.isspace() for cell in row):
            continue
        kept.append(row)
        if len(kept) > MAX_ROWS + 1:  # one may be the header
            raise too_many_rows(name, MAX_ROWS)
    return kept


def named(
    rows: list[list[str]], header: bool | None, name: str
) -> tuple[tuple[str, ...], list[list[str]], bool]:
    """The names of the columns, the rows below them, and whether the first row was the header."""
    has_header = has_names(rows) if header is None else header and bool(rows)
    names = rows[0] if has_header else []
    below = rows[1:] if has_header else rows
    if len(below) > MAX_ROWS:
        raise too_many_rows(name, MAX_ROWS)
    width = max((len(row) for row in rows), default=0)
    return _unique([*names, *[""] * (width - len(names))]), below, has_header


def as_rows(rows: Iterable[list[str]], width: int) -> tuple[tuple[str, ...], ...]:
    """Rows of one width: what is missing at their ends is empty."""
    return tuple(tuple(row) if len(row) == width else (*row, *[""] * (width - len(row))) for row in rows)


def has_names(rows: list[list[str]]) -> bool:
    """Whether the first row names the columns: it has no number, and a known word, or numbers below it."""
    if not rows or any(looks_like_number(cell) for cell in rows[0]):
        return False
    if any(is_known(cell) for cell in rows[0]):
        return True
    below = Counter(
        place for row in rows[1:_LOOKED_AT] for place, cell in enumerate(row) if looks_like_number(cell)
    )
    usual = below.most_common(1)
    if not usual:
        return False
    place, count = usual[0]
    return 2 * count > len(rows[1:_LOOKED_AT]) and place < len(rows[0]) and bool(rows[0][place].strip())


def looks_like_number(cell: str) -> bool:
    """Whether a cell may well be a fax number, told quickly and without the rules of any country."""
    return len(cell) <= 60 and bool(_NUMBER.match(cell.strip()))


def _unique(names: list[str]) -> tuple[str, ...]:
    """Each name once: of columns with the same name, the second is “Name (2)”, and so on."""
    given: dict[str, None] = {}
    for place, raw in enumerate(names, 1):
        name = base = " ".join(raw.split()) or f"Column {place}"
        again = 2
        while name in given:
            name, again = f"{base} ({again})", again + 1
        given[name] = None
    return tuple(given)
