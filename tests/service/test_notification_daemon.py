"""Notifications at a real daemon (dunst), on a bus and a screen of their own."""

from __future__ import annotations

import html
import json
import queue
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop_session import DesktopSession, missing_tools
from private_bus import PrivateBus, missing_bus_tools

from byfax_desktop.desktop.notification import DEFAULT, Notification

_MISSING = [*missing_tools(), *missing_bus_tools("dunst", "dunstctl")]
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="D-Bus"),
    pytest.mark.skipif(bool(_MISSING), reason=f"needs {', '.join(_MISSING)}"),
]

OPEN = ((DEFAULT, "Open"),)


class Heard:
    """Remembers what a daemon says."""

    def __init__(self) -> None:
        self.acts: queue.SimpleQueue[tuple[int, str]] = queue.SimpleQueue()
        self.ends: queue.SimpleQueue[int] = queue.SimpleQueue()

    def acted_on(self, number: int, action: str) -> None:
        self.acts.put((number, action))

    def token_came(self, token: str) -> None:
        raise AssertionError("dunst gives none on X")

    def was_closed(self, number: int) -> None:
        self.ends.put(number)


@pytest.fixture
def screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DesktopSession]:
    with DesktopSession(tmp_path) as session, PrivateBus(session.environment) as bus:
        session.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.address
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        yield session


def test_a_notification_is_shown_replaced_acted_on_and_taken_back(screen: DesktopSession) -> None:
    from byfax_desktop.desktop.notifications import Daemon

    heard = Heard()
    daemon = Daemon(heard)
    assert "actions" in daemon.features
    first = daemon.show(Notification("New fax", "From <Anna> & Co\nPage 1", OPEN))
    assert screen.run("dunstctl", "count", "displayed").strip() == "1"
    assert daemon.show(Notification("2 new faxes", "", OPEN, is_urgent=True), first) == first
    assert screen.run("dunstctl", "count", "displayed").strip() == "1"

    screen.run("dunstctl", "action", "0")
    assert heard.acts.get(timeout=10) == (first, DEFAULT)
    daemon.withdraw(first)
    assert heard.ends.get(timeout=10) == first

    second = daemon.show(Notification("Fax delivered", actions=OPEN))
    assert second != first
    daemon.withdraw(second)
    assert heard.ends.get(timeout=10) == second
    daemon.close()


def test_a_text_of_strangers_is_no_markup(screen: DesktopSession) -> None:
    from byfax_desktop.desktop.notifications import Daemon

    heard = Heard()
    daemon = Daemon(heard)
    written = "<b>bold</b> <a href='x'>here</a> &amp;"
    number = daemon.show(Notification("New fax", written))
    daemon.withdraw(number)
    assert heard.ends.get(timeout=10) == number
    ((shown, *_),) = json.loads(screen.run("dunstctl", "history"))["data"]
    assert html.unescape(shown["body"]["data"]) == written
    daemon.close()
