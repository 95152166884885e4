"""The entries of a timeline in words: for the window, the command line, tables and paper alike."""

from __future__ import annotations

from byfax_desktop.engine.answer_hours import Hours
from byfax_desktop.engine.correspondents import bare_number
from byfax_desktop.engine.timeline_entries import NoteEntry, ReceivedEntry, SentEntry, TimelineEntry
from byfax_desktop.engine.words import StateKind, StateWords, entry_message_words, reason_words
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import InboundFax, Message
from byfax_desktop.service.sentences import sentence
from byfax_desktop.store.timeline import TimelineSums


def kind_words(entry: TimelineEntry) -> str:
    """What happened, in a word."""
    return (
        "Sent" if isinstance(entry, SentEntry) else "Received" if isinstance(entry, ReceivedEntry) else "Note"
    )


def subject_words(entry: TimelineEntry) -> str:
    """What a fax was about; what the machine of the sender calls itself; or what a note says, in one line."""
    if isinstance(entry, SentEntry):
        return entry.fax.subject or "Fax"
    if isinstance(entry, ReceivedEntry):
        return (entry.fax.fax.remote_sid or "").strip() or "Fax"
    return " ".join(entry.note.text.split())


def number_of(entry: TimelineEntry) -> str:
    """The number that a fax went to or came from, as it was told; that of a note, if it has one."""
    if isinstance(entry, SentEntry):
        return entry.message.message.number or ""
    if isinstance(entry, ReceivedEntry):
        return entry.fax.fax.sender
    return bare_number(entry.note.number)


def state_words(entry: TimelineEntry) -> StateWords:
    """How a fax went; nothing for a note."""
    if isinstance(entry, SentEntry):
        return entry_message_words(entry.fax, entry.message)
    if isinstance(entry, NoteEntry):
        return StateWords(StateKind.UNKNOWN, "")
    fax = entry.fax.fax
    if not fax.has_file:
        why = reason_words(fax) if _has_reason(fax) else fax.reason_message or "No pages"
        return StateWords(StateKind.FAILED, why)
    if fax.pages is None:
        return StateWords(StateKind.DELIVERED, "Received")
    return StateWords(StateKind.DELIVERED, "1 page" if fax.pages == 1 else f"{fax.pages} pages")


def why_words(entry: TimelineEntry) -> str:
    """Why a fax did not go or come, and what to do; empty for all others."""
    if isinstance(entry, NoteEntry) or state_words(entry).kind is not StateKind.FAILED:
        return ""
    local = entry.fax.local if isinstance(entry, SentEntry) else None
    if local and local.trouble:
        return f"{local.trouble.what} {local.trouble.do}".strip()
    fax = entry.message.message if isinstance(entry, SentEntry) else entry.fax.fax
    if not _has_reason(fax) or fax.reason is None:
        return fax.reason_message or ""
    told = sentence(fax.reason)
    # Whoever waits for a fax can do nothing about the line of who sends it.
    return f"{told.what} {told.do if isinstance(entry, SentEntry) else 'Ask the sender to send it again.'}"


def sums_words(sums: TimelineSums) -> str:
    """How much there is in all, such as: 3 faxes sent (2 delivered, 1 not delivered), 1 received."""
    told = []
    if sums.sent:
        ends = (f"{sums.delivered:,} delivered", f"{sums.failed:,} not delivered" if sums.failed else "")
        told.append(f"{_count(sums.sent, 'fax', 'faxes')} sent ({', '.join(filter(None, ends))})")
    if sums.received:
        faxes = f"{sums.received:,}" if sums.sent else _count(sums.received, "fax", "faxes")
        told.append(f"{faxes} received")
    if sums.notes:
        told.append(_count(sums.notes, "note", "notes"))
    return ", ".join(told) or "No faxes and no notes yet"


def hours_words(hours: Hours) -> str:
    """Such as: Usually answers between 9:00 and 12:00."""
    return f"Usually answers between {hours.begin}:00 and {hours.end}:00"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _has_reason(fax: Message | InboundFax) -> bool:
    return fax.reason is not None and fax.reason is not StateCode.SUCCESS
