"""A pause of all notifications that a person asks for; it outlives the program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from byfax_desktop.ui.session import Settings

SNOOZES = ((30, "For &30 minutes"), (60, "For &1 hour"), (480, "For &8 hours"))
"""Minutes, and what they are called."""

_KEY = "notify/snoozed_till"


class Snooze(QObject):
    """``till`` is when it ends, in this computer's time; None while there is none."""

    changed = Signal()

    def __init__(
        self, settings: Settings, now: Callable[[], datetime] = datetime.now, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._now = now
        self._end = QTimer(self, singleShot=True)
        self._end.timeout.connect(self._look)
        self._look()

    @property
    def till(self) -> datetime | None:
        """When notifications go on; never further away than the longest pause, whatever the clock was set to."""
        try:
            till = datetime.fromisoformat(str(self._settings.value(_KEY) or ""))
        except ValueError:
            return None
        longest = timedelta(minutes=SNOOZES[-1][0])
        return till if till.tzinfo is None and self._now() < till <= self._now() + longest else None

    def begin(self, minutes: int) -> None:
        """Pause for so long from now."""
        self._settings.setValue(_KEY, (self._now() + timedelta(minutes=minutes)).isoformat())
        self._look()

    def end(self) -> None:
        """Go on now."""
        self._settings.setValue(_KEY, "")
        self._look()

    def _look(self) -> None:
        till = self.till
        if till is None:
            self._end.stop()
        else:
            # A moment more, so that it is over when it is looked at again.
            self._end.start(int((till - self._now()).total_seconds() * 1000) + 1000)
        self.changed.emit()
