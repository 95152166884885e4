"""The live state of a sent fax in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
from byfax_desktop.engine.silence import in_words, silence, silent_count
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import InboundFax, Message
from byfax_desktop.service.sentences import sentence
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.submissions import FaxState


class StateKind(Enum):
    """What a state means to the person who sent the fax."""

    WAITING = "waiting"
    ACTIVE = "active"
    DELIVERED = "delivered"
    FAILED = "failed"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state, by kind and in words."""

    kind: StateKind
    text: str
    warns: bool = False
    """Whether there is something about it that a person should see, though it went well."""

    @property
    def icon_name(self) -> str:
        """The name of its icon."""
        return "state-warning" if self.warns else f"state-{self.kind.value}"


_REASONS = {
    StateCode.BUSY: "Busy",
    StateCode.NO_ANSWER: "No answer",
    StateCode.NO_DIAL_TONE: "No dial tone",
    StateCode.VOICE_ANSWER: "A person or an answering machine picked up",
    StateCode.LINE_CAP_VOICE: "A person or an answering machine picked up",
    StateCode.NOT_FAX_MACHINE: "Not a fax machine",
    StateCode.RECEIVER_INCOMPATIBLE: "The other fax machine does not understand ours",
    StateCode.NEGOTIATION_FAILED: "The fax machines could not agree",
    StateCode.TRANSMISSION_ABORTED: "The line dropped",
    StateCode.TRANSMISSION_EARLY_HANGUP: "The other side hung up",
    StateCode.TRANSMISSION_ERROR: "The line was too bad",
    StateCode.CALL_REJECTED: "The call was rejected",
    StateCode.INVALID_NUMBER: "No such number",
    StateCode.UNALLOCATED_NUMBER: "No such number",
    StateCode.NUMBER_UNOBTAINABLE: "The number cannot be reached",
    StateCode.NUMBER_BLOCKED: "The number is blocked",
    StateCode.INSUFFICIENT_FUNDS: "The balance is too low",
    StateCode.TEMPORARILY_UNAVAILABLE: "The other side is unavailable",
}

_MESSAGE_WORDS = {
    RecipientState.PENDING: (StateKind.WAITING, "Waiting"),
    RecipientState.PREPARING: (StateKind.ACTIVE, "Preparing the pages"),
    RecipientState.READY: (StateKind.WAITING, "Ready to be sent"),
    RecipientState.SUBMITTING: (StateKind.ACTIVE, "Waiting for a line"),
    RecipientState.SUBMITTED: (StateKind.ACTIVE, "Waiting for a line"),
    RecipientState.PAUSING: (StateKind.STOPPED, "Pausing"),
    RecipientState.RESUMING: (StateKind.WAITING, "Resuming"),
    RecipientState.PAUSED: (StateKind.STOPPED, "Paused"),
    RecipientState.ABORTING: (StateKind.STOPPED, "Being stopped by byFax"),
    RecipientState.ABORTED: (StateKind.STOPPED, "Stopped by byFax"),
    RecipientState.CANCELLING: (StateKind.STOPPED, "Being cancelled"),
    RecipientState.CANCELLED: (StateKind.STOPPED, "Cancelled"),
    RecipientState.DELETED: (StateKind.STOPPED, "Deleted"),
    RecipientState.UNKNOWN: (StateKind.UNKNOWN, "Not known"),
}

