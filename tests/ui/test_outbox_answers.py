"""What byFax answered, as a person sees it: for how many it was done, and for whom not and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot
from sent_in_memory import fax_at, settle, tell
from tab_doubles import NOON, StandInEngine, local_entry, make_session, message

from byfax_desktop.engine.answers import Answered, WishAnswer
from byfax_desktop.engine.events import JobFinished, OutboxEntry, WishAnswered
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.store.wishes import WishKind
from byfax_desktop.ui.outbox.answers import AnswerBar
from byfax_desktop.ui.outbox.tab import OutboxTab
from byfax_desktop.ui.session import Session

LATE = Trouble("It was delivered before.", "")
GONE = Trouble("byFax doesn't have this fax.", "Refresh.")


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


def engine_of(session: Session) -> StandInEngine:
    assert isinstance(session.engine, StandInEngine)
    return session.engine


def live(ref: str, people: int = 1) -> OutboxEntry:
    told = tuple(message(f"{ref}-{each}", state=RecipientState.PENDING) for each in range(people))
    return local_entry(FaxState.ACCEPTED, told, ref=ref, is_there=True)


def bar(tab: OutboxTab) -> AnswerBar:
    found = tab.findChild(AnswerBar, "outbox_answers")
    assert isinstance(found, AnswerBar)
    return found


def said(tab: OutboxTab) -> str:
    return bar(tab).text if bar(tab).isVisible() else ""


def answer(session: Session, ref: str, *troubles: Trouble | None, kind: WishKind = WishKind.CANCEL) -> None:
    """byFax answers for recipients 0, 1, …: a trouble, or that it does it."""
    items = tuple(
        Answered(f"{ref}-{place}", "+4930123456", f"Person {place}", trouble)
        for place, trouble in enumerate(troubles)
    )
    session.bridge.wish_answered.emit(WishAnswered(WishAnswer(kind, ref, "", NOON, "Offer", items)))
    QTest.qWait(100)


def wish(tab: OutboxTab, session: Session, *entries: OutboxEntry) -> None:
    """Choose these, and cancel them by the keyboard's way into the menu."""
    tell(session, *entries)
    tab.tree.selectAll()
    settle()
    action = tab.tree.findChild(QAction, "outbox_cancel_action") or tab.findChild(
        QAction, "outbox_cancel_action"
    )
    assert isinstance(action, QAction)
    action.trigger()


def window(tab: OutboxTab, qtbot: QtBot) -> QDialog:
    qtbot.waitUntil(lambda: tab.window().findChild(QDialog, "answers_window") is not None)
    found = tab.window().findChild(QDialog, "answers_window")
    assert isinstance(found, QDialog)
    return found


def cells(dialog: QDialog) -> Sequence[Sequence[str]]:
    table = dialog.findChild(QTableView, "answers_refused")
    assert isinstance(table, QTableView)
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_of_several_it_is_told_for_how_many_it_was_done(tab: OutboxTab, session: Session) -> None:
    wish(tab, session, live("a"), live("b"), live("c"))
    assert said(tab) == ""
    answer(session, "a", None)
    answer(session, "b", LATE)
    assert said(tab) == "Cancel: done for 1 of 2. 1 not answered yet."
    answer(session, "c", None)
    assert said(tab) == "Cancel: done for 2 of 3."


def test_where_all_was_done_that_is_told_too(tab: OutboxTab, session: Session) -> None:
    wish(tab, session, live("a", people=15))
    answer(session, "a", *[None] * 15)
    assert said(tab) == "Cancel: done for all 15."


def test_of_one_fax_to_one_number_only_a_no_is_told_with_its_reason(tab: OutboxTab, session: Session) -> None:
    wish(tab, session, live("a"))
    answer(session, "a", None)
    assert said(tab) == ""
    answer(session, "a", LATE)
    assert said(tab) == "Cancel: It was delivered before."


