"""What became of a fax that was just sent, told to people and to scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from byfax_desktop.cli.output import warn
from byfax_desktop.engine.frozen import thaw
from byfax_desktop.engine.numbers import format_number
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.engine.words import reason_words
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import refusal
from byfax_desktop.service.records import Message
from byfax_desktop.store.submissions import FaxState, RecipientRow, Submission

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk

_NOT_TAKEN = frozenset({FaxState.REJECTED, FaxState.CANCELLED})
_WAITS = frozenset({FaxState.QUEUED, FaxState.HELD, FaxState.UNKNOWN, FaxState.DOUBT, FaxState.NEEDS_YOU})


class NotTaken(EngineTrouble):
    """The fax was not sent, for a reason on this computer."""


class FaxKept(EngineTrouble):
    """The service was not reached, or did not say whether it has the fax: the journal has it, and it goes on."""

    def __init__(self, what: str, details: str) -> None:
        super().__init__(
            f"{what} The fax is kept.",
            "Don't send it again: the window, or “byfax-desktop flush”, carries on with it.",
            details,
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """The submissions of one press of Send, with their recipients, as the journal has them now."""

    parts: tuple[tuple[Submission, tuple[RecipientRow, ...]], ...]

    @classmethod
    def of(cls, desk: Desk, refs: tuple[str, ...]) -> Sent:
        """Read them. Raises StoreTrouble."""
        found = filter(None, map(desk.journal.find, refs))
        return cls(tuple((each, desk.journal.recipients(each.id)) for each in found))

    @property
    def broadcast_refs(self) -> tuple[str, ...]:
        """The refs of all of them."""
        return tuple(submission.broadcast_ref for submission, _ in self.parts)

    @property
    def recipients(self) -> int:
        """How many recipients there are."""
        return sum(len(rows) for _, rows in self.parts)

    @property
    def refused(self) -> tuple[Message, ...]:
        """The recipients that the service did not take."""
        found = []
        for submission, rows in self.parts:
            for row in rows:
                if submission.state in _NOT_TAKEN:
                    code = StateCode(submission.code)
                    found.append(Message(message_ref=row.ref, number=row.number, reason=code))
                elif (
                    row.report and not row.is_live and (message := thaw(Message, row.report)).attempt is None
                ):
                    found.append(message)
        return tuple(found)

    @property
    def waits(self) -> bool:
        """Whether a part of it is not at the service yet, and not refused either."""
        return any(submission.state in _WAITS for submission, _ in self.parts)

    @property
    def taken(self) -> int:
        """How many recipients the service has."""
        return self.recipients - len(self.refused)

    def plain(self) -> dict[str, object]:
        """All of it, ready for JSON."""
        return {
            "broadcastRefs": self.broadcast_refs,
            "states": [submission.state.value for submission, _ in self.parts],
            "accepted": 0 if self.waits else self.taken,
            "refused": refusals(self),
        }


def raise_if_not_taken(sent: Sent) -> None:
    """Raise what the service, or this computer, has against the fax as a whole."""
    states = {submission.state for submission, _ in sent.parts}
    if not states <= _NOT_TAKEN:
        return
    first = sent.parts[0][0]
    code = StateCode(first.code)
    if first.code and code.known:
        raise refusal(code, None, "faxout.Submit")
    raise NotTaken(
        first.what or "The fax was taken back.", first.advice or "Send it again if it is still wanted."
    )


def refusals(sent: Sent) -> list[dict[str, str]]:
    """The recipients that the service did not take, and why, ready for JSON."""
    return [
        {
            "recipientNumber": message.number or "",
            "messageRef": message.message_ref,
            "stateCode": message.reason.value if message.reason else "",
            "what": reason_words(message),
        }
        for message in sent.refused
    ]


def tell_refused(sent: Sent) -> None:
    """Say on the error stream who was not taken, and why."""
    for message in sent.refused:
        warn(f"Not sent to {format_number(message.number or '')}: {reason_words(message)}.")
