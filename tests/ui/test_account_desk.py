"""Accounts and the window: the first start, the demo, and a change of account."""

from __future__ import annotations

import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import (
    QCheckBox,
    QCommandLinkButton,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
)
from pytestqt.qtbot import QtBot
from shell_doubles import DEMO, REAL, RecordingEngine

from byfax_desktop.desktop.accounts import Account
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import Connection, ConnectionChanged
from byfax_desktop.engine.trouble import EngineTrouble, Trouble
from byfax_desktop.options import WindowOptions
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Balance
from byfax_desktop.ui.accounts.desk import AccountDesk
from byfax_desktop.ui.accounts.entry import Entry, MixedUp
from byfax_desktop.ui.accounts.opening import Opened
from byfax_desktop.ui.accounts.removal import Removal
from byfax_desktop.ui.accounts.welcome import Welcome
from byfax_desktop.ui.bridge import EngineBridge
from byfax_desktop.ui.late_engine import LateEngine
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.session import Session


class StartableEngine(RecordingEngine):
    """Tells that it is online as soon as it is started."""

    def __init__(self) -> None:
        super().__init__()
        self.bus = EventBus()
        self.closed = False

    def start(self) -> None:
        self.bus.publish(ConnectionChanged(Connection.ONLINE))

    def close(self) -> None:
        self.closed = True


class Opener:
    """Answers as the test says; an exception is raised."""

    def __init__(self) -> None:
        self.first: Any = None
        self.demo: Any = opened(DEMO)
        self.saved: Any = opened(REAL)
        self.entered: list[Entry] = []
        self.go_on = threading.Event()
        self.go_on.set()
        self.wanted: list[bool] = []
        self.kept: Any = REAL
        self.listed: list[Account] = [REAL, DEMO]
        self.removed: list[tuple[str, bool]] = []
        self.refuses_to_remove: Exception | None = None
        self.threads: set[threading.Thread] = set()

    def open_wanted(self, options: WindowOptions) -> Any:
        return self._answer(self.first)

    def accounts(self) -> tuple[Account, ...]:
        return tuple(self.listed)

    def open_known(self, ref: str) -> Any:
        return self._answer(self.demo if ref == DEMO.ref else self.saved)

    def open_current(self) -> Any:
        return opened(self.listed[0]) if self.listed else None

    def check(self, ref: str) -> Balance:
        return Balance(StateCode.SUCCESS, None, Decimal("25.5"), "EUR")

    def check_and_keep(self, entry: Entry, is_wanted: Callable[[], bool]) -> Any:
        self.entered.append(entry)
        self.go_on.wait(10)
        self.wanted.append(is_wanted())
        return self._answer(self.kept)

    def removal(self, ref: str) -> Removal:
        return Removal(next(each for each in self.listed if each.ref == ref), waiting=2)

    def remove(self, ref: str, wipe: bool) -> None:
        if self.refuses_to_remove:
            raise self.refuses_to_remove
        self.removed.append((ref, wipe))
        self.listed = [each for each in self.listed if each.ref != ref]

    def open_demo(self) -> Any:
        return self._answer(self.demo)

    def check_and_save(self, entry: Entry, is_wanted: Callable[[], bool]) -> Any:
        self.entered.append(entry)
        return self._answer(self.saved)

    def _answer(self, answer: Any) -> Any:
        self.threads.add(threading.current_thread())
        if isinstance(answer, Exception):
            raise answer
        return answer


def opened(account: Account) -> Opened:
    engine: Any = StartableEngine()
    return Opened(account, engine)


@pytest.fixture
def opener() -> Opener:
    return Opener()


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    from tab_doubles import DictSettings, StandInPages

    pages: Any = StandInPages()
    return Session(LateEngine(), EngineBridge(), pages, DictSettings(), tmp_path)


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> MainWindow:
    window = MainWindow(session, [])
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def desk(window: MainWindow, session: Session, opener: Opener) -> AccountDesk:
    late: Any = session.engine
    given: Any = opener
    return AccountDesk(window, session, late, lambda: given)


def welcome(window: MainWindow) -> Welcome:
    found = window.findChild(Welcome)
    assert isinstance(found, Welcome)
    return found


