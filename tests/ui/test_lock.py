"""The lock: nothing of the program is seen or used while it is locked, and faxes go on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QMenuBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shell_doubles import DEMO, shell_session
from shiboken6 import isValid

from byfax_desktop.desktop.passphrase import HashedPassphrase
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.ui.lock import NEVER, begins_locked
from byfax_desktop.ui.lock import lock as lock_module
from byfax_desktop.ui.lock.lock import Lock
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.settings.options import LOCK_AFTER

SESAME = "open sesame"


class Store:
    """A place for the passphrase in memory; an exception is raised."""

    def __init__(self) -> None:
        self.hashed: HashedPassphrase | None = None
        self.trouble: Exception | None = None

    def keep(self, passphrase: str) -> HashedPassphrase:
        self._see()
        self.hashed = HashedPassphrase.of(passphrase)
        return self.hashed

    def load(self) -> HashedPassphrase | None:
        self._see()
        return self.hashed

    def forget(self) -> None:
        self._see()
        self.hashed = None

    def _see(self) -> None:
        if self.trouble:
            raise self.trouble


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> MainWindow:
    window = MainWindow(session, [])
    qtbot.addWidget(window)
    window.show()
    session.set_account(DEMO)
    return window


MADE: list[Lock] = []


@pytest.fixture(autouse=True)
def _open_curtains() -> Iterator[None]:
    """What one test has locked keeps no key from the next one."""
    yield
    for lock in MADE:
        if isValid(lock):
            lock._curtain.open()
    MADE.clear()


def make_lock(window: MainWindow, session: Session, store: Store) -> Lock:
    given: Any = store
    MADE.append(Lock(window, session, lambda: given))
    return MADE[-1]


@pytest.fixture
def lock(
    window: MainWindow, session: Session, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Lock:
    """A program that can be locked, and is not yet."""
    monkeypatch.setattr(lock_module, "WRONG_MS", 0)
    lock = make_lock(window, session, store)
    session.preferences.choose(LOCK_AFTER, "5")
    enter_twice(window, SESAME, SESAME)
    qtbot.waitUntil(lambda: action(window).isEnabled())
    return lock


def enter_twice(window: MainWindow, first: str, again: str) -> None:
    line(window, "passphrase_first").setText(first)
    line(window, "passphrase_again").setText(again)
    button = window.findChild(QPushButton, "passphrase_keep")
    assert isinstance(button, QPushButton)
    button.click()


def line(window: MainWindow, name: str) -> QLineEdit:
    found = window.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit), name
    return found


def action(window: MainWindow) -> QAction:
    found = window.findChild(QAction, "action_lock_now")
    assert isinstance(found, QAction)
    return found


def said(window: MainWindow, name: str) -> str:
    label = window.findChild(QLabel, f"{name}_text")
    return label.text() if isinstance(label, QLabel) else ""


def enter(window: MainWindow, passphrase: str) -> None:
    line(window, "lock_passphrase").setText(passphrase)
    QTest.keyClick(line(window, "lock_passphrase"), Qt.Key.Key_Return)


def unlock(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    enter(window, SESAME)
    qtbot.waitUntil(lambda: not session.is_locked)


def test_locked_the_window_shows_the_page_alone_and_its_title_tells_nothing(
    lock: Lock, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    assert window.windowTitle() == "Demo – byFax Desktop"
    lock.lock()
    assert session.is_locked
    assert line(window, "lock_passphrase").isVisible()
    assert not window.compose.isVisible()
    assert not window.status.isVisible()
    assert not window.findChild(QMenuBar).isVisible()
    assert window.windowTitle() == "byFax Desktop"
    unlock(window, session, qtbot)
    assert window.compose.isVisible()
    assert window.status.isVisible()
    assert window.windowTitle() == "Demo – byFax Desktop"


def test_a_wrong_passphrase_opens_nothing(
    lock: Lock, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    lock.lock()
    enter(window, "open barley")
    qtbot.waitUntil(lambda: "not the passphrase" in said(window, "lock_message"))
    assert session.is_locked
    unlock(window, session, qtbot)
    lock.lock()
    assert line(window, "lock_passphrase").text() == ""
    assert said(window, "lock_message") == ""


def test_it_locks_when_nobody_was_there_for_as_long_as_chosen(
    lock: Lock, window: MainWindow, session: Session
) -> None:
    assert lock._idle.interval() == 5 * 60 * 1000
    assert lock._idle.isActive()
    lock._idle.timeout.emit()
    assert session.is_locked
    assert not lock._idle.isActive()


def test_a_key_counts_the_minutes_anew(lock: Lock, window: MainWindow) -> None:
    lock._idle.setInterval(1)
    lock._idle.stop()
    QTest.keyClick(window, Qt.Key.Key_Shift)
    assert lock._idle.isActive()
    assert lock._idle.interval() == 5 * 60 * 1000


def test_whoever_wakes_the_computer_after_those_minutes_finds_it_locked(
    lock: Lock, window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A timer stands still while the computer sleeps."""
    asleep = lock._last + 4 * 60
    monkeypatch.setattr(lock, "_clock", lambda: asleep)
    QTest.keyClick(window, Qt.Key.Key_Shift)
    assert not session.is_locked
    asleep += 6 * 60
    QTest.keyClick(window, Qt.Key.Key_Shift)
    assert session.is_locked


