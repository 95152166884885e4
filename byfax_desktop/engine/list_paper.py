"""Sent faxes as a list on paper: a row a recipient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from byfax_desktop.engine.events import OutboxEntry
from byfax_desktop.engine.numbers import format_number
from byfax_desktop.engine.table_paper import PaperColumn, draw_table, few_enough, write_whole
from byfax_desktop.engine.words import StateKind, StateWords, broadcast_words, entry_message_words
from byfax_desktop.service.records import Broadcast, Message

COLUMNS = (
    PaperColumn("Sent", 29),
    PaperColumn("To", 62),
    PaperColumn("Fax number", 36),
    PaperColumn("Subject", 54),
    PaperColumn("State", 54),
    PaperColumn("Pages", 12, "R"),
    PaperColumn("Cost", 20, "R"),
)


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

    Raises EngineTrouble where there are too many, and OSError.
    """
    rows = few_enough(list_rows(entries), "faxes")
    write_whole(path, draw_list(rows, now))
    return len(rows)


def draw_list(rows: list[ListRow], now: datetime) -> bytes:
    """The PDF of these rows."""
    delivered = sum(row.is_delivered for row in rows)
    told = f"{_rows_told(len(rows))}, {delivered:,} delivered"
    return draw_table("Sent faxes", told, COLUMNS, (row.cells for row in rows), now)


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
