"""What a person writes on received faxes: a note on each, and labels that several share."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from byfax_desktop.store.database import Database
from byfax_desktop.store.received_change import touch, touch_all


@dataclass(frozen=True, slots=True)
class Label:
    """A word to group faxes by; ``colour`` is the name of one of those that are offered, or anything else."""

    id: int
    name: str
    colour: str = ""


class FaxLabels:
    """The labels and notes of one account. All methods raise StoreTrouble. Labels are told apart by their letters,
    whatever their case."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Label, ...]:
        """All labels in the order of their letters."""
        rows = self._database.rows("SELECT id, name, colour FROM label ORDER BY folded, id")
        return tuple(Label(*row) for row in rows)

    def keep_note(self, ref: str, text: str) -> None:
        """Write a note on a fax, in place of what was there; on one that is no longer known, none."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE received_fax SET note = ?, touched = ?"
                " WHERE ref = ? AND report IS NOT NULL AND note <> ?",
                (text, touch(connection), ref, text),
            )

    def put(self, refs: Iterable[str], name: str, colour: str) -> None:
        """Label faxes; ``colour`` is for a label that there was not."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO label (name, folded, colour) VALUES (?, ?, ?)",
                (name, name.casefold(), colour),
            )
            labelled = list(dict.fromkeys(refs))
            connection.executemany(
                "INSERT OR IGNORE INTO fax_label (ref, label_id) SELECT ?, id FROM label WHERE folded = ?",
                [(ref, name.casefold()) for ref in labelled],
            )
            touch_all(connection, labelled)

    def take(self, refs: Iterable[str], label_id: int) -> None:
        """Take a label off faxes."""
        with self._database.transaction() as connection:
            freed = list(dict.fromkeys(refs))
            connection.executemany(
                "DELETE FROM fax_label WHERE ref = ? AND label_id = ?", [(ref, label_id) for ref in freed]
            )
            touch_all(connection, freed)

    def change(self, label: Label) -> None:
        """Give the label with this id another name or colour; one that has the name already is the same from now on."""
        with self._database.transaction() as connection:
            concerned = _labelled(connection, label.id)
            same = connection.execute(
                "SELECT id FROM label WHERE folded = ? AND id <> ?", (label.name.casefold(), label.id)
            ).fetchone()
            if same:
                concerned += _labelled(connection, same["id"])
                connection.execute(
                    "UPDATE OR IGNORE fax_label SET label_id = ? WHERE label_id = ?", (label.id, same["id"])
                )
                connection.execute("DELETE FROM label WHERE id = ?", (same["id"],))
            connection.execute(
                "UPDATE label SET name = ?, folded = ?, colour = ? WHERE id = ?",
                (label.name, label.name.casefold(), label.colour, label.id),
            )
            touch_all(connection, concerned)

    def remove(self, label_id: int) -> None:
        """Have a label no more; the faxes stay."""
        with self._database.transaction() as connection:
            concerned = _labelled(connection, label_id)
            connection.execute("DELETE FROM label WHERE id = ?", (label_id,))
            touch_all(connection, concerned)


def _labelled(connection: sqlite3.Connection, label_id: int) -> list[str]:
    rows = connection.execute("SELECT ref FROM fax_label WHERE label_id = ?", (label_id,))
    return [row["ref"] for row in rows.fetchall()]
