"""Listening to an engine's bus, and waiting for what should be heard."""

from __future__ import annotations

import threading


class HeardEvents:
    """Everything published since; ``wait_for`` returns the first event of a kind that fits, or fails the test."""

    def __init__(self, bus):
        self._changed = threading.Condition()
        self._events = []
        self.stop = bus.subscribe(self._hear)

    def _hear(self, event):
        with self._changed:
            self._events.append(event)
            self._changed.notify_all()

    def of(self, kind):
        with self._changed:
            return [event for event in self._events if isinstance(event, kind)]

    def wait_for(self, kind, fits=lambda event: True, timeout=20.0):
        def found():
            return next((e for e in self._events if isinstance(e, kind) and fits(e)), None)

        with self._changed:
            event = self._changed.wait_for(found, timeout)
            assert event is not None, f"no such {kind.__name__} among {self._events}"
            return event
