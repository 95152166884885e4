"""No state without an end: after how long without news it must be said that nobody knows how a fax stands."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
from byfax_desktop.engine.states import broadcast_is_final, message_is_final
from byfax_desktop.service.states import BroadcastState, RecipientState

_MOMENT = timedelta(minutes=30)
_WHILE = timedelta(hours=2)
_LONG = timedelta(hours=4)

_PATIENCE = {
    # The service makes pages of a document within minutes; of thousands of faxes the last ones wait for the others.
    RecipientState.PENDING: _WHILE,
    RecipientState.PREPARING: _WHILE,
    RecipientState.READY: _LONG,
    # Between two tries at a busy number there are pauses, and lines may be short at night.
    RecipientState.SUBMITTING: _LONG,
    RecipientState.SUBMITTED: _LONG,
    # Each page that arrives is news, and the slowest takes less than eleven minutes.
    RecipientState.DELIVERING: _MOMENT,
    RecipientState.PAUSING: _MOMENT,
    RecipientState.RESUMING: _MOMENT,
    RecipientState.CANCELLING: _MOMENT,
    RecipientState.ABORTING: _MOMENT,
}
_ANY_OTHER = _WHILE
_WAITS_FOR_A_PERSON = frozenset({BroadcastState.DELAYED, BroadcastState.PAUSED, BroadcastState.UNPAID})
"""A broadcast that does not go on by itself, or not before its time."""


class Hearing:
    """Whether the service was asked since the computer woke up: before, what passed says nothing of a fax."""

    def __init__(self) -> None:
        self._is_lost = threading.Event()

    @property
    def is_lost(self) -> bool:
        """Whether nobody listened while time passed."""
        return self._is_lost.is_set()

    def lose(self) -> None:
        """The computer slept."""
        self._is_lost.set()

    def regain(self) -> None:
        """The service has told how the faxes stand."""
        self._is_lost.clear()


HEARING = Hearing()
"""The one of the program: all its accounts sleep with the computer."""


def silence(entry: OutboxEntry, each: OutboxMessage, now: datetime | None = None) -> timedelta | None:
    """How long nothing new was heard of a fax of which there should have been; None where all is well."""
    message = each.message
    if (
        HEARING.is_lost
        or each.news is None
        or message_is_final(message)
        or message.state is RecipientState.PAUSED
    ):
        return None
    if entry.broadcast.state in _WAITS_FOR_A_PERSON:
        return None
    past = (now or datetime.now(UTC)) - each.news
    return past if past >= _PATIENCE.get(message.state, _ANY_OTHER) else None


def silent_count(entry: OutboxEntry, now: datetime | None = None) -> int:
    """Of how many recipients nothing was heard for too long."""
    if broadcast_is_final(entry.broadcast):
        return 0
    now = now or datetime.now(UTC)
    return sum(silence(entry, each, now) is not None for each in entry.messages)


def in_words(past: timedelta) -> str:
    """A time that has passed in its largest whole unit, such as over 2 hours."""
    minutes = int(past.total_seconds()) // 60
    for size, one, many in ((24 * 60, "day", "days"), (60, "hour", "hours")):
        if minutes >= size:
            number = minutes // size
            return f"over {number} {one if number == 1 else many}"
    return f"over {minutes} {'minute' if minutes == 1 else 'minutes'}"
