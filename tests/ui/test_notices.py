"""What concerns the whole window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shell_doubles import REAL, engine_of, shell_session

from byfax_desktop.engine.events import Connection, ConnectionChanged, WaitingChanged
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui import notices as notices_module
from byfax_desktop.ui.notices import Notices
from byfax_desktop.ui.session import Session

OFFLINE = Trouble("The service cannot be reached.", "Check the network.", "ConnectTimeout")
POOR = Trouble("The balance doesn't cover this fax.", "Top up the account.", "INSUFFICIENT_FUNDS")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def notices(qtbot: QtBot, session: Session) -> Notices:
    notices = Notices(session)
    qtbot.addWidget(notices)
    return notices


def try_again(notices: Notices) -> QPushButton:
    found = notices.findChild(QPushButton, "hold_message_action")
    assert isinstance(found, QPushButton)
    return found


def test_a_lost_connection_is_told_until_it_is_back(notices: Notices, session: Session) -> None:
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.OFFLINE, OFFLINE))
    assert notices.connection.text == "The service cannot be reached. Check the network."
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.ONLINE))
    assert notices.connection.isHidden()


def test_the_connection_does_not_take_away_other_messages(notices: Notices, session: Session) -> None:
    notices.tell_trouble(Trouble("Something went wrong.", "Go on."))
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.OFFLINE, OFFLINE))
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.ONLINE))
    assert notices.message.text == "Something went wrong. Go on."


def test_a_refused_sign_in_leads_to_the_account(notices: Notices, session: Session, qtbot: QtBot) -> None:
    refused = Trouble("byFax does not know this api-key.", "Compare it.")
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.REFUSED, refused))
    with qtbot.waitSignal(notices.account_asked):
        notices.connection.action_triggered.emit()


def test_what_stops_all_faxes_is_told_until_it_is_put_right(notices: Notices, session: Session) -> None:
    session.bridge.waiting_changed.emit(WaitingChanged(2, 0, POOR))
    assert notices.hold.text == "All faxes wait. The balance doesn't cover this fax. Top up the account."
    session.bridge.waiting_changed.emit(WaitingChanged(2))
    assert notices.hold.isHidden()


def test_a_person_who_has_put_it_right_can_try_again_at_once(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices_module, "TRYING_MS", 50)
    notices = Notices(session)
    qtbot.addWidget(notices)
    session.bridge.waiting_changed.emit(WaitingChanged(2, 0, POOR))
    try_again(notices).click()
    assert engine_of(session).gone_on == 1
    assert try_again(notices).text() == "Trying…"
    qtbot.waitUntil(lambda: try_again(notices).text() == "&Try again")


def test_a_hold_that_was_sent_away_does_not_come_back_with_every_count(
    notices: Notices, session: Session
) -> None:
    session.bridge.waiting_changed.emit(WaitingChanged(2, 0, POOR))
    notices.hold.clear()
    session.bridge.waiting_changed.emit(WaitingChanged(3, 0, POOR))
    assert notices.hold.isHidden()
    session.bridge.waiting_changed.emit(WaitingChanged(3, 0, OFFLINE))
    assert not notices.hold.isHidden()


def test_while_the_connection_is_what_is_wrong_that_alone_is_told(notices: Notices, session: Session) -> None:
    session.bridge.waiting_changed.emit(WaitingChanged(2, 0, POOR))
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.OFFLINE, OFFLINE))
    assert notices.hold.isHidden()
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.ONLINE))
    assert not notices.hold.isHidden()


def test_another_account_begins_without_messages(notices: Notices, session: Session) -> None:
    notices.tell_trouble(Trouble("Something went wrong.", "Go on."))
    session.bridge.waiting_changed.emit(WaitingChanged(2, 0, POOR))
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.OFFLINE, OFFLINE))
    session.set_account(REAL)
    assert [bar.isHidden() for bar in (notices.message, notices.connection, notices.hold)] == [True] * 3
