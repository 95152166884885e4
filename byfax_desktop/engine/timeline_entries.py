"""What a timeline is made of: what was sent to somebody, came from them, and was noted about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from byfax_desktop.engine.clock import moment
from byfax_desktop.engine.events import InboxEntry, OutboxEntry, OutboxMessage
from byfax_desktop.store.correspondent_notes import CorrespondentNote
from byfax_desktop.store.timeline import Place


@dataclass(frozen=True, slots=True)
class SentEntry:
    """What was sent to one recipient; ``fax`` has no other of its recipients."""

    place: Place
    fax: OutboxEntry

    @property
    def message(self) -> OutboxMessage:
        """The recipient's."""
        return self.fax.messages[0]


@dataclass(frozen=True, slots=True)
class ReceivedEntry:
    """What came from them."""

    place: Place
    fax: InboxEntry


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """What was noted."""

    place: Place
    note: CorrespondentNote


TimelineEntry = SentEntry | ReceivedEntry | NoteEntry


def when(entry: TimelineEntry) -> datetime | None:
    """The moment of an entry; None for a fax of which it is not known."""
    return moment(entry.place.at) if entry.place.at else None
