"""The window of settings."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QPushButton,
    QSpinBox,
    QTimeEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shell_doubles import shell_session
from tab_doubles import DictSettings

from byfax_desktop.desktop.secrets import SecretsUnavailable
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.settings.dialog import SettingsDialog
from byfax_desktop.ui.settings.option import Amount, Choice, Flag, Line, Section, TimeOfDay
from byfax_desktop.ui.settings.options import OPTIONS, PROXY_USER, TAKE_BACK
from byfax_desktop.ui.settings.preferences import Preferences
from byfax_desktop.ui.settings.proxy_password import keep_proxy_password

FLAG = Flag("a/flag", Section.GENERAL, "A flag", True, "It waves.")
CHOICE = Choice("a/choice", Section.GENERAL, "A choice", "x", entries=lambda: (("x", "X"), ("y", "Y")))
LINE = Line("a/line", Section.SENDING, "A line", "me", needs=(FLAG, True))
AMOUNT = Amount("a/amount", Section.SENDING, "An amount", 8080, "Of water.", least=1, most=65535)
TIME = TimeOfDay("a/time", Section.SENDING, "A time", "20:00")
ALL = (FLAG, CHOICE, LINE, AMOUNT, TIME)


@pytest.fixture
def preferences(qtbot: QtBot) -> Preferences:
    return Preferences(DictSettings())


@pytest.fixture
def dialog(qtbot: QtBot, preferences: Preferences) -> SettingsDialog:
    dialog = SettingsDialog(preferences, options=ALL)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def field(dialog: SettingsDialog, name: str) -> Any:
    found = dialog.findChild(QWidget, f"option_a_{name}")
    assert found is not None
    return found


def shown(dialog: SettingsDialog) -> list[str]:
    return [row.option.title for row in dialog.shown]


def test_each_option_has_a_field_that_shows_and_keeps_it(
    dialog: SettingsDialog, preferences: Preferences
) -> None:
    kinds = {"flag": QCheckBox, "choice": QComboBox, "line": QLineEdit, "amount": QSpinBox, "time": QTimeEdit}
    for name, kind in kinds.items():
        assert isinstance(field(dialog, name), kind)
        assert field(dialog, name).accessibleName()
    field(dialog, "flag").click()
    field(dialog, "choice").setCurrentIndex(1)
    field(dialog, "choice").activated.emit(1)
    field(dialog, "line").setText(" you ")
    field(dialog, "line").editingFinished.emit()
    field(dialog, "amount").setValue(3128)
    field(dialog, "time").setTime(QTime(7, 5))
    values: list[object] = [preferences.value(option) for option in ALL]
    assert values == [False, "y", "you", 3128, "07:05"]


def test_what_is_chosen_elsewhere_is_shown(dialog: SettingsDialog, preferences: Preferences) -> None:
    preferences.choose(TIME, "06:00")
    preferences.choose(FLAG, False)
    assert field(dialog, "time").time() == QTime(6, 0)
    assert not field(dialog, "flag").isChecked()
    assert not field(dialog, "line").isEnabled(), "it means nothing without the flag"


def test_a_section_shows_its_own_options_and_a_search_those_of_all(dialog: SettingsDialog) -> None:
    assert shown(dialog) == ["A flag", "A choice"]
    dialog.sections.setCurrentRow(1)
    assert shown(dialog) == ["A line", "An amount", "A time"]
    dialog.search.setText("WAVES")
    assert shown(dialog) == ["A flag"]
    dialog.search.setText("a sending")
    assert shown(dialog) == ["A line", "An amount", "A time"]
    dialog.search.setText("nothing like it")
    assert shown(dialog) == []
    dialog.sections.setCurrentRow(0)
    assert dialog.search.text() == ""
    assert shown(dialog) == ["A flag", "A choice"]


def test_reset_concerns_what_is_seen(dialog: SettingsDialog, preferences: Preferences) -> None:
    preferences.choose(CHOICE, "y")
    preferences.choose(AMOUNT, 1)
    reset = dialog.findChild(QPushButton, "settings_reset")
    assert isinstance(reset, QPushButton)
    reset.click()
    assert (preferences.value(CHOICE), preferences.value(AMOUNT)) == ("x", 1)
    dialog.search.setText("water")
    reset.click()
    assert preferences.value(AMOUNT) == 8080


def test_the_keyboard_does_it_all(dialog: SettingsDialog, qtbot: QtBot) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.focusWidget() is dialog.sections
    QTest.keyClick(dialog.sections, Qt.Key.Key_Down)
    assert shown(dialog) == ["A line", "An amount", "A time"]
    QTest.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert dialog.focusWidget() is dialog.search
    QTest.keyClicks(dialog.search, "flag")
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert shown(dialog) == ["A flag"]
    assert dialog.isVisible()


def test_a_change_is_told_once_and_only_when_it_is_one(qtbot: QtBot, preferences: Preferences) -> None:
    with qtbot.waitSignal(preferences.changed) as told:
        preferences.choose(AMOUNT, 1)
    assert told.args == ["a/amount"]
    with qtbot.assertNotEmitted(preferences.changed):
        preferences.choose(AMOUNT, 1)


def test_all_options_of_the_program_can_be_shown_small(qtbot: QtBot, preferences: Preferences) -> None:
    dialog = SettingsDialog(preferences)
    qtbot.addWidget(dialog)
    dialog.resize(560, 360)
    dialog.show()
    dialog.search.setText("e")
    assert len(dialog.shown) == len(OPTIONS)


def test_ctrl_comma_opens_it_and_the_menus_show_what_was_chosen_there(qtbot: QtBot, tmp_path: Any) -> None:
    session = shell_session(tmp_path)
    window = MainWindow(session, [])
    qtbot.addWidget(window)
    settings = window.findChild(QAction, "action_settings")
    assert isinstance(settings, QAction)
    assert [keys.toString() for keys in settings.shortcuts()] == ["Ctrl+,"]
    settings.trigger()
    dialog = window.findChild(SettingsDialog, "settings")
    assert isinstance(dialog, SettingsDialog)
    session.preferences.choose(TAKE_BACK, "60")
    menu = window.findChild(QMenu, "menu_time_to_take_a_fax_back")
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    action = window.findChild(QAction, "action_time_to_take_a_fax_back_60")
    assert isinstance(action, QAction)
    assert action.isChecked()
    dialog.close()


def test_a_secret_goes_to_the_keyring_and_stays_nowhere_else(qtbot: QtBot) -> None:
    settings = DictSettings()
    secret = Line("a/secret", Section.CONNECTION, "A secret", "", is_secret=True)
    dialog = SettingsDialog(Preferences(settings), options=(secret,))
    qtbot.addWidget(dialog)
    told: list[str] = []
    dialog.secret_entered.connect(told.append)
    line = field(dialog, "secret")
    assert line.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(line, "s3cret")
    line.editingFinished.emit()
    line.editingFinished.emit()
    assert told == ["s3cret"]
    assert line.text() == ""
    assert not line.isUndoAvailable()
    dialog.reset_shown()
    assert told == ["s3cret", ""]
    assert settings.value("a/secret") is None


def test_the_password_of_the_proxy_is_kept_and_forgotten(
    qtbot: QtBot, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, tuple[str, str]] = {}
    is_locked = False

    class Store:
        """A keyring that may be locked."""

        def save(self, ref: str, user: str, password: str) -> None:
            if is_locked:
                raise SecretsUnavailable("The keyring is locked.", "Unlock it.")
            kept[ref] = (user, password)

        def delete(self, ref: str) -> None:
            del kept[ref]

    monkeypatch.setattr("byfax_desktop.desktop.secrets.SecretStore", Store)
    session, troubles = shell_session(tmp_path), list[Any]()
    session.preferences.choose(PROXY_USER, "me")
    keep_proxy_password(session, "s3cret", troubles.append)
    qtbot.waitUntil(lambda: kept == {"proxy": ("me", "s3cret")})
    keep_proxy_password(session, "", troubles.append)
    qtbot.waitUntil(lambda: kept == {})
    is_locked = True
    keep_proxy_password(session, "s3cret", troubles.append)
    qtbot.waitUntil(lambda: [trouble.what for trouble in troubles] == ["The keyring is locked."])