_BROADCAST_WORDS = {
    BroadcastState.PENDING: (StateKind.WAITING, "Waiting"),
    BroadcastState.PROCESSING: (StateKind.ACTIVE, "Preparing the pages"),
    BroadcastState.READY: (StateKind.WAITING, "Ready to be sent"),
    BroadcastState.UNPAID: (StateKind.FAILED, "Held: the balance is too low"),
    BroadcastState.DELAYED: (StateKind.WAITING, "Waiting for its time"),
    BroadcastState.QUEUED: (StateKind.WAITING, "Waiting for a line"),
    BroadcastState.DELIVERING: (StateKind.ACTIVE, "Sending"),
    BroadcastState.PAUSING: (StateKind.STOPPED, "Pausing"),
    BroadcastState.RESUMING: (StateKind.WAITING, "Resuming"),
    BroadcastState.PAUSED: (StateKind.STOPPED, "Paused"),
    BroadcastState.ABORTING: (StateKind.STOPPED, "Being stopped by byFax"),
    BroadcastState.ABORTED: (StateKind.STOPPED, "Stopped by byFax"),
    BroadcastState.CANCELLING: (StateKind.STOPPED, "Being cancelled"),
    BroadcastState.CANCELLED: (StateKind.STOPPED, "Cancelled"),
    BroadcastState.FAILED: (StateKind.FAILED, "Failed"),
    BroadcastState.DONE: (StateKind.DELIVERED, "Done"),
    BroadcastState.DELETED: (StateKind.STOPPED, "Deleted"),
    BroadcastState.UNKNOWN: (StateKind.UNKNOWN, "Not known"),
}


_LOCAL_WORDS = {
    FaxState.QUEUED: (StateKind.WAITING, "Waiting to be sent"),
    FaxState.UPLOADING: (StateKind.ACTIVE, "Uploading"),
    FaxState.SUBMITTING: (StateKind.ACTIVE, "Handing over to byFax"),
    FaxState.UNKNOWN: (StateKind.WAITING, "Asking byFax whether it has this fax"),
    FaxState.DOUBT: (StateKind.WAITING, "Making sure that byFax does not have this fax"),
    FaxState.HELD: (StateKind.STOPPED, ""),
    FaxState.NEEDS_YOU: (StateKind.UNKNOWN, ""),
    FaxState.REJECTED: (StateKind.FAILED, ""),
}
_TELLS_TROUBLE = frozenset({FaxState.QUEUED, FaxState.HELD, FaxState.NEEDS_YOU, FaxState.REJECTED})
_ACCEPTED = {
    FaxState.DELIVERED: (StateKind.DELIVERED, "Delivered"),
    FaxState.PARTLY: (StateKind.FAILED, "Delivered to some"),
    FaxState.FAILED: (StateKind.FAILED, "Failed"),
    FaxState.CANCELLED: (StateKind.STOPPED, "Cancelled"),
}


def message_words(message: Message) -> StateWords:
    """What is happening to one recipient's fax, or how it ended."""
    if message.state is RecipientState.SUCCESS:
        return StateWords(StateKind.DELIVERED, _delivered(message))
    if message.state is RecipientState.FAILED:
        return StateWords(StateKind.FAILED, _failed(message))
    if message.state is RecipientState.DELIVERING:
        return StateWords(StateKind.ACTIVE, _sending(message))
    if not message.state.known:
        return StateWords(StateKind.UNKNOWN, f"byFax says “{message.state.value}”")
    kind, text = _MESSAGE_WORDS[message.state]
    if kind is StateKind.WAITING and message.attempt and message.reason in _REASONS:
        return StateWords(kind, f"{_REASONS[message.reason]}, will be tried again")
    return StateWords(kind, text)


def entry_message_words(entry: OutboxEntry, each: OutboxMessage, now: datetime | None = None) -> StateWords:
    """What is happening to one recipient's fax; until the service has the broadcast, what is happening to that.

    Where nothing was heard for too long, that is said in place of a state that may be long past.
    """
    local = local_words(entry)
    if local:
        return local
    past = silence(entry, each, now)
    if past:
        return StateWords(StateKind.UNKNOWN, f"No final word for {in_words(past)}")
    words = message_words(each.message)
    if each.expected_station:
        return StateWords(words.kind, f"{words.text}, different machine", warns=True)
    return words


def different_machine(each: OutboxMessage, shown: Callable[[str], str] = str) -> str:
    """That another machine took the fax than before, and which; empty where it is the same, or the first.

    ``shown`` makes the names of machines fit for where the words stand.
    """
    if not each.expected_station:
        return ""
    now = " ".join((each.message.remote_id or "").split())
    return f"A different machine answered: was “{shown(each.expected_station)}”, now “{shown(now)}”"


