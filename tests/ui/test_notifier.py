"""What is told of the open account, when, and what a person can do about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from shell_doubles import DEMO, REAL, engine_of, shell_session
from tab_doubles import entry, message, own_number, received

from byfax_desktop.desktop.notification import DEFAULT, Notification
from byfax_desktop.engine.events import (
    Connection,
    ConnectionChanged,
    InboxChanged,
    NumbersChanged,
    OutboxChanged,
    OutboxEntry,
    WaitingChanged,
)
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.ui.computer import notifier as module
from byfax_desktop.ui.computer.notifier import Notifier
from byfax_desktop.ui.computer.snooze import Snooze
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.outbox.again import NOT_REACHED, AgainWish
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.settings import options
from byfax_desktop.ui.tab_bar import COMPOSE, INBOX, NUMBERS, OUTBOX

NOON = datetime(2026, 11, 23, 12, 0)


class Screen(QObject):
    """Where notifications are shown."""

    acted = Signal(str, str)
    closed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, Notification]] = []
        self.withdrawn: list[str] = []

    def show(self, name: str, what: Notification) -> None:
        self.shown.append((name, what))

    def withdraw(self, name: str) -> None:
        self.withdrawn.append(name)

    @property
    def titles(self) -> list[str]:
        return [what.title for _, what in self.shown]


class Desk:
    """The notifier of a window, and hands to make things happen."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        self.window, self.session, self.screen = window, session, Screen()
        self.now = NOON
        self.snooze = Snooze(session.settings, lambda: self.now)
        self.notifier = Notifier(window, session, self.snooze, self.screen, lambda: self.now)  # type: ignore[arg-type]
        session.bridge.inbox_changed.emit(InboxChanged((received("f0"),)))

    def receive(self, *refs: str) -> None:
        """Faxes come in."""
        faxes = (received(ref) for ref in (*refs, "f0"))
        self.session.bridge.inbox_changed.emit(InboxChanged(tuple(faxes)))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "GATHER", 20)


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path, REAL)


@pytest.fixture
def desk(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> Desk:
    window = MainWindow(session)
    # Nothing waits any more, lest the end of a test be worth a question.
    qtbot.addWidget(
        window, before_close_func=lambda _: session.bridge.waiting_changed.emit(WaitingChanged(0))
    )
    window.tabs.make_all()
    window.show()
    in_front(monkeypatch, False)
    return Desk(window, session)


def in_front(monkeypatch: pytest.MonkeyPatch, is_it: bool) -> None:
    state = Qt.ApplicationState.ApplicationActive if is_it else Qt.ApplicationState.ApplicationInactive
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: state)


def sent(desk: Desk, state: RecipientState, qtbot: QtBot) -> None:
    """A sent fax stands so now, and the notifier has read that."""
    is_over = state is not RecipientState.DELIVERING
    engine: Any = engine_of(desk.session)
    told = (replace(message("b1-1", state=state), name="Anna"),)
    one: OutboxEntry = entry("b1", told, state=BroadcastState.DONE if is_over else BroadcastState.DELIVERING)
    engine.sent.entries = (one,)
    desk.session.bridge.outbox_changed.emit(OutboxChanged(frozenset({engine.sent.id_of("b1")})))


def test_a_new_fax_is_told_without_who_sent_it_and_leads_to_it(desk: Desk, qtbot: QtBot) -> None:
    desk.receive("f1")
    qtbot.waitUntil(lambda: desk.screen.titles == ["New fax"])
    name, shown = desk.screen.shown[0]
    assert shown.body == ""
    desk.window.hide()
    desk.screen.acted.emit(name, DEFAULT)
    assert desk.window.isVisible()
    assert desk.window.tabs.currentIndex() == INBOX
    page: Any = desk.window.tabs.page(INBOX)
    assert [each.fax.ref for each in page.list.chosen()] == ["f1"]


def test_who_sent_it_is_told_where_a_person_wants_that(desk: Desk, qtbot: QtBot) -> None:
    desk.session.preferences.choose(options.SHOW_WHO, True)
    desk.receive("f1")
    qtbot.waitUntil(lambda: bool(desk.screen.shown))
    assert "+4930123456" in desk.screen.shown[0][1].body


def test_many_become_one_and_what_comes_later_joins_what_is_shown(desk: Desk, qtbot: QtBot) -> None:
    desk.receive(*(f"f{i}" for i in range(1, 1001)))
    qtbot.waitUntil(lambda: desk.screen.titles == ["1,000 new faxes"])
    desk.receive("g1")
    qtbot.waitUntil(lambda: desk.screen.titles[1:] == ["1,001 new faxes"])
    desk.screen.closed.emit("received")
    desk.receive("g2")
    qtbot.waitUntil(lambda: desk.screen.titles[2:] == ["New fax"])


def test_a_fax_that_failed_can_be_sent_again_from_there(desk: Desk, qtbot: QtBot) -> None:
    bridge = desk.session.bridge
    bridge.outbox_changed.emit(OutboxChanged(None))
    sent(desk, RecipientState.DELIVERING, qtbot)
    qtbot.waitUntil(lambda: bool(desk.notifier._book and desk.notifier._book.followed))
    sent(desk, RecipientState.FAILED, qtbot)
    qtbot.waitUntil(lambda: desk.screen.titles == ["Fax not delivered"])
    name, shown = desk.screen.shown[0]
    assert shown.is_urgent
    assert [title for _, title in shown.actions] == ["Open", "Send again…"]
    with qtbot.waitSignal(desk.window.ways.again_asked) as asked:
        desk.screen.acted.emit(name, "again")
    assert asked.args == [AgainWish(NOT_REACHED, "b1")]


