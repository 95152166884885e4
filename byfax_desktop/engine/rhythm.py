"""When to look at what: often at what may change, seldom at the rest."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from byfax_desktop.engine.inbox import Inbox
from byfax_desktop.engine.patience import Patience


class InboxRhythm:
    """Decides what each look asks of the inbox."""

    def __init__(self, inbox: Inbox, patience: Patience) -> None:
        self._inbox = inbox
        self._patience = patience
        self._all = threading.Event()
        self._all.set()
        self.stopped = threading.Event()

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
        self._inbox.bring_wanted(self.stopped)
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
