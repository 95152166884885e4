"""A timeline as a table that other programs read, and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from byfax_desktop.engine.correspondents import Correspondent, shown_key
from byfax_desktop.engine.numbers import format_number
from byfax_desktop.engine.recipients.export import write_csv
from byfax_desktop.engine.table_paper import PaperColumn, draw_table, few_enough, write_whole
from byfax_desktop.engine.timeline_entries import NoteEntry, ReceivedEntry, SentEntry, TimelineEntry, when
from byfax_desktop.engine.timeline_words import kind_words, number_of, state_words, subject_words, why_words

COLUMNS = (
    "What",
    "When",
    "Fax number",
    "Name",
    "Company",
    "Subject or note",
    "State",
    "Reason",
    "Pages",
    "Remote station",
    "Ref",
)
PAPER_COLUMNS = (
    PaperColumn("What", 19),
    PaperColumn("When", 29),
    PaperColumn("Fax number", 36),
    PaperColumn("Subject or note", 83),
    PaperColumn("State", 100),
)


def write_timeline(path: Path, entries: Iterable[TimelineEntry]) -> int:
    """Write a CSV file that no spreadsheet computes, readable by its owner; returns its rows. Raises OSError.

    Times are those of this computer's clock, in ISO 8601 with their offset.
    """
    rows = [_row(entry) for entry in entries]
    write_csv(path, COLUMNS, rows)
    return len(rows)


def write_timeline_paper(
    path: Path, whom: Correspondent, entries: Iterable[TimelineEntry], now: datetime
) -> int:
    """Write it as PDF, whole or not at all, readable by its owner; returns its rows.

    Raises EngineTrouble where there are too many, and OSError.
    """
    rows = few_enough(map(_paper_row, entries), "entries")
    told = ", ".join(map(shown_key, whom.keys)) + (
        ": 1 entry" if len(rows) == 1 else f": {len(rows):,} entries"
    )
    write_whole(path, draw_table(f"History with {whom.title}", told, PAPER_COLUMNS, rows, now))
    return len(rows)


def _row(entry: TimelineEntry) -> tuple[str, ...]:
    at = when(entry)
    # A note is told as it was written, with its lines.
    what = entry.note.text if isinstance(entry, NoteEntry) else subject_words(entry)
    return (
        kind_words(entry),
        at.astimezone().isoformat(timespec="seconds") if at else "",
        number_of(entry),
        *((entry.message.name, entry.message.company) if isinstance(entry, SentEntry) else ("", "")),
        what,
        state_words(entry).text,
        why_words(entry),
        *_facts(entry),
    )


def _facts(entry: TimelineEntry) -> tuple[str, str, str]:
    """Pages, the other station, and the ref."""
    if isinstance(entry, SentEntry):
        fax = entry.message.message
        pages = fax.pages_sent if fax.pages_sent is not None else ""
        return str(pages), (fax.remote_id or "").strip(), fax.message_ref
    if isinstance(entry, ReceivedEntry):
        came = entry.fax.fax
        return str("" if came.pages is None else came.pages), (came.remote_sid or "").strip(), came.ref
    return "", "", ""


def _paper_row(entry: TimelineEntry) -> tuple[str, ...]:
    at = when(entry)
    number, why = number_of(entry), why_words(entry)
    return (
        kind_words(entry),
        at.astimezone().strftime("%Y-%m-%d %H:%M") if at else "",
        format_number(number) if number.startswith("+") else number,
        subject_words(entry),
        why or state_words(entry).text,
    )
