"""Which states are the last ones. A word newer than this program counts as live: it is asked for again."""

from __future__ import annotations

from byfax_desktop.engine.events import OutboxEntry
from byfax_desktop.service.records import Broadcast, Message
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.submissions import WAITING, FaxState

_FINAL_BROADCASTS = frozenset(
    {
        BroadcastState.DONE,
        BroadcastState.FAILED,
        BroadcastState.ABORTED,
        BroadcastState.CANCELLED,
        BroadcastState.DELETED,
    }
)
_FINAL_MESSAGES = frozenset(
    {
        RecipientState.SUCCESS,
        RecipientState.FAILED,
        RecipientState.ABORTED,
        RecipientState.CANCELLED,
        RecipientState.DELETED,
    }
)


def broadcast_is_final(broadcast: Broadcast) -> bool:
    """Whether nothing more will happen to the broadcast by itself."""
    return broadcast.state in _FINAL_BROADCASTS


def message_is_final(message: Message) -> bool:
    """Whether nothing more will happen to the message by itself."""
    return recipient_is_final(message.state)


def recipient_is_final(state: RecipientState) -> bool:
    """The same of a message in this state."""
    return state in _FINAL_MESSAGES


def entry_is_live(entry: OutboxEntry) -> bool:
    """Whether a broadcast or one of its messages may still change by itself."""
    if entry.local is not None:
        return entry.local.state in WAITING or entry.local.state is FaxState.ACCEPTED
    if not broadcast_is_final(entry.broadcast):
        return True
    return any(not message_is_final(each.message) for each in entry.messages)
