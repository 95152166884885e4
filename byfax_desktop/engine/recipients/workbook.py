"""The first sheet of an XLSX workbook, its cells as a person sees them. Macros, links and pictures are not read."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl

from byfax_desktop.engine.recipients.archive_bounds import check_archive
from byfax_desktop.engine.recipients.table import MAX_COLUMNS, MAX_ROWS, Table, as_rows, bounded, named
from byfax_desktop.engine.recipients.trouble import RecipientsTrouble, not_a_table

_LONGEST_ROW = MAX_COLUMNS + 1
_LAST_ROW = 2 * MAX_ROWS
"""Empty rows are dropped, but not without end."""
_EXACT = 10**15
"""Spreadsheets keep 15 digits of a number."""
_SHORTENED = 10**10
_KEPT = 6
"""Digits of a number that was shown as 3.75291E+11 when it was saved."""


def read_workbook(path: Path, sheet: str = "", header: bool | None = None) -> Table:
    """The table on a sheet: on the first one, if ``sheet`` is empty.

    Raises RecipientsTrouble for what is no workbook, has too much in it, or not that sheet, and OSError. Numbers of
    which a spreadsheet has lost digits stay as it writes them, 3.75291E+11.
    """
    check_archive(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that are not read
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            try:
                return _table(book, path, sheet, header)
            finally:
                book.close()
    except (RecipientsTrouble, OSError, MemoryError):
        raise
    except Exception:  # openpyxl raises whatever a damaged part makes it stumble over
        raise not_a_table(path.name) from None


def _table(book: Any, path: Path, sheet: str, header: bool | None) -> Table:
    sheets = tuple(each.title for each in book.worksheets)
    chosen = sheet or next(iter(sheets), "")
    if chosen not in sheets:
        raise RecipientsTrouble(
            f"“{path.name}” has no such sheet any more.", "Choose the file again, then one of its sheets."
        )
    page = book[chosen]
    page.reset_dimensions()  # what a sheet says of its size need not be true
    rows = bounded(_rows(page), path.name)
    columns, below, has_header = named(rows, header, path.name)
    return Table(columns, as_rows(below, len(columns)), has_header, sheets=sheets, sheet=chosen)


def _rows(page: Any) -> Iterator[list[str]]:
    for row in page.iter_rows(max_row=_LAST_ROW, max_col=_LONGEST_ROW):
        last = max((place for place, cell in enumerate(row) if cell.value is not None), default=-1)
        yield [shown(cell.value, getattr(cell, "number_format", "")) for cell in row[: last + 1]]


def shown(value: object, number_format: str = "General") -> str:
    """A cell as a person sees it, but for numbers: all the digits that there are, which fax numbers need."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat(" ") if isinstance(value, dt.datetime) else value.isoformat()
    return str(value)


def _number(value: float, number_format: str) -> str:
    """Digits, with the plus or the leading zeros that the format of the cell puts before them."""
    if value != value or abs(value) == float("inf"):
        return ""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.15g}"
    whole = int(value)
    if abs(whole) >= _EXACT or _was_shortened(whole):
        return f"{value:.5E}"
    form = number_format.replace('"', "").replace("\\", "")
    places = 0 if "#" in form else form.split(".")[0].count("0")
    return ("+" if form.startswith("+") else "") + str(whole).zfill(places)


def _was_shortened(whole: int) -> bool:
    """Whether only the first digits may be there: a CSV with 3.75291E+11 that was saved as XLSX has 375291000000."""
    return abs(whole) >= _SHORTENED and len(str(abs(whole)).rstrip("0")) <= _KEPT
