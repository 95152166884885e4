"""``outbox``: sent faxes and how they fare."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from byfax_desktop.cli.access import Access, open_access
from byfax_desktop.cli.exits import Exit
from byfax_desktop.cli.output import local_time, plain_record, say, say_json, say_table
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.engine import DATABASE_NAME
from byfax_desktop.engine.numbers import format_number
from byfax_desktop.engine.outbox import Outbox
from byfax_desktop.engine.words import broadcast_words, message_words
from byfax_desktop.store.database import Database
from byfax_desktop.store.sent import SentFaxes

if TYPE_CHECKING:
    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage


def run(options: Namespace) -> int:
    """Print the list; returns the exit code."""
    with open_access(options) as access:
        entries = _entries(access)
    if options.json:
        say_json([_plain(entry) for entry in entries])
    elif entries:
        say_table(("When", "To", "State", "Subject"), (row for entry in entries for row in _rows(entry)))
    else:
        say("No faxes were sent in the last 90 days.")
    return Exit.DONE


def _entries(access: Access) -> tuple[OutboxEntry, ...]:
    database = Database(access.data_dir / DATABASE_NAME)
    try:
        outbox = Outbox(access.client.faxout, SentFaxes(database), EventBus())
        outbox.look_at_all()
        return outbox.entries
    finally:
        database.close()


def _rows(entry: OutboxEntry) -> list[tuple[str, str, str, str]]:
    when = local_time(entry.broadcast.created)
    if not entry.messages:
        return [(when, "", broadcast_words(entry).text, entry.subject)]
    return [(when, _who(each), message_words(each.message).text, entry.subject) for each in entry.messages]


def _who(each: OutboxMessage) -> str:
    return " ".join(
        part for part in (each.name or each.company, format_number(each.message.number or "")) if part
    )


def _plain(entry: OutboxEntry) -> dict[str, object]:
    messages = [
        {
            **plain_record(each.message),
            "name": each.name,
            "company": each.company,
            "words": message_words(each.message).text,
        }
        for each in entry.messages
    ]
    return {
        **plain_record(entry.broadcast),
        "subject": entry.subject,
        "words": broadcast_words(entry).text,
        "messages": messages,
    }
