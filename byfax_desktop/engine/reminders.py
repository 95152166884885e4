"""A received fax that nobody has read for an hour: a person is reminded of it, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from byfax_desktop.engine.clock import milliseconds
from byfax_desktop.engine.events import FaxesUnread

if TYPE_CHECKING:
    from collections.abc import Callable

    from byfax_desktop.engine.bus import EventBus
    from byfax_desktop.engine.inbox import Inbox
    from byfax_desktop.store.marks import Marks
    from byfax_desktop.store.reminded import RemindedFaxes

UNREAD_FOR = timedelta(hours=1)
_BEGUN = "reminders-begun"


def _now() -> datetime:
    return datetime.now(UTC)


class Reminders:
    """Publishes FaxesUnread for those that came since shortly before the account was first opened here.

    What was there long before was read elsewhere, or never will be.
    """

    def __init__(
        self,
        reminded: RemindedFaxes,
        marks: Marks,
        inbox: Inbox,
        bus: EventBus,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._reminded = reminded
        self._marks = marks
        self._inbox = inbox
        self._bus = bus
        self._now = now

    def look(self) -> None:
        """Remind of what is due. Raises StoreTrouble."""
        until = milliseconds(self._now() - UNREAD_FOR)
        begun = self._marks.get(_BEGUN)
        if begun is None:
            begun = str(until)
            self._marks.put(_BEGUN, begun)
        due = self._reminded.take_due(int(begun), until)
        if due:
            self._bus.publish(FaxesUnread(tuple(map(self._inbox.entry, due))))