def test_the_first_start_shows_the_welcome(desk: AccountDesk, window: MainWindow, qtbot: QtBot) -> None:
    desk.begin(WindowOptions())
    qtbot.waitUntil(lambda: window.findChild(Welcome) is not None)
    assert welcome(window).isVisible()


def test_a_window_that_began_hidden_asks_nothing(
    desk: AccountDesk, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    window.hide()
    with qtbot.waitSignal(session.account_changed):
        desk.begin(WindowOptions(hidden=True))
    assert window.findChild(Welcome) is None


def test_the_account_in_use_is_opened_and_its_engine_heard(
    desk: AccountDesk, session: Session, opener: Opener, qtbot: QtBot
) -> None:
    opener.first = opened(REAL)
    with qtbot.waitSignal(session.bridge.connection_changed):
        desk.begin(WindowOptions())
    assert session.account == REAL
    assert threading.main_thread() not in opener.threads
    session.engine.refresh()
    assert opener.first.engine.refreshed == 1


def test_the_demo_is_opened_from_the_welcome(
    desk: AccountDesk, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    desk.ask()
    dialog = welcome(window)
    with qtbot.waitSignal(dialog.destroyed):  # and with it what was entered
        dialog.demo_chosen.emit()
    assert session.account == DEMO


def test_a_failure_is_told_in_the_welcome_and_can_be_put_right(
    desk: AccountDesk, window: MainWindow, session: Session, opener: Opener, qtbot: QtBot
) -> None:
    opener.saved = EngineTrouble("byFax does not know this api-key.", "Compare it.")
    desk.ask()
    dialog = welcome(window)
    dialog.credentials_entered.emit(Entry("https://api.byfax.biz", "key", "wrong"))
    qtbot.waitUntil(lambda: "api-key" in dialog._message.text)
    assert dialog.isVisible()
    assert session.account is None
    opener.saved = opened(REAL)
    dialog.credentials_entered.emit(Entry("https://api.byfax.biz", "key", "secret"))
    qtbot.waitUntil(lambda: session.account == REAL)
    assert opener.entered[-1] == Entry("https://api.byfax.biz", "key", "secret")


def test_an_account_that_cannot_be_opened_says_why_and_leads_on(
    desk: AccountDesk, window: MainWindow, opener: Opener, qtbot: QtBot
) -> None:
    opener.first = EngineTrouble("The keyring is locked.", "Unlock it, then start again.")
    desk.begin(WindowOptions())
    qtbot.waitUntil(lambda: bool(window.notices.message.text))
    assert window.notices.message.text == "The keyring is locked. Unlock it, then start again."
    window.notices.message.action_triggered.emit()
    assert welcome(window).isVisible()
    assert said(window, "welcome_message") == "The keyring is locked. Unlock it, then start again."
    qtbot.waitUntil(lambda: welcome(window).findChild(QCommandLinkButton, "welcome_known_1") is not None)


def test_another_account_ends_the_engine_of_the_one_before(
    desk: AccountDesk, session: Session, opener: Opener, qtbot: QtBot
) -> None:
    opener.first = opened(REAL)
    with qtbot.waitSignal(session.bridge.connection_changed):
        desk.begin(WindowOptions())
    desk.ask()
    with qtbot.waitSignal(session.bridge.connection_changed):
        desk._try_demo()
    assert session.account == DEMO
    assert opener.first.engine.closed
    with qtbot.assertNotEmitted(session.bridge.connection_changed, wait=50):
        opener.first.engine.bus.publish(ConnectionChanged(Connection.OFFLINE))


def test_closing_ends_the_engine(desk: AccountDesk, session: Session, opener: Opener, qtbot: QtBot) -> None:
    desk.close()
    opener.first = opened(REAL)
    desk.begin(WindowOptions())
    qtbot.waitUntil(lambda: session.account == REAL)
    desk.close()
    assert opener.first.engine.closed


def test_an_account_that_was_entered_before_is_one_choice_away(
    desk: AccountDesk, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    desk.ask()
    dialog = welcome(window)
    qtbot.waitUntil(lambda: dialog.findChild(QCommandLinkButton, "welcome_known_1") is not None)
    dialog.account_chosen.emit(REAL.ref)
    qtbot.waitUntil(lambda: session.account == REAL)


# The menu and the window of accounts


def find(window: MainWindow, kind: type[Any], name: str) -> Any:
    found = window.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


@pytest.fixture
def managed(
    desk: AccountDesk, window: MainWindow, session: Session, opener: Opener, qtbot: QtBot
) -> QListWidget:
    """The window of accounts over the open account REAL, with both listed."""
    opener.first = opened(REAL)
    desk.begin(WindowOptions())
    qtbot.waitUntil(lambda: session.account == REAL)
    window.accounts_asked.emit()
    accounts: QListWidget = find(window, QListWidget, "accounts_list")
    qtbot.waitUntil(lambda: accounts.count() == 2)
    return accounts


def press(window: MainWindow, name: str) -> None:
    button = find(window, QPushButton, name)
    assert button.isEnabled(), name
    button.click()


def said(window: MainWindow, name: str) -> str:
    return str(find(window, QLabel, f"{name}_text").text())


def test_the_menu_of_the_status_bar_switches_accounts(
    managed: QListWidget, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    window.status.account_place.click()
    qtbot.waitUntil(lambda: window.findChild(QMenu, "account_menu") is not None)
    actions = {each.objectName(): each for each in find(window, QMenu, "account_menu").actions()}
    assert actions["account_menu_1"].isChecked()
    assert "(in use)" in actions["account_menu_1"].text()
    assert "nothing is really sent" in actions["account_menu_2"].text()
    actions["account_menu_2"].trigger()
    qtbot.waitUntil(lambda: session.account == DEMO)
    assert window.windowTitle().startswith("Demo")


def test_without_an_account_the_status_bar_leads_to_the_welcome(
    desk: AccountDesk, window: MainWindow
) -> None:
    window.status.account_place.click()
    assert welcome(window).isVisible()


def test_the_window_says_which_account_is_open_and_uses_another(
    managed: QListWidget, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    assert "(in use)" in managed.item(0).text()
    assert not find(window, QPushButton, "accounts_use").isEnabled()
    managed.setCurrentRow(1)
    assert not find(window, QPushButton, "accounts_change").isEnabled()
    press(window, "accounts_use")
    qtbot.waitUntil(lambda: session.account == DEMO)
    qtbot.waitUntil(lambda: "(in use)" in managed.item(1).text())


def test_an_account_that_cannot_be_opened_leaves_the_one_that_is_open(
    managed: QListWidget, window: MainWindow, session: Session, opener: Opener, qtbot: QtBot
) -> None:
    opener.demo = EngineTrouble("The demo could not be started.", "Try again.")
    managed.setCurrentRow(1)
    press(window, "accounts_use")
    qtbot.waitUntil(lambda: "could not be started" in said(window, "accounts_message"))
    assert session.account == REAL
    assert not opener.first.engine.closed


def test_a_check_tells_the_balance(managed: QListWidget, window: MainWindow, qtbot: QtBot) -> None:
    press(window, "accounts_check")
    qtbot.waitUntil(lambda: "25.50 EUR" in said(window, "accounts_message"))


def test_a_change_of_the_open_account_has_it_opened_anew(
    managed: QListWidget, window: MainWindow, session: Session, opener: Opener, qtbot: QtBot
) -> None:
    press(window, "accounts_change")
    find(window, QLineEdit, "credentials_title").setText("Office")
    press(window, "account_entry_save")
    qtbot.waitUntil(lambda: opener.first.engine.closed and session.account == REAL)
    assert opener.entered == [Entry(REAL.base_url, "", "", "Office", REAL.ref)]


def test_a_change_that_is_refused_stays_in_its_dialog(
    managed: QListWidget, window: MainWindow, session: Session, opener: Opener, qtbot: QtBot
) -> None:
    right = Entry(REAL.base_url, "key", "secret", "byFax", REAL.ref)
    opener.kept = MixedUp(Trouble("They are swapped.", "Swap them."), "S&wap them and save", right)
    press(window, "accounts_change")
    find(window, QLineEdit, "credentials_secret").setText("key")
    press(window, "account_entry_save")
    qtbot.waitUntil(lambda: window.findChild(QPushButton, "account_entry_message_way_1") is not None)
    assert not opener.first.engine.closed
    opener.kept = REAL
    press(window, "account_entry_message_way_1")
    qtbot.waitUntil(lambda: opener.first.engine.closed and session.account == REAL)
    assert opener.entered[-1] == right


def test_a_change_that_is_cancelled_while_the_service_is_asked_is_not_made(
    managed: QListWidget, window: MainWindow, opener: Opener, qtbot: QtBot
) -> None:
    opener.go_on.clear()
    press(window, "accounts_change")
    press(window, "account_entry_save")
    qtbot.waitUntil(lambda: bool(opener.entered))
    press(window, "account_entry_cancel")
    opener.go_on.set()
    qtbot.waitUntil(lambda: opener.wanted == [False])
    assert not opener.first.engine.closed


def test_an_added_account_is_opened(
    managed: QListWidget, window: MainWindow, session: Session, opener: Opener, qtbot: QtBot
) -> None:
    other = Account("a3", "Other", "https://fax.example.test")
    opener.saved = opened(other)
    opener.listed.append(other)
    press(window, "accounts_add")
    find(window, QLineEdit, "credentials_key").setText("key")
    find(window, QLineEdit, "credentials_secret").setText("secret")
    press(window, "account_entry_save")
    qtbot.waitUntil(lambda: session.account == other)
    qtbot.waitUntil(lambda: managed.count() == 3)


def test_removal_says_what_is_lost_what_stays_and_what_is_not_sent(
    managed: QListWidget, window: MainWindow, qtbot: QtBot
) -> None:
    press(window, "accounts_remove")
    qtbot.waitUntil(lambda: window.findChild(QCheckBox, "account_removal_wipe") is not None)
    assert said(window, "account_removal_message") == (
        "2 faxes have not been sent yet. They are not sent while the account is not here."
    )
    assert "At byFax nothing changes" in find(window, QLabel, "account_removal_what").text()
    find(window, QCheckBox, "account_removal_wipe").setChecked(True)
    assert "deleted and never sent" in said(window, "account_removal_message")
    assert "for good" in find(window, QLabel, "account_removal_fate").text()


@pytest.mark.parametrize("wipe", [True, False])
def test_the_open_account_is_left_before_it_is_removed_and_the_next_one_opened(
    managed: QListWidget, window: MainWindow, session: Session, opener: Opener, qtbot: QtBot, wipe: bool
) -> None:
    session.settings.setValue(f"sender/{REAL.ref}/name", "Anna")
    session.settings.setValue(f"notify/told_endings_{REAL.ref}", "1")
    session.settings.setValue("sender/other/name", "Bob")
    press(window, "accounts_remove")
    qtbot.waitUntil(lambda: window.findChild(QCheckBox, "account_removal_wipe") is not None)
    find(window, QCheckBox, "account_removal_wipe").setChecked(wipe)
    press(window, "account_removal_remove")
    qtbot.waitUntil(lambda: session.account == DEMO)
    assert opener.first.engine.closed
    assert opener.removed == [(REAL.ref, wipe)]
    assert (session.settings.value(f"sender/{REAL.ref}/name") is None) == wipe
    assert (session.settings.value(f"notify/told_endings_{REAL.ref}") is None) == wipe
    assert session.settings.value("sender/other/name") == "Bob"


def test_an_account_that_cannot_be_removed_is_opened_again(
    managed: QListWidget, window: MainWindow, session: Session, opener: Opener, qtbot: QtBot
) -> None:
    opener.refuses_to_remove = EngineTrouble("The keyring of this computer is locked.", "Unlock it.")
    press(window, "accounts_remove")
    qtbot.waitUntil(lambda: window.findChild(QCheckBox, "account_removal_wipe") is not None)
    press(window, "account_removal_remove")
    qtbot.waitUntil(lambda: "locked" in said(window, "accounts_message"))
    qtbot.waitUntil(lambda: session.account == REAL)


def test_the_last_account_leaves_the_welcome(
    managed: QListWidget, window: MainWindow, session: Session, opener: Opener, qtbot: QtBot
) -> None:
    opener.listed = [REAL]
    press(window, "accounts_remove")
    qtbot.waitUntil(lambda: window.findChild(QCheckBox, "account_removal_wipe") is not None)
    press(window, "account_removal_remove")
    qtbot.waitUntil(lambda: window.findChild(Welcome) is not None)
    assert session.account is None
    qtbot.waitUntil(lambda: window.findChild(QListWidget, "accounts_list") is None)
