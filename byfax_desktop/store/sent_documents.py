"""The documents of all faxes in the journal, for those who want to fax one of them again."""

from __future__ import annotations

from dataclasses import dataclass

from byfax_desktop.store.database import Database
from byfax_desktop.store.submissions import DocumentRow


@dataclass(frozen=True, slots=True)
class SentDocument:
    """A document and the latest fax with it: when (milliseconds since 1970 in UTC), to whom first, to how many."""

    row: DocumentRow
    sent: int
    subject: str
    to: str
    recipients: int


class SentDocuments:
    """Reads the journal. Raises StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def latest(self, most: int) -> tuple[SentDocument, ...]:
        """Each content under each of its names once, the latest first; faxes that a person deleted are left out."""
        rows = self._database.rows(
            "SELECT d.ref, d.sha256, d.md5, d.size, d.name, max(s.created), s.subject,"
            " (SELECT coalesce(nullif(r.name, ''), nullif(r.company, ''), r.number) FROM recipient r"
            "  WHERE r.submission_id = s.id ORDER BY r.position LIMIT 1),"
            " (SELECT count(*) FROM recipient r WHERE r.submission_id = s.id)"
            " FROM document d JOIN submission s ON s.id = d.submission_id WHERE s.is_hidden = 0"
            " GROUP BY d.sha256, d.name ORDER BY max(s.created) DESC, d.name LIMIT ?",
            most,
        )
        return tuple(
            SentDocument(DocumentRow(*row[:5]), row[5], row[6] or "", row[7] or "", row[8]) for row in rows
        )
