"""Whom the fax is from."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot
from shell_doubles import DEMO, REAL, shell_session
from tab_doubles import own_number

from byfax_desktop.engine.events import NumbersChanged
from byfax_desktop.ui.compose.sender import SenderRow
from byfax_desktop.ui.session import Session


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


def row(qtbot: QtBot, session: Session) -> SenderRow:
    row = SenderRow(session)
    qtbot.addWidget(row)
    return row


def line(row: SenderRow, name: str) -> QLineEdit:
    found = row.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def tell(session: Session, *numbers: str) -> None:
    dids = tuple(own_number(number, number=number) for number in numbers)
    session.bridge.numbers_changed.emit(NumbersChanged(dids))


def test_what_was_entered_is_there_the_next_time(qtbot: QtBot, session: Session) -> None:
    first = row(qtbot, session)
    line(first, "sender_name").setText(" Anna ")
    line(first, "sender_company").setText("ACME")
    line(first, "sender_number_text").setText("+49 30 1")
    first.remember()
    identity = row(qtbot, session).identity()
    assert (identity.name, identity.company, identity.number) == ("Anna", "ACME", "+49 30 1")
    assert "/" in identity.timezone or identity.timezone == "UTC"


def test_one_who_has_said_nothing_sends_from_the_first_own_number(qtbot: QtBot, session: Session) -> None:
    sender = row(qtbot, session)
    tell(session, "+375170000001", "+375170000002")
    assert sender.identity().number == "+375 17 000-00-01"
    box = sender.findChild(QComboBox, "sender_number")
    assert isinstance(box, QComboBox)
    assert box.count() == 2


def test_numbers_without_plus_are_understood(qtbot: QtBot, session: Session) -> None:
    sender = row(qtbot, session)
    tell(session, "375170000001")
    assert sender.identity().number == "+375 17 000-00-01"


@pytest.mark.parametrize(("name", "text"), [("sender_number_text", "+49 30 123456"), ("sender_name", "Anna")])
def test_news_of_the_own_numbers_change_nothing_that_was_entered(
    qtbot: QtBot, session: Session, name: str, text: str
) -> None:
    sender = row(qtbot, session)
    line(sender, name).setText(text)
    tell(session, "+375170000001")
    assert line(sender, name).text() == text
    assert sender.identity().number == ("+49 30 123456" if "number" in name else "")


def test_an_account_without_numbers_leaves_the_field_blank(qtbot: QtBot, session: Session) -> None:
    sender = row(qtbot, session)
    tell(session)
    assert sender.identity().is_empty


def test_each_account_has_its_sender(qtbot: QtBot, session: Session) -> None:
    sender = row(qtbot, session)
    line(sender, "sender_name").setText("Anna")
    line(sender, "sender_number_text").setText("+375 17 000-00-01")
    sender.remember()
    session.set_account(REAL)
    assert sender.identity().name == "Anna", "a person stays who they are"
    assert sender.identity().number == "", "but has no right to a number of another account"
    session.set_account(DEMO)
    assert sender.identity().number == "+375 17 000-00-01"


def test_without_an_account_nothing_is_kept(qtbot: QtBot, session: Session) -> None:
    session.set_account(None)
    sender = row(qtbot, session)
    line(sender, "sender_name").setText("Anna")
    sender.remember()
    assert dict(session.settings) == {}


def test_an_own_number_is_the_senders_from_now_on(qtbot: QtBot, session: Session) -> None:
    sender = row(qtbot, session)
    line(sender, "sender_name").setText("Anna")
    tell(session, "+375170000001", "+375170000002")
    with qtbot.waitSignal(sender.changed):
        sender.use_number("+375170000002")
    assert (sender.identity().name, sender.identity().number) == ("Anna", "+375 17 000-00-02")
    assert row(qtbot, session).identity().number == "+375 17 000-00-02"
