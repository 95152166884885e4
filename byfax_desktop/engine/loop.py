"""Asking the service again and again, in the background, without ever giving up or hammering it."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable

from byfax_desktop.engine.link import Link
from byfax_desktop.engine.patience import Patience

_log = logging.getLogger(__name__)


class Loop:
    """Calls ``look`` on a daemon thread; it returns after how many seconds to call it again.

    A look that fails tells the ``link``, where it has one because it asks the service, and is tried again after
    2, 4, 8 … at most 60 seconds, each varied by a fifth so that many computers don't come back to the service in the
    same second.
    """

    def __init__(self, name: str, look: Callable[[], float], link: Link | None, patience: Patience) -> None:
        self.name = name
        self._look = look
        self._link = link
        self._patience = patience
        self._failures = 0
        self._wake = threading.Event()
        self._closed = threading.Event()

    def start(self) -> None:
        """Begin to look."""
        threading.Thread(target=self._run, name=f"byfax-{self.name}", daemon=True).start()

    def wake(self) -> None:
        """Look now rather than after the pause."""
        self._wake.set()

    def close(self) -> None:
        """Look no more; a look under way is not waited for."""
        self._closed.set()
        self._wake.set()

    def _run(self) -> None:
        while not self._closed.is_set():
            self._wake.wait(self._attempt())
            self._wake.clear()

    def _attempt(self) -> float:
        try:
            pause = self._look()
        except Exception as failure:  # whatever went wrong is told, and the loop lives on
            if self._closed.is_set():
                return 0.0
            _log.warning("%s: %s (%s)", self.name, type(failure).__name__, getattr(failure, "details", ""))
            if self._link:
                self._link.lost(self.name, failure)
            return self._back_off()
        self._failures = 0
        if self._link and not self._closed.is_set():
            self._link.found(self.name)
        return pause

    def _back_off(self) -> float:
        pause = self._patience.back_off_first
        for _ in range(self._failures):
            pause = min(self._patience.back_off_max, pause * 2)
        self._failures = min(self._failures + 1, 10)
        return pause * random.uniform(0.8, 1.2)  # noqa: S311 - spreads load, guards nothing
