"""What a person notes about whom faxes go to and come from; also what of it is only half written.

Moments are milliseconds since 1970 in UTC.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, replace

from byfax_desktop.store.database import Database


@dataclass(frozen=True, slots=True)
class CorrespondentNote:
    """A note about a number (E.164), or a sender without one, and the organisation that it was of, if any.

    ``id`` is 0 for one that is not kept yet.
    """

    id: int
    number: str
    organisation: str
    text: str
    made: int
    changed: int

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> CorrespondentNote:
        """The row of the table ``correspondent_note``."""
        return cls(**{name: row[name] for name in cls.__slots__})


class CorrespondentNotes:
    """The notes of one account. All methods raise StoreTrouble, and then nothing has changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, note: CorrespondentNote, draft: str = "") -> CorrespondentNote:
        """Keep a note, in the place of the one with its id; one that is gone is there again.

        ``draft`` is where it was kept half written: that ends with the same step.
        """
        with self._database.transaction() as connection:
            added = connection.execute(
                "INSERT INTO correspondent_note (id, number, organisation, text, made, changed)"
                " VALUES (nullif(?, 0), ?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET text = excluded.text, changed = excluded.changed",
                (note.id, note.number, note.organisation, note.text, note.made, note.changed),
            )
            connection.execute("DELETE FROM note_draft WHERE place = ?", (draft,))
            return note if note.id else replace(note, id=added.lastrowid or 0)

    def remove(self, note_id: int) -> None:
        """Have a note no more, nor what was half written of it."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM correspondent_note WHERE id = ?", (note_id,))
            connection.execute("DELETE FROM note_draft WHERE place = ?", (str(note_id),))

    def about(self, numbers: Collection[str], organisation: str = "") -> tuple[CorrespondentNote, ...]:
        """The notes about any of the numbers, or the organisation if one is given; the newest first."""
        rows = self._database.rows(
            "SELECT * FROM correspondent_note WHERE number IN (SELECT value FROM json_each(?1))"
            " OR (organisation <> '' AND organisation = ?2) ORDER BY made DESC, id DESC",
            json.dumps(list(numbers)),
            organisation,
        )
        return tuple(map(CorrespondentNote.from_row, rows))

    def draft(self, place: str) -> str | None:
        """What was half written last at a place; None for nothing."""
        rows = self._database.rows("SELECT text FROM note_draft WHERE place = ?", place)
        return rows[0][0] if rows else None

    def keep_draft(self, place: str, text: str | None) -> None:
        """Keep what is half written; None forgets it."""
        with self._database.transaction() as connection:
            if text is None:
                connection.execute("DELETE FROM note_draft WHERE place = ?", (place,))
            else:
                connection.execute(
                    "INSERT INTO note_draft (place, text) VALUES (?, ?)"
                    " ON CONFLICT (place) DO UPDATE SET text = excluded.text",
                    (place, text),
                )
