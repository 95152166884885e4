"""Accounts and the window: the first start, the demo, and a change of account."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QCommandLinkButton
from pytestqt.qtbot import QtBot
from shell_doubles import DEMO, REAL, RecordingEngine

from byfax_desktop.desktop.accounts import Account
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import Connection, ConnectionChanged
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.options import WindowOptions
from byfax_desktop.ui.accounts.desk import AccountDesk
from byfax_desktop.ui.accounts.opening import Opened
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
        self.entered: list[tuple[str, str, str]] = []
        self.threads: set[threading.Thread] = set()

    def open_wanted(self, options: WindowOptions) -> Any:
        return self._answer(self.first)

    def known(self) -> tuple[Account, ...]:
        return (REAL,)

    def open_known(self, ref: str) -> Any:
        return self._answer(self.saved)

    def open_demo(self) -> Any:
        return self._answer(self.demo)

    def check_and_save(self, base_url: str, api_key: str, api_secret: str) -> Any:
        self.entered.append((base_url, api_key, api_secret))
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
    dialog.demo_chosen.emit()
    qtbot.waitUntil(lambda: session.account == DEMO)
    assert not dialog.isVisible()


def test_a_failure_is_told_in_the_welcome_and_can_be_put_right(
    desk: AccountDesk, window: MainWindow, session: Session, opener: Opener, qtbot: QtBot
) -> None:
    opener.saved = EngineTrouble("byFax does not know this api-key.", "Compare it.")
    desk.ask()
    dialog = welcome(window)
    dialog.credentials_entered.emit("https://api.byfax.biz", "key", "wrong")
    qtbot.waitUntil(lambda: "api-key" in dialog._message.text)
    assert dialog.isVisible()
    assert session.account is None
    opener.saved = opened(REAL)
    dialog.credentials_entered.emit("https://api.byfax.biz", "key", "secret")
    qtbot.waitUntil(lambda: session.account == REAL)
    assert opener.entered[-1] == ("https://api.byfax.biz", "key", "secret")


def test_an_account_that_cannot_be_opened_says_why_and_leads_on(
    desk: AccountDesk, window: MainWindow, opener: Opener, qtbot: QtBot
) -> None:
    opener.first = EngineTrouble("The keyring is locked.", "Unlock it, then start again.")
    desk.begin(WindowOptions())
    qtbot.waitUntil(lambda: bool(window.notices.message.text))
    assert window.notices.message.text == "The keyring is locked. Unlock it, then start again."
    window.notices.message.action_triggered.emit()
    assert welcome(window).isVisible()


def test_another_account_ends_the_engine_of_the_one_before(
    desk: AccountDesk, session: Session, opener: Opener, qtbot: QtBot
) -> None:
    opener.first = opened(REAL)
    desk.begin(WindowOptions())
    qtbot.waitUntil(lambda: session.account == REAL)
    desk.ask()
    desk._try_demo()
    qtbot.waitUntil(lambda: session.account == DEMO)
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
