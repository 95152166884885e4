"""The tries of a sent fax: how each call went, not only the newest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from byfax_desktop.engine.frozen import thaw
from byfax_desktop.engine.states import message_is_final
from byfax_desktop.engine.words import message_words, reason_words
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Message

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.store.attempts import AttemptRow


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to reach a recipient; ``report`` has its times, reason, pages, speed, station and cost."""

    message_ref: str
    number: int
    report: Message


def thawed(row: AttemptRow) -> Attempt:
    """The try with its report as a record."""
    return Attempt(row.recipient_ref, row.number, thaw(Message, row.report))


def fate_words(report: Message, is_newest: bool) -> str:
    """How a try went, in words; ``report`` is what was said while it was the newest, which it may still be."""
    if report.reason not in (None, StateCode.SUCCESS):
        return reason_words(report)
    if is_newest or message_is_final(report):
        return message_words(replace(report, attempt=None)).text
    # The service went on to the next try before it was asked how this one had ended.
    return "Ended, byFax did not say how"


class AttemptActions:
    """What the engine tells of tries."""

    _desk: Desk

    def attempts(self, message_ref: str) -> tuple[Attempt, ...]:
        """All tries to reach one recipient; reads the disk. Raises StoreTrouble."""
        return tuple(map(thawed, self._desk.attempts.of(message_ref)))
