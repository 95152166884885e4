"""The window comes back as it was left: its place, how its parts were divided, and the tab."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QSplitter
from pytestqt.qtbot import QtBot
from tab_doubles import make_session

from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.tab_bar import COMPOSE, NUMBERS, OUTBOX
from byfax_desktop.ui.window_memory import WindowMemory


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


def begun(qtbot: QtBot, session: Session) -> MainWindow:
    """A window that stands on the screen with all its tabs."""
    window = MainWindow(session)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()
    window.finish()
    return window


def splitter(window: MainWindow, name: str) -> QSplitter:
    found = window.findChild(QSplitter, name)
    assert isinstance(found, QSplitter)
    return found


def all_made(window: MainWindow) -> bool:
    return window.findChild(QSplitter, "numbers_splitter") is not None


def test_it_comes_back_as_it_was_left(qtbot: QtBot, session: Session) -> None:
    window = begun(qtbot, session)
    qtbot.waitUntil(lambda: all_made(window))
    window.show_tab(OUTBOX)
    window.setGeometry(QRect(4, 4, 780, 540))
    splitter(window, "outbox_splitter").setSizes([100, 300])
    sizes = splitter(window, "outbox_splitter").sizes()
    window.close()

    again = begun(qtbot, session)
    assert again.size() == window.size()
    qtbot.waitUntil(lambda: again.tabs.currentIndex() == OUTBOX)
    assert splitter(again, "outbox_splitter").sizes() == sizes


def test_who_was_led_to_a_fax_meanwhile_stays_there(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    window = begun(qtbot, session)
    window.show_tab(NUMBERS)
    window.close()

    again = begun(qtbot, session)
    again.new_fax()
    qtbot.waitUntil(lambda: all_made(again))
    assert again.tabs.currentIndex() == COMPOSE


@pytest.mark.parametrize("kept", [None, "", "x", "4", "-1", "１２", b"\xff", 3.5])
def test_what_makes_no_sense_is_the_first_tab(qtbot: QtBot, session: Session, kept: Any) -> None:
    window = MainWindow(session)
    qtbot.addWidget(window)
    session.settings.setValue("window/tab", kept)
    session.settings.setValue("window/place", "nonsense")
    memory = WindowMemory(window, session.settings)
    before = window.geometry()

    memory.place()
    memory.divide()
    assert memory.tab(4) == 0
    assert window.geometry() == before
