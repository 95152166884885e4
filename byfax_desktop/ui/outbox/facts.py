"""All that is known of a sent fax, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from byfax_desktop.ui.outbox import texts
from byfax_desktop.ui.outbox.tries import tries_text
from byfax_desktop.ui.widgets.fact_panel import Deed, Fact, Facts
from byfax_desktop.ui.widgets.texts import (
    NOTHING,
    count,
    duration,
    isolated,
    long_time,
    money,
    short_time,
    shown_number,
)

if TYPE_CHECKING:
    from byfax_desktop.engine.attempts import Attempt
    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
    from byfax_desktop.service.codes import StateCode
    from byfax_desktop.service.records import Message
    from byfax_desktop.store.submissions import HistoryEntry

_ASK = "byFax has not said how it ended. Ask it now; if it matters, call the recipient, or cancel the fax."
_DEEDS = {
    "check now": "Check &now",
    "send again": "Send &again",
    "change": "Ch&ange and send again…",
    "rest": "Send the r&est…",
    "standard": "In standard &quality…",
    "call": "Ca&ll the recipient",
    "cancel": "Cancel the fa&x",
    "resume": "Let it g&o on",
}
"""Words for the button of each BestAction but the one that is none."""
IS_RIGHT = "is right"
"""The deed of a person who says that the machine that answered is the right one."""
_FEW = 10
_MOST = 200


def broadcast_facts(
    entry: OutboxEntry, history: Sequence[HistoryEntry] = (), attempts: Sequence[Attempt] = ()
) -> Facts:
    """What is known of a broadcast as a whole; to one recipient, that is what is known of this one's fax."""
    if len(entry.messages) == 1:
        facts = message_facts(entry, entry.messages[0], history, attempts)
        return replace(facts, title=texts.broadcast_title(entry), facts=_journey(entry) + facts.facts)
    broadcast, words = entry.broadcast, texts.words_of(entry, entry)
    recipients = len(entry.messages) or broadcast.recipient_count or 0
    return Facts(
        title=texts.broadcast_title(entry),
        icon_name=words.icon_name,
        state=words.text,
        advice=_local_advice(entry)
        or _silence_advice(entry, entry.messages)
        or _advice(broadcast.reason, broadcast.reason_message, words.kind.value),
        deeds=_deeds_for_all(entry),
        facts=_known(
            Fact("Recipients", count(recipients, "recipient", "recipients") if recipients else ""),
            *_journey(entry),
            Fact("Pages sent", _unless_nothing(texts.broadcast_pages(entry))),
            Fact("Completed", long_time(broadcast.delivered)),
            Fact("Cost", money(broadcast.cost, broadcast.currency)),
            Fact("Broadcast ref", broadcast.broadcast_ref),
        ),
        history=_lines(entry, history),
    )


def message_facts(
    entry: OutboxEntry,
    message: OutboxMessage,
    history: Sequence[HistoryEntry] = (),
    attempts: Sequence[Attempt] = (),
) -> Facts:
    """What is known of one recipient's fax."""
    fax, words = message.message, texts.words_of(message, entry)
    mine = [each for each in history if each.recipient_ref in ("", fax.message_ref)]
    return Facts(
        title=texts.recipient_title(message),
        icon_name=words.icon_name,
        state=words.text,
        advice=_local_advice(entry)
        or _silence_advice(entry, (message,))
        or _machine_advice(message)
        or _advice(fax.reason, fax.reason_message, words.kind.value),
        deeds=_deeds(entry, message),
        facts=_known(*_call(fax, attempts), _last_news(entry, message), *_line(fax), *_refs(fax)),
        history=_lines(replace(entry, messages=(message,)), mine),
    )


