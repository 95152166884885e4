"""What can be done with a sent fax as it stands, and why the rest cannot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
from byfax_desktop.engine.states import recipient_is_final
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.store.wishes import WishKind


@dataclass(frozen=True, slots=True)
class Target:
    """A fax, or the fax of one of its recipients."""

    entry: OutboxEntry
    message: OutboxMessage | None = None

    @property
    def refs(self) -> tuple[str, str]:
        """The broadcast ref, and the message ref of a single recipient, else an empty one."""
        return self.entry.broadcast.broadcast_ref, self.message.message.message_ref if self.message else ""


def targets_of(chosen: Iterable[Target]) -> tuple[Target, ...]:
    """Each fax once: a recipient goes with the broadcast where that is chosen too, or has no other recipients."""
    listed = [each if len(each.entry.messages) > 1 else Target(each.entry) for each in chosen]
    whole = {each.refs[0] for each in listed if each.message is None}
    once = {each.refs: each for each in listed if each.message is None or each.refs[0] not in whole}
    return tuple(once.values())


def obstacle(kind: WishKind, target: Target) -> str:
    """Why this cannot be done with the fax as it stands; empty where it can."""
    return obstacles(target)[kind]


def obstacles(target: Target) -> dict[WishKind, str]:
    """The same of each wish: of a fax to thousands, how they stand is asked for once."""
    entry, local = target.entry, target.entry.local
    if local is not None and local.state in _HERE:
        here = dict.fromkeys(WishKind, "") | _HERE[local.state]
        return dict.fromkeys(WishKind, _AS_A_WHOLE) if target.message else here
    if local is not None and local.state is FaxState.CANCELLED and not local.is_there:
        return dict.fromkeys(WishKind, "") | _TAKEN_BACK
    messages = (target.message,) if target.message else entry.messages
    states = {each.message.state for each in messages}
    states = states or {_OF_ALL.get(entry.broadcast.state, RecipientState.PENDING)}
    live = {each for each in states if not recipient_is_final(each)}
    return {kind: _obstacle_there(kind, states, live) for kind in WishKind}


def may_arrive_twice(target: Target) -> bool:
    """Whether nobody knows if an earlier attempt has arrived."""
    return target.entry.local is not None and target.entry.local.state is FaxState.NEEDS_YOU


def _obstacle_there(kind: WishKind, states: set[RecipientState], live: set[RecipientState]) -> str:
    """The same of a fax that the service has, whose recipients are in these states, of which some are no end."""
    if kind is WishKind.RESUBMIT:
        return _obstacle_to_resubmit(states, live)
    if kind is WishKind.DELETE:
        return _CANCEL_FIRST if live else ""
    if not live:
        return "It has ended."
    able = {
        WishKind.PAUSE: live - _PAUSED - _STOPPING,
        WishKind.RESUME: live & _PAUSED,
        WishKind.CANCEL: live - _STOPPING,
    }
    if able[kind]:
        return ""
    if kind is WishKind.RESUME:
        return _NOT_PAUSED
    return "It is paused already." if live & _PAUSED else "It is being stopped already."


def _obstacle_to_resubmit(states: set[RecipientState], live: set[RecipientState]) -> str:
    if not states & SENT_AGAIN:
        if live:
            return "It is on its way."
        return "It was delivered." if states == {RecipientState.SUCCESS} else "It was cancelled."
    return "Others are still on their way. Choose only recipients who did not get it." if live else ""


SENT_AGAIN = frozenset({RecipientState.FAILED, RecipientState.ABORTED})
"""Recipients whom Send again tries to reach."""
_PAUSED = frozenset({RecipientState.PAUSED, RecipientState.PAUSING})
_STOPPING = frozenset({RecipientState.CANCELLING, RecipientState.ABORTING})
_OF_ALL = {
    BroadcastState.PAUSED: RecipientState.PAUSED,
    BroadcastState.PAUSING: RecipientState.PAUSING,
    BroadcastState.CANCELLING: RecipientState.CANCELLING,
    BroadcastState.ABORTING: RecipientState.ABORTING,
    BroadcastState.DONE: RecipientState.SUCCESS,
    BroadcastState.FAILED: RecipientState.FAILED,
    BroadcastState.ABORTED: RecipientState.ABORTED,
    BroadcastState.CANCELLED: RecipientState.CANCELLED,
    BroadcastState.DELETED: RecipientState.DELETED,
}
"""How each recipient of a broadcast stands, as far as that can be told from the broadcast."""

_AS_A_WHOLE = "Until byFax has this fax, that is possible only for all its recipients together."
_CANCEL_FIRST = "It is on its way. Cancel it first."
_NOT_PAUSED = "It is not paused."
_BEING_ASKED = {
    WishKind.PAUSE: "byFax is just being asked whether it has this fax.",
    WishKind.RESUME: _NOT_PAUSED,
    WishKind.RESUBMIT: "byFax is just being asked whether it has this fax.",
    WishKind.DELETE: _CANCEL_FIRST,
}
_BEING_HANDED_OVER = {
    WishKind.PAUSE: "It is just being handed over to byFax.",
    WishKind.RESUME: _NOT_PAUSED,
    WishKind.RESUBMIT: "It is just being handed over to byFax.",
    WishKind.DELETE: _CANCEL_FIRST,
}
_HERE = {
    FaxState.QUEUED: {
        WishKind.RESUME: _NOT_PAUSED,
        WishKind.RESUBMIT: "It has not been sent yet.",
        WishKind.DELETE: _CANCEL_FIRST,
    },
    FaxState.UPLOADING: _BEING_HANDED_OVER,
    FaxState.SUBMITTING: _BEING_HANDED_OVER,
    FaxState.UNKNOWN: _BEING_ASKED,
    FaxState.DOUBT: _BEING_ASKED,
    FaxState.HELD: {
        WishKind.PAUSE: "It waits already.",
        WishKind.RESUBMIT: "Choose Resume to let it go on.",
        WishKind.DELETE: "It waits. Cancel it first.",
    },
    FaxState.NEEDS_YOU: {
        WishKind.PAUSE: "It waits already.",
        WishKind.RESUME: "Choose Send again, or Cancel.",
        WishKind.DELETE: "It waits. Cancel it first.",
    },
    FaxState.REJECTED: {
        WishKind.PAUSE: "byFax did not take it.",
        WishKind.RESUME: "byFax did not take it.",
        WishKind.CANCEL: "byFax did not take it.",
    },
}
"""What stands in the way of each wish while the service is not known to have the fax."""

_TAKEN_BACK = {
    WishKind.PAUSE: "It was taken back.",
    WishKind.RESUME: "It was taken back.",
    WishKind.CANCEL: "It was taken back.",
    WishKind.RESUBMIT: "It was taken back. Choose New fax to send it.",
}
