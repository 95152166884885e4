"""Notifications by the desktop's daemon, or by the tray icon where there is none."""

from __future__ import annotations

import os
import queue
import sys
from typing import Any

import pytest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

if sys.platform != "linux":
    pytest.skip("elsewhere the tray icon shows them", allow_module_level=True)

from byfax_desktop.desktop import notifications
from byfax_desktop.desktop.bus import BusTrouble
from byfax_desktop.desktop.notification import DEFAULT, Notification
from byfax_desktop.ui.computer.channel import Channel


class Desktop:
    """A daemon as a test has it, and all that it was asked."""

    def __init__(self) -> None:
        self.is_there = True
        self.asked: queue.SimpleQueue[tuple[Any, ...]] = queue.SimpleQueue()
        self.met = self.refused = 0
        self.listener: Any = None
        self._number = 0

    def __call__(self, listener: Any, icon: str) -> Desktop:
        if not self.is_there:
            self.refused += 1
            raise BusTrouble("nobody")
        self.met += 1
        self.listener = listener
        return self

    def show(self, what: Notification, replaced: int = 0) -> int:
        if not self.is_there:
            raise BusTrouble("gone")
        self.asked.put((what.title, replaced))
        self._number += 0 if replaced else 1
        return replaced or self._number

    def withdraw(self, number: int) -> None:
        self.asked.put(("withdrawn", number))
        raise BusTrouble("it was closed before")

    def close(self) -> None:
        pass


class Icon(QSystemTrayIcon):
    """A tray icon that remembers what it showed."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.is_there = True

    def isVisible(self) -> bool:
        return self.is_there

    def showMessage(self, title: str, *_: Any) -> None:
        self.shown.append(title)


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Desktop:
    desktop = Desktop()
    monkeypatch.setattr(notifications, "Daemon", desktop)
    return desktop


@pytest.fixture
def icon(qtbot: QtBot) -> Icon:
    return Icon()


@pytest.fixture
def channel(icon: Icon) -> Channel:
    return Channel(icon)


def test_another_notification_of_a_name_takes_the_place_of_the_first(
    channel: Channel, desktop: Desktop
) -> None:
    for name, title in (("a", "One"), ("b", "Two"), ("a", "Three")):
        channel.show(name, Notification(title))
    assert [desktop.asked.get(timeout=10) for _ in range(3)] == [("One", 0), ("Two", 0), ("Three", 1)]
    assert desktop.met == 1


def test_what_a_person_chooses_is_told_by_the_name(channel: Channel, desktop: Desktop, qtbot: QtBot) -> None:
    channel.show("a", Notification("One"))
    desktop.asked.get(timeout=10)
    with qtbot.waitSignals([channel.acted, channel.closed]):
        desktop.listener.acted_on(99, DEFAULT)
        desktop.listener.acted_on(1, "again")
        desktop.listener.was_closed(1)
    channel.show("a", Notification("Two"))
    assert desktop.asked.get(timeout=10) == ("Two", 0), "the one before is not there to be replaced"


def test_a_notification_that_is_not_true_any_more_is_taken_back_once(
    channel: Channel, desktop: Desktop
) -> None:
    channel.show("a", Notification("One"))
    for _ in range(2):
        channel.withdraw("a")
    channel.show("b", Notification("Two"))
    assert [desktop.asked.get(timeout=10) for _ in range(3)] == [("One", 0), ("withdrawn", 1), ("Two", 0)]


def test_without_a_daemon_the_tray_icon_tells_it(
    channel: Channel, desktop: Desktop, icon: Icon, qtbot: QtBot
) -> None:
    desktop.is_there = False
    channel.show("a", Notification("One"))
    qtbot.waitUntil(lambda: icon.shown == ["One"])
    with qtbot.waitSignal(channel.acted) as acted:
        icon.messageClicked.emit()
    assert acted.args == ["a", DEFAULT]


def test_without_a_tray_nothing_is_told_and_nothing_breaks(
    channel: Channel, desktop: Desktop, icon: Icon, qtbot: QtBot
) -> None:
    desktop.is_there = icon.is_there = False
    channel.show("a", Notification("One"))
    qtbot.waitUntil(lambda: desktop.refused == 1)
    desktop.is_there = True
    channel.show("a", Notification("Two"))
    assert desktop.asked.get(timeout=10) == ("Two", 0)
    assert icon.shown == []


def test_a_daemon_that_was_started_anew_is_met_anew(channel: Channel, desktop: Desktop, qtbot: QtBot) -> None:
    channel.show("a", Notification("One"))
    desktop.asked.get(timeout=10)
    shows = iter([BusTrouble("restarted"), None])
    show = desktop.show

    def stumbling(what: Notification, replaced: int = 0) -> int:
        if trouble := next(shows):
            raise trouble
        return show(what, 0)

    desktop.show = stumbling  # type: ignore[method-assign]
    channel.show("b", Notification("Two"))
    assert desktop.asked.get(timeout=10) == ("Two", 0)
    assert desktop.met == 2


def test_the_token_for_the_front_is_kept_for_the_window(
    channel: Channel, desktop: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "old")
    channel.show("a", Notification("One"))
    desktop.asked.get(timeout=10)
    desktop.listener.token_came("fresh")
    qtbot.waitUntil(lambda: os.environ["XDG_ACTIVATION_TOKEN"] == "fresh")