def _journey(entry: OutboxEntry) -> tuple[Fact, ...]:
    """Where it is between this computer and the service."""
    from byfax_desktop.engine.states import entry_is_live

    local, created = entry.local, long_time(entry.broadcast.created)
    if local is None or local.is_there:
        return _known(Fact("Handed over", created))
    is_due = entry_is_live(entry) and local.due is not None and local.due > datetime.now(UTC)
    return _known(
        Fact("Send pressed", created),
        Fact(
            "Next try" if local.trouble or local.tries else "Leaves", long_time(local.due) if is_due else ""
        ),
        Fact("Attempts", str(local.tries) if local.tries else ""),
    )


def _local_advice(entry: OutboxEntry) -> str:
    """What is in the way on this computer and what to do, as far as the state's own words do not say it."""
    from byfax_desktop.engine.words import local_words

    words, trouble = local_words(entry), entry.local.trouble if entry.local else None
    if words is None or trouble is None:
        return ""
    is_told = trouble.what.rstrip(".").lower() in words.text.lower()
    return trouble.do if is_told else f"{trouble.what} {trouble.do}".strip()


def _lines(entry: OutboxEntry, history: Iterable[HistoryEntry]) -> tuple[Fact, ...]:
    """What happened, each with its time; whom it concerns is said where there are several.

    Of many recipients each has a history of its own, and only the end of a very long one is told.
    """
    from byfax_desktop.engine.clock import moment

    people = {each.message.message_ref: texts.person(each) for each in entry.messages}
    told = [each for each in history if len(people) <= _FEW or not each.recipient_ref]
    if len(people) == 1:
        people = {}
    lines = [
        Fact(short_time(moment(each.at)), f"{whom}: {each.words}" if whom else each.words)
        for each in told[-_MOST:]
        for whom in [people.get(each.recipient_ref, "")]
    ]
    if len(told) > _MOST:
        lines.insert(0, Fact("…", f"{count(len(told) - _MOST, 'line', 'lines')} before these"))
    return tuple(lines)


def _call(fax: Message, attempts: Sequence[Attempt]) -> tuple[Fact, ...]:
    return (
        Fact("Number", shown_number(fax.number)),
        Fact("Pages sent", _unless_nothing(texts.message_pages(fax))),
        Fact("Called", long_time(fax.call_started)),
        Fact("Ended", long_time(fax.call_ended)),
        Fact("Tries", tries_text(fax, attempts)),
        Fact("On the line", _unless_nothing(texts.message_duration(fax))),
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


def _silence_advice(entry: OutboxEntry, messages: Sequence[OutboxMessage]) -> str:
    """What to do where nobody knows how a fax ended."""
    from byfax_desktop.engine.silence import silence

    return _ASK if any(silence(entry, each) for each in messages) else ""


def _deeds(entry: OutboxEntry, message: OutboxMessage) -> tuple[Deed, ...]:
    """What can be done about one recipient's fax, the best thing first."""
    from byfax_desktop.engine.outcomes import actions

    if message.expected_station:
        return (Deed(IS_RIGHT, "That is &right"),)
    return tuple(Deed(each.value, _DEEDS[each.value]) for each in actions(entry, message))


def _deeds_for_all(entry: OutboxEntry) -> tuple[Deed, ...]:
    """The same of a broadcast as a whole: the ways out of a state that has no end by itself."""
    from byfax_desktop.engine.outcomes import actions_for_all

    return tuple(Deed(each.value, _DEEDS[each.value]) for each in actions_for_all(entry))


def _machine_advice(message: OutboxMessage) -> str:
    """What to do where another machine took the fax than before."""
    if not message.expected_station:
        return ""
    from byfax_desktop.engine.words import different_machine

    return (
        f"{different_machine(message, isolated)}. If you know that one, choose That is right;"
        " else make sure of the number, and ask the recipient whether the fax is there."
    )


def _last_news(entry: OutboxEntry, message: OutboxMessage) -> Fact:
    from byfax_desktop.engine.silence import silence

    return Fact("Last news", long_time(message.news) if silence(entry, message) else "")


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