def local_words(entry: OutboxEntry) -> StateWords | None:
    """How far a fax has come that the service is not known to have; None for one that it has."""
    if entry.local is None or entry.local.state not in _LOCAL_WORDS:
        return None
    kind, text = _LOCAL_WORDS[entry.local.state]
    trouble = entry.local.trouble
    if trouble and entry.local.state in _TELLS_TROUBLE:
        text = (
            f"{text}: {trouble.what[:1].lower()}{trouble.what[1:].rstrip('.')}"
            if text
            else trouble.what.rstrip(".")
        )
    return StateWords(kind, text)


def broadcast_words(entry: OutboxEntry, now: datetime | None = None) -> StateWords:
    """What is happening to a broadcast; where its recipients fared differently, in numbers."""
    local = local_words(entry)
    if local:
        return local
    if entry.local and entry.local.state is FaxState.CANCELLED and not entry.local.is_there:
        return StateWords(StateKind.STOPPED, "Taken back before it was sent")
    if len(entry.messages) == 1:
        alone = entry_message_words(entry, entry.messages[0], now)
        if alone.kind is not StateKind.WAITING:
            return alone
    silent = silent_count(entry, now)
    if silent:
        done = _kinds(entry)[StateKind.DELIVERED]
        return StateWords(
            StateKind.UNKNOWN, f"{done} of {len(entry.messages)} delivered, no final word on {silent}"
        )
    state = entry.broadcast.state
    if entry.local and state is BroadcastState.UNKNOWN:
        return StateWords(*_ACCEPTED.get(entry.local.state, (StateKind.WAITING, "Taken by byFax")))
    if state in (BroadcastState.DONE, BroadcastState.FAILED) and entry.messages:
        return _outcome(entry)
    if state is BroadcastState.DELIVERING and entry.messages:
        return StateWords(StateKind.ACTIVE, _progress(entry))
    if not state.known:
        return StateWords(StateKind.UNKNOWN, f"byFax says “{state.value}”")
    return StateWords(*_BROADCAST_WORDS[state])


def reason_words(message: Message | InboundFax) -> str:
    """Why a message did not arrive, in a few words; the service's own words for a code that has none here."""
    code = message.reason
    if code is None:
        return message.reason_message or "Failed"
    if code in _REASONS:
        return _REASONS[code]
    return sentence(code).what.rstrip(".")


def _delivered(message: Message) -> str:
    pages = message.pages_sent or message.pages_total
    return f"Delivered, {_count(pages, 'page')}" if pages else "Delivered"


def _failed(message: Message) -> str:
    tries = message.attempt or 0
    return f"{reason_words(message)} after {tries} tries" if tries > 1 else reason_words(message)


def _sending(message: Message) -> str:
    text = "Sending"
    if message.pages_total:
        page = min((message.pages_sent or 0) + 1, message.pages_total)
        text = f"Sending page {page} of {message.pages_total}"
    return f"{text}, try {message.attempt}" if (message.attempt or 0) > 1 else text


def _outcome(entry: OutboxEntry) -> StateWords:
    kinds = _kinds(entry)
    total, delivered = len(entry.messages), kinds[StateKind.DELIVERED]
    others = sum(bool(each.expected_station) for each in entry.messages)
    told = f"; {_count(others, 'different machine')}" if others else ""
    if delivered == total:
        return StateWords(StateKind.DELIVERED, f"Delivered to all {total}{told}", others > 0)
    kind = StateKind.FAILED if kinds[StateKind.FAILED] else StateKind.STOPPED
    return StateWords(kind, f"Delivered to {delivered} of {total}{told}")


def _progress(entry: OutboxEntry) -> str:
    done = _kinds(entry)[StateKind.DELIVERED]
    return f"Sending, {done} of {len(entry.messages)} delivered"


def _kinds(entry: OutboxEntry) -> Counter[StateKind]:
    return Counter(message_words(each.message).kind for each in entry.messages)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
