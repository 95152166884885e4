"""The manual in its window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from shell_doubles import shell_session

from byfax_desktop.ui.help import manual_window
from byfax_desktop.ui.help.manual import CHAPTERS
from byfax_desktop.ui.help.manual_window import ManualWindow
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.tab_bar import OUTBOX


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> ManualWindow:
    window = ManualWindow(session, "states", language="en")
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    qtbot.waitUntil(lambda: window.pages.shown == "states")
    return window


def listed(window: ManualWindow) -> list[str]:
    return [window.contents.item(row).text() for row in range(window.contents.count())]


def test_it_opens_at_the_chapter_that_was_wanted(window: ManualWindow) -> None:
    assert "What the states mean" in window.pages.toPlainText()
    assert window.contents.currentItem().text() == "What the states mean, and what to do"
    assert len(listed(window)) == len(CHAPTERS)


def test_the_contents_lead_to_each_chapter(window: ManualWindow) -> None:
    for row, name in enumerate(CHAPTERS):
        window.contents.setCurrentRow(row)
        assert window.pages.shown == name
        assert len(window.pages.toPlainText()) > 200


def test_a_link_leads_on_and_back(window: ManualWindow) -> None:
    window.pages.setSource(QUrl("proof.md"))
    assert window.pages.shown == "proof"
    assert window.contents.currentItem().text() == "Proof"
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.pages.shown == "states"
    assert not window.back.isEnabled()


@pytest.mark.parametrize(
    "address", ["https://example.org/", "file:///etc/passwd", "nowhere.md", "mailto:a@b.c"]
)
def test_no_other_link_leads_anywhere(
    window: ManualWindow, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    window.pages.setSource(QUrl(address))
    assert window.pages.shown == "states"
    assert opened == []


def test_the_search_leads_to_the_words_and_marks_them(window: ManualWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(window.search, "quiet hours")
    assert window.pages.shown in {"tray", "settings"}
    assert set(listed(window)) == {"The tray and notifications", "Settings"}
    assert window.pages.extraSelections()
    window.search.clear()
    assert len(listed(window)) == len(CHAPTERS)
    assert not window.pages.extraSelections()


def test_words_that_are_nowhere_are_told(window: ManualWindow) -> None:
    window.search.setText("zeppelin")
    assert listed(window) == []
    assert "No chapter" in window.message.text
    assert window.pages.shown == "states"
    window.search.clear()
    assert window.message.text == ""


def test_it_is_there_in_russian(qtbot: QtBot, session: Session) -> None:
    window = ManualWindow(session, "first-fax", language="ru")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: "Первый факс" in window.pages.toPlainText())


def test_an_installation_without_it_says_so(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_manual(language: str) -> None:
        raise KeyError(language)

    monkeypatch.setattr(manual_window, "read_manual", read_manual)
    window = ManualWindow(session, "first-fax", language="en")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: "can't be read" in window.message.text)


def test_f1_opens_it_at_the_chapter_of_the_tab_and_closes_with_the_main_window(
    qtbot: QtBot, session: Session
) -> None:
    main = MainWindow(session)
    qtbot.addWidget(main)
    with qtbot.waitActive(main):
        main.show()
    QTest.keyClick(main, Qt.Key.Key_F1)
    (window,) = main.findChildren(ManualWindow)
    qtbot.waitUntil(lambda: window.pages.shown == "first-fax")
    main.show_tab(OUTBOX)
    main.help.show_manual()
    assert window.pages.shown == "states"
    with qtbot.waitSignal(window.destroyed):
        main.close()


def test_the_keys_are_at_ctrl_f1(qtbot: QtBot, session: Session) -> None:
    main = MainWindow(session, [])
    qtbot.addWidget(main)
    with qtbot.waitActive(main):
        main.show()
    QTest.keyClick(main, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    (box,) = main.findChildren(QMessageBox)
    assert "Ctrl+F1" in box.text()
    box.close()
