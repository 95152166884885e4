"""Sent faxes as a list on A4 paper that lies across, as PDF: a row a recipient. In black and white: it is printed."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from byfax_desktop.engine.events import OutboxEntry
from byfax_desktop.engine.numbers import format_number
from byfax_desktop.engine.sent_report import shown_time
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.engine.words import StateKind, StateWords, broadcast_words, entry_message_words
from byfax_desktop.fax.convert.paper import Paper, as_seen
from byfax_desktop.service.records import Broadcast, Message

MOST = 10_000
"""Rows; more paper than that nobody reads."""

_LEFT, _TOP, _BOTTOM = 15.0, 15.0, 192.0
"""Millimetres from the upper left corner of A4 across, as all measures here."""
_ROW = 5.4
_GAP = 2.0
_TEXT, _TITLE = 8.0, 15.0
"""Points."""
_LONGEST = 120
"""Characters of a cell that are looked at at all."""


class _Column(NamedTuple):
    title: str
    width: float
    align: str = "L"


COLUMNS = (
    _Column("Sent", 29),
    _Column("To", 62),
    _Column("Fax number", 36),
    _Column("Subject", 54),
    _Column("State", 54),
    _Column("Pages", 12, "R"),
    _Column("Cost", 20, "R"),
)
_WIDTH = sum(column.width for column in COLUMNS)


class ListRow(NamedTuple):
    """A recipient, or a fax whose recipients are not known, as it is printed."""

    cells: tuple[str, ...]
    is_delivered: bool


def list_rows(entries: Iterable[OutboxEntry]) -> Iterator[ListRow]:
    """What stands in each row, in the order of the columns."""
    for entry in entries:
        if not entry.messages:
            yield _row(entry, "", entry.broadcast, broadcast_words(entry))
        for each in entry.messages:
            person = ", ".join(part for part in (each.name, each.company) if part)
            yield _row(entry, person, each.message, entry_message_words(entry, each))


def write_list_paper(path: Path, entries: Iterable[OutboxEntry], now: datetime) -> int:
    """Write the list as PDF, whole or not at all, readable by its owner; returns its rows.

    Raises EngineTrouble where there are more than ``MOST``, and OSError.
    """
    rows = list(islice(list_rows(entries), MOST + 1))
    if len(rows) > MOST:
        raise EngineTrouble(
            f"The list has more than {MOST:,} rows, too many for paper.",
            "List fewer faxes, or save it as CSV.",
        )
    content = draw_list(rows, now)
    handle, name = tempfile.mkstemp(prefix=".byfax-", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return len(rows)


def draw_list(rows: list[ListRow], now: datetime) -> bytes:
    """The PDF of these rows."""
    drawing = _Drawing(now)
    drawing.heading(rows)
    for row in rows:
        drawing.row(row.cells)
    return drawing.content()


class _Drawing:
    def __init__(self, now: datetime) -> None:
        self._paper = Paper(Path("list"), across=True)
        self._pdf = self._paper.measure(_TEXT)
        self._pdf.set_auto_page_break(False)
        self._pdf.set_title("Sent faxes")
        self._pdf.set_creator("byFax Desktop")
        self._family = self._pdf.font_family
        self._now = now

    def content(self) -> bytes:
        return self._paper.content()

    def heading(self, rows: list[ListRow]) -> None:
        delivered = sum(row.is_delivered for row in rows)
        self._wear(_TITLE, "B")
        self._pdf.set_xy(_LEFT, _TOP)
        self._pdf.cell(_WIDTH, 8, "Sent faxes")
        self._wear(_TEXT)
        self._pdf.set_xy(_LEFT, _TOP + 8)
        self._pdf.cell(_WIDTH, 5, f"{_rows_told(len(rows))}, {delivered:,} delivered")
        self._pdf.set_xy(_LEFT, _TOP + 16)
        self._begin_page()

    def row(self, cells: tuple[str, ...]) -> None:
        if self._pdf.get_y() + _ROW > _BOTTOM:
            self._pdf.add_page()
            self._pdf.set_xy(_LEFT, _TOP)
            self._begin_page()
        self._cells(cells)
        self._line(0.1)

    def _begin_page(self) -> None:
        """The titles of the columns, and below all when it was made and which page it is."""
        top = self._pdf.get_y()
        self._wear(_TEXT)
        self._pdf.set_xy(_LEFT, _BOTTOM + 4)
        self._pdf.cell(_WIDTH, 4, f"Made by byFax Desktop, {shown_time(self._now)}")
        self._pdf.set_xy(_LEFT, _BOTTOM + 4)
        self._pdf.cell(_WIDTH - _GAP, 4, f"Page {self._pdf.page_no()}", align="R")
        self._pdf.set_xy(_LEFT, top)
        self._wear(_TEXT, "B")
        self._cells(tuple(column.title for column in COLUMNS))
        self._line(0.4)
        self._wear(_TEXT)

    def _cells(self, cells: tuple[str, ...]) -> None:
        top, left = self._pdf.get_y(), _LEFT
        for column, cell in zip(COLUMNS, cells, strict=True):
            if cell:
                self._pdf.set_xy(left, top)
                self._pdf.cell(
                    column.width - _GAP, _ROW, self._fitted(cell, column.width - _GAP), align=column.align
                )
            left += column.width
        self._pdf.set_xy(_LEFT, top + _ROW)

    def _line(self, width: float) -> None:
        self._pdf.set_line_width(width)
        self._pdf.line(_LEFT, self._pdf.get_y(), _LEFT + _WIDTH - _GAP, self._pdf.get_y())

    def _fitted(self, text: str, width: float) -> str:
        """As much of a text as fits into one line, without signs that cannot be seen."""
        text = "".join(
            sign for sign in text[:_LONGEST] if unicodedata.category(sign)[0] != "C" or sign in "\t\n"
        )
        text = " ".join(text.split())
        found = self._pdf.get_string_width(text)
        if found <= width:
            return as_seen(text)
        text = text[: int(len(text) * width / found) + 4]
        while text and self._pdf.get_string_width(f"{text}…") > width:
            text = text[:-1]
        return as_seen(f"{text.rstrip()}…")

    def _wear(self, size: float, style: str = "") -> None:
        self._pdf.set_font(self._family, style, size)


def _row(entry: OutboxEntry, person: str, fax: Message | Broadcast, words: StateWords) -> ListRow:
    number = pages = ""
    if isinstance(fax, Message):
        number, pages = format_number(fax.number or ""), _pages(fax)
    cost = "" if fax.cost is None else f"{fax.cost:f} {fax.currency}".strip()
    cells = (_time(entry.broadcast.created), person, number, entry.subject, words.text, pages, cost)
    return ListRow(cells, words.kind is StateKind.DELIVERED)


def _pages(fax: Message) -> str:
    if fax.pages_total is None:
        return str(fax.pages_sent or "")
    return f"{fax.pages_sent or 0}/{fax.pages_total}"


def _time(moment: datetime | None) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else ""


def _rows_told(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"
