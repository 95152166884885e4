"""Messages beside what they are about."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from byfax_desktop.ui.message_bar import MessageBar, Tone


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    bar = MessageBar("bar")
    qtbot.addWidget(bar)
    return bar


def part(bar: MessageBar, kind: type, name: str) -> QPushButton:
    found = bar.findChild(kind, name)
    assert found is not None
    return found  # type: ignore[no-any-return]


def test_it_is_hidden_until_there_is_something_to_say(bar: MessageBar) -> None:
    assert bar.isHidden()
    bar.tell(Tone.TROUBLE, "The service cannot be reached.", "Check the network.")
    assert not bar.isHidden()
    assert bar.text == "The service cannot be reached. Check the network."
    assert bar.accessibleName() == bar.text
    bar.clear()
    assert bar.isHidden()
    assert bar.text == ""


def test_details_are_there_for_those_who_ask(bar: MessageBar, qtbot: QtBot) -> None:
    bar.tell(Tone.TROUBLE, "It failed.", details="ConnectTimeout")
    details = part(bar, QLabel, "bar_details")
    button = part(bar, QPushButton, "bar_show_details")
    assert details.isHidden()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not details.isHidden()
    assert details.text() == "ConnectTimeout"
    assert button.text() == "Hide details"
    bar.tell(Tone.NOTE, "Without details.")
    assert button.isHidden()
    assert details.isHidden()


def test_the_next_message_begins_with_closed_details(bar: MessageBar) -> None:
    bar.tell(Tone.TROUBLE, "It failed.", details="one")
    part(bar, QPushButton, "bar_show_details").click()
    bar.tell(Tone.TROUBLE, "It failed again.", details="two")
    assert part(bar, QLabel, "bar_details").isHidden()
    assert part(bar, QPushButton, "bar_show_details").text() == "Show details"


def test_an_action_is_offered_only_where_there_is_one(bar: MessageBar, qtbot: QtBot) -> None:
    bar.tell(Tone.WARNING, "There is no account.", action="Set up…")
    action = part(bar, QPushButton, "bar_action")
    with qtbot.waitSignal(bar.action_triggered):
        action.click()
    bar.tell(Tone.WARNING, "Something else.")
    assert action.isHidden()


def test_a_person_can_send_it_away(bar: MessageBar, qtbot: QtBot) -> None:
    bar.tell(Tone.DONE, "Accepted.")
    part(bar, QToolButton, "bar_close").click()
    assert bar.isHidden()
