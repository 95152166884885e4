"""What a person wants done with a fax: done at once where nothing has left, else kept for the service."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from byfax_desktop.engine import machine
from byfax_desktop.engine.answers import WishAnswer, done_here
from byfax_desktop.engine.frozen import thaw
from byfax_desktop.engine.machine import Words
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.service.records import Message
from byfax_desktop.store.submissions import ENDED, FOR_YOU, Change, FaxState, Submission
from byfax_desktop.store.wishes import WishKind

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk

PAUSED = Words("paused", "Paused before it was sent.", "Choose Resume to let it go on.")
AT_SERVICE = ENDED | {FaxState.ACCEPTED}
WISH_WORDS = {
    WishKind.PAUSE: "Pause",
    WishKind.RESUME: "Resume",
    WishKind.CANCEL: "Cancel",
    WishKind.RESUBMIT: "Send again",
    WishKind.DELETE: "Delete",
}


class WishRefused(EngineTrouble):
    """The fax stands so that this cannot be done with it."""


class Wishing:
    """Takes wishes; those that only the service can meet are carried out by ``Control``."""

    def __init__(
        self,
        desk: Desk,
        stop_transfer: Callable[[str], None],
        tell: Callable[[WishAnswer], None] = lambda _: None,
    ) -> None:
        """``stop_transfer`` ends an upload for the submission with this broadcast ref; ``tell`` hears what was done."""
        self._desk = desk
        self._stop_transfer = stop_transfer
        self._tell = tell

    def wish(self, kind: WishKind, broadcast_ref: str, message_ref: str = "") -> None:
        """Do it at once where nothing has left; else keep the wish. Raises WishRefused, and StoreTrouble."""
        for _ in range(5):
            seen = self._desk.journal.find(broadcast_ref)
            if seen is None:
                raise WishRefused("This fax is no longer there.", "Refresh the list.")
            if self._is_remote(seen, kind):
                self._keep(seen, kind, message_ref)
                self._desk.journal.note(seen.id, f"{WISH_WORDS[kind]} was chosen", self._desk.clock.now())
                self._stop_transfer(broadcast_ref)
                return
            if message_ref:
                raise WishRefused(
                    "A single recipient can be treated only once byFax has the fax.",
                    "Choose the whole fax, or wait a moment.",
                )
            change = self._local(seen, kind)
            if change.state is FaxState.DOUBT:
                # An attempt may still arrive: then it is for the service to cancel it.
                self._keep(seen, kind, message_ref)
            now = self._desk.clock.now()
            if self._desk.journal.step(seen, change, now) is not None:
                if change.state is not FaxState.DOUBT:
                    self._tell(done_here(kind, seen, self._desk.journal.recipients(seen.id), now))
                if kind is WishKind.DELETE:
                    self._desk.journal.hide(seen.id)
                return
        raise WishRefused("This fax is just being handed over to byFax.", "Try again in a moment.")

    def _is_remote(self, seen: Submission, kind: WishKind) -> bool:
        """Whether the service has a say; a cancel also while nobody knows whether it has."""
        if seen.state is FaxState.REJECTED:
            return False
        if seen.state in AT_SERVICE:
            return seen.is_there
        may_have_left = seen.owner is not None or seen.open_tries > 0 or seen.state is FaxState.UNKNOWN
        return kind is WishKind.CANCEL and may_have_left and seen.state not in FOR_YOU

    def _local(self, seen: Submission, kind: WishKind) -> Change:
        now = self._desk.clock.now()
        is_waiting = seen.state is FaxState.QUEUED and not seen.open_tries
        if kind is WishKind.CANCEL and (is_waiting or seen.state in FOR_YOU):
            if seen.open_tries:
                return Change(
                    FaxState.DOUBT, "Cancel was chosen: asking byFax for a while", {"due": now, "advice": ""}
                )
            return machine.taken_back()
        if kind is WishKind.PAUSE and is_waiting:
            return machine.held(PAUSED)
        if kind is WishKind.RESUME and seen.state is FaxState.HELD:
            return machine.released(seen, now)
        if kind is WishKind.RESUBMIT and seen.state is FaxState.REJECTED:
            return machine.tried_again(now)
        if kind is WishKind.RESUBMIT and seen.state in FOR_YOU:
            return machine.released(seen, now)
        if kind is WishKind.DELETE and seen.state in ENDED:
            return Change(seen.state, "Removed from the list")
        raise WishRefused(
            f"{WISH_WORDS[kind]} is not possible as this fax stands now.",
            "Look again in a moment, or refresh.",
        )

    def _keep(self, seen: Submission, kind: WishKind, message_ref: str) -> None:
        attempts = self._attempts(seen, message_ref)
        self._desk.wishes.add(seen.id, message_ref, kind, attempts, self._desk.clock.now())

    def _attempts(self, seen: Submission, message_ref: str) -> int:
        """The most attempts that were counted so far, to see later whether one was added."""
        found = [
            thaw(Message, row.report).attempt or 0
            for row in self._desk.journal.recipients(seen.id)
            if row.report and message_ref in ("", row.ref)
        ]
        return max(found, default=0)
