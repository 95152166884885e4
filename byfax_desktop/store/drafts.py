"""Faxes that are being written, kept as they are typed, and those kept under a name to begin others with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from byfax_desktop.store.database import Database


class DraftKind(StrEnum):
    """What a draft is kept for."""

    DRAFT = "draft"
    """It is being written, until it is sent."""
    TEMPLATE = "template"
    """A fax to begin others with, such as a weekly report to the branches."""
    PRESET = "preset"
    """Options alone: no recipients, no documents, no time."""


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft; ``content`` is JSON, ``changed`` milliseconds since 1970 in UTC. Only a lasting one has a name."""

    id: str
    content: str
    changed: int
    kind: DraftKind = DraftKind.DRAFT
    name: str = ""


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
                "INSERT INTO draft (id, content, changed, kind, name) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET content = excluded.content, changed = excluded.changed,"
                " name = excluded.name",
                (draft.id, draft.content, draft.changed, draft.kind, draft.name),
            )
            return True

    def all(self, kind: DraftKind = DraftKind.DRAFT) -> tuple[StoredDraft, ...]:
        """Every draft of a kind, the one that was changed last first."""
        rows = self._database.rows(
            "SELECT id, content, changed, kind, name FROM draft WHERE kind = ? ORDER BY changed DESC", kind
        )
        return tuple(
            StoredDraft(row["id"], row["content"], row["changed"], DraftKind(row["kind"]), row["name"])
            for row in rows
        )

    def drop(self, draft_id: str) -> None:
        """Forget a draft."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM draft WHERE id = ?", (draft_id,))
