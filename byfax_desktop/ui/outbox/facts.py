"""All that is known of a sent fax, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from byfax_desktop.ui.outbox import texts
from byfax_desktop.ui.widgets.fact_panel import Fact, Facts
from byfax_desktop.ui.widgets.texts import NOTHING, count, duration, long_time, money, shown_number

if TYPE_CHECKING:
    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
    from byfax_desktop.service.codes import StateCode
    from byfax_desktop.service.records import Message


def broadcast_facts(entry: OutboxEntry) -> Facts:
    """What is known of a broadcast as a whole; to one recipient, that is what is known of this one's fax."""
    if len(entry.messages) == 1:
        facts = message_facts(entry.messages[0])
        handed_over = _known(Fact("Handed over", long_time(entry.broadcast.created)))
        return replace(facts, title=texts.broadcast_title(entry), facts=handed_over + facts.facts)
    broadcast, words = entry.broadcast, texts.words_of(entry)
    recipients = len(entry.messages) or broadcast.recipient_count or 0
    return Facts(
        title=texts.broadcast_title(entry),
        icon_name=f"state-{words.kind.value}",
        state=words.text,
        advice=_advice(broadcast.reason, broadcast.reason_message, words.kind.value),
        facts=_known(
            Fact("Recipients", count(recipients, "recipient", "recipients") if recipients else ""),
            Fact("Handed over", long_time(broadcast.created)),
            Fact("Pages sent", _unless_nothing(texts.broadcast_pages(entry))),
            Fact("Completed", long_time(broadcast.delivered)),
            Fact("Cost", money(broadcast.cost, broadcast.currency)),
            Fact("Broadcast ref", broadcast.broadcast_ref),
        ),
    )


def message_facts(message: OutboxMessage) -> Facts:
    """What is known of one recipient's fax."""
    fax, words = message.message, texts.words_of(message)
    return Facts(
        title=texts.recipient_title(message),
        icon_name=f"state-{words.kind.value}",
        state=words.text,
        advice=_advice(fax.reason, fax.reason_message, words.kind.value),
        facts=_known(*_call(fax), *_line(fax), *_refs(fax)),
    )


def _call(fax: Message) -> tuple[Fact, ...]:
    return (
        Fact("Number", shown_number(fax.number)),
        Fact("Pages sent", _unless_nothing(texts.message_pages(fax))),
        Fact("Called", long_time(fax.call_started)),
        Fact("Ended", long_time(fax.call_ended)),
        Fact("Tries", str(fax.attempt) if fax.attempt else ""),
        Fact("On the line", duration(fax.line_duration or fax.call_duration)),
        Fact("Sending took", duration(fax.fax_duration)),
        Fact("Cost", money(fax.cost, fax.currency)),
    )


def _line(fax: Message) -> tuple[Fact, ...]:
    return (
        Fact("Speed", f"{fax.speed} bit/s" if fax.speed else ""),
        Fact("Remote station", (fax.remote_id or "").strip()),
        Fact("Own station", (fax.local_id or "").strip()),
    )


def _refs(fax: Message) -> tuple[Fact, ...]:
    return (
        Fact("Message ref", fax.message_ref),
        Fact("Broadcast ref", fax.broadcast_ref or ""),
        Fact("Send ref", fax.send_ref or ""),
    )


def _advice(reason: StateCode | None, own_words: str | None, kind: str) -> str:
    """What the reason means and what to do; the service's own words too where it says more than a code."""
    if kind == "delivered" or not reason or reason.value == "SUCCESS":
        return ""
    from byfax_desktop.service.sentences import sentence

    told = sentence(reason)
    said = f" byFax adds: “{own_words}”" if own_words and own_words != reason.value else ""
    return f"{told.what} {told.do}{said}".strip()


def _known(*facts: Fact) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.value)


def _unless_nothing(text: str) -> str:
    return "" if text == NOTHING else text
