"""Questions that are answered while the program goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from byfax_desktop.ui.question import ask


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.mark.parametrize(("answer", "is_done"), [(0, True), (1, False)], ids=["yes", "no"])
def test_only_the_first_answer_does_it(window: QWidget, answer: int, is_done: bool) -> None:
    done: list[str] = []
    box = ask(
        window, "q", "Delete it?", "It is gone then.", ("&Delete", "&Leave it"), lambda: done.append("done")
    )
    assert done == []
    box.buttons()[answer].click()
    assert done == (["done"] if is_done else [])


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_leave_everything_as_it_is(window: QWidget, qtbot: QtBot, key: Qt.Key) -> None:
    done: list[str] = []
    box = ask(window, "q", "Delete it?", "It is gone.", ("&Delete", "&Leave it"), lambda: done.append("done"))
    with qtbot.waitSignal(box.finished):
        QTest.keyClick(box, key)
    assert done == []


def test_what_follows_is_not_broken_into_many_short_lines(window: QWidget) -> None:
    box = ask(window, "q", "So?", "It is gone then, here and there. " * 3, ("&Yes", "&No"), lambda: None)
    assert box.width() >= 360
