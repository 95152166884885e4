"""The window of the log."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shell_doubles import shell_session

from byfax_desktop.desktop.paths import DataPaths
from byfax_desktop.ui.help.log_window import LogWindow
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.session import Session


def line(text: str, level: str = "INFO") -> str:
    return f"{date.today().isoformat()} 14:02:03,123 {level} byfax_desktop.x: {text}\n"


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    log = DataPaths(tmp_path).log_file
    log.write_text(line("first") + line("second", "WARNING") + line("third\n  of two lines", "ERROR"))
    return log


@pytest.fixture
def window(qtbot: QtBot, session: Session, log: Path) -> LogWindow:
    window = LogWindow(session, log)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.model.rowCount() == 3)
    return window


def shown(window: LogWindow) -> list[str]:
    return [entry.text.partition("\n")[0] for entry in window.model.records]


def test_the_newest_stands_on_top(window: LogWindow) -> None:
    assert shown(window) == ["third", "second", "first"]
    assert not window.nothing.isVisible()


def test_it_follows_what_happens_and_keeps_what_is_chosen(window: LogWindow, qtbot: QtBot, log: Path) -> None:
    window.view.go_to(1)
    with log.open("a") as file:
        file.write(line("fourth"))
    window.look()
    qtbot.waitUntil(lambda: shown(window)[0] == "fourth")
    assert window.whole.toPlainText().endswith("second")


@pytest.mark.parametrize(
    ("choice", "left"),
    [(0, ["third", "second", "first"]), (1, ["third", "second"]), (2, ["third"])],
)
def test_it_is_sifted_by_how_grave_an_entry_is(
    window: LogWindow, qtbot: QtBot, choice: int, left: list[str]
) -> None:
    window.level.setCurrentIndex(choice)
    qtbot.waitUntil(lambda: shown(window) == left)


def test_it_is_sifted_by_words(window: LogWindow, qtbot: QtBot) -> None:
    QTest.keyClicks(window.search, "LINES two")
    qtbot.waitUntil(lambda: shown(window) == ["third"])
    window.search.setText("no such word")
    qtbot.waitUntil(lambda: shown(window) == [])
    assert "like this" in window.nothing.text()
    assert window.nothing.isVisible()


def test_an_entry_is_read_as_a_whole(window: LogWindow) -> None:
    window.view.go_to(0)
    assert window.whole.toPlainText().endswith("third\n  of two lines")


def test_what_is_listed_or_chosen_is_copied_in_the_order_of_the_log(window: LogWindow, qtbot: QtBot) -> None:
    window.level.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(shown(window)) == 2)
    button = window.findChild(QPushButton, "log_copy")
    assert button is not None
    button.click()
    assert [each.partition(": ")[2] for each in QGuiApplication.clipboard().text().splitlines()] == [
        "second",
        "third",
        "",
    ]
    window.view.go_to(1)
    button.click()
    assert QGuiApplication.clipboard().text() == "14:02:03 WARNING byfax_desktop.x: second"


def test_its_folder_is_opened(window: LogWindow, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return len(opened) > 1

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    window.open_folder()
    assert str(log.parent) in window.message.text
    window.open_folder()
    assert opened[-1].toLocalFile() == str(log.parent)


def test_without_any_entry_it_says_so(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    window = LogWindow(session, tmp_path / "none.log")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: not window._is_looking)
    assert window.nothing.isVisible()
    assert "Nothing" in window.nothing.text()


def test_the_help_menu_opens_one_and_it_closes_with_the_main_window(
    qtbot: QtBot, session: Session, log: Path
) -> None:
    main = MainWindow(session, [])
    qtbot.addWidget(main)
    action = main.findChild(QAction, "action_log")
    assert action is not None
    action.trigger()
    action.trigger()
    (window,) = main.findChildren(LogWindow)
    with qtbot.waitSignal(window.destroyed):
        main.close()
