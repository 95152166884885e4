"""The ways out of the Numbers tab in the whole window: to the Inbox, to Compose, to the website."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from offer_samples import CALIFORNIA, STATES, known
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QPushButton, QTabBar
from pytestqt.qtbot import QtBot
from shell_doubles import shell_session
from tab_doubles import own_number, received

from byfax_desktop.engine.events import (
    InboxChanged,
    JobFinished,
    NumbersChanged,
    OffersChanged,
    WaitingChanged,
)
from byfax_desktop.service.states import DidState
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


def letters(window: MainWindow) -> list[str]:
    """The mnemonics that can be pressed now, each as often as it is there."""
    texts = [each.text() for each in window.findChildren(QAbstractButton) if each.isVisible()]
    texts += [action.text() for action in window.menuBar().actions()]
    bars = (each for each in window.findChildren(QTabBar) if each.isVisible())
    texts += [each.tabText(at) for each in bars for at in range(each.count())]
    found = (re.search(r"&(\w)", text.replace("&&", "")) for text in texts)
    return [each[1].lower() for each in found if each]


@pytest.mark.parametrize(
    "facts",
    [
        {"can_extend": True, "state": DidState.EXPIRING},
        {"can_restore": True, "state": DidState.EXPIRED},
        {"can_cancel": True, "state": DidState.VERIFY_FAILED},
    ],
)
def test_each_letter_does_one_thing_with_a_number(
    window: MainWindow, session: Session, facts: dict[str, Any]
) -> None:
    session.bridge.numbers_changed.emit(NumbersChanged((own_number("1", **facts),)))
    found = letters(window)
    assert len(found) == len(set(found)), sorted(found)


@pytest.mark.parametrize("place", [("", ""), ("USA", ""), ("USA", "CA")])
def test_each_letter_does_one_thing_where_a_number_is_found(
    window: MainWindow, session: Session, qtbot: QtBot, place: tuple[str, str]
) -> None:
    numbers = window.tabs.page(NUMBERS)
    assert isinstance(numbers, NumbersTab)
    numbers.choice.setCurrentIndex(1)
    busy = letters(window)
    assert len(busy) == len(set(busy)), sorted(busy)
    session.bridge.offers_changed.emit(OffersChanged(known(states=STATES, USA_CA=CALIFORNIA)))
    numbers.explorer.go(*place)
    for number in range(1, 9):
        session.bridge.job_finished.emit(JobFinished(f"offer {number}"))
    qtbot.waitUntil(lambda: "r" in letters(window))
    found = letters(window)
    assert len(found) == len(set(found)), sorted(found)
