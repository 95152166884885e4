"""The one way in which the engine tells of changes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from byfax_desktop.engine.events import Event

Subscriber = Callable[[Event], None]

_log = logging.getLogger(__name__)


class EventBus:
    """Hands each event to all subscribers, on the publishing thread; a subscriber must return quickly."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscribers: tuple[Subscriber, ...] = ()

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Have ``callback`` called with each event from now on; returns what ends the subscription."""
        with self._lock:
            self._subscribers = (*self._subscribers, callback)

        def unsubscribe() -> None:
            with self._lock:
                self._subscribers = tuple(known for known in self._subscribers if known is not callback)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Tell every subscriber; one that fails keeps the others from nothing."""
        for callback in self._subscribers:
            try:
                callback(event)
            except Exception as failure:  # a broken listener must not stop the worker that speaks
                _log.error("A listener to %s failed: %s", type(event).__name__, type(failure).__name__)
