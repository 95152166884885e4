"""Notifications of Linux desktops: org.freedesktop.Notifications 1.2."""

from __future__ import annotations

import html
from typing import Any, Protocol

from jeepney import DBusAddress

from byfax_desktop.desktop.bus import Bus
from byfax_desktop.desktop.notification import Notification

_NAME = "org.freedesktop.Notifications"
_DAEMON = DBusAddress("/org/freedesktop/Notifications", _NAME, _NAME)
_NORMAL, _CRITICAL = 1, 2


class Listener(Protocol):
    """Hears what becomes of notifications, on a thread of the bus."""

    def acted_on(self, number: int, action: str) -> None:
        """A person chose an action of a notification."""
        ...

    def token_came(self, token: str) -> None:
        """The desktop lets a window come to the front because of what a person is just choosing."""
        ...

    def was_closed(self, number: int) -> None:
        """A notification is not seen any more."""
        ...


class Daemon:
    """What shows notifications in this session. Each method waits for it: call none on the window's thread."""

    def __init__(self, listener: Listener, icon: str = "") -> None:
        """Raises BusTrouble where nobody shows notifications."""
        self._listener = listener
        self._icon = icon
        self._bus = Bus()
        try:
            self._bus.listen(_DAEMON, self._hear)
            (features,) = self._bus.call(_DAEMON, "GetCapabilities")
        except BaseException:
            self._bus.close()
            raise
        self.features = frozenset(map(str, features))

    def show(self, what: Notification, replaced: int = 0) -> int:
        """Show a notification, in the place of another one if that is still there; returns its number.

        Raises BusTrouble.
        """
        takes_actions = "actions" in self.features
        actions = [word for action in what.actions for word in action] if takes_actions else []
        body = html.escape(what.body, quote=False) if "body-markup" in self.features else what.body
        hints = {
            "desktop-entry": ("s", "byfax-desktop"),
            "urgency": ("y", _CRITICAL if what.is_urgent else _NORMAL),
        }
        values = ("byFax Desktop", replaced, self._icon, what.title, body, actions, hints, -1)
        (number,) = self._bus.call(_DAEMON, "Notify", "susssasa{sv}i", values)
        return int(number)

    def withdraw(self, number: int) -> None:
        """Take a notification back. Raises BusTrouble."""
        self._bus.call(_DAEMON, "CloseNotification", "u", (number,))

    def close(self) -> None:
        """Hear no more."""
        self._bus.close()

    def _hear(self, signal: str, said: tuple[Any, ...]) -> None:
        if signal == "ActionInvoked":
            self._listener.acted_on(int(said[0]), str(said[1]))
        elif signal == "ActivationToken":
            self._listener.token_came(str(said[1]))
        elif signal == "NotificationClosed":
            self._listener.was_closed(int(said[0]))
