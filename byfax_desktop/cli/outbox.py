"""``outbox``: sent faxes and how they fare."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from byfax_desktop.cli.access import open_access
from byfax_desktop.cli.exits import Exit
from byfax_desktop.cli.output import local_time, plain_record, say, say_json, say_table, warn
from byfax_desktop.cli.working import open_desk, prove
from byfax_desktop.engine.attempts import thawed
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.clock import milliseconds, moment
from byfax_desktop.engine.machine import Rules
from byfax_desktop.engine.monitor import Monitor
from byfax_desktop.engine.numbers import format_number
from byfax_desktop.engine.outbox import Outbox
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.sequels import whole_history
from byfax_desktop.engine.words import broadcast_words, entry_message_words
from byfax_desktop.service.errors import NotSent, OutcomeUnknown
from byfax_desktop.store.sent_filter import SentFilter, SentGroup

if TYPE_CHECKING:
    from datetime import datetime

    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
    from byfax_desktop.service.ports.faxout import FaxoutPort


def run(options: Namespace) -> int:
    """Print the list, also where the service is not reached; returns the exit code."""
    which = _wanted(options)
    with open_access(options) as access, open_desk(access) as desk:
        code = look(desk, access.client.faxout)
        entries = tuple(Outbox(desk.rows, EventBus()).all(which))
        if options.json:
            say_json([_plain(entry, desk) for entry in entries])
        elif entries:
            say_table(("When", "To", "State", "Subject"), (row for entry in entries for row in _rows(entry)))
        else:
            say("No fax was sent that matches." if which != SentFilter() else "No fax has been sent yet.")
        if code is Exit.DONE:
            prove(desk, access)
    return code


def _wanted(options: Namespace) -> SentFilter:
    since, until = (_milliseconds(each) for each in (options.since, options.until))
    return SentFilter(
        options.find, SentGroup(options.state) if options.state else None, since, until, options.sender
    )


def _milliseconds(day: datetime | None) -> int | None:
    return milliseconds(day) if day else None


def look(desk: Desk, faxout: FaxoutPort) -> Exit:
    """Ask how the faxes fare that are under way; where the service is not reached, that is said."""
    monitor = Monitor(desk, faxout, Patience(), Rules.standard())
    monitor.ask_all()
    try:
        monitor.look()
    except (NotSent, OutcomeUnknown) as failure:
        warn(f"{failure.what} This is how the faxes stood when it was last asked.")
        return Exit.NOT_REACHED
    return Exit.DONE


def _rows(entry: OutboxEntry) -> list[tuple[str, str, str, str]]:
    when = local_time(entry.broadcast.created)
    if not entry.messages:
        return [(when, "", broadcast_words(entry).text, entry.subject)]
    return [
        (when, _who(each), entry_message_words(entry, each).text, entry.subject) for each in entry.messages
    ]


def _who(each: OutboxMessage) -> str:
    return " ".join(
        part for part in (each.name or each.company, format_number(each.message.number or "")) if part
    )


def _plain(entry: OutboxEntry, desk: Desk) -> dict[str, object]:
    messages = [
        {
            **plain_record(each.message),
            "name": each.name,
            "company": each.company,
            "words": entry_message_words(entry, each).text,
            "differentMachine": _machine(each),
            "attempts": [
                plain_record(thawed(row).report) for row in desk.attempts.of(each.message.message_ref)
            ],
        }
        for each in entry.messages
    ]
    return {
        **plain_record(entry.broadcast),
        **_journal(entry, desk),
        "subject": entry.subject,
        "words": broadcast_words(entry).text,
        "messages": messages,
    }


def _machine(each: OutboxMessage) -> dict[str, str] | None:
    """Who was expected to answer and who did, where it was another machine."""
    if not each.expected_station:
        return None
    return {"was": each.expected_station, "now": " ".join((each.message.remote_id or "").split())}


def _journal(entry: OutboxEntry, desk: Desk) -> dict[str, object]:
    """What the journal has of the fax: its state here, why it does not go on, its documents, and its history."""
    seen = desk.journal.find(entry.broadcast.broadcast_ref)
    if seen is None:
        return {}
    history = [
        {"at": moment(each.at), "state": each.state, "messageRef": each.recipient_ref, "words": each.words}
        for each in whole_history(desk, seen.broadcast_ref)
    ]
    return {
        "state": seen.state.value,
        "tries": seen.tries,
        "what": seen.what,
        "do": seen.advice,
        "documentRefs": [each.ref for each in desk.journal.documents(seen.id)],
        "history": history,
    }