def test_a_fax_that_was_on_its_way_when_the_program_began_is_told(desk: Desk, qtbot: QtBot) -> None:
    engine: Any = engine_of(desk.session)
    engine.sent.found = (entry("b1", (message("b1-1", state=RecipientState.DELIVERING),)),)
    desk.session.bridge.outbox_changed.emit(OutboxChanged(None))
    qtbot.waitUntil(lambda: bool(desk.notifier._book and desk.notifier._book.followed))
    sent(desk, RecipientState.SUCCESS, qtbot)
    qtbot.waitUntil(lambda: desk.screen.titles == ["Fax delivered"])


@pytest.mark.parametrize("option", [options.NOTIFY_RECEIVED, options.NOTIFY_ENDING, options.NOTIFY_HELD])
def test_each_kind_can_be_switched_off(desk: Desk, qtbot: QtBot, option: options.Flag) -> None:
    desk.session.preferences.choose(option, False)
    bridge = desk.session.bridge
    desk.receive("f1")
    bridge.numbers_changed.emit(
        NumbersChanged((own_number("n1", reserved_till=datetime.now().astimezone() + timedelta(days=9)),))
    )
    bridge.connection_changed.emit(ConnectionChanged(Connection.ONLINE))
    bridge.waiting_changed.emit(WaitingChanged(2, 0, Trouble("The balance is too low.", "Top it up.")))
    all_three = {
        options.NOTIFY_RECEIVED: "New fax",
        options.NOTIFY_ENDING: "One of your numbers ends soon",
        options.NOTIFY_HELD: "2 faxes wait",
    }
    del all_three[option]
    qtbot.waitUntil(lambda: set(desk.screen.titles) == set(all_three.values()))


def test_a_number_that_ends_is_told_once_for_all_runs(desk: Desk, qtbot: QtBot) -> None:
    ending = NumbersChanged(
        (own_number("n1", reserved_till=datetime.now().astimezone() + timedelta(days=9)),)
    )
    desk.session.bridge.numbers_changed.emit(ending)
    qtbot.waitUntil(lambda: len(desk.screen.shown) == 1)
    desk.screen.acted.emit("ending", DEFAULT)
    assert desk.window.tabs.currentIndex() == NUMBERS

    again = Desk(desk.window, desk.session)
    again.session.bridge.numbers_changed.emit(ending)
    again.receive("f1")
    qtbot.waitUntil(lambda: again.screen.titles == ["New fax"])


def test_a_pause_holds_everything_back_and_its_end_tells_it_at_once(desk: Desk, qtbot: QtBot) -> None:
    desk.snooze.begin(30)
    desk.receive("f1")
    desk.receive("f2", "f1")
    with qtbot.assertNotEmitted(desk.screen.acted, wait=60):
        assert desk.screen.shown == []
    desk.snooze.end()
    qtbot.waitUntil(lambda: desk.screen.titles == ["2 new faxes"])


def test_quiet_hours_hold_everything_back_till_they_end(desk: Desk, qtbot: QtBot) -> None:
    desk.now = NOON + timedelta(hours=10)
    desk.session.preferences.choose(options.QUIET, True)
    desk.receive("f1")
    with qtbot.assertNotEmitted(desk.screen.acted, wait=60):
        assert desk.screen.shown == []
    desk.now += timedelta(hours=10)
    desk.session.preferences.choose(options.SHOW_WHO, True)
    qtbot.waitUntil(lambda: desk.screen.titles == ["New fax"])


def test_what_a_person_is_looking_at_is_not_told(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_front(monkeypatch, True)
    desk.window.show_tab(INBOX)
    desk.receive("f1")
    desk.session.bridge.connection_changed.emit(ConnectionChanged(Connection.ONLINE))
    desk.session.bridge.waiting_changed.emit(WaitingChanged(1, 0, Trouble("No money.", "Pay.")))
    qtbot.waitUntil(lambda: desk.screen.titles == ["A fax waits"])
    desk.window.show_tab(OUTBOX)
    assert desk.screen.withdrawn == ["hold"], "what is seen need not be told any longer"


def test_another_account_is_told_nothing_of_the_one_before(desk: Desk, qtbot: QtBot) -> None:
    desk.receive("f1")
    desk.session.set_account(DEMO)
    desk.session.bridge.inbox_changed.emit(InboxChanged((received("g1"), received("g2"))))
    desk.session.bridge.inbox_changed.emit(InboxChanged((received("g3"), received("g1"), received("g2"))))
    qtbot.waitUntil(lambda: desk.screen.titles == ["New fax"])
    desk.session.set_account(None)
    desk.receive("f2")
    with qtbot.assertNotEmitted(desk.screen.acted, wait=60):
        assert len(desk.screen.shown) == 1


def test_that_the_program_goes_on_is_said_once(desk: Desk) -> None:
    desk.notifier.tell_stay()
    desk.notifier.tell_stay()
    assert desk.screen.titles == ["byFax Desktop goes on in the tray"]
    desk.window.hide()
    desk.screen.acted.emit(desk.screen.shown[0][0], DEFAULT)
    assert desk.window.isVisible()
    assert desk.window.tabs.currentIndex() == COMPOSE


def test_locked_nothing_is_told_and_what_was_told_is_taken_away(desk: Desk, qtbot: QtBot) -> None:
    desk.receive("f1")
    qtbot.waitUntil(lambda: desk.screen.titles == ["New fax"])
    desk.session.set_locked(True)
    assert desk.screen.withdrawn == ["received"]
    desk.receive("f2", "f1")
    qtbot.waitUntil(lambda: not desk.notifier._timer.isActive())
    assert desk.screen.titles == ["New fax"]
    desk.session.set_locked(False)
    qtbot.waitUntil(lambda: desk.screen.titles == ["New fax", "New fax"])
