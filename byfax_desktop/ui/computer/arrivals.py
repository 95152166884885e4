"""What later starts of the program hand over, shown in the window that is there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from byfax_desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from byfax_desktop.desktop.handover import Handover

GATHER = 300
"""Milliseconds: a file manager starts a program for each chosen file, and all of them are one fax."""

_TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")


def startup_token() -> str:
    """What the desktop gave to this start so that its window may come to the front."""
    return next(filter(None, (os.environ.get(name) for name in _TOKENS)), "")


class Arrivals(QObject):
    """Gathers what comes within a moment, and waits from the press on Send until the fax is in the Outbox.

    A page on the web can have a link opened at any time: it adds nobody to a fax that was looked at already.
    """

    _came = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._files: list[Path] = []
        self._numbers: list[str] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GATHER)
        self._timer.timeout.connect(self._show)
        self._came.connect(self._gather, Qt.ConnectionType.QueuedConnection)

    def take(self, handover: Handover) -> None:
        """Have this shown soon; may be called on any thread."""
        self._came.emit(handover)

    def _gather(self, handover: Handover) -> None:
        self._files += [path for path in handover.files if path not in self._files]
        self._numbers += [number for number in handover.numbers if number not in self._numbers]
        if handover.token:
            # Qt's Wayland plugin takes it from there when a window asks for the front.
            os.environ[_TOKENS[0]] = handover.token
        self._timer.start()

    def _show(self) -> None:
        self._window.come_to_front()
        if self._window.compose.sending.is_meant:
            self._timer.start()
            return
        files, numbers = self._files, self._numbers
        self._files, self._numbers = [], []
        self._window.fax(files, numbers)