def test_other_windows_are_hidden_and_come_back(
    lock: Lock, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    other = QDialog(window)
    other.open()
    lock.lock()
    assert not other.isVisible()
    unlock(window, session, qtbot)
    assert other.isVisible()
    other.close()


def test_what_opens_while_it_is_locked_is_seen_afterwards(
    lock: Lock, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    lock.lock()
    late, done = QDialog(window), QDialog(window)
    for dialog in (late, done):
        dialog.open()
        assert dialog.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    qtbot.waitUntil(lambda: not late.isVisible() and not done.isVisible())
    done.reject()
    unlock(window, session, qtbot)
    assert late.isVisible()
    assert not late.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    assert not done.isVisible()
    late.close()


def test_no_key_reaches_what_is_hidden(lock: Lock, window: MainWindow, session: Session) -> None:
    field = QLineEdit(window.compose)
    lock.lock()
    QTest.keyClicks(field, "abc")
    assert field.text() == ""
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.tabs.currentIndex() == 0


def test_it_can_be_locked_at_once(lock: Lock, window: MainWindow, session: Session) -> None:
    action(window).trigger()
    assert session.is_locked


def test_it_begins_locked_and_the_keyring_is_asked(
    window: MainWindow, session: Session, store: Store, qtbot: QtBot
) -> None:
    store.keep(SESAME)
    session.settings.setValue(LOCK_AFTER.name, "15")
    store.trouble = EngineTrouble("The keyring of this computer is locked.", "Unlock it, then try again.")
    make_lock(window, session, store)
    assert begins_locked(session.settings)
    assert session.is_locked
    assert not window.compose.isVisible()
    enter(window, SESAME)
    qtbot.waitUntil(lambda: "keyring of this computer is locked" in said(window, "lock_message"))
    assert session.is_locked
    store.trouble = None
    unlock(window, session, qtbot)
    session.preferences.choose(LOCK_AFTER, NEVER)


def test_without_a_kept_passphrase_nobody_is_locked_out(
    window: MainWindow, session: Session, store: Store, qtbot: QtBot
) -> None:
    session.settings.setValue(LOCK_AFTER.name, "15")
    make_lock(window, session, store)
    enter(window, "anything")
    qtbot.waitUntil(lambda: not session.is_locked)
    assert session.preferences.value(LOCK_AFTER) == NEVER
    assert "not locked any more" in window.notices.message.text


@pytest.mark.parametrize(
    ("first", "again", "words"),
    [("abc", "abc", "too short"), (SESAME, "open sesam", "different")],
)
def test_a_passphrase_is_typed_twice_and_not_too_short(
    window: MainWindow, session: Session, store: Store, first: str, again: str, words: str
) -> None:
    make_lock(window, session, store)
    session.preferences.choose(LOCK_AFTER, "5")
    enter_twice(window, first, again)
    assert words in said(window, "passphrase_message")
    assert store.hashed is None
    assert not action(window).isEnabled()
    session.preferences.choose(LOCK_AFTER, NEVER)


def test_without_a_keyring_it_says_so_and_stays_unlocked(
    window: MainWindow, session: Session, store: Store, qtbot: QtBot
) -> None:
    store.trouble = EngineTrouble("This computer has no keyring.", "Start one.")
    lock = make_lock(window, session, store)
    session.preferences.choose(LOCK_AFTER, "5")
    enter_twice(window, SESAME, SESAME)
    qtbot.waitUntil(lambda: "no keyring" in said(window, "passphrase_message"))
    lock.lock()
    assert not session.is_locked
    window.findChild(QPushButton, "passphrase_cancel").click()
    assert session.preferences.value(LOCK_AFTER) == NEVER
    assert window.notices.message.text == ""


def test_never_forgets_the_passphrase(
    lock: Lock, session: Session, window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    session.preferences.choose(LOCK_AFTER, NEVER)
    qtbot.waitUntil(lambda: store.hashed is None)
    assert not action(window).isEnabled()
    lock.lock()
    assert not session.is_locked


def test_a_locked_program_can_be_closed_without_a_word_of_its_faxes(
    lock: Lock, window: MainWindow, session: Session
) -> None:
    window._leaving = 2
    lock.lock()
    assert window.close()


def test_the_page_is_not_among_the_tabs_of_an_unlocked_window(lock: Lock, window: MainWindow) -> None:
    page = window.findChild(QWidget, "lock_page")
    assert isinstance(page, QWidget)
    assert not page.isVisible()
