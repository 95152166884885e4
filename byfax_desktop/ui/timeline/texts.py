"""What the history with somebody says of its entries, and of all of them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from byfax_desktop.engine.clock import moment
from byfax_desktop.engine.correspondents import shown_key
from byfax_desktop.engine.timeline_entries import NoteEntry, ReceivedEntry, SentEntry, when
from byfax_desktop.engine.timeline_words import (
    hours_words,
    kind_words,
    number_of,
    state_words,
    subject_words,
    sums_words,
    why_words,
)
from byfax_desktop.store.timeline import NOTE
from byfax_desktop.ui.widgets.texts import isolated, short_time, shown_number
from byfax_desktop.ui.widgets.tips import shown_text

if TYPE_CHECKING:
    from byfax_desktop.engine.correspondents import Correspondent
    from byfax_desktop.engine.timeline import TimelineHead
    from byfax_desktop.engine.timeline_entries import TimelineEntry

_LONGEST = 200
"""Letters of a text from outside that are shown in one line."""
_ICONS = {SentEntry: "outbox", ReceivedEntry: "inbox", NoteEntry: "note"}


def title(whom: Correspondent) -> str:
    """What somebody is called, fit for one line."""
    return shown_text(whom.title[:_LONGEST]) or "an unknown sender"


def window_title(whom: Correspondent) -> str:
    """Such as: History with ACME GmbH."""
    return f"History with {title(whom)}"


def numbers(whom: Correspondent) -> str:
    """All the numbers in one line; empty where the title is the only one."""
    shown = " · ".join(shown_text(shown_key(key)[:_LONGEST]) for key in whom.keys)
    return "" if shown == title(whom) else shown


def sums(head: TimelineHead) -> str:
    """How much there is, and when the last fax went or came."""
    last = f" · last fax {short_time(moment(head.sums.last))}" if head.sums.last else ""
    return f"{sums_words(head.sums)}{last}"


def answers(head: TimelineHead) -> str:
    """What the machine calls itself, and when it usually answers, as far as that is known."""
    station = shown_text(head.sums.station[:_LONGEST])
    told = (
        f"Answers as “{isolated(station)}”" if station else "",
        hours_words(head.hours) if head.hours else "",
    )
    return " · ".join(filter(None, told))


def icon_name(entry: TimelineEntry) -> str:
    """The icon beside the kind."""
    return _ICONS[type(entry)]


def time(entry: TimelineEntry) -> str:
    """When it was."""
    return short_time(when(entry))


def subject(entry: TimelineEntry) -> str:
    """What it is about."""
    return shown_text(subject_words(entry)[:_LONGEST])


def state(entry: TimelineEntry) -> str:
    """How a fax went."""
    return shown_text(state_words(entry).text[:_LONGEST])


def state_icon(entry: TimelineEntry) -> str:
    """The icon beside how a fax went."""
    return "" if isinstance(entry, NoteEntry) else f"state-{state_words(entry).kind.value}"


def ref(entry: TimelineEntry) -> str:
    """By which an entry is known from one reading to the next."""
    return f"{entry.place.rank} {entry.place.id}"


def note_ref(note_id: int) -> str:
    """The same of a note; empty for the id of none."""
    return f"{NOTE} {note_id}" if note_id else ""


def sentence(entry: TimelineEntry) -> str:
    """A row in one sentence, for those who hear it."""
    told = (f"{kind_words(entry)} {time(entry)}", subject(entry), state(entry))
    return ", ".join(filter(None, told))


def caption(entry: TimelineEntry) -> str:
    """The line over the pages of a fax: what it is, of whom, and how it went."""
    number = number_of(entry)
    way = "to" if isinstance(entry, SentEntry) else "from"
    shown = shown_number(number) if number.startswith("+") else shown_text(number[:_LONGEST])
    told = (
        f"{kind_words(entry)} {time(entry)}" + (f" {way} {shown}" if shown else ""),
        isolated(subject(entry)),
        state(entry),
    )
    return " · ".join(filter(None, told))


def why(entry: TimelineEntry) -> str:
    """Why a fax was not delivered, and what to do; of one that did not come that is told in the place of its pages."""
    return shown_text(why_words(entry)) if isinstance(entry, SentEntry) else ""
