"""Looking for a newer version: by hand, each week, and not at all unless it is wanted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shell_doubles import shell_session

from byfax_desktop import __version__
from byfax_desktop.desktop.newer_version import LookFailed, PublishedVersion
from byfax_desktop.ui.help import version_check
from byfax_desktop.ui.help.version_check import LOOKED_AT, WEEK, VersionCheck
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.notices import Notices
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.settings.options import LOOK_WEEKLY, VERSION_ADDRESS

ADDRESS = "https://example.org/version.json"
NEWER = PublishedVersion("99.0.0", "https://example.org/download")
SAME = PublishedVersion(__version__, "https://example.org/download")
FAILED = LookFailed("It could not be found out.", "Try again.", "ConnectTimeoutError")


class World:
    """The session, what is told there, and the answer that the address gives."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.session = session
        self.notices = Notices(session)
        qtbot.addWidget(self.notices)
        self.answer: PublishedVersion | LookFailed = NEWER
        self.asked: list[str] = []
        self.opened: list[str] = []
        self.now = 1_800_000_000.0
        self.check = VersionCheck(session, self.notices, lambda: self.now)
        session.preferences.choose(VERSION_ADDRESS, ADDRESS)

    def look(self, address: str, session: Session) -> PublishedVersion:
        self.asked.append(address)
        if isinstance(self.answer, LookFailed):
            raise self.answer
        return self.answer

    def open(self, url: QUrl) -> bool:
        self.opened.append(url.toString())
        return len(self.opened) == 1

    def press(self) -> None:
        button = self.notices.findChild(QPushButton, "newer_version_action")
        assert button is not None
        button.click()


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    world = World(qtbot, shell_session(tmp_path))
    monkeypatch.setattr(version_check, "_look", world.look)
    monkeypatch.setattr(QDesktopServices, "openUrl", world.open)
    return world


def test_a_newer_version_is_told_and_only_a_click_opens_its_page(world: World, qtbot: QtBot) -> None:
    world.check.look()
    qtbot.waitUntil(lambda: "99.0.0" in world.notices.newer.text)
    assert __version__ in world.notices.newer.text
    assert world.notices.message.text == ""
    assert world.opened == []
    world.press()
    assert world.opened == ["https://example.org/download"]
    world.press()
    assert "example.org" in world.notices.message.text


def test_who_has_the_newest_hears_so(world: World, qtbot: QtBot) -> None:
    world.answer = SAME
    world.check.look()
    qtbot.waitUntil(lambda: "newest version" in world.notices.message.text)
    assert world.notices.newer.text == ""


def test_who_asked_hears_of_a_failure(world: World, qtbot: QtBot) -> None:
    world.answer = FAILED
    world.check.look()
    qtbot.waitUntil(lambda: "could not be found out" in world.notices.message.text)


def test_without_an_address_nobody_is_asked(world: World) -> None:
    world.session.preferences.choose(VERSION_ADDRESS, "")
    world.session.preferences.choose(LOOK_WEEKLY, True)
    world.check.look()
    assert "does not know" in world.notices.message.text
    world.check.begin()
    assert world.asked == []


def test_nothing_is_looked_for_unless_it_is_wanted(world: World) -> None:
    assert LOOK_WEEKLY.default is False
    world.check.begin()
    assert world.asked == []
    assert LOOKED_AT not in world.session.settings  # type: ignore[operator]


def test_it_looks_once_a_week(world: World, qtbot: QtBot) -> None:
    world.session.preferences.choose(LOOK_WEEKLY, True)
    world.check.begin()
    qtbot.waitUntil(lambda: "99.0.0" in world.notices.newer.text)
    world.now += WEEK - 1
    world.check.look_weekly()
    assert len(world.asked) == 1
    world.now += 1
    world.check.look_weekly()
    qtbot.waitUntil(lambda: len(world.asked) == 2)


@pytest.mark.parametrize("kept", ["", "soon", "-5", "9" * 30, "9999999999"])
def test_a_time_that_makes_no_sense_keeps_it_from_nothing(world: World, kept: str) -> None:
    world.session.settings.setValue(LOOKED_AT, kept)
    assert world.check._is_due()


def test_a_failure_that_nobody_asked_for_stays_silent(
    world: World, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    world.answer = FAILED
    world.session.preferences.choose(LOOK_WEEKLY, True)
    with caplog.at_level("INFO"):
        world.check.begin()
        qtbot.waitUntil(lambda: "ConnectTimeoutError" in caplog.text)
    assert world.notices.message.text == ""
    assert world.notices.newer.text == ""


def test_the_help_menu_looks(qtbot: QtBot, tmp_path: Path) -> None:
    main = MainWindow(shell_session(tmp_path), [])
    qtbot.addWidget(main)
    action = main.findChild(QAction, "action_look_for_a_newer_version")
    assert action is not None
    action.trigger()
    assert "does not know" in main.notices.message.text
