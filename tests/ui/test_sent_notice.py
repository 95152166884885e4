"""After Send: what becomes of the fax, and taking it back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot
from shell_doubles import REAL, engine_of, shell_session

from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.events import (
    Connection,
    ConnectionChanged,
    FaxQueued,
    FaxTakenBack,
    JobFinished,
    WaitingChanged,
)
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui import sent_notice
from byfax_desktop.ui.sent_notice import SentNotice
from byfax_desktop.ui.session import Session


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def notice(qtbot: QtBot, session: Session) -> SentNotice:
    notice = SentNotice(session)
    qtbot.addWidget(notice)
    return notice


def send(session: Session, seconds: float | None, job_id: str = "job") -> None:
    due = None if seconds is None else datetime.now(UTC) + timedelta(seconds=seconds)
    session.bridge.fax_queued.emit(FaxQueued(job_id, (f"{job_id}-b1",), due))


def undo(notice: SentNotice) -> QPushButton:
    found = notice.findChild(QPushButton, "sent_message_action")
    assert isinstance(found, QPushButton)
    return found


def test_it_counts_down_while_the_fax_can_be_taken_back(
    notice: SentNotice, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(session, 8.5)
    assert notice.text == "The fax is on its way."
    assert undo(notice).text() == "U&ndo (9 s)"
    read_out: list[QAccessibleEvent] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", read_out.append)
    qtbot.waitUntil(lambda: undo(notice).text() == "U&ndo (8 s)")
    assert undo(notice).accessibleName() == "Undo"
    assert read_out == [], "a countdown is not read out"


def test_when_the_time_is_over_it_goes(notice: SentNotice, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(notice.over) as over:
        send(session, 0.3)
    assert over.args == ["job"]
    assert notice.isHidden()


def test_a_fax_that_left_at_once_is_only_told_of(notice: SentNotice, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(notice.over):
        send(session, None)
    assert notice.text == "The fax is on its way."
    assert undo(notice).isHidden()


def test_good_news_go_by_themselves(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sent_notice, "NOTICE_MS", 50)
    notice = SentNotice(session)
    qtbot.addWidget(notice)
    send(session, None)
    assert not notice.isHidden()
    qtbot.waitUntil(notice.isHidden)


def test_a_fax_that_does_not_leave_for_now_is_not_called_on_its_way(
    notice: SentNotice, session: Session
) -> None:
    session.bridge.waiting_changed.emit(WaitingChanged(1, 0, Trouble("No money.", "Top up.")))
    send(session, 9)
    assert notice.text == "The fax waits in the Outbox."
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.OFFLINE))
    send(session, 9)
    assert notice.text == "The fax waits in the Outbox. It is sent when byFax can be reached again."


def test_undo_takes_the_fax_back(notice: SentNotice, session: Session, qtbot: QtBot) -> None:
    send(session, 9)
    undo(notice).click()
    assert engine_of(session).taken_back == [("job-b1",)]
    assert undo(notice).isHidden(), "it is asked for once"
    draft = Draft(subject="Offer")
    session.bridge.fax_taken_back.emit(FaxTakenBack("another job", Draft()))
    with qtbot.assertNotEmitted(notice.over), qtbot.waitSignal(notice.taken_back) as back:
        session.bridge.fax_taken_back.emit(FaxTakenBack("take back", draft))
    assert back.args == ["job", draft]
    assert notice.text == "The fax was taken back. It is not sent."


def test_it_says_when_it_was_too_late(notice: SentNotice, session: Session, qtbot: QtBot) -> None:
    send(session, 9)
    undo(notice).click()
    late = Trouble("The fax is already on its way.", "Choose Cancel in the Outbox to stop it.")
    with qtbot.waitSignal(notice.over):
        session.bridge.job_finished.emit(JobFinished("take back", late))
    assert notice.text == "The fax is already on its way. Choose Cancel in the Outbox to stop it."


def test_the_trouble_of_other_jobs_is_not_its_business(notice: SentNotice, session: Session) -> None:
    send(session, 9)
    session.bridge.job_finished.emit(JobFinished("", Trouble("Something else.", "Go on.")))
    assert notice.text == "The fax is on its way."


def test_the_next_fax_takes_the_place_of_the_one_before(
    notice: SentNotice, session: Session, qtbot: QtBot
) -> None:
    send(session, 9)
    with qtbot.waitSignal(notice.over) as over:
        send(session, 9, "next")
    assert over.args == ["job"]
    undo(notice).click()
    assert engine_of(session).taken_back == [("next-b1",)]


def test_a_person_can_send_the_offer_away(notice: SentNotice, session: Session, qtbot: QtBot) -> None:
    send(session, 9)
    close = notice.findChild(QToolButton, "sent_message_close")
    assert isinstance(close, QToolButton)
    with qtbot.waitSignal(notice.over):
        close.click()
    assert notice.isHidden()


def test_the_fax_of_another_account_cannot_be_taken_back(
    notice: SentNotice, session: Session, qtbot: QtBot
) -> None:
    send(session, 9)
    with qtbot.waitSignal(notice.over):
        session.set_account(REAL)
    assert notice.isHidden()


def test_a_clock_that_was_set_back_does_not_make_the_offer_endless(
    notice: SentNotice, session: Session
) -> None:
    send(session, 3600)
    assert undo(notice).text() == "U&ndo (60 s)"
