"""Shows notifications in the way that this desktop has, and tells what a person chooses in them."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from byfax_desktop.desktop.notification import DEFAULT, Notification
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.icons import resource
from byfax_desktop.ui.workers import Workers

if TYPE_CHECKING:
    from byfax_desktop.desktop.notifications import Daemon

_SHOWN_MS = 10_000


class Channel(QObject):
    """One notification for each name; another one of the same name takes its place.

    On Linux the desktop's own daemon shows them, with their actions; where there is none, and elsewhere, the tray icon
    does, and a click on it is the first action.
    """

    acted = Signal(str, str)
    """The name of a notification, and the action that a person chose in it."""
    closed = Signal(str)
    """The notification of this name is not seen any more."""

    _acted = Signal(int, str)
    _closed = Signal(int)
    _token_came = Signal(str)

    def __init__(self, icon: QSystemTrayIcon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._daemon: Daemon | None = None
        self._numbers: dict[str, int] = {}
        self._in_tray = ""
        # One after the other: the number of one that is shown must be known before it is replaced.
        self._workers = Workers("byfax-notifications", 1, self)
        self._acted.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._closed.connect(self._forget, Qt.ConnectionType.QueuedConnection)
        self._token_came.connect(_keep_token, Qt.ConnectionType.QueuedConnection)
        icon.messageClicked.connect(self._click_tray)

    def show(self, name: str, what: Notification) -> None:
        """Show this soon."""
        self._workers.run(lambda: self._show(name, what), partial(self._note, name, what))

    def withdraw(self, name: str) -> None:
        """Take the notification of this name back, if it is there."""
        self._workers.run(lambda: self._take_back(name), _pass_over)

    def close(self) -> None:
        """Show no more; what is shown stays, for it is still true."""
        if self._daemon:
            self._daemon.close()

    # What the daemon says, on a thread of its connection

    def acted_on(self, number: int, action: str) -> None:
        """A person chose an action."""
        self._acted.emit(number, action)

    def token_came(self, token: str) -> None:
        """The window may come to the front with this."""
        self._token_came.emit(token)

    def was_closed(self, number: int) -> None:
        """A notification is not seen any more."""
        self._closed.emit(number)

    # On the worker's thread

    def _show(self, name: str, what: Notification) -> bool:
        """Whether a daemon shows it; one that was started anew is met anew."""
        if sys.platform != "linux":
            return False
        from byfax_desktop.desktop.bus import BusTrouble
        from byfax_desktop.desktop.notifications import Daemon

        for _ in range(2):
            try:
                if self._daemon is None:
                    self._daemon = Daemon(self, str(resource("icons/byfax-desktop.svg")))
                self._numbers[name] = self._daemon.show(what, self._numbers.get(name, 0))
                return True
            except BusTrouble:
                if self._daemon is None:
                    return False
                self._daemon.close()
                self._daemon = None
        return False

    def _take_back(self, name: str) -> None:
        number = self._numbers.pop(name, 0)
        if number and self._daemon:
            from byfax_desktop.desktop.bus import BusTrouble

            with suppress(BusTrouble):  # it is gone already
                self._daemon.withdraw(number)

    # On the window's thread

    def _note(self, name: str, what: Notification, is_shown: bool | Trouble) -> None:
        if is_shown is not True and self._icon.isVisible():
            self._in_tray = name
            self._icon.showMessage(what.title, what.body, self._icon.icon(), _SHOWN_MS)

    def _pass_on(self, number: int, action: str) -> None:
        for name, known in tuple(self._numbers.items()):
            if known == number:
                self.acted.emit(name, action)

    def _forget(self, number: int) -> None:
        for name, known in tuple(self._numbers.items()):
            if known == number:
                del self._numbers[name]
                self.closed.emit(name)

    def _click_tray(self) -> None:
        self.acted.emit(self._in_tray, DEFAULT)
        self.closed.emit(self._in_tray)


def _pass_over(_: object) -> None:
    """Nothing more is to be done."""


def _keep_token(token: str) -> None:
    """Where Qt's Wayland plugin looks for it when a window asks for the front."""
    os.environ["XDG_ACTIVATION_TOKEN"] = token
