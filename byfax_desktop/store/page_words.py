"""The words that were read in the pages of received faxes. They go when the pages go."""

from __future__ import annotations

import re
from dataclasses import dataclass

from byfax_desktop.store.database import Database
from byfax_desktop.store.received import LISTED

_MOST_AT_ONCE = 50
_OF_FAX = "page_read.ref = received_fax.ref"
_UNREAD = (
    f"SELECT ref, file_name, (SELECT count(*) FROM page_read WHERE {_OF_FAX}) AS done"  # noqa: S608 - of constants
    f" FROM received_fax WHERE file_name IS NOT NULL AND {LISTED}"
    f" AND NOT EXISTS (SELECT 1 FROM page_read WHERE {_OF_FAX} AND page_read.page = page_read.pages - 1)"
    " ORDER BY received DESC LIMIT ?"
)
_FOUND = (
    "SELECT page_read.ref AS ref, min(page_read.page) AS page FROM page_words"  # noqa: S608 - of constants
    " JOIN page_read ON page_read.id = page_words.rowid"
    " JOIN received_fax ON received_fax.ref = page_read.ref"
    f" WHERE page_words MATCH ? AND {LISTED} GROUP BY page_read.ref"
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class UnreadPages:
    """A fax whose pages lie in the cache folder under ``file_name``; the first ``done`` of them were read."""

    ref: str
    file_name: str
    done: int


class PageWords:
    """Those of one account. All methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unread(self) -> tuple[UnreadPages, ...]:
        """Some of the faxes of which not all pages were read, the newest first."""
        rows = self._database.rows(_UNREAD, _MOST_AT_ONCE)
        return tuple(UnreadPages(row["ref"], row["file_name"], row["done"]) for row in rows)

    def keep(self, ref: str, page: int, pages: int, words: str) -> bool:
        """A page (from 0) of so many was read; False, and nothing is kept, where they were deleted meanwhile."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM page_words WHERE rowid IN (SELECT id FROM page_read WHERE ref = ? AND page = ?)",
                (ref, page),
            )
            added = connection.execute(
                "INSERT OR REPLACE INTO page_read (ref, page, pages)"
                " SELECT ref, ?, ? FROM received_fax WHERE ref = ? AND file_name IS NOT NULL",
                (page, pages, ref),
            )
            if added.rowcount != 1:
                return False
            connection.execute(
                "INSERT INTO page_words (rowid, words) VALUES (?, ?)",
                (added.lastrowid, " ".join(_WORD.findall(words))),
            )
        return True

    def find(self, text: str) -> dict[str, int]:
        """In which faxes all these words, or words that begin so, are on one page, and on which (from 0) first."""
        words = _WORD.findall(text)
        if not words:
            return {}
        rows = self._database.rows(_FOUND, " ".join(f'"{word}"*' for word in words))
        return {row["ref"]: row["page"] for row in rows}

    def wipe(self) -> None:
        """Forget all of them, and leave no trace in the index."""
        if not self._database.rows("SELECT 1 FROM page_read LIMIT 1"):
            return
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM page_read")
            connection.execute("DELETE FROM page_words")
            connection.execute("INSERT INTO page_words (page_words) VALUES ('optimize')")
