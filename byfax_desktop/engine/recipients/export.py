"""Lists written as CSV that spreadsheets show as they are, in any language, and never compute."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from byfax_desktop.engine.recipients.cells import guarded

_E164 = re.compile(r"\+\d{7,15}")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]], *, bare_numbers: bool = False) -> str:
    """All cells in quotes, lines that end in CR LF, and an apostrophe before what might be computed.

    ``bare_numbers`` leaves E.164 numbers as they are, for programs that know no apostrophe. They can do no harm, but
    a spreadsheet drops their plus, which is why it isn't the usual way.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (columns, *rows):
        writer.writerow([_safe(cell, bare_numbers) for cell in row])
    return text.getvalue()


def write_csv(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]], *, bare_numbers: bool = False
) -> None:
    """A file in UTF-8 with the mark that Excel needs, readable by its owner. Raises OSError."""
    data = csv_text(columns, rows, bare_numbers=bare_numbers).encode("utf-8-sig", errors="replace")
    place = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(place, "wb") as file:
        file.write(data)


def _safe(cell: str, bare_numbers: bool) -> str:
    return cell if bare_numbers and _E164.fullmatch(cell) else guarded(cell)
