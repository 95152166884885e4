"""How the file of the address book came to its present shape. A step that was released is never changed."""

from __future__ import annotations

from byfax_desktop.store.database import Shape

_FIRST_SHAPE = (
    """CREATE TABLE contact (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        company TEXT NOT NULL,
        note TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE contact_number (
        contact_id TEXT NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        number TEXT NOT NULL,
        PRIMARY KEY (contact_id, position),
        UNIQUE (contact_id, number)
    ) STRICT""",
    """CREATE TABLE contact_group (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE group_member (
        group_id TEXT NOT NULL REFERENCES contact_group (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        contact_id TEXT NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
        PRIMARY KEY (group_id, position),
        UNIQUE (group_id, contact_id)
    ) STRICT""",
    "CREATE INDEX group_member_by_contact ON group_member (contact_id)",
)

ADDRESS_BOOK = Shape(
    (_FIRST_SHAPE,),
    "The address book on this computer is damaged.",
    "Move the file “contacts.db” out of the data folder, start again, and import your contacts.",
)
