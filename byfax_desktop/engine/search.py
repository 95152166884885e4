"""Asking the service whether it has a submission, by its refs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from byfax_desktop.engine.frozen import freeze
from byfax_desktop.engine.listing import complete
from byfax_desktop.engine.machine import Found
from byfax_desktop.engine.reports import by_ref, gone, listed
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import NotFound
from byfax_desktop.service.records import Broadcast, Message
from byfax_desktop.service.requests import BroadcastFilter, RecipientFilter
from byfax_desktop.store.submissions import RecipientChange, RecipientRow, Submission

if TYPE_CHECKING:
    from byfax_desktop.service.ports.faxout import FaxoutPort


def search(
    faxout: FaxoutPort, seen: Submission, recipients: Sequence[RecipientRow], is_settled: bool
) -> Found | None:
    """What the service lists under the refs of a submission; None when a complete list has none of them.

    Recipients that it does not list, while it lists others, were refused in an answer that was lost; that is said of
    them only when the submission ``is_settled``, for a list may lag. Raises the errors of the service, after which
    nothing is known.
    """
    broadcast = _broadcast(faxout, seen.broadcast_ref)
    messages = _messages(faxout, seen.broadcast_ref)
    ours = {each.ref for each in recipients}
    if broadcast is None and not messages.keys() & ours:
        return None
    changes = tuple(_change(each, messages.get(each.ref), is_settled) for each in recipients)
    return Found(
        freeze(broadcast) if broadcast else None,
        tuple(change for change in changes if change),
        is_ours=_numbers_agree(recipients, messages),
    )


def _broadcast(faxout: FaxoutPort, ref: str) -> Broadcast | None:
    which = BroadcastFilter(broadcast_refs=(ref,))
    try:
        found = complete(lambda page: faxout.list_broadcasts(which, page), lambda each: each.broadcast_ref)
    except NotFound as refusal:
        _only_empty(refusal)
        return None
    return found.get(ref)


def _messages(faxout: FaxoutPort, ref: str) -> dict[str, Message]:
    """Filtered here too: a server silently ignores a filter that it does not know."""
    which = RecipientFilter(broadcast_refs=(ref,))
    try:
        found = complete(lambda page: faxout.list_recipients(which, page), lambda each: each.message_ref)
    except NotFound as refusal:
        _only_empty(refusal)
        return {}
    return dict(by_ref(each for each in found.values() if each.broadcast_ref in (ref, None)))


def _only_empty(refusal: NotFound) -> None:
    """An error inside a list is never "not found"; this code is a list without items."""
    if refusal.code is not StateCode.CONTAINER_NOT_FOUND:
        raise refusal


def _change(recipient: RecipientRow, message: Message | None, is_settled: bool) -> RecipientChange | None:
    if message is not None:
        return listed(recipient, message) or RecipientChange(
            recipient.ref, freeze(message), recipient.is_live
        )
    return gone(recipient) if is_settled else None


def _numbers_agree(recipients: Sequence[RecipientRow], messages: dict[str, Message]) -> bool:
    for recipient in recipients:
        message = messages.get(recipient.ref)
        if message and message.number and _digits(message.number) != _digits(recipient.number):
            return False
    return True


def _digits(number: str) -> str:
    return "".join(c for c in number if c.isdigit())
