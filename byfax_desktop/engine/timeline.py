"""The timeline of a correspondent: everything sent to, received from and noted about them, and what that amounts to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from byfax_desktop.engine.answer_hours import Hours, usual_hours
from byfax_desktop.engine.clock import milliseconds
from byfax_desktop.engine.correspondents import Correspondent, sender_key
from byfax_desktop.engine.events import InboxEntry, NotesChanged
from byfax_desktop.engine.outbox_entry import outbox_entry, outbox_message
from byfax_desktop.engine.timeline_entries import NoteEntry, ReceivedEntry, SentEntry, TimelineEntry
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.lexical import read_datetime
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.correspondent_notes import CorrespondentNote, CorrespondentNotes
from byfax_desktop.store.received import ReceivedFax
from byfax_desktop.store.timeline import BEGIN, Call, Place, SentRow, Timeline, TimelineFilter, TimelineSums

if TYPE_CHECKING:
    from byfax_desktop.engine.bus import EventBus
    from byfax_desktop.engine.desk import Desk

PAGE = 100
_EXPORTED_AT_ONCE = 1000
_HABIT = timedelta(days=365)
"""How far back the calls are looked at that tell when somebody usually answers."""
_NOT_TAKEN = frozenset({StateCode.BUSY.value, StateCode.NO_ANSWER.value})


class EntriesRead(NamedTuple):
    """Some entries, the newest first; ``is_last`` where no older ones follow."""

    entries: tuple[TimelineEntry, ...]
    is_last: bool


class TimelineHead(NamedTuple):
    """What it all amounts to; ``hours`` in which they usually answer, where that can be told."""

    sums: TimelineSums
    hours: Hours | None


class Timelines:
    """Reads and writes the disk. All methods raise StoreTrouble."""

    def __init__(self, desk: Desk, received_entry: Callable[[ReceivedFax], InboxEntry]) -> None:
        self._store = Timeline(desk.database)
        self._received_entry = received_entry
        self.notes = CorrespondentNotes(desk.database)

    def page(
        self, whom: Correspondent, which: TimelineFilter, after: Place = BEGIN, limit: int = PAGE
    ) -> EntriesRead:
        """The newest entries after a place."""
        self._read_senders()
        page = self._store.page(whom.whom(), which, after, limit)
        return EntriesRead(tuple(self._entry(*each) for each in page.rows), page.is_last)

    def all(self, whom: Correspondent, which: TimelineFilter) -> Iterator[TimelineEntry]:
        """All entries, read by and by."""
        after, is_last = BEGIN, False
        while not is_last:
            entries, is_last = self.page(whom, which, after, _EXPORTED_AT_ONCE)
            yield from entries
            after = entries[-1].place if entries else after

    def head(self, whom: Correspondent, now: datetime) -> TimelineHead:
        """What it all amounts to."""
        self._read_senders()
        calls = self._store.calls(whom.whom(), milliseconds(now - _HABIT))
        told = filter(None, map(_told, calls))
        return TimelineHead(self._store.sums(whom.whom()), usual_hours(told))

    def _entry(self, place: Place, row: SentRow | ReceivedFax | CorrespondentNote) -> TimelineEntry:
        if isinstance(row, SentRow):
            message = outbox_message(row.submission, row.recipient)
            return SentEntry(place, outbox_entry(row.submission, [message]))
        if isinstance(row, ReceivedFax):
            return ReceivedEntry(place, self._received_entry(row))
        return NoteEntry(place, row)

    def _read_senders(self) -> None:
        """Find out whom those faxes are from that have come, or changed, since the last time."""
        while unread := self._store.unread_senders():
            self._store.set_correspondents((ref, sender_key(*sender)) for ref, *sender in unread)


def _told(call: Call) -> tuple[datetime, bool] | None:
    """When a call began, on this computer's clock, and whether it was taken; None for one that tells neither."""
    is_taken = call.state == RecipientState.SUCCESS.value
    if not is_taken and call.reason not in _NOT_TAKEN:
        return None
    began = read_datetime(call.started)
    return (began.astimezone(), is_taken) if began else None


class TimelineActions:
    """What a person does with timelines: the engine's part of that. Everything reads or writes the disk."""

    _timelines: Timelines
    bus: EventBus

    def timeline(
        self, whom: Correspondent, which: TimelineFilter, after: Place = BEGIN, limit: int = PAGE
    ) -> EntriesRead:
        """The newest entries that match, after the one at a place. Raises StoreTrouble."""
        return self._timelines.page(whom, which, after, limit)

    def timeline_head(self, whom: Correspondent) -> TimelineHead:
        """What a timeline amounts to. Raises StoreTrouble."""
        return self._timelines.head(whom, datetime.now(UTC))

    def keep_note(self, whom: Correspondent, note: CorrespondentNote, draft: str = "") -> CorrespondentNote:
        """Keep a note about somebody, a new one or a changed one, whose half written text is no more needed then.

        Raises StoreTrouble; the text that was half written is still there then.
        """
        now = milliseconds(datetime.now(UTC))
        if not note.id:
            number = next(iter(whom.keys), "")
            note = replace(note, number=number, organisation=whom.organisation, made=now)
        kept = self._timelines.notes.put(replace(note, changed=now), draft)
        self.bus.publish(NotesChanged())
        return kept

    def put_note_back(self, note: CorrespondentNote) -> None:
        """Have a note again that was removed. Raises StoreTrouble."""
        self._timelines.notes.put(note)
        self.bus.publish(NotesChanged())

    def remove_note(self, note_id: int) -> None:
        """Have a note no more. Raises StoreTrouble."""
        self._timelines.notes.remove(note_id)
        self.bus.publish(NotesChanged())

    def note_draft(self, place: str) -> str | None:
        """What was half written of a note. Raises StoreTrouble."""
        return self._timelines.notes.draft(place)

    def keep_note_draft(self, place: str, text: str | None) -> None:
        """Keep what is half written of a note; None forgets it. Raises StoreTrouble."""
        self._timelines.notes.keep_draft(place, text)

    def save_timeline(
        self, whom: Correspondent, which: TimelineFilter, path: Path, as_pdf: bool = False
    ) -> int:
        """Write all entries that match as CSV, or as PDF for paper; returns the rows.

        Raises EngineTrouble where there are too many for paper, StoreTrouble and OSError.
        """
        from byfax_desktop.engine.timeline_list import write_timeline, write_timeline_paper

        entries = self._timelines.all(whom, which)
        if as_pdf:
            return write_timeline_paper(path, whom, entries, datetime.now(UTC))
        return write_timeline(path, entries)
