"""Tables out of files and pasted texts, of whatever kind they are."""

from __future__ import annotations

from pathlib import Path

from byfax_desktop.engine.recipients.csv_text import read_csv, table_in, text_opener
from byfax_desktop.engine.recipients.delimiters import ONE_COLUMN, behind_names
from byfax_desktop.engine.recipients.table import Table, as_rows, bounded, looks_like_number, named
from byfax_desktop.engine.recipients.trouble import RecipientsTrouble

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How Excel workbooks before 2007 begin, and those with a password."""


def read_table(path: Path) -> Table:
    """The table in a CSV or XLSX file, told by how the file begins, not by its name.

    Raises RecipientsTrouble for what is no table, or is too large, and OSError.
    """
    with path.open("rb") as file:
        head = file.read(len(_OLD_OFFICE))
    if head == _OLD_OFFICE:
        raise RecipientsTrouble(
            f"“{path.name}” is an old Excel workbook, or one with a password.",
            "Save it as XLSX without a password, then choose that file.",
        )
    if head.startswith(_ZIP):
        from byfax_desktop.engine.recipients.workbook import read_workbook  # takes a moment to load

        return read_workbook(path)
    return read_csv(path)


def table_of_text(text: str, delimiter: str | None = None, header: bool | None = None) -> Table:
    """The table in a text that was pasted: from a spreadsheet, as CSV, numbers in a line, or one person a line.

    Raises RecipientsTrouble for what is no table, or is too large.
    """
    if delimiter is None:
        people = _people(text)
        if people is not None:
            rows = bounded(people, "The text")
            columns, below, has_header = named(rows, False, "The text")
            return Table(columns, as_rows(below, len(columns)), has_header)
    table = table_in(text_opener(text), "The text", "", delimiter, header)
    if (
        len(table.rows) == 1
        and not table.has_header
        and all(map(looks_like_number, filter(None, table.rows[0])))
    ):
        numbers = tuple((cell,) for cell in table.rows[0] if cell.strip())
        return Table(table.columns[:1], numbers, has_header=False, delimiter=table.delimiter)
    return table


def _people(text: str) -> list[list[str]] | None:
    """Rows of name and number, for a text that isn't a table but has a number at the end of its lines."""
    if "\t" in text:
        return None
    lines = [line for line in text.splitlines() if line.strip()]
    as_table = table_in(text_opener(text), "The text")
    if as_table.delimiter != ONE_COLUMN and any(
        looks_like_number(cell) for row in as_table.rows for cell in row
    ):
        return None
    return behind_names(lines)
