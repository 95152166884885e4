"""What stands between the cells of a text: told by what makes most rows alike, with numbers in cells of their own."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence

from byfax_desktop.engine.recipients.table import looks_like_number

ONE_COLUMN = ""
"""The delimiter of a text that has none."""
DELIMITERS = ("\t", ";", ",", "|")
_SAMPLE_ROWS = 200
_SEP = re.compile(r'"?sep=([^\w"\r\n])"?', re.IGNORECASE)
_BEHIND = re.compile(r"(?P<name>.*?\S)[\s:,;–—\-]*[\s<(\[](?P<number>[+(]*\d[\d\s().\-–/]{4,30})[>)\]]?\s*")
_LONGEST_PERSON = 300
"""Characters of a line with a name and a number."""


def told_delimiter(line: str) -> str | None:
    """What a first line ``sep=;`` says, as spreadsheets write and understand it."""
    found = _SEP.fullmatch(line.strip("\ufeff\r\n"))
    return found[1] if found else None


def guess_delimiter(lines: Sequence[str]) -> str:
    """One of ``DELIMITERS``, or ``ONE_COLUMN``, for the first lines of a text."""
    scores = {each: _score(lines[:_SAMPLE_ROWS], each) for each in DELIMITERS}
    best = max(DELIMITERS, key=lambda each: scores[each])
    return best if scores[best] > (0.0, 0.0) else ONE_COLUMN


def _score(lines: Sequence[str], delimiter: str) -> tuple[float, float]:
    """The share of rows with a number in a cell of its own, and of rows that have as many cells as most; 0 to 1."""
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(map(str.strip, row))]
    except csv.Error:
        return 0.0, 0.0
    split = [row for row in rows if len(row) > 1]
    if 2 * len(split) < len(rows) or not split:
        return 0.0, 0.0
    _, usual = Counter(map(len, split)).most_common(1)[0]
    with_number = sum(any(map(looks_like_number, row)) for row in split)
    return round(with_number / len(rows), 1), usual / len(rows)


def behind_names(lines: Sequence[str]) -> list[list[str]] | None:
    """Rows of name and number, for lines like “Anna Berg <+49 30 123456>” or “Anna Berg +49 30 123456”.

    None for lines of which most are not so, or have no name.
    """
    rows = [_person(line) for line in lines]
    named = sum(bool(name and number) for name, number in rows)
    with_number = sum(bool(number) for _, number in rows)
    return rows if named and 2 * with_number >= len(rows) else None


def _person(line: str) -> list[str]:
    if looks_like_number(line):
        return ["", line.strip()]
    found = _BEHIND.fullmatch(line) if len(line) <= _LONGEST_PERSON else None
    if not found:
        return [line.strip(), ""]
    number = found["number"].strip()
    bracket = number.endswith(")") and "(" not in number
    return [found["name"].rstrip(" ,;:–—-<(["), number[:-1] if bracket else number]
