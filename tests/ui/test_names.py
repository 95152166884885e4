"""Every place that the Tab key stops at says what it is, in all tabs: who cannot see it hears nothing else."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar, QWidget
from pytestqt.qtbot import QtBot
from sent_in_memory import settle, tell
from tab_doubles import entry, make_session, message, own_number, received

from byfax_desktop.engine.events import InboxChanged, NumbersChanged
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.notices import SET_UP

Kind = TypeVar("Kind", bound=QWidget)


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


@pytest.mark.parametrize("tab", range(4))
def test_no_two_things_in_sight_share_a_letter(window: MainWindow, tab: int) -> None:
    """Alt and a letter that two have only moves the keyboard from one to the other."""
    window.show_tab(tab)
    window.notices.tell_trouble(Trouble("It broke.", "Mend it."), SET_UP)
    texts = [bar.tabText(place) for bar in _seen(window, QTabBar) for place in range(bar.count())]
    texts += [each.text() for each in window.menuBar().actions()]
    texts += [each.text() for each in _seen(window, QAbstractButton)]
    texts += [each.text() for each in _seen(window, QLabel) if each.buddy()]
    letters = Counter(found[1].lower() for each in texts if (found := re.search("&([^&])", each)))

    assert len(letters) > 8
    assert [each for each, times in letters.items() if times > 1] == []


def _seen(window: MainWindow, kind: type[Kind]) -> list[Kind]:
    return [each for each in window.findChildren(kind) if each.isVisible()]


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
