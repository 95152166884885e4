"""What the Outbox says of broadcasts and recipients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from byfax_desktop.ui.widgets.texts import (
    NOTHING,
    count,
    duration,
    isolated,
    money,
    short_time,
    shown_number,
)
from byfax_desktop.ui.widgets.tips import shown_text

if TYPE_CHECKING:
    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
    from byfax_desktop.engine.words import StateWords
    from byfax_desktop.service.records import Message


def words_of(item: OutboxEntry | OutboxMessage, entry: OutboxEntry) -> StateWords:
    """The state of a row in plain words: that of ``entry``, or of one of its recipients."""
    # Not before there is a fax: these rooms take time to load, and the window is to open without them.
    from byfax_desktop.engine.events import OutboxEntry
    from byfax_desktop.engine.words import broadcast_words, entry_message_words

    return broadcast_words(entry) if isinstance(item, OutboxEntry) else entry_message_words(entry, item)


def sentence_of(item: OutboxEntry | OutboxMessage, words: StateWords) -> str:
    """A row in one sentence, for those who hear it."""
    from byfax_desktop.engine.events import OutboxEntry

    if isinstance(item, OutboxEntry):
        return _broadcast_sentence(item, words)
    return _message_sentence(item, words)


def person(message: OutboxMessage) -> str:
    """Whom a fax is for: name and company as far as known, else the number."""
    named = ", ".join(part for part in map(_plain, (message.name, message.company)) if part)
    return named or shown_number(message.message.number) or "An unknown number"


def recipient_title(message: OutboxMessage) -> str:
    """Whom a fax is for, with the number."""
    number = shown_number(message.message.number)
    name = person(message)
    return name if name == number or not number else f"{isolated(name)}  {number}"


def broadcast_title(entry: OutboxEntry) -> str:
    """The subject, and the first recipient with how many more there are."""
    subject = _plain(entry.subject)
    if not entry.messages:
        recipients = entry.broadcast.recipient_count or 0
        return subject or (count(recipients, "recipient", "recipients") if recipients else "Fax")
    first = person(entry.messages[0])
    more = len(entry.messages) - 1
    whom = f"{isolated(first)} + {more}" if more else isolated(first)
    return f"{isolated(subject)} · {whom}" if subject else whom


def message_pages(message: Message) -> str:
    """Pages sent of those to send."""
    if message.pages_total is None:
        return str(message.pages_sent) if message.pages_sent else NOTHING
    return f"{message.pages_sent or 0} of {message.pages_total}"


def broadcast_pages(entry: OutboxEntry) -> str:
    """Pages sent of those to send, to all recipients together."""
    totals = [each.message.pages_total for each in entry.messages]
    if not totals or None in totals:
        return NOTHING
    sent = sum(each.message.pages_sent or 0 for each in entry.messages)
    return f"{sent} of {sum(total or 0 for total in totals)}"


def message_tries(message: Message) -> str:
    """How often the number was called."""
    return str(message.attempt) if message.attempt else NOTHING


def message_time(message: Message) -> str:
    """When it was called last."""
    return short_time(message.call_ended or message.fax_started or message.call_started)


def broadcast_tries(entry: OutboxEntry) -> str:
    """How often the number was called, where there is only one."""
    return message_tries(entry.messages[0].message) if len(entry.messages) == 1 else ""


def message_duration(message: Message) -> str:
    """How long the line was used."""
    return duration(message.line_duration or message.call_duration) or NOTHING


def broadcast_duration(entry: OutboxEntry) -> str:
    """How long the line was used for all recipients together."""
    used = [each.message.line_duration or each.message.call_duration for each in entry.messages]
    return duration(sum(seconds for seconds in used if seconds) or None) or NOTHING


def message_speed(message: Message) -> str:
    """How fast the pages went."""
    return f"{QLocale().toString(message.speed)} bit/s" if message.speed else NOTHING


def broadcast_speed(entry: OutboxEntry) -> str:
    """How fast the pages went, where there is only one recipient."""
    return message_speed(entry.messages[0].message) if len(entry.messages) == 1 else ""


def message_station(message: Message) -> str:
    """What the other machine calls itself (T.30: CSI)."""
    return isolated(_plain(message.remote_id or "").strip()) or NOTHING


def broadcast_station(entry: OutboxEntry) -> str:
    """What the other machine calls itself, where there is only one."""
    return message_station(entry.messages[0].message) if len(entry.messages) == 1 else ""


def broadcast_time(entry: OutboxEntry) -> str:
    """When it was handed over."""
    return short_time(entry.broadcast.created)


def message_cost(message: Message) -> str:
    """What it cost so far."""
    return money(message.cost, message.currency) or NOTHING


def broadcast_cost(entry: OutboxEntry) -> str:
    """What it cost so far."""
    return money(entry.broadcast.cost, entry.broadcast.currency) or NOTHING


def _plain(text: str) -> str:
    """A text of others on one line, without what hides letters or turns their direction."""
    return text if text.isprintable() else shown_text(" ".join(text.split()))


def _message_sentence(message: OutboxMessage, words: StateWords) -> str:
    pages = message.message.pages_total
    told = [f"To {person(message)}"]
    if pages and words.kind.value != "delivered":
        told.append(count(pages, "page", "pages"))
    told.append(_state(words))
    return ", ".join(told)


def _broadcast_sentence(entry: OutboxEntry, words: StateWords) -> str:
    told = [subject] if (subject := _plain(entry.subject)) else []
    told.append(f"to {person(entry.messages[0])}" if entry.messages else "fax")
    if len(entry.messages) > 1:
        told.append(f"and {count(len(entry.messages) - 1, 'more recipient', 'more recipients')}")
    told.append(_state(words))
    text = ", ".join(told)
    return text[:1].upper() + text[1:]


def _state(words: StateWords) -> str:
    text = words.text[:1].lower() + words.text[1:]
    return f"not delivered: {text}" if words.kind.value == "failed" else text
