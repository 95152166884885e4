"""Word of a computer that wakes up: on Linux from logind (org.freedesktop.login1), over the system's D-Bus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jeepney import DBusAddress

from byfax_desktop.desktop.bus import SYSTEM, Bus

_LOGIN = DBusAddress("/org/freedesktop/login1", "org.freedesktop.login1", "org.freedesktop.login1.Manager")


class WakeListener:
    """Calls ``woke`` on a thread of the bus each time that the computer wakes up. Making one waits for the bus."""

    def __init__(self, woke: Callable[[], object], bus: str = SYSTEM) -> None:
        """Raises BusTrouble where there is no such bus."""
        self._woke = woke
        self._bus = Bus(bus)
        try:
            self._bus.listen(_LOGIN, self._hear)
        except BaseException:
            self._bus.close()
            raise

    def close(self) -> None:
        """Hear no more."""
        self._bus.close()

    def _hear(self, signal: str, said: tuple[Any, ...]) -> None:
        """PrepareForSleep says true before the computer goes to sleep, and false when it is awake again."""
        if signal == "PrepareForSleep" and said[0] is False:
            self._woke()
