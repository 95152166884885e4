"""The pages of a fax for its evidence: the file as it went, or in words why it cannot be had."""

from __future__ import annotations

import hashlib
import logging
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.engine.uploads import Transfer
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.fax.wanted import FaxDocument
from byfax_desktop.service.errors import (
    AuthorizationRefused,
    ByfaxError,
    Cancelled,
    Refused,
    TemporaryRefusal,
)

if TYPE_CHECKING:
    from byfax_desktop.engine.sent_pages import SentPages
    from byfax_desktop.fax.helper import PageHelper
    from byfax_desktop.service.records import Message

NEVER_SENT = "This fax was never handed over to byFax: no page of it was sent."
EACH_HAS = "Each recipient got pages of their own; the evidence of one recipient has them."
NONE_THERE = "byFax had no pages of this fax when this was written."
NOT_REACHED = (
    "The pages could not be had from byFax when this was written. They are added as soon as that is possible."
)
NOT_DRAWN = "The pages could not be drawn. They are attached to this PDF as byFax gave them."
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SentFile:
    """The file with the pages as the service gave it; without ``path``, ``why_not`` says why there is none."""

    path: Path | None = None
    content: bytes = field(default=b"", repr=False)
    why_not: str = ""
    may_come: bool = False
    """Whether it was only the way to the service that failed."""
    sheets: int = 0
    """How many pages of it could be drawn."""

    @property
    def name(self) -> str:
        """Its name inside the evidence."""
        return "fax.tif"

    @property
    def sha256(self) -> str:
        """In hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


class ProofPages:
    """Brings pages, and makes them fit to be bound into a PDF; ``close`` gives back what that took."""

    def __init__(self, sent: SentPages) -> None:
        self._sent = sent
        self._helper: PageHelper | None = None

    def find(self, message_ref: str, ended: Message, cancel: threading.Event) -> SentFile:
        """The pages of the call that ended as is told. Raises Cancelled, StoreTrouble and OSError."""
        try:
            path = self._sent.bring(message_ref, ended, Transfer(_untold, cancel))
            return SentFile(path, path.read_bytes())
        except Cancelled:
            raise
        except EngineTrouble:
            return SentFile(why_not=NONE_THERE)
        except (AuthorizationRefused, TemporaryRefusal):
            return SentFile(why_not=NOT_REACHED, may_come=True)
        except Refused:
            return SentFile(why_not=NONE_THERE)
        except ByfaxError:
            return SentFile(why_not=NOT_REACHED, may_come=True)

    def sheets(self, path: Path, out: Path, cancel: threading.Event, is_patient: bool) -> int:
        """Write the pages as a TIFF of our own making to ``out``; 0 where they cannot be drawn.

        What came from elsewhere is looked at only by a process of its own. Where that came to nothing though the pages
        may be well, DocumentTrouble is raised for whoever ``is_patient``. Raises Cancelled and OSError.
        """
        from byfax_desktop.fax.helper import PageHelper

        if self._helper is None:
            self._helper = PageHelper(most=1)
        try:
            return self._helper.rasterize(
                (FaxDocument(path),), out, Resolution.FINE, Mode.TEXT, cancelled=cancel.is_set
            )
        except DocumentTrouble as trouble:
            if cancel.is_set():
                raise Cancelled from None
            if is_patient and trouble.kind in (TroubleKind.CRASHED, TroubleKind.TIMEOUT):
                raise
            _log.warning("Pages of a sent fax could not be drawn: %s", trouble.kind.name)
            return 0

    def close(self) -> None:
        """End what draws; the next page starts it again."""
        if self._helper is not None:
            self._helper.close()
            self._helper = None


def _untold(_done: int, _total: int) -> None:
    """Nobody watches how far they have come."""