def test_why_and_for_whom_is_a_press_away(tab: OutboxTab, session: Session, qtbot: QtBot) -> None:
    wish(tab, session, live("a", people=3))
    answer(session, "a", None, LATE, GONE)
    button = tab.findChild(QPushButton, "outbox_answers_action")
    assert isinstance(button, QPushButton)
    assert button.isVisible()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    dialog = window(tab, qtbot)
    assert [row[1:] for row in cells(dialog)] == [
        ["Cancel", "Person 1", "+49 30 123456", "It was delivered before."],
        ["Cancel", "Person 2", "+49 30 123456", "byFax doesn't have this fax. Refresh."],
    ]
    summary = dialog.findChild(QLabel, "answers_summary")
    assert isinstance(summary, QLabel)
    assert "Cancel: done for 1 of 3.  Offer" in summary.text()
    copy = dialog.findChild(QPushButton, "answers_copy")
    assert isinstance(copy, QPushButton)
    copy.click()
    assert "Person 2\t+49 30 123456\tbyFax doesn't have this fax." in QGuiApplication.clipboard().text()


def test_what_was_not_taken_here_counts_among_several(tab: OutboxTab, session: Session) -> None:
    wish(tab, session, live("a"), live("b"))
    troubled: list[object] = []
    tab.troubled.connect(troubled.append)
    session.bridge.job_finished.emit(JobFinished("wish 1", GONE))
    answer(session, "b", None)
    assert said(tab) == "Cancel: done for 1 of 2."
    assert troubled == []


def test_the_trouble_of_a_single_wish_goes_to_the_window(
    tab: OutboxTab, session: Session, qtbot: QtBot
) -> None:
    wish(tab, session, live("a"))
    with qtbot.waitSignal(tab.troubled) as troubled:
        session.bridge.job_finished.emit(JobFinished("wish 1", GONE))
    assert troubled.args == [GONE]


def test_an_answer_that_comes_after_a_restart_is_told_where_it_is_a_no(
    tab: OutboxTab, session: Session
) -> None:
    tell(session, live("a", people=2))
    answer(session, "a", None, None, kind=WishKind.PAUSE)
    assert said(tab) == ""
    answer(session, "a", None, LATE, kind=WishKind.PAUSE)
    assert said(tab) == "Pause: done for 1 of 2."


def test_another_account_knows_nothing_of_it(tab: OutboxTab, session: Session) -> None:
    wish(tab, session, live("a", people=2))
    answer(session, "a", None, LATE)
    session.account_changed.emit(None)
    assert said(tab) == ""


def test_all_answers_about_a_fax_can_be_read_again(tab: OutboxTab, session: Session, qtbot: QtBot) -> None:
    tell(session, live("a", people=2))
    tab.tree.selectionModel().setCurrentIndex(
        fax_at(tab, 0),
        tab.tree.selectionModel().SelectionFlag.ClearAndSelect | tab.tree.selectionModel().SelectionFlag.Rows,
    )
    settle()
    items = (Answered("a-0", "+1", "Anna"), Answered("a-1", "+4930123456", "\u05d0\u05d1\u202e", LATE))
    engine_of(session).answered["a"] = (
        WishAnswer(WishKind.CANCEL, "a", "", NOON, "", items),
        WishAnswer(WishKind.PAUSE, "a", "", NOON, "", items[:1]),
    )
    action = tab.tree.findChild(QAction, "outbox_answers_action")
    assert isinstance(action, QAction)
    assert action.isEnabled()
    action.trigger()
    dialog = window(tab, qtbot)
    assert cells(dialog)[0][2] == "\u2068\u05d0\u05d1\u2069", "a name cannot turn the words beside it"
    summary = dialog.findChild(QLabel, "answers_summary")
    assert isinstance(summary, QLabel)
    lines = [line.split("  ", 1)[1] for line in summary.text().split("\n")]
    assert lines == ["Cancel: done for 1 of 2.", "Pause: done."]


def test_where_nothing_was_asked_it_says_so(tab: OutboxTab, session: Session, qtbot: QtBot) -> None:
    tell(session, live("a"))
    settle()
    tab.tree.selectAll()
    settle()
    action = tab.tree.findChild(QAction, "outbox_answers_action")
    assert isinstance(action, QAction)
    action.trigger()
    summary = window(tab, qtbot).findChild(QLabel, "answers_summary")
    assert isinstance(summary, QLabel)
    assert summary.text().startswith("byFax has not been asked")
