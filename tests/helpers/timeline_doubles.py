"""A timeline of entries that a test has made, and the notes that are written into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from byfax_desktop.engine.clock import milliseconds
from byfax_desktop.engine.correspondents import Correspondent
from byfax_desktop.engine.events import InboxEntry, OutboxEntry
from byfax_desktop.engine.timeline import EntriesRead, TimelineHead
from byfax_desktop.engine.timeline_entries import NoteEntry, ReceivedEntry, SentEntry, TimelineEntry
from byfax_desktop.engine.timeline_words import state_words, subject_words
from byfax_desktop.engine.words import StateKind
from byfax_desktop.store.correspondent_notes import CorrespondentNote
from byfax_desktop.store.timeline import Place, TimelineFilter, TimelineKind, TimelineSums

_RANKS = {NoteEntry: 0, SentEntry: 1, ReceivedEntry: 2}
_KINDS = {
    TimelineKind.SENT: SentEntry,
    TimelineKind.FAILED: SentEntry,
    TimelineKind.RECEIVED: ReceivedEntry,
    TimelineKind.NOTES: NoteEntry,
}


class StandInTimelines:
    """``thread`` is the timeline of everybody; ``fails`` is raised by whatever is asked while it is set."""

    def __init__(self) -> None:
        self.thread: Sequence[TimelineEntry] = ()
        self.head: TimelineHead | None = None
        self.fails: Exception | None = None
        self.asked_for: list[tuple[Correspondent, TimelineFilter]] = []
        self.timelines_saved: list[tuple[Correspondent, TimelineFilter, Path, bool]] = []
        self.drafts_of_notes: dict[str, str] = {}

    def timeline(self, whom: Correspondent, which: TimelineFilter, after: Place, limit: int) -> EntriesRead:
        self._fail()
        self.asked_for.append((whom, which))
        found = [
            entry for entry in self.thread if _fits(entry, which) and _order(entry.place) > _order(after)
        ]
        return EntriesRead(tuple(found[:limit]), len(found) <= limit)

    def timeline_head(self, whom: Correspondent) -> TimelineHead:
        self._fail()
        if self.head:
            return self.head
        sent = [entry for entry in self.thread if isinstance(entry, SentEntry)]
        kinds = [state_words(entry).kind for entry in sent]
        received = sum(isinstance(entry, ReceivedEntry) for entry in self.thread)
        return TimelineHead(
            TimelineSums(
                len(sent),
                kinds.count(StateKind.DELIVERED),
                kinds.count(StateKind.FAILED),
                received,
                len(self.thread) - len(sent) - received,
                max((entry.place.at for entry in self.thread), default=0),
                "ACME FAX" if sent else "",
            ),
            None,
        )

    def keep_note(self, whom: Correspondent, note: CorrespondentNote, draft: str = "") -> CorrespondentNote:
        self._fail()
        new = max((entry.place.id for entry in self.thread if isinstance(entry, NoteEntry)), default=0) + 1
        at = max((entry.place.at for entry in self.thread), default=0) + 1000
        kept = note if note.id else replace(note, id=new, made=at)
        self.put_note_back(kept)
        self.drafts_of_notes.pop(draft, None)
        return kept

    def put_note_back(self, note: CorrespondentNote) -> None:
        self._fail()
        self.remove_note(note.id)
        entry = NoteEntry(Place(note.made, _RANKS[NoteEntry], note.id), note)
        self.thread = sorted((*self.thread, entry), key=lambda each: _order(each.place))

    def remove_note(self, note_id: int) -> None:
        self._fail()
        self.thread = [
            entry for entry in self.thread if not (isinstance(entry, NoteEntry) and entry.note.id == note_id)
        ]

    def note_draft(self, place: str) -> str | None:
        return self.drafts_of_notes.get(place)

    def keep_note_draft(self, place: str, text: str | None) -> None:
        self._fail()
        if text is None:
            self.drafts_of_notes.pop(place, None)
        else:
            self.drafts_of_notes[place] = text

    def save_timeline(
        self, whom: Correspondent, which: TimelineFilter, path: Path, as_pdf: bool = False
    ) -> int:
        self._fail()
        self.timelines_saved.append((whom, which, path, as_pdf))
        path.write_text("%PDF" if as_pdf else "What", "utf-8")
        return len(self.thread)

    def _fail(self) -> None:
        if self.fails:
            raise self.fails


def thread(*told: OutboxEntry | InboxEntry | str) -> tuple[TimelineEntry, ...]:
    """Entries, the newest first, a minute apart where nothing tells their moment; a text becomes a note."""
    from tab_doubles import NOON

    entries: list[TimelineEntry] = []
    for number, each in enumerate(told):
        at = milliseconds(NOON - timedelta(minutes=number))
        if isinstance(each, OutboxEntry):
            entries.append(SentEntry(Place(at, 1, len(told) - number), each))
        elif isinstance(each, InboxEntry):
            entries.append(ReceivedEntry(Place(at, 2, len(told) - number), each))
        else:
            note = CorrespondentNote(len(told) - number, "+4930123456", "", each, at, at)
            entries.append(NoteEntry(Place(at, 0, note.id), note))
    return tuple(entries)


def _fits(entry: TimelineEntry, which: TimelineFilter) -> bool:
    if which.kind is not TimelineKind.ALL and not isinstance(entry, _KINDS[which.kind]):
        return False
    if which.kind is TimelineKind.FAILED and state_words(entry).kind is not StateKind.FAILED:
        return False
    return which.text.casefold() in subject_words(entry).casefold()


def _order(place: Place) -> tuple[int, int, int]:
    return -place.at, place.rank, -place.id
