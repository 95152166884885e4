"""Which pages went to whom: whose are meant by the current row, and why there may be none to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QDateTime

from byfax_desktop.engine.states import message_is_final
from byfax_desktop.store.submissions import FaxState

if TYPE_CHECKING:
    from byfax_desktop.engine.events import OutboxMessage
    from byfax_desktop.ui.outbox.wishes import Target

_DIGITS_MAX = 20


class NoPages(NamedTuple):
    """Why pages cannot be had, and what to do."""

    what: str
    do: str


def recipient_of(target: Target) -> OutboxMessage | None:
    """The recipient that is meant, also as the only one of their fax; None for several."""
    if target.message is not None:
        return target.message
    return target.entry.messages[0] if len(target.entry.messages) == 1 else None


def no_pages(target: Target) -> NoPages | None:
    """Why the pages cannot be asked for; None where they can."""
    local, recipient = target.entry.local, recipient_of(target)
    if local is not None and not local.is_there and local.state in _NEVER_SENT:
        return NoPages("This fax was never sent.", "There are no pages of it at byFax.")
    if recipient is None:
        return _WHOSE if target.entry.messages else _NOBODY
    if not message_is_final(recipient.message):
        return NoPages("This fax is still on its way.", "Its pages can be seen here once it has ended.")
    return None if recipient.message.message_ref else _NOBODY


def no_evidence(target: Target) -> NoPages | None:
    """Why there is no evidence of how a fax ended; None where there is, or it can be made."""
    from byfax_desktop.engine.states import entry_is_live

    local, recipient = target.entry.local, recipient_of(target)
    if local is not None and local.state in _NEVER_SENT:
        return None
    if recipient is None:
        is_over = bool(target.entry.messages) and not entry_is_live(target.entry)
    else:
        is_over = message_is_final(recipient.message)
    return None if is_over else _NOT_OVER


def suggested_name(target: Target, suffix: str) -> str:
    """A file name of our own making, fit for every system: nothing in it comes from outside but digits."""
    recipient = recipient_of(target)
    parts = ["Fax"]
    when = (recipient.message.call_ended if recipient else None) or target.entry.broadcast.created
    if when is not None:
        local = QDateTime.fromSecsSinceEpoch(int(when.timestamp()))
        parts.append(local.toString("yyyy-MM-dd HH-mm"))
    number = (recipient.message.number if recipient else None) or ""
    digits = "".join(c for c in number if c.isascii() and c.isdigit())[:_DIGITS_MAX]
    if digits:
        parts.append(f"to {digits}")
    return " ".join(parts) + suffix


_NEVER_SENT = frozenset({FaxState.REJECTED, FaxState.CANCELLED})
_NOT_OVER = NoPages("This fax is still on its way.", "There is evidence of it once it has ended.")
_WHOSE = NoPages("Each recipient got pages of their own.", "Select one of the recipients to see them.")
_NOBODY = NoPages("byFax has not said yet who gets this fax.", "Choose Refresh in a while.")
