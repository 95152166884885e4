"""Small things to remember: how far was looked, and what the service said last of what it keeps for the account."""

from __future__ import annotations

from byfax_desktop.store.database import Database


class Marks:
    """Texts by name. All methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str | None:
        """What was remembered under this name."""
        rows = self._database.rows("SELECT value FROM mark WHERE name = ?", name)
        return rows[0][0] if rows else None

    def put(self, name: str, value: str | None) -> None:
        """Remember ``value`` under this name; None forgets it."""
        with self._database.transaction() as connection:
            if value is None:
                connection.execute("DELETE FROM mark WHERE name = ?", (name,))
            else:
                connection.execute(
                    "INSERT INTO mark (name, value) VALUES (?, ?)"
                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    (name, value),
                )
