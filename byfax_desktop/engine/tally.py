"""Whether the list of received faxes is whole: counted here, counted by the service, and the gap filled if need be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from byfax_desktop.engine.clock import milliseconds
from byfax_desktop.engine.events import InboxTallied
from byfax_desktop.engine.listing import unless_empty
from byfax_desktop.service.errors import AnswerUnreadable, Cancelled
from byfax_desktop.service.requests import FaxFilter
from byfax_desktop.store.received_count import ReceivedCount, ReceivedFilter

if TYPE_CHECKING:
    from byfax_desktop.engine.bus import EventBus
    from byfax_desktop.engine.inbox import Inbox
    from byfax_desktop.engine.jobs import Job, Jobs
    from byfax_desktop.service.ports.inbox import InboxPort


class Tally:
    """Its methods raise the errors of the service, and StoreTrouble."""

    def __init__(self, port: InboxPort, inbox: Inbox, known: ReceivedCount, bus: EventBus) -> None:
        self._port = port
        self._inbox = inbox
        self._known = known
        self._bus = bus

    def compare(self, which: FaxFilter) -> None:
        """Publish how many match at the service and here. One that came just now is no difference."""
        if self._counted(which) != self._listed(which):
            self._inbox.look_for_new()
        self._bus.publish(InboxTallied(which, self._counted(which), self._listed(which)))

    def look_again(self, which: FaxFilter, job: Job) -> None:
        """Go over the whole list; where some are still lacking, over the parts in which they are. Then compare."""
        with suppress(AnswerUnreadable):  # a list that does not add up is why one looks again: its parts may
            self._inbox.look_at_all()
        for part in self._parts(which):
            if job.cancel.is_set():
                raise Cancelled
            if self._listed(which) >= self._counted(which):
                break
            if self._listed(part) < self._counted(part):
                self._inbox.look_at(part)
        self.compare(which)

    def _parts(self, which: FaxFilter) -> Iterator[FaxFilter]:
        """By number, by whether there is a file, and by how the call ended: as far as that is not chosen."""
        if which.did is None:
            yield from (replace(which, did=did) for did in self._known.dids())
        if which.has_file is None:
            yield from (replace(which, has_file=has_file) for has_file in (True, False))
        if which.is_success is None:
            yield from (replace(which, is_success=is_success) for is_success in (True, False))
        yield which

    def _counted(self, which: FaxFilter) -> int:
        return unless_empty(lambda: self._port.count_faxes(which), 0)

    def _listed(self, which: FaxFilter) -> int:
        since = milliseconds(which.date_from) if which.date_from else None
        till = milliseconds(which.date_till) if which.date_till else None
        return self._known.of(ReceivedFilter(which.did, since, till, which.is_success, which.has_file))


class TallyActions:
    """What a person wants of it: the engine's part of that."""

    _tally: Tally
    _jobs: Jobs

    def compare_inbox(self, which: FaxFilter) -> str:
        """Count the received faxes that match, here and at the service; returns the id of the job.

        It ends with InboxTallied or with its trouble.
        """
        return self._jobs.start(
            "Counting faxes", lambda _: self._tally.compare(which), key=f"tally {which}", is_quiet=True
        )

    def look_again(self, which: FaxFilter) -> str:
        """Ask for received faxes that the service counts and the list lacks; ends as ``compare_inbox``."""
        return self._jobs.start(
            "Looking for faxes", lambda job: self._tally.look_again(which, job), key=f"look again {which}"
        )
