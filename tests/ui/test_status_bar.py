"""The status bar in words."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot
from shell_doubles import DEMO, REAL, engine_of, shell_session

from byfax_desktop.desktop.accounts import Account
from byfax_desktop.engine.events import BalanceChanged, Connection, ConnectionChanged, WaitingChanged
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Balance
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.status_bar import StatusBar


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path, None)


@pytest.fixture
def bar(qtbot: QtBot, session: Session) -> StatusBar:
    bar = StatusBar(session)
    qtbot.addWidget(bar)
    return bar


def button(bar: StatusBar, name: str) -> QToolButton:
    found = bar.findChild(QToolButton, name)
    assert isinstance(found, QToolButton)
    return found


def test_without_an_account_it_leads_to_one(bar: StatusBar, qtbot: QtBot) -> None:
    assert button(bar, "status_account").text() == "No account"
    with qtbot.waitSignal(bar.accounts_asked):
        button(bar, "status_account").click()


def test_a_demo_is_plainly_marked_as_one(bar: StatusBar, session: Session) -> None:
    session.set_account(DEMO)
    assert button(bar, "status_account").text() == "Demo account · nothing is really sent"
    session.set_account(REAL)
    assert button(bar, "status_account").text() == "byFax"
    assert "https://api.byfax.biz" in button(bar, "status_account").toolTip()


def test_a_test_account_cannot_be_taken_for_the_real_thing(bar: StatusBar, session: Session) -> None:
    session.set_account(Account("t1", "Office", "https://sandbox.byfax.biz"))
    shown = bar.account_place
    assert shown.text() == "Test account · faxes are not delivered"
    assert "Office" in shown.toolTip()
    session.set_account(REAL)
    before = bar.grab().toImage()
    session.set_account(Account("t1", REAL.title, "https://sandbox.byfax.biz"))
    assert bar.grab().toImage() != before


def test_a_long_title_is_cut_and_whole_in_the_tool_tip(bar: StatusBar, session: Session) -> None:
    title = "Office of a company with a name that never ends & more of it, and more, and more, and more"
    session.set_account(Account("a2", title, "https://api.byfax.biz"))
    shown = button(bar, "status_account")
    assert shown.text().endswith("…")
    assert shown.toolTip().startswith(title)
    assert shown.accessibleName() == title


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (Connection.CONNECTING, "Connecting…"),
        (Connection.ONLINE, "Online"),
        (Connection.OFFLINE, "Offline"),
        (Connection.REFUSED, "Sign-in refused"),
    ],
)
def test_the_connection_is_a_word_and_an_icon(
    bar: StatusBar, session: Session, state: Connection, text: str
) -> None:
    session.bridge.connection_changed.emit(ConnectionChanged(state))
    shown = button(bar, "status_connection")
    assert shown.text() == text
    assert shown.accessibleName() == text
    assert not shown.icon().isNull()


def test_why_there_is_no_connection_is_in_its_tool_tip(bar: StatusBar, session: Session) -> None:
    trouble = Trouble("The service cannot be reached.", "Check the network.")
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.OFFLINE, trouble))
    assert "Check the network." in button(bar, "status_connection").toolTip()


def test_the_balance_shows_and_can_be_asked_for_again(bar: StatusBar, session: Session) -> None:
    assert button(bar, "status_balance").isHidden()
    balance = Balance(StateCode.SUCCESS, None, Decimal("25.5"), "EUR")
    session.bridge.balance_changed.emit(BalanceChanged(balance))
    assert button(bar, "status_balance").text() == "Balance 25.50 EUR"
    button(bar, "status_balance").click()
    assert engine_of(session).refreshed == 1


def test_another_account_begins_without_the_balance_of_the_one_before(
    bar: StatusBar, session: Session
) -> None:
    balance = Balance(StateCode.SUCCESS, None, Decimal("25.5"), "EUR")
    session.bridge.balance_changed.emit(BalanceChanged(balance))
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.ONLINE))
    session.set_account(REAL)
    assert button(bar, "status_balance").isHidden()
    assert button(bar, "status_connection").isHidden()


@pytest.mark.parametrize(
    ("waiting", "for_you", "text"),
    [
        (2, 0, "2 waiting"),
        (3, 1, "2 waiting · 1 needs you"),
        (2, 2, "2 need you"),
    ],
)
def test_what_waits_is_counted_apart_from_what_needs_a_person(
    bar: StatusBar, session: Session, waiting: int, for_you: int, text: str
) -> None:
    assert button(bar, "status_waiting").isHidden()
    session.bridge.waiting_changed.emit(WaitingChanged(waiting, for_you))
    assert button(bar, "status_waiting").text() == text
    session.bridge.waiting_changed.emit(WaitingChanged(0))
    assert button(bar, "status_waiting").isHidden()


def test_while_offline_it_says_when_what_waits_is_sent(bar: StatusBar, session: Session) -> None:
    session.bridge.waiting_changed.emit(WaitingChanged(2))
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.OFFLINE))
    assert button(bar, "status_waiting").accessibleName() == "2 waiting, sent when byFax can be reached again"
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.ONLINE))
    assert button(bar, "status_waiting").text() == "2 waiting"


def test_a_person_can_go_to_what_waits(bar: StatusBar, session: Session, qtbot: QtBot) -> None:
    session.bridge.waiting_changed.emit(WaitingChanged(1))
    with qtbot.waitSignal(bar.waiting_asked):
        button(bar, "status_waiting").click()


def test_what_waits_in_another_account_is_not_told(bar: StatusBar, session: Session) -> None:
    session.bridge.waiting_changed.emit(WaitingChanged(1))
    session.set_account(REAL)
    assert button(bar, "status_waiting").isHidden()
