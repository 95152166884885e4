"""How the data file came to its present shape: each step is applied once, in its own transaction, in this order.

A step that was released is never changed.
"""

from __future__ import annotations

_FIRST_SHAPE = (
    """CREATE TABLE sent_broadcast (
        ref TEXT PRIMARY KEY,
        subject TEXT NOT NULL,
        created INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE sent_message (
        ref TEXT PRIMARY KEY,
        broadcast_ref TEXT NOT NULL REFERENCES sent_broadcast (ref) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        company TEXT NOT NULL,
        number TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX sent_message_by_broadcast ON sent_message (broadcast_ref, position)",
    """CREATE TABLE received_fax (
        ref TEXT PRIMARY KEY,
        is_read INTEGER NOT NULL DEFAULT 0,
        file_name TEXT
    ) STRICT""",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST_SHAPE,)
