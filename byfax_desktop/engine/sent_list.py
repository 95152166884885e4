"""Sent faxes as a table that other programs read: a row a recipient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
from byfax_desktop.engine.recipients.export import write_csv
from byfax_desktop.engine.words import broadcast_words, entry_message_words

COLUMNS = (
    "Sent",
    "Subject",
    "Name",
    "Company",
    "Fax number",
    "State",
    "Pages sent",
    "Pages",
    "Tries",
    "Call began",
    "Call ended",
    "Seconds on the line",
    "Speed (bit/s)",
    "Remote station",
    "Cost",
    "Currency",
    "Broadcast ref",
    "Message ref",
)


def write_sent_list(path: Path, entries: Iterable[OutboxEntry]) -> int:
    """Write a CSV file that no spreadsheet computes, readable by its owner; returns its rows. Raises OSError.

    Times are those of this computer's clock, in ISO 8601 with their offset.
    """
    rows = [row for entry in entries for row in _rows(entry)]
    write_csv(path, COLUMNS, rows)
    return len(rows)


def _rows(entry: OutboxEntry) -> Iterator[tuple[str, ...]]:
    sent, ref = _time(entry.broadcast.created), entry.broadcast.broadcast_ref
    if not entry.messages:
        words = broadcast_words(entry).text
        cost = _plain(entry.broadcast.cost), entry.broadcast.currency
        yield (sent, entry.subject, "", "", "", words, *[""] * 8, *cost, ref, "")
    for each in entry.messages:
        yield (sent, entry.subject, *_recipient(entry, each), ref, each.message.message_ref)


def _recipient(entry: OutboxEntry, each: OutboxMessage) -> tuple[str, ...]:
    fax = each.message
    return (
        each.name,
        each.company,
        fax.number or "",
        entry_message_words(entry, each).text,
        _plain(fax.pages_sent),
        _plain(fax.pages_total),
        _plain(fax.attempt),
        _time(fax.call_started),
        _time(fax.call_ended),
        _plain(fax.line_duration if fax.line_duration is not None else fax.call_duration),
        _plain(fax.speed),
        (fax.remote_id or "").strip(),
        _plain(fax.cost),
        fax.currency,
    )


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def _time(moment: datetime | None) -> str:
    return moment.astimezone().isoformat(timespec="seconds") if moment else ""
