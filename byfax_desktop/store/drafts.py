"""Faxes that are being written, kept as they are typed."""

from __future__ import annotations

from dataclasses import dataclass

from byfax_desktop.store.database import Database


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft; ``content`` is JSON, ``changed`` milliseconds since 1970 in UTC."""

    id: str
    content: str
    changed: int


class StoredDrafts:
    """The drafts of one account. All methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, draft: StoredDraft) -> bool:
        """Store a draft in place of its earlier self; False, and nothing is stored, when it was sent meanwhile."""
        with self._database.transaction() as connection:
            sent = connection.execute("SELECT 1 FROM submission WHERE draft_id = ?", (draft.id,)).fetchone()
            if sent:
                return False
            connection.execute(
                "INSERT INTO draft (id, content, changed) VALUES (?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET content = excluded.content, changed = excluded.changed",
                (draft.id, draft.content, draft.changed),
            )
            return True

    def all(self) -> tuple[StoredDraft, ...]:
        """Every draft, the one that was changed last first."""
        rows = self._database.rows("SELECT id, content, changed FROM draft ORDER BY changed DESC")
        return tuple(StoredDraft(*row) for row in rows)

    def drop(self, draft_id: str) -> None:
        """Forget a draft."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM draft WHERE id = ?", (draft_id,))
