"""Send again: whom it would call, and what is asked before; nobody is called in vain unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sent_in_memory import fax_at, person_at, settle, tell
from tab_doubles import StandInEngine, local_entry, make_session, message

from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
from byfax_desktop.engine.outcomes import NO_FAX_MACHINE, NO_SUCH_NUMBER
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.store.wishes import WishKind
from byfax_desktop.ui.outbox.again import AGAIN, AgainWish
from byfax_desktop.ui.outbox.send_again import question
from byfax_desktop.ui.outbox.tab import OutboxTab
from byfax_desktop.ui.outbox.wishes import Target
from byfax_desktop.ui.session import Session

AGAIN_WISH = WishKind.RESUBMIT


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


def failed(ref: str, reason: StateCode = StateCode.BUSY, name: str = "") -> OutboxMessage:
    return message(ref, name, state=RecipientState.FAILED, reason=reason)


def fax(*messages: OutboxMessage, ref: str = "a") -> OutboxEntry:
    return local_entry(FaxState.FAILED, messages, ref=ref, is_there=True)


def asked(tab: OutboxTab) -> QMessageBox | None:
    found = tab.window().findChildren(QMessageBox, "wish_question")
    return found[-1] if found else None


def answers(box: QMessageBox | None) -> list[str]:
    assert box is not None
    return [button.text() for button in box.buttons()]


def press(box: QMessageBox | None, text: str) -> None:
    """By the keyboard, as who has no mouse does."""
    assert box is not None
    (button,) = [each for each in box.buttons() if each.text() == text]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def wishes(session: Session) -> list[tuple[WishKind, str, str]]:
    assert isinstance(session.engine, StandInEngine)
    return session.engine.wishes


def choose(tab: OutboxTab, *places: object) -> None:
    selection = tab.tree.selectionModel()
    selection.clear()
    for place in places:
        selection.setCurrentIndex(
            place,  # type: ignore[arg-type]
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    settle()


def send_again(tab: OutboxTab, way: str) -> None:
    """By each way that there is to it."""
    if way == "details":
        button = tab.findChild(QPushButton, "outbox_facts_deed")
        assert isinstance(button, QPushButton)
        assert button.accessibleName() == "Send again"
        button.click()
    elif way == "bar":
        found = tab.findChild(QWidget, "outbox_resubmit")
        assert isinstance(found, QWidget)
        found.setFocus()
        QTest.keyClick(found, Qt.Key.Key_Space)
    else:
        (action,) = [each for each in tab.tree.actions() if each.objectName() == "outbox_resubmit_action"]
        assert isinstance(action, QAction)
        action.trigger()


@pytest.mark.parametrize("reason", [*StateCode, StateCode("A_WORD_OF_TOMORROW")], ids=lambda code: code.value)
def test_for_every_reason_it_is_settled_whether_one_is_asked(reason: StateCode) -> None:
    in_vain = reason in NO_FAX_MACHINE | NO_SUCH_NUMBER
    told = question([Target(fax(failed("1", reason)))])
    assert (told is not None) == in_vain
    if told:
        assert told.yes == "&Call again"
        assert "Check" in told.what_then


@pytest.mark.parametrize("way", ["bar", "menu"])
@pytest.mark.parametrize("reason", [StateCode.VOICE_ANSWER, StateCode.UNALLOCATED_NUMBER])
def test_no_way_leads_past_the_question(
    tab: OutboxTab, session: Session, way: str, reason: StateCode
) -> None:
    tell(session, fax(failed("1", reason)))
    choose(tab, fax_at(tab, 0))
    send_again(tab, way)
    assert wishes(session) == []
    press(asked(tab), "&Leave it")
    assert wishes(session) == []
    send_again(tab, way)
    press(asked(tab), "&Call again")
    assert wishes(session) == [(AGAIN_WISH, "a", "")]


@pytest.mark.parametrize("way", ["bar", "menu", "details"])
def test_a_busy_line_is_tried_again_at_once(tab: OutboxTab, session: Session, way: str) -> None:
    tell(session, fax(failed("1")))
    choose(tab, fax_at(tab, 0))
    send_again(tab, way)
    assert asked(tab) is None
    assert wishes(session) == [(AGAIN_WISH, "a", "")]


def test_of_several_rows_those_that_may_arrive_go_alone(tab: OutboxTab, session: Session) -> None:
    tell(session, fax(failed("1"), ref="a"), fax(failed("2", StateCode.VOICE_ANSWER), ref="b"))
    choose(tab, fax_at(tab, 0), fax_at(tab, 1))
    send_again(tab, "menu")
    box = asked(tab)
    assert set(answers(box)) == {"&Send again to the other one", "&Call all 2 again", "&Leave it"}
    press(box, "&Send again to the other one")
    assert wishes(session) == [(AGAIN_WISH, "a", "1")]


def test_or_all_of_them_if_that_is_meant(tab: OutboxTab, session: Session) -> None:
    tell(session, fax(failed("1"), failed("2", StateCode.VOICE_ANSWER)))
    choose(tab, fax_at(tab, 0))
    send_again(tab, "bar")
    press(asked(tab), "&Call all 2 again")
    assert wishes(session) == [(AGAIN_WISH, "a", "")]


def test_of_a_broadcast_one_chooses_who_gets_it_again(tab: OutboxTab, session: Session, qtbot: QtBot) -> None:
    people = (message("1", "Anna"), failed("2", name="Bob \u202eevil"), failed("3", name="\u05d0\u05d1"))
    tell(session, fax(*people))
    choose(tab, fax_at(tab, 0))
    send_again(tab, "bar")
    box = asked(tab)
    assert box is not None
    assert box.informativeText() == "2 of 3 did not get it: Bob evil, \u2068\u05d0\u05d1\u2069."
    press(box, "&To those who did not get it")
    assert wishes(session) == [(AGAIN_WISH, "a", "")]

    send_again(tab, "bar")
    with qtbot.waitSignal(tab.again_asked) as anew:
        press(asked(tab), "To &all 3, as a new fax…")
    assert anew.args == [AgainWish(AGAIN, "a")]
    assert len(wishes(session)) == 1


def test_one_of_its_recipients_is_chosen_in_the_list(tab: OutboxTab, session: Session) -> None:
    tell(session, fax(message("1"), failed("2"), failed("3")))
    choose(tab, person_at(tab, 0, 1))
    send_again(tab, "bar")
    assert asked(tab) is None
    assert wishes(session) == [(AGAIN_WISH, "a", "2")]


def test_a_broadcast_that_nobody_got_is_simply_sent_again() -> None:
    assert question([Target(fax(failed("1"), failed("2")))]) is None


def test_a_number_that_byfax_refused_at_once_is_asked_about_too() -> None:
    refused = local_entry(
        FaxState.REJECTED, (message("1"),), Trouble("No such number.", "Check it.", "INVALID_NUMBER")
    )
    told = question([Target(refused)])
    assert told is not None
    assert "no such number" in told.what_then
    other = local_entry(
        FaxState.REJECTED, (message("1"),), Trouble("Too long.", "", "FILE_PAGES_LIMIT_EXCEEDED")
    )
    assert question([Target(other)]) is None


def test_what_may_arrive_twice_is_asked_first() -> None:
    unclear = local_entry(FaxState.NEEDS_YOU)
    told = question([Target(unclear), Target(fax(failed("1", StateCode.VOICE_ANSWER), ref="b"))])
    assert told is not None
    assert "arrive twice" in told.what_then


def test_many_names_are_not_all_told() -> None:
    people = [failed(str(place), name=f"P{place}") for place in range(9)]
    told = question([Target(fax(message("ok"), *people))])
    assert told is not None
    assert told.what_then == "9 of 10 did not get it: P0, P1, P2 and 6 more."
