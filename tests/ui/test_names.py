"""Every place that the Tab key stops at says what it is, in all tabs: who cannot see it hears nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sent_in_memory import settle, tell
from tab_doubles import entry, make_session, message, own_number, received

from byfax_desktop.engine.events import InboxChanged, NumbersChanged
from byfax_desktop.ui.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The whole window with a fax in each list."""
    session = make_session(tmp_path)
    window = MainWindow(session)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()
    window.finish()
    qtbot.waitUntil(lambda: window.tabs.make_next() is False)
    tell(session, entry("B1", (message("M1", "Anna"),), subject="Offer"))
    session.bridge.inbox_changed.emit(InboxChanged((received("F1"),)))
    session.bridge.numbers_changed.emit(NumbersChanged((own_number("D1"),)))
    settle()
    return window


@pytest.mark.parametrize("tab", range(4))
def test_whatever_takes_the_keyboard_has_a_name(window: MainWindow, tab: int) -> None:
    window.show_tab(tab)
    takers = [each for each in window.findChildren(QWidget) if _takes_the_keyboard(each)]

    assert len(takers) > 8
    assert [(type(each).__name__, each.objectName()) for each in takers if not _name(each)] == []


def _takes_the_keyboard(widget: QWidget) -> bool:
    return (
        widget.isVisible()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
        and not widget.objectName().startswith("qt_")
    )


def _name(widget: QWidget) -> str:
    told = QAccessible.queryAccessibleInterface(widget)
    return told.text(QAccessible.Text.Name) if told else ""
