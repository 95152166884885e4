"""``history``: everything that was sent to, received from and noted about one number, or one company."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from byfax_desktop.cli.access import open_access
from byfax_desktop.cli.exits import Exit
from byfax_desktop.cli.outbox import look
from byfax_desktop.cli.output import local_time, plain_record, say, say_json, say_table, warn
from byfax_desktop.cli.working import open_desk
from byfax_desktop.desktop.paths import DataPaths
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.contacts.book import Contacts
from byfax_desktop.engine.contacts.folding import folded, is_number
from byfax_desktop.engine.correspondents import (
    Correspondent,
    correspondent_of,
    correspondent_of_contact,
    shown_key,
)
from byfax_desktop.engine.inbox import Inbox
from byfax_desktop.engine.numbers import parse_number
from byfax_desktop.engine.timeline import TimelineHead, Timelines
from byfax_desktop.engine.timeline_entries import NoteEntry, SentEntry, TimelineEntry, when
from byfax_desktop.engine.timeline_words import (
    hours_words,
    kind_words,
    number_of,
    state_words,
    subject_words,
    sums_words,
    why_words,
)
from byfax_desktop.service.errors import NotSent, OutcomeUnknown
from byfax_desktop.store.timeline import TimelineFilter

if TYPE_CHECKING:
    from byfax_desktop.cli.access import Access
    from byfax_desktop.engine.desk import Desk


def run(options: Namespace) -> int:
    """Print what is known, also where the service is not reached; returns the exit code."""
    with open_access(options) as access, open_desk(access) as desk:
        inbox = Inbox(access.client.inbox, desk.received, desk.marks, access.data_dir / "inbox", EventBus())
        code = _ask(desk, access, inbox)
        whom = _whom(options.number, DataPaths.standard(options.data_dir))
        timelines = Timelines(desk, inbox.entry)
        head = timelines.head(whom, datetime.now(UTC))
        entries = tuple(timelines.all(whom, TimelineFilter(text=options.find)))
    if options.json:
        say_json(_plain(whom, head, entries))
    else:
        _tell(whom, head, entries)
    return code


def _ask(desk: Desk, access: Access, inbox: Inbox) -> Exit:
    """Bring what is known up to date."""
    code = look(desk, access.client.faxout)
    if code is Exit.DONE:
        try:
            inbox.look_for_new()
        except (NotSent, OutcomeUnknown) as failure:
            warn(f"{failure.what} Faxes that have come since are missing.")
            return Exit.NOT_REACHED
    return code


def _whom(text: str, paths: DataPaths) -> Correspondent:
    """Who is meant: a company of the address book by its name, else a number. Raises NumberTrouble."""
    contacts = Contacts(paths.root)
    contacts.refresh()
    index = contacts.index
    contacts.close()
    if not is_number(text):
        companies = (each for each in index.contacts if each.company and folded(each.company) == folded(text))
        if contact := next(companies, None):
            return correspondent_of_contact(index, contact)
    return correspondent_of(index, parse_number(text).e164)


def _tell(whom: Correspondent, head: TimelineHead, entries: tuple[TimelineEntry, ...]) -> None:
    say(whom.title)
    if whom.keys and whom.title != shown_key(whom.keys[0]):
        say(", ".join(map(shown_key, whom.keys)))
    say(sums_words(head.sums))
    if head.hours:
        say(f"{hours_words(head.hours)}.")
    if entries:
        say()
        say_table(("When", "What", "Subject or note", "State"), map(_row, entries))


def _row(entry: TimelineEntry) -> tuple[str, ...]:
    return (
        local_time(when(entry)),
        kind_words(entry),
        subject_words(entry),
        why_words(entry) or state_words(entry).text,
    )


def _plain(whom: Correspondent, head: TimelineHead, entries: tuple[TimelineEntry, ...]) -> dict[str, object]:
    sums = head.sums
    return {
        "name": whom.title,
        "numbers": whom.keys,
        "sent": sums.sent,
        "delivered": sums.delivered,
        "failed": sums.failed,
        "received": sums.received,
        "notes": sums.notes,
        "station": sums.station,
        "usualHours": list(head.hours) if head.hours else None,
        "entries": [_plain_entry(entry) for entry in entries],
    }


def _plain_entry(entry: TimelineEntry) -> dict[str, object]:
    plain = {
        "kind": kind_words(entry).lower(),
        "at": when(entry),
        "number": number_of(entry),
        "words": state_words(entry).text,
        "why": why_words(entry),
    }
    if isinstance(entry, NoteEntry):
        return {**plain, "text": entry.note.text}
    if isinstance(entry, SentEntry):
        message = entry.message
        names = {"name": message.name, "company": message.company, "subject": entry.fax.subject}
        return {**plain, **names, "fax": plain_record(message.message)}
    return {**plain, "fax": plain_record(entry.fax.fax)}
