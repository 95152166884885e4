"""The ways out of the Numbers tab in the whole window: to the Inbox, to Compose, to the website."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shell_doubles import shell_session
from tab_doubles import own_number, received

from byfax_desktop.engine.events import InboxChanged, NumbersChanged, WaitingChanged
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.numbers.tab import NumbersTab
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.tab_bar import COMPOSE, INBOX, NUMBERS

SECOND = "+375170000002"


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> MainWindow:
    window = MainWindow(session)
    window.tabs.make_all()
    qtbot.addWidget(
        window, before_close_func=lambda _: session.bridge.waiting_changed.emit(WaitingChanged(0))
    )
    with qtbot.waitExposed(window):
        window.show()
    session.bridge.numbers_changed.emit(
        NumbersChanged((own_number("1"), own_number("2", number=SECOND, can_extend=True)))
    )
    window.show_tab(NUMBERS)
    numbers = window.tabs.page(NUMBERS)
    assert isinstance(numbers, NumbersTab)
    numbers.own.view.setCurrentIndex(numbers.own.model.index(1, 0))
    return window


def click(window: MainWindow, name: str) -> None:
    button = window.tabs.page(NUMBERS).findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def test_the_inbox_shows_the_faxes_to_the_number_alone(window: MainWindow, session: Session) -> None:
    faxes = (received("one"), received("two", did=SECOND), received("three", did=SECOND))
    session.bridge.inbox_changed.emit(InboxChanged(faxes))
    click(window, "numbers_show_faxes")

    inbox = window.tabs.page(INBOX)
    assert isinstance(inbox, InboxTab)
    assert window.tabs.currentIndex() == INBOX
    assert [entry.fax.ref for entry in inbox.list.model.records] == ["two", "three"]


def test_faxes_are_sent_from_the_number(window: MainWindow) -> None:
    click(window, "numbers_use_as_sender")
    assert window.tabs.currentIndex() == COMPOSE
    assert window.compose.sender_row.identity().number == "+375 17 000-00-02"
    assert window.notices.message.text == "Faxes are sent from +375 17 000-00-02 from now on."


def test_while_a_fax_is_being_sent_its_sender_stays(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = window.compose.sender_row.identity()
    monkeypatch.setattr(type(window.compose), "is_sending", property(lambda _: True))
    click(window, "numbers_use_as_sender")
    monkeypatch.undo()
    assert window.compose.sender_row.identity() == before
    assert window.notices.message.text.startswith("A fax is just being sent")


def test_a_fax_is_written_to_the_number(window: MainWindow) -> None:
    click(window, "numbers_fax_to")
    assert window.tabs.currentIndex() == COMPOSE
    assert [each.number for each in window.compose.recipients.model.entries] == [SECOND]


def test_what_to_choose_on_the_website_is_told_to_the_whole_window(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)
    numbers = window.tabs.page(NUMBERS)
    assert isinstance(numbers, NumbersTab)
    numbers.own.deeds.do("extend")
    assert window.notices.message.text.endswith("among your numbers and extend it.")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    numbers.own.deeds.do("extend")
    assert window.notices.message.text.startswith("No browser could be opened.")
