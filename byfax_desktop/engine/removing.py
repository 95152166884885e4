"""Deleting received faxes, here and at the service: not before the time to think better of it is over."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from byfax_desktop.engine.events import FaxesDeleted, FaxesRestored, RemovalWished
from byfax_desktop.engine.trouble import EngineTrouble, Trouble, as_trouble
from byfax_desktop.service.errors import (
    AnswerUnreadable,
    AuthorizationRefused,
    LocalFileError,
    NotFound,
    Refused,
)
from byfax_desktop.store.removals import Removal, RemovalScope, RemovalState

if TYPE_CHECKING:
    from byfax_desktop.engine.bus import EventBus
    from byfax_desktop.engine.clock import Clock
    from byfax_desktop.engine.inbox import Inbox
    from byfax_desktop.engine.jobs import Jobs
    from byfax_desktop.engine.loop import Loop
    from byfax_desktop.engine.patience import Patience
    from byfax_desktop.service.ports.inbox import InboxPort
    from byfax_desktop.store.received import ReceivedFaxes

_log = logging.getLogger(__name__)


class Removing:
    """Keeps what a person wants deleted, and carries it out look by look."""

    def __init__(
        self, received: ReceivedFaxes, inbox: Inbox, port: InboxPort, clock: Clock, bus: EventBus
    ) -> None:
        self._received = received
        self._removals = received.removals
        self._inbox = inbox
        self._port = port
        self._clock = clock
        self._bus = bus
        self.stopped = threading.Event()

    def wish(self, refs: Sequence[str], scope: RemovalScope, seconds: float) -> None:
        """Have faxes deleted after so many seconds; until then it can be taken back."""
        now = self._clock.now()
        wished = self._removals.wish(refs, scope, now + int(seconds * 1000), now)
        self._inbox.show()
        self._tell(wished, scope, seconds)

    def take_back(self, refs: Sequence[str]) -> None:
        """Leave faxes as they are, as far as that is not too late."""
        back = self._removals.take_back(refs)
        self._inbox.show()
        self._bus.publish(FaxesRestored(back, len(refs) - len(back)))

    def show(self) -> None:
        """Tell of the wishes that a program before this one has left, and that can still be taken back."""
        now = self._clock.now()
        for scope in RemovalScope:
            mine = [
                each
                for each in self._removals.open()
                if each.scope is scope and each.state is RemovalState.WISHED and each.due > now
            ]
            left = max((each.due for each in mine), default=now) - now
            self._tell([each.ref for each in mine], scope, left / 1000)

    def look(self) -> float | None:
        """Carry out what is due; returns seconds until there is more to do.

        One that is refused keeps no others waiting. Raises what keeps the service from being reached, and StoreTrouble.
        """
        done: list[str] = []
        refused: list[tuple[str, Trouble]] = []
        try:
            for seen in self._removals.open():
                now = self._clock.now()
                if self.stopped.is_set():
                    return None
                if seen.due > now:
                    return (seen.due - now) / 1000
                if self._removals.ask(seen, now):
                    self._try(seen, done, refused)
        finally:
            if done or refused:
                self._inbox.show()
                self._bus.publish(FaxesDeleted(tuple(done), tuple(refused)))
        return None

    def _tell(self, refs: Sequence[str], scope: RemovalScope, seconds: float) -> None:
        faxes = [fax for fax in map(self._received.find, refs) if fax]
        if faxes:
            unread, gone = sum(not fax.is_read for fax in faxes), sum(fax.is_gone for fax in faxes)
            self._bus.publish(RemovalWished(tuple(refs), scope, seconds, unread, gone))

    def _try(self, seen: Removal, done: list[str], refused: list[tuple[str, Trouble]]) -> None:
        try:
            self._carry_out(seen)
        except AuthorizationRefused:
            raise
        except (Refused, EngineTrouble, LocalFileError) as failure:
            _log.warning("A received fax was not deleted: %s", type(failure).__name__)
            trouble = as_trouble(failure)
            self._removals.refuse(seen.ref, trouble.what, trouble.do, self._clock.now())
            refused.append((seen.ref, trouble))
        else:
            done.append(seen.ref)

    def _carry_out(self, seen: Removal) -> None:
        if seen.scope is RemovalScope.SERVICE:
            # First of all the pages are kept: the service has them for the last time.
            self._keep_copy(seen.ref)
        fax = self._received.find(seen.ref)
        if fax is None or not fax.is_gone:
            try:
                self._port.delete_fax(seen.ref)
            except NotFound:
                _log.info("A received fax was deleted already.")
        self._inbox.forget(seen.ref, seen.scope, lambda: self._removals.finish(seen, self._clock.now()))

    def _keep_copy(self, ref: str) -> None:
        try:
            self._inbox.pages(ref)
        except AnswerUnreadable as failure:
            # It concerns this fax alone: it stays at the service, and keeps no other waiting.
            raise EngineTrouble(
                "The pages of this fax could not be read, so no copy could be kept.",
                "Try again later. byFax still has the fax.",
            ) from failure


class RemovalActions:
    """What a person chooses of it: the engine's part of that."""

    _inbox: Inbox
    _jobs: Jobs
    _loops: dict[str, Loop]
    _patience: Patience
    _removing: Removing

    def remove_faxes(self, refs: Sequence[str], scope: RemovalScope, seconds: float) -> str:
        """Delete received faxes after so many seconds; returns the id of the job.

        RemovalWished tells that it is on the disk, FaxesDeleted what came of it.
        """
        return self._jobs.start("Deleting", lambda _: self._wish_removal(refs, scope, seconds), is_quiet=True)

    def restore_faxes(self, refs: Sequence[str]) -> str:
        """Leave received faxes that were to be deleted; returns the id of the job. Ends with FaxesRestored."""
        return self._jobs.start("Bringing back", lambda _: self._removing.take_back(refs), is_quiet=True)

    def drop_fax_pages(self, refs: Sequence[str]) -> int:
        """Have the pages of received faxes at the service alone; returns of how many they went. Writes to the disk.

        Raises LocalFileError and StoreTrouble.
        """
        return self._inbox.drop_pages(refs)

    def _wish_removal(self, refs: Sequence[str], scope: RemovalScope, seconds: float) -> None:
        self._removing.wish(refs, scope, seconds)
        self._loops["removing"].wake()

    def _remove(self) -> float:
        pause = self._removing.look()
        return self._patience.idle if pause is None else min(pause, self._patience.idle)
