"""When to look at what: often at what may change, seldom at the rest."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from byfax_desktop.engine.inbox import Inbox
from byfax_desktop.engine.outbox import Outbox
from byfax_desktop.engine.patience import Patience


class OutboxRhythm:
    """Decides what each look asks of the outbox; ``on_settled`` is called when the last live fax has ended."""

    def __init__(self, outbox: Outbox, patience: Patience, on_settled: Callable[[], None]) -> None:
        self._outbox = outbox
        self._patience = patience
        self._on_settled = on_settled
        self._all = threading.Event()
        self._all.set()
        self._new = threading.Event()
        self._next_new = 0.0
        self.is_watched = True

    def ask_all(self) -> None:
        """Have the next look go over the whole list."""
        self._all.set()

    def ask_new(self) -> None:
        """Have the next look find faxes that were just sent."""
        self._new.set()

    def look(self) -> float:
        """Ask for what is due; returns seconds until the next look."""
        was_live = self._outbox.is_live
        if self._all.is_set():
            with _done_unless_it_fails(self._all):
                self._outbox.look_at_all()
        else:
            self._look_at_changes()
        is_live = self._outbox.is_live
        if was_live and not is_live:
            self._on_settled()
        if not is_live:
            return self._patience.idle
        return self._patience.live if self.is_watched else self._patience.live_unwatched

    def _look_at_changes(self) -> None:
        if self._new.is_set() or time.monotonic() >= self._next_new:
            with _done_unless_it_fails(self._new):
                self._outbox.look_for_new()
            self._next_new = time.monotonic() + self._patience.idle
        self._outbox.look_at_live()


class InboxRhythm:
    """Decides what each look asks of the inbox."""

    def __init__(self, inbox: Inbox, patience: Patience) -> None:
        self._inbox = inbox
        self._patience = patience
        self._all = threading.Event()
        self._all.set()

    def ask_all(self) -> None:
        """Have the next look go over the whole list."""
        self._all.set()

    def look(self) -> float:
        """Ask for what is due; returns seconds until the next look."""
        if self._all.is_set():
            with _done_unless_it_fails(self._all):
                self._inbox.look_at_all()
        else:
            self._inbox.look_for_new()
        return self._patience.inbox


@contextmanager
def _done_unless_it_fails(wish: threading.Event) -> Iterator[None]:
    """Take a wish back before it is met, so that one made meanwhile is not lost; a failure leaves it standing."""
    wish.clear()
    try:
        yield
    except BaseException:
        wish.set()
        raise
