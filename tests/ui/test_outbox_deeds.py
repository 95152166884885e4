"""The button in the details that does the best thing about a fax."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sent_in_memory import fax_at, tell
from tab_doubles import StandInEngine, entry, local_entry, make_session, message

from byfax_desktop.engine.events import OutboxEntry
from byfax_desktop.engine.outcomes import BestAction
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.store.wishes import WishKind
from byfax_desktop.ui.outbox.again import AgainWish
from byfax_desktop.ui.outbox.columns import STATE_COLUMN
from byfax_desktop.ui.outbox.facts import message_facts
from byfax_desktop.ui.outbox.tab import OutboxTab
from byfax_desktop.ui.session import Session


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> OutboxTab:
    tab = OutboxTab(session)
    qtbot.addWidget(tab)
    tab.resize(900, 600)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


def failed(code: StateCode) -> OutboxEntry:
    return entry("a", (message("1", state=RecipientState.FAILED, reason=code),), state=BroadcastState.FAILED)


def shown(tab: OutboxTab, session: Session, sent: OutboxEntry) -> QPushButton:
    tell(session, sent)
    button = tab.findChild(QPushButton, "outbox_facts_deed")
    assert isinstance(button, QPushButton)
    return button


def engine_of(session: Session) -> StandInEngine:
    assert isinstance(session.engine, StandInEngine)
    return session.engine


def test_a_busy_fax_is_sent_again(tab: OutboxTab, session: Session, qtbot: QtBot) -> None:
    button = shown(tab, session, failed(StateCode.BUSY))
    assert button.accessibleName() == "Send again"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert engine_of(session).wishes == [(WishKind.RESUBMIT, "a", "")]


def test_a_wrong_number_is_corrected_in_a_new_fax(tab: OutboxTab, session: Session, qtbot: QtBot) -> None:
    button = shown(tab, session, failed(StateCode.INVALID_NUMBER))
    with qtbot.waitSignal(tab.again_asked) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == [AgainWish("not_reached", "a")], "who got it does not get it twice"


def test_who_refused_the_call_is_called(
    tab: OutboxTab, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    sent = failed(StateCode.CALL_REJECTED)
    qtbot.mouseClick(shown(tab, session, sent), Qt.MouseButton.LeftButton)
    assert [url.toString() for url in opened] == [f"tel:{sent.messages[0].message.number}"]


def test_where_nothing_makes_calls_the_number_is_copied(
    tab: OutboxTab, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    button = shown(tab, session, failed(StateCode.CALL_REJECTED))
    with qtbot.waitSignal(tab.noted) as told:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.args == ["This computer has no program that makes calls. The number +49 30 123456 is copied."]
    assert QGuiApplication.clipboard().text() == "+4930123456"


def test_without_a_final_word_the_service_is_asked(
    tab: OutboxTab, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(session.engine, "refresh", lambda: asked.append(True))
    fax = replace(message("1", state=RecipientState.DELIVERING), news=datetime.now(UTC) - timedelta(hours=1))
    button = shown(tab, session, entry("a", (fax,), state=BroadcastState.DELIVERING))
    assert button.accessibleName() == "Check now"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [True]


SILENT = replace(message("1", state=RecipientState.DELIVERING), news=datetime.now(UTC) - timedelta(hours=1))


def deeds(tab: OutboxTab) -> list[str]:
    """The buttons beside the fax that is shown, in their order."""
    names = ("outbox_facts_deed", "outbox_facts_deed_1", "outbox_facts_deed_2")
    buttons = [tab.findChild(QPushButton, name) for name in names]
    return [
        each.accessibleName() for each in buttons if isinstance(each, QPushButton) and not each.isHidden()
    ]


def test_no_state_is_without_a_way_out(
    tab: OutboxTab, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    shown(tab, session, entry("a", (SILENT,), state=BroadcastState.DELIVERING))
    assert deeds(tab) == ["Check now", "Call the recipient", "Cancel the fax"]
    for name in ("outbox_facts_deed_1", "outbox_facts_deed_2"):
        button = tab.findChild(QPushButton, name)
        assert isinstance(button, QPushButton)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert [url.toString() for url in opened] == ["tel:+4930123456"]
    assert engine_of(session).wishes == [(WishKind.CANCEL, "a", "")]


def test_of_a_broadcast_without_a_final_word_nobody_in_particular_is_called(
    tab: OutboxTab, session: Session
) -> None:
    shown(tab, session, entry("a", (SILENT, message("2")), state=BroadcastState.DELIVERING))
    assert deeds(tab) == ["Check now", "Cancel the fax"]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (FaxState.HELD, ["Let it go on", "Cancel the fax"]),
        (FaxState.NEEDS_YOU, ["Send again", "Cancel the fax"]),
        (FaxState.QUEUED, []),
    ],
)
def test_what_waits_for_a_person_has_buttons_for_both_ways(
    tab: OutboxTab, session: Session, state: FaxState, expected: list[str]
) -> None:
    shown(tab, session, local_entry(state))
    assert deeds(tab) == expected


def test_a_fax_that_broke_off_offers_its_rest_first(tab: OutboxTab, session: Session, qtbot: QtBot) -> None:
    broken = message(
        "1", state=RecipientState.FAILED, reason=StateCode.TRANSMISSION_ERROR, pages_sent=3, pages_total=8
    )
    button = shown(tab, session, entry("a", (broken,), state=BroadcastState.FAILED))
    assert deeds(tab) == ["Send the rest…", "Change and send again…"]
    with qtbot.waitSignal(tab.again_asked) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == [AgainWish("rest", "a", "1")]


def test_machines_that_could_not_agree_are_tried_in_standard_quality(
    tab: OutboxTab, session: Session, qtbot: QtBot
) -> None:
    button = shown(tab, session, failed(StateCode.NEGOTIATION_FAILED))
    assert button.accessibleName() == "In standard quality…"
    with qtbot.waitSignal(tab.again_asked) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == [AgainWish("standard", "a")]


def test_whose_telephone_it_was_can_be_called(tab: OutboxTab, session: Session) -> None:
    shown(tab, session, failed(StateCode.VOICE_ANSWER))
    assert deeds(tab) == ["Change and send again…", "Call the recipient"]


def test_where_nothing_is_to_be_done_there_is_no_button(tab: OutboxTab, session: Session) -> None:
    assert shown(tab, session, entry("a")).isHidden()


@pytest.mark.parametrize("code", [StateCode.BUSY, StateCode.INVALID_NUMBER, StateCode.CALL_REJECTED])
def test_every_action_names_one_that_the_engine_knows(code: StateCode) -> None:
    sent = failed(code)
    told = message_facts(sent, sent.messages[0]).deeds
    assert told
    for deed in told:
        assert BestAction(deed.name) is not BestAction.NOTHING
        assert deed.text


def other_machine() -> OutboxEntry:
    sent = message("1", remote_id="ACME PC\u202e")
    return entry("a", (replace(sent, expected_station="ST MARY HOSP"),))


def test_another_machine_is_told_in_the_list_and_the_details(tab: OutboxTab, session: Session) -> None:
    shown(tab, session, other_machine())
    state = fax_at(tab, 0).siblingAtColumn(STATE_COLUMN).data()
    assert state == "Delivered, different machine"
    advice = tab.findChild(QLabel, "outbox_facts_advice")
    assert isinstance(advice, QLabel)
    isolated = "was “ST MARY HOSP”, now “\u2068ACME PC\u202e\u2069”."
    assert isolated in advice.text(), "no name turns the words around it"


def test_a_person_says_that_another_machine_is_right(tab: OutboxTab, session: Session, qtbot: QtBot) -> None:
    button = shown(tab, session, other_machine())
    assert button.accessibleName() == "That is right"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert engine_of(session).accepted == ["1"]
