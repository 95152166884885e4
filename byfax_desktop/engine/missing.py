"""Which pages of a fax that failed did not arrive, as far as the service tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from byfax_desktop.engine.states import message_is_final
from byfax_desktop.service.records import Message
from byfax_desktop.service.states import RecipientState

_FAILED = (RecipientState.FAILED, RecipientState.ABORTED)


@dataclass(frozen=True, slots=True)
class Missing:
    """Pages ``first`` to ``last``, the last of the fax, that the other machine has not confirmed."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """How many pages these are."""
        return self.last - self.first + 1


def missing(message: Message, earlier: Iterable[Message] = ()) -> Missing | None:
    """The pages of a fax that failed and are not confirmed; None where there is no rest of it.

    ``earlier`` are the reports of the tries before: each begins at page 1, so the one that came furthest counts. The
    service counts the pages that the other machine has confirmed (T.30, MCF): none of these is sent once more, and one
    that the line broke off in is.
    """
    total = message.pages_total or 0
    confirmed = max([message.pages_sent or 0, *(each.pages_sent or 0 for each in earlier)])
    if message.state not in _FAILED or not 0 < confirmed < total:
        return None
    return Missing(confirmed + 1, total)


def no_rest(message: Message) -> str:
    """Why there is no rest of a fax to be sent, in a sentence; empty where there is, or where the tries before tell."""
    if not message_is_final(message):
        return "It is on its way."
    if message.state is RecipientState.SUCCESS:
        return "All of its pages arrived."
    if message.state not in _FAILED:
        return "It was cancelled or deleted, and did not fail."
    if not message.pages_total or message.pages_sent is None:
        return "byFax has not said how many pages arrived."
    if message.pages_sent >= message.pages_total:
        return "All of its pages were confirmed."
    if not message.pages_sent and (message.attempt or 0) <= 1:
        return "None of its pages arrived."
    return ""
