"""Seconds that run out while something can still be undone."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QObject, QTimer, Signal

_TICK_MS = 200


class Countdown(QObject):
    """Counts one time down; another that is started takes its place."""

    ticked = Signal(int)
    """So many seconds are left, rounded up."""
    over = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._until = 0.0
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._count_down)

    def start(self, seconds: float) -> None:
        """Begin, with a first tick at once."""
        self._until = time.monotonic() + seconds
        self._tick.start()
        self._count_down()

    def stop(self) -> None:
        """Count no more; nothing is told."""
        self._tick.stop()

    def _count_down(self) -> None:
        left = self._until - time.monotonic()
        if left > 0:
            self.ticked.emit(math.ceil(left))
        else:
            self._tick.stop()
            self.over.emit()
