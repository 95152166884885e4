"""The welcome of the first start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QCommandLinkButton, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from byfax_desktop.desktop.accounts import PRODUCTION_URL, TEST_URL, Account
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.accounts.entry import Entry, MixedUp, NotKept
from byfax_desktop.ui.accounts.welcome import Welcome


@pytest.fixture
def welcome(qtbot: QtBot) -> Welcome:
    welcome = Welcome()
    qtbot.addWidget(welcome)
    with qtbot.waitExposed(welcome):
        welcome.open()
    return welcome


def press(welcome: Welcome, name: str) -> None:
    button = welcome.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled()
    button.click()


def line(welcome: Welcome, name: str) -> QLineEdit:
    found = welcome.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def message(welcome: Welcome) -> str:
    label = welcome.findChild(QLabel, "welcome_message_text")
    assert isinstance(label, QLabel)
    return label.text()


def choose_service(welcome: Welcome, row: int) -> None:
    box = welcome.findChild(QComboBox, "credentials_service")
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(row)


def enter(welcome: Welcome, key: str, secret: str) -> None:
    press(welcome, "welcome_account")
    line(welcome, "credentials_key").setText(key)
    line(welcome, "credentials_secret").setText(secret)


def test_the_demo_is_one_key_away(welcome: Welcome, qtbot: QtBot) -> None:
    demo = welcome.findChild(QCommandLinkButton, "welcome_demo")
    assert isinstance(demo, QCommandLinkButton)
    assert welcome.focusWidget() is demo
    with qtbot.waitSignal(welcome.demo_chosen):
        QTest.keyClick(demo, Qt.Key.Key_Return)
    assert message(welcome) == "Starting the demo service…"
    assert not demo.isEnabled()


@pytest.mark.parametrize(
    ("row", "typed", "url"),
    [
        (0, "", PRODUCTION_URL),
        (1, "", TEST_URL),
        (2, " https://fax.example.test ", "https://fax.example.test"),
    ],
)
def test_credentials_go_with_the_chosen_service(
    welcome: Welcome, qtbot: QtBot, row: int, typed: str, url: str
) -> None:
    enter(welcome, "key", "secret")
    choose_service(welcome, row)
    line(welcome, "credentials_url").setText(typed)
    with qtbot.waitSignal(welcome.credentials_entered) as entered:
        press(welcome, "welcome_save")
    assert entered.args == [Entry(url, "key", "secret")]
    assert message(welcome) == "Asking the service…"


def test_enter_in_a_field_checks(welcome: Welcome, qtbot: QtBot) -> None:
    enter(welcome, "key", "secret")
    with qtbot.waitSignal(welcome.credentials_entered):
        QTest.keyClick(line(welcome, "credentials_secret"), Qt.Key.Key_Return)


def test_what_is_missing_is_said_and_the_keyboard_goes_there(welcome: Welcome, qtbot: QtBot) -> None:
    enter(welcome, "key", " ")
    with qtbot.assertNotEmitted(welcome.credentials_entered):
        press(welcome, "welcome_save")
    assert message(welcome) == "The api-secret is missing. Enter the api-secret, then check again."
    assert welcome.focusWidget() is line(welcome, "credentials_secret")
    choose_service(welcome, 2)
    press(welcome, "welcome_save")
    assert message(welcome).startswith("The address is missing.")


def test_a_failure_keeps_what_was_entered(welcome: Welcome) -> None:
    enter(welcome, "key", "secret")
    press(welcome, "welcome_save")
    welcome.tell(Trouble("byFax does not know this api-key.", "Compare it.", "API_KEY_NOT_FOUND"))
    assert message(welcome) == "byFax does not know this api-key. Compare it."
    assert line(welcome, "credentials_key").text() == "key"
    assert line(welcome, "credentials_secret").text() == "secret"
    press(welcome, "welcome_save")


def test_the_secret_is_not_shown(welcome: Welcome) -> None:
    assert line(welcome, "credentials_secret").echoMode() is QLineEdit.EchoMode.Password


def test_there_is_a_way_back_and_a_way_out(welcome: Welcome) -> None:
    press(welcome, "welcome_account")
    press(welcome, "welcome_back")
    assert welcome.findChild(QCommandLinkButton, "welcome_demo").isVisible()
    press(welcome, "welcome_later")
    assert not welcome.isVisible()


def test_accounts_that_were_entered_before_need_no_entering(welcome: Welcome, qtbot: QtBot) -> None:
    welcome.offer([Account("a1", "byFax", PRODUCTION_URL), Account("a2", "R&D", TEST_URL)])
    second = welcome.findChild(QCommandLinkButton, "welcome_known_2")
    assert isinstance(second, QCommandLinkButton)
    assert second.accessibleName() == "Use R&D"
    with qtbot.waitSignal(welcome.account_chosen) as chosen:
        second.click()
    assert chosen.args == ["a2"]
    assert message(welcome) == "Opening the account…"


def test_what_is_mixed_up_is_set_right_by_one_key(welcome: Welcome, qtbot: QtBot) -> None:
    enter(welcome, "secret", "key")
    press(welcome, "welcome_save")
    right = Entry(PRODUCTION_URL, "key", "secret")
    welcome.tell(
        MixedUp(Trouble("They are in each other's place.", "Swap them."), "S&wap them and save", right)
    )
    assert message(welcome) == "They are in each other's place. Swap them."
    way = welcome.findChild(QPushButton, "welcome_message_way_1")
    assert welcome.focusWidget() is way
    with qtbot.waitSignal(welcome.credentials_entered) as entered:
        QTest.keyClick(way, Qt.Key.Key_Return)
    assert entered.args == [right]
    assert message(welcome) == "Asking the service…"


@pytest.mark.parametrize(("way", "for_run"), [(1, False), (2, True)])
def test_without_a_keyring_a_person_chooses_what_then(
    welcome: Welcome, qtbot: QtBot, way: int, for_run: bool
) -> None:
    entry = Entry(PRODUCTION_URL, "key", "secret")
    enter(welcome, "key", "secret")
    press(welcome, "welcome_save")
    welcome.tell(NotKept(Trouble("This computer has no keyring.", "Start one."), entry, is_missing=True))
    assert "written into no file" in message(welcome)
    with qtbot.waitSignal(welcome.credentials_entered) as entered:
        press(welcome, f"welcome_message_way_{way}")
    assert entered.args == [Entry(PRODUCTION_URL, "key", "secret", for_run=for_run)]


def test_what_was_offered_goes_with_the_next_answer(welcome: Welcome) -> None:
    enter(welcome, "key", "secret")
    press(welcome, "welcome_save")
    welcome.tell(NotKept(Trouble("Locked.", "Unlock."), Entry(PRODUCTION_URL, "key", "secret"), False))
    press(welcome, "welcome_message_way_1")
    welcome.tell(Trouble("byFax does not know this api-key.", "Compare it."))
    ways = [each for each in welcome.findChildren(QPushButton) if "_way_" in each.objectName()]
    assert not [each for each in ways if each.isVisible()]


def test_the_window_grows_with_what_it_has_to_say(welcome: Welcome) -> None:
    enter(welcome, "key", "secret")
    before = line(welcome, "credentials_key").height()
    long = Trouble("This computer has no keyring. " * 8, "Start one, then try again. " * 8)
    welcome.tell(NotKept(long, Entry(PRODUCTION_URL, "key", "secret"), is_missing=True))
    label = welcome.findChild(QLabel, "welcome_message_text")
    assert label.height() >= label.heightForWidth(label.width())
    assert line(welcome, "credentials_key").height() >= before
