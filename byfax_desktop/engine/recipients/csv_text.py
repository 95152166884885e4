"""Rows of a CSV text, however it was written, with bounds on what is held of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from byfax_desktop.engine.recipients.delimiters import ONE_COLUMN, guess_delimiter, told_delimiter
from byfax_desktop.engine.recipients.table import Table, as_rows, bounded, named
from byfax_desktop.engine.recipients.text_encoding import encoding_of_file
from byfax_desktop.engine.recipients.trouble import RecipientsTrouble, not_a_table, too_large

MAX_MEGABYTES = 128
_MEGABYTE = 1024 * 1024
_MAX_LINE = 131_072
"""Characters: more than a few cells that are as long as spreadsheets allow."""
_FIRST_LINES = 300
_FIRST_LETTERS = 500_000
"""By so much of a text its delimiter is guessed."""
_NO_DELIMITER = "\x1f"
"""What the csv module is told where there is none: a character that separates units, and is in no text."""
_GARBLED = "Some letters are not of this encoding. Compare the names, or choose another encoding."
_BROKEN = "A quotation mark is not closed, so quotation marks were taken for letters."

Opener = Callable[[], TextIO]


def read_csv(
    path: Path, encoding: str | None = None, delimiter: str | None = None, header: bool | None = None
) -> Table:
    """The table in a text file; what is None is guessed.

    Raises RecipientsTrouble for what is no table, or has more than 128 MB or 100,000 rows, and OSError. Holds the
    rows, and beside them less than a megabyte.
    """
    if path.stat().st_size > MAX_MEGABYTES * _MEGABYTE:
        raise too_large(path.name, MAX_MEGABYTES)
    encoding = encoding or encoding_of_file(path)
    if encoding is None:
        raise not_a_table(path.name)

    def opened() -> TextIO:
        return path.open("r", encoding=encoding, errors="replace", newline="")

    try:
        return table_in(opened, path.name, encoding, delimiter, header)
    except (UnicodeError, LookupError):
        raise RecipientsTrouble(
            f"“{path.name}” is not written in the encoding {encoding}.", "Choose another encoding."
        ) from None


def table_in(
    opened: Opener, name: str, encoding: str = "", delimiter: str | None = None, header: bool | None = None
) -> Table:
    """The table in a text that can be opened again and again. Raises RecipientsTrouble as ``read_csv`` does."""
    with opened() as text:
        first = list(_first(_lines(text, name)))
    told = told_delimiter(first[0]) if first else None
    if delimiter is None:
        delimiter = told or guess_delimiter(first)
    notices = []
    rows = _rows(opened, name, delimiter, told is not None, strict=True)
    if rows is None:
        notices.append(_BROKEN)
        rows = _rows(opened, name, delimiter, told is not None, strict=False)
    assert rows is not None
    if encoding and any("\ufffd" in cell for row in rows for cell in row):
        notices.append(_GARBLED)
    columns, below, has_header = named(rows, header, name)
    body = as_rows(below, len(columns))
    return Table(columns, body, has_header, encoding, delimiter, notices=tuple(notices))


def _rows(opened: Opener, name: str, delimiter: str, skip: bool, *, strict: bool) -> list[list[str]] | None:
    """The rows that aren't empty; None where quotation marks are not in pairs, and that is minded."""
    with opened() as text:
        lines = islice(_lines(text, name), int(skip), None)
        between = delimiter if delimiter != ONE_COLUMN else _NO_DELIMITER
        if not strict:
            return bounded(
                ([_unquoted(cell) for cell in line.rstrip("\r\n").split(between)] for line in lines), name
            )
        try:
            return bounded(csv.reader(lines, delimiter=between, strict=True), name)
        except csv.Error:
            return None


def _first(lines: Iterable[str]) -> Iterator[str]:
    """The lines a text begins with."""
    room = _FIRST_LETTERS
    for line in islice(lines, _FIRST_LINES):
        yield line
        room -= len(line)
        if room < 0:
            return


def _unquoted(cell: str) -> str:
    text = cell.strip()
    is_quoted = len(text) > 1 and text[0] == text[-1] == '"'
    return text[1:-1].replace('""', '"') if is_quoted else cell


def _lines(text: TextIO, name: str) -> Iterator[str]:
    """Lines with their ends. Raises RecipientsTrouble for one that no table has."""
    while line := text.readline(_MAX_LINE + 1):
        if len(line) > _MAX_LINE:
            raise not_a_table(name)
        yield line


def text_opener(text: str) -> Opener:
    """An opener for ``table_in`` of a text in memory."""
    return lambda: io.StringIO(text, newline="")
