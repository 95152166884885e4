"""Documents of earlier faxes, to be faxed again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.clock import moment
from byfax_desktop.store.sent_documents import SentDocuments
from byfax_desktop.store.submissions import DocumentRow

if TYPE_CHECKING:
    from byfax_desktop.engine.again import Again
    from byfax_desktop.engine.desk import Desk

MOST = 1000


@dataclass(frozen=True, slots=True)
class EarlierDocument:
    """A document of which this computer has a copy at ``path``, and the latest fax with it."""

    row: DocumentRow
    path: Path
    sent: datetime
    subject: str
    to: str
    recipients: int

    @property
    def name(self) -> str:
        """The name that people know it by."""
        return self.row.name


class EarlierReading:
    """The engine's part of it. Both read the disk, and raise StoreTrouble."""

    _desk: Desk
    _again: Again

    def earlier_documents(self) -> tuple[EarlierDocument, ...]:
        """Those that are still here, the latest first."""
        found = SentDocuments(self._desk.database).latest(MOST)
        listed = (
            EarlierDocument(
                each.row,
                self._desk.spool.path(each.row),
                moment(each.sent),
                each.subject,
                each.to,
                each.recipients,
            )
            for each in found
        )
        return tuple(each for each in listed if each.path.is_file())

    def earlier_copy(self, document: EarlierDocument) -> Path:
        """A copy of it under its own name. Raises NotKept and OSError too."""
        return self._again.named_copy(document.row)
