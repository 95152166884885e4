"""Working on the journal in the foreground, as the window's engine does in the background."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from byfax_desktop.cli.access import Access
from byfax_desktop.cli.output import warn
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.control import Control
from byfax_desktop.engine.desk import Desk
from byfax_desktop.engine.events import Event, KeepingTroubled
from byfax_desktop.engine.machine import Rules, back_off
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.proving import Proving
from byfax_desktop.engine.sender import Sender
from byfax_desktop.engine.sent_pages import SentPages
from byfax_desktop.engine.uploads import Transfer
from byfax_desktop.service.errors import AuthorizationRefused, ByfaxError
from byfax_desktop.store.submissions import WAITING, Submission
from byfax_desktop.store.trouble import StoreTrouble

if TYPE_CHECKING:
    from byfax_desktop.engine.machine import Words

SHORTEST_PAUSE, LONGEST_PAUSE = 0.05, 5.0
FAILURES_BORNE = 5
"""Failures in a row after which the service counts as not reached; a network may be away for a moment."""


@contextmanager
def open_desk(access: Access) -> Iterator[Desk]:
    """The account's data. Raises StoreTrouble."""
    desk = Desk.open(access.data_dir)
    try:
        yield desk
    finally:
        desk.close()


class Work:
    """Sends what waits, and carries out wishes; ``only`` restricts it to these broadcast refs."""

    def __init__(
        self,
        desk: Desk,
        access: Access,
        only: frozenset[str] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._rules = rules = Rules.standard()
        self._desk = desk
        self._only = only
        self._sleep = sleep
        self._sender = Sender(desk, access.client, rules, lambda _: _untold(), only)
        self._control = Control(desk, access.client.faxout, rules)

    @property
    def hold(self) -> Words | None:
        """What stops the queue."""
        return self._sender.hold.words

    def waiting(self) -> tuple[Submission, ...]:
        """What can still go on without a person."""
        if self._only is None:
            return self._desk.journal.in_states(WAITING)
        found = map(self._desk.journal.find, self._only)
        return tuple(each for each in found if each and each.state in WAITING)

    def until_settled(self, goes_on: Callable[[Exception, int], bool]) -> None:
        """Work until nothing waits any more.

        ``goes_on`` is asked after each failure with the number of failures in a row; where it says no, the failure is
        raised. So is AuthorizationRefused, at once.
        """
        failures = 0
        while self._has_work():
            before = self._desk.rows.sequence()
            try:
                pause = self._look()
                # A look while everything still pauses after its last failure proves nothing of the service.
                failures = failures if self._desk.rows.sequence() == before else 0
            except AuthorizationRefused:
                raise
            except ByfaxError as failure:
                failures += 1
                if not goes_on(failure, failures):
                    raise
                pause = back_off(failures, self._rules) / 1000
            if self.hold is not None:
                return
            if self._has_work():
                self._sleep(min(LONGEST_PAUSE, max(SHORTEST_PAUSE, pause)))

    def _has_work(self) -> bool:
        return bool(self.waiting()) or (self._only is None and bool(self._desk.wishes.unfinished()))

    def _look(self) -> float:
        pauses = [self._sender.look()]
        if self._only is None:
            pauses.append(self._control.look())
        return min((pause for pause in pauses if pause is not None), default=SHORTEST_PAUSE)


def prove(desk: Desk, access: Access) -> None:
    """Write the evidence of faxes that have ended, as the window does; what cannot be written now waits for that."""
    bus = EventBus()
    bus.subscribe(_tell_folder)
    sent = SentPages(access.client.faxout, desk.journal, access.data_dir / "sent", bus)
    try:
        Proving(desk, sent, bus, Patience()).look()
    except StoreTrouble as trouble:
        warn(f"{trouble.what} {trouble.do}")


def _tell_folder(event: Event) -> None:
    """Say on the error stream why nothing can be written in a folder."""
    if isinstance(event, KeepingTroubled):
        warn(f"{event.trouble.what} {event.trouble.do}")


@contextmanager
def _untold() -> Iterator[Transfer]:
    yield Transfer(lambda _done, _total: None, threading.Event())
