"""Starting with the computer, by choice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shell_doubles import shell_session

from byfax_desktop.ui.computer.autostart import AutostartKeeper
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.message_bar import MessageBar
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.settings.options import AUTOSTART


class Place:
    """Where a system keeps it."""

    def __init__(self) -> None:
        self.command: list[str] | None = None
        self.asked = 0
        self.fails = False

    def is_on(self) -> bool:
        self.asked += 1
        return self.command is not None

    def turn_on(self, command: Sequence[str]) -> None:
        if self.fails:
            raise PermissionError(13, "no")
        self.command = list(command)

    def turn_off(self) -> None:
        self.command = None


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> MainWindow:
    window = MainWindow(session, [])
    qtbot.addWidget(window)
    return window


def test_it_follows_the_settings(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    place = Place()
    AutostartKeeper(window, session, ["--account", "ACME"], lambda: place)
    session.preferences.choose(AUTOSTART, True)
    qtbot.waitUntil(lambda: place.command is not None)
    assert place.command is not None
    assert place.command[-3:] == ["--hidden", "--account", "ACME"]
    session.preferences.choose(AUTOSTART, False)
    qtbot.waitUntil(lambda: place.command is None)


def test_the_system_knows_better_than_the_settings(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    session.preferences.choose(AUTOSTART, True)
    place = Place()
    AutostartKeeper(window, session, (), lambda: place)
    qtbot.waitUntil(lambda: not session.preferences.value(AUTOSTART))
    assert place.command is None


def test_a_program_that_has_moved_is_found_where_it_is(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    place = Place()
    place.command = ["/old/byfax-desktop"]
    AutostartKeeper(window, session, (), lambda: place)
    qtbot.waitUntil(lambda: session.preferences.value(AUTOSTART))
    assert place.command != ["/old/byfax-desktop"]


def test_where_it_cannot_be_written_a_person_is_told(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    place = Place()
    AutostartKeeper(window, session, (), lambda: place)
    qtbot.waitUntil(lambda: place.asked > 0)
    place.fails = True
    session.preferences.choose(AUTOSTART, True)
    bar = window.findChild(MessageBar, "window_message")
    assert isinstance(bar, MessageBar)
    qtbot.waitUntil(lambda: bool(bar.text))
    qtbot.waitUntil(lambda: not session.preferences.value(AUTOSTART))
