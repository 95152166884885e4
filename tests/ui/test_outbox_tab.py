"""The Outbox on the screen: the person's place stays while faxes move on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot
from sent_in_memory import fax_at, person_at, settle, tell
from tab_doubles import NOON, StandInEngine, entry, local_entry, make_session, message

from byfax_desktop.engine.clock import milliseconds
from byfax_desktop.engine.events import FaxQueued, JobFinished
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.submissions import FaxState, HistoryEntry
from byfax_desktop.store.wishes import WishKind
from byfax_desktop.ui.outbox.tab import OutboxTab
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.fact_panel import FactPanel
from byfax_desktop.ui.widgets.notice import Notice


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> OutboxTab:
    tab = OutboxTab(session)
    qtbot.addWidget(tab)
    tab.resize(900, 500)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


def engine_of(session: Session) -> StandInEngine:
    assert isinstance(session.engine, StandInEngine)
    return session.engine


def notice(tab: OutboxTab) -> Notice:
    found = tab.findChild(Notice, "outbox_notice")
    assert isinstance(found, Notice)
    return found


def facts(tab: OutboxTab) -> FactPanel:
    found = tab.findChild(FactPanel, "outbox_facts")
    assert isinstance(found, FactPanel)
    return found


def test_an_empty_outbox_says_so_and_leads_to_compose(tab: OutboxTab, session: Session, qtbot: QtBot) -> None:
    tell(session)
    assert notice(tab).isVisible()
    assert notice(tab).text == "No fax has been sent yet. Faxes that you send are listed here."
    with qtbot.waitSignal(tab.compose_asked):
        notice(tab).button.click()


def test_before_the_service_has_answered_nothing_is_called_empty(tab: OutboxTab) -> None:
    assert notice(tab).text == "Looking for your faxes…"
    assert not notice(tab).button.isVisible()


def test_the_first_fax_is_selected_and_told(tab: OutboxTab, session: Session) -> None:
    tell(session, entry("a", subject="Offer"), entry("b"))
    assert tab.tree.isVisible()
    shown = facts(tab).shown
    assert shown is not None
    assert shown.title == "Offer · +49 30 123456"


def test_selection_expansion_and_scroll_survive_a_change(tab: OutboxTab, session: Session) -> None:
    many = tuple(entry(f"{n}", (message(f"{n}-1"), message(f"{n}-2"))) for n in range(80))
    tell(session, *many)
    tab.tree.setCurrentIndex(person_at(tab, 40, 1))
    settle()
    scrolled = tab.tree.verticalScrollBar().value()
    tell(session, *many[:50], entry("50", (), subject="Changed"), *many[51:])
    current = tab.model.message(tab.tree.currentIndex())
    assert current is not None
    assert current.message.message_ref == "40-2"
    assert tab.tree.isExpanded(fax_at(tab, 40))
    assert scrolled > 0
    assert tab.tree.verticalScrollBar().value() == scrolled


def test_the_facts_follow_the_selected_fax(tab: OutboxTab, session: Session) -> None:
    live = entry("a", (message("m", state=RecipientState.DELIVERING, pages_total=3, pages_sent=0),))
    tell(session, live)
    tab.tree.setCurrentIndex(person_at(tab, 0, 0))
    assert facts(tab).shown.state == "Sending page 1 of 3"  # type: ignore[union-attr]
    tell(session, entry("a", (message("m", pages_total=3, pages_sent=3),)))
    assert facts(tab).shown.state == "Delivered, 3 pages"  # type: ignore[union-attr]


def test_text_selected_in_the_facts_stays_when_another_value_changes(
    tab: OutboxTab, session: Session
) -> None:
    live = {"state": BroadcastState.DELIVERING}
    tell(session, entry("a", (message("m", pages_total=3, pages_sent=1),), **live))
    label = tab.findChild(QLabel, "outbox_facts_message_ref")
    assert isinstance(label, QLabel)
    label.setSelection(0, 1)
    tell(session, entry("a", (message("m", pages_total=3, pages_sent=2),), **live))
    assert tab.findChild(QLabel, "outbox_facts_message_ref") is label
    assert label.selectedText() == "m"
    assert dict(facts(tab).shown.facts)["Pages sent"] == "2 of 3"  # type: ignore[union-attr]


def test_the_facts_can_be_copied_whole(tab: OutboxTab, session: Session) -> None:
    tell(session, entry("a", (message("m", pages_total=3, pages_sent=3),), "Offer"))
    copy = tab.findChild(QPushButton, "outbox_facts_copy")
    assert isinstance(copy, QPushButton)
    copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[:2] == ["Offer · +49 30 123456", "Delivered, 3 pages"]
    assert "Message ref: m" in lines


def test_another_account_sees_nothing_of_the_one_before(tab: OutboxTab, session: Session) -> None:
    tell(session, entry("a", subject="Secret"))
    session.set_account(None)
    assert tab.model.rowCount(QModelIndex()) == 0
    assert notice(tab).isVisible()
    assert facts(tab).shown is None


def test_faxes_are_followed_closely_only_while_the_tab_is_seen(tab: OutboxTab, session: Session) -> None:
    tab.hide()
    assert engine_of(session).watched == [True, False]


def current_ref(tab: OutboxTab) -> str:
    found = tab.model.entry(tab.tree.currentIndex())
    return found.broadcast.broadcast_ref if found else ""


def test_the_fax_that_was_just_sent_is_chosen_whenever_it_comes(tab: OutboxTab, session: Session) -> None:
    tell(session, entry("a"), entry("b"))
    session.bridge.fax_queued.emit(FaxQueued("job", ("new", "new 2")))
    tell(session, entry("a"), entry("b"))
    assert current_ref(tab) == "a"
    tell(session, local_entry(FaxState.QUEUED, ref="new"), entry("a"), entry("b"))
    assert current_ref(tab) == "new"
    tab.tree.setCurrentIndex(fax_at(tab, 2))
    tell(session, local_entry(FaxState.UPLOADING, ref="new"), entry("a"), entry("b"))
    assert current_ref(tab) == "b", "it is chosen once"


def test_a_fax_that_is_listed_before_it_is_told_of_is_chosen_too(tab: OutboxTab, session: Session) -> None:
    tell(session, entry("a"), entry("b"))
    session.bridge.fax_queued.emit(FaxQueued("job", ("b",)))
    settle()
    assert current_ref(tab) == "b"


def press(tab: OutboxTab, kind: str) -> None:
    button = tab.findChild(QToolButton, f"outbox_{kind}")
    assert isinstance(button, QToolButton)
    button.click()


def select(tab: OutboxTab, *rows: QModelIndex) -> None:
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in rows:
        tab.tree.selectionModel().select(row, flags)


def test_what_is_wished_is_wished_for_each_chosen_fax(tab: OutboxTab, session: Session) -> None:
    tell(session, *(local_entry(FaxState.QUEUED, ref=ref) for ref in "abc"))
    select(tab, fax_at(tab, 2))
    press(tab, "pause")
    assert engine_of(session).wishes == [(WishKind.PAUSE, "a", ""), (WishKind.PAUSE, "c", "")]


def test_one_recipient_can_be_chosen_alone(tab: OutboxTab, session: Session) -> None:
    failed = message("m2", state=RecipientState.FAILED)
    tell(session, entry("a", (message("m1"), failed)))
    # Not setCurrentIndex: a list asks which keys are held down, and some test before may have held Ctrl.
    alone = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    tab.tree.selectionModel().setCurrentIndex(person_at(tab, 0, 1), alone)
    press(tab, "resubmit")
    assert engine_of(session).wishes == [(WishKind.RESUBMIT, "a", "m2")]


def test_what_can_be_done_follows_the_fax(tab: OutboxTab, session: Session) -> None:
    resume = tab.findChild(QToolButton, "outbox_resume")
    assert isinstance(resume, QToolButton)
    assert not resume.isEnabled()
    tell(session, local_entry(FaxState.HELD))
    assert resume.isEnabled()
    tell(session, local_entry(FaxState.QUEUED))
    assert not resume.isEnabled()
    tell(session)
    assert resume.toolTip() == "Choose a fax first."


def test_what_comes_to_nothing_is_told(tab: OutboxTab, session: Session, qtbot: QtBot) -> None:
    tell(session, local_entry(FaxState.QUEUED))
    press(tab, "pause")
    trouble = Trouble("This fax is just being handed over to byFax.", "Try again in a moment.")
    with qtbot.assertNotEmitted(tab.troubled):
        session.bridge.job_finished.emit(JobFinished("another job", trouble))
    with qtbot.waitSignal(tab.troubled) as told:
        session.bridge.job_finished.emit(JobFinished("wish 1", trouble))
    assert told.args == [trouble]


def history(*words: str) -> tuple[HistoryEntry, ...]:
    return tuple(HistoryEntry(milliseconds(NOON), "queued", each) for each in words)


def told(tab: OutboxTab) -> list[str]:
    shown = facts(tab).shown
    return [line.value for line in shown.history] if shown else []


def test_what_happened_to_the_fax_is_told_and_kept_up_to_date(
    tab: OutboxTab, session: Session, qtbot: QtBot
) -> None:
    known = engine_of(session).histories
    known["a"] = history("Send was pressed")
    known["b"] = history("Sent from elsewhere")
    tell(session, local_entry(FaxState.QUEUED, ref="a"), entry("b"))
    qtbot.waitUntil(lambda: told(tab) == ["Send was pressed"])
    first = tab.findChild(QLabel, "outbox_facts_history_0")
    known["a"] = history("Send was pressed", "Uploading 1 document")
    tell(session, local_entry(FaxState.UPLOADING, ref="a"), entry("b"))
    qtbot.waitUntil(lambda: told(tab) == ["Send was pressed", "Uploading 1 document"])
    assert tab.findChild(QLabel, "outbox_facts_history_0") is first, "what is read stays where it is"
    tab.tree.setCurrentIndex(fax_at(tab, 1))
    assert told(tab) == [], "what happened to another fax is not shown meanwhile"
    qtbot.waitUntil(lambda: told(tab) == ["Sent from elsewhere"])


def test_the_note_of_a_wish_that_changes_no_state_shows_too(
    tab: OutboxTab, session: Session, qtbot: QtBot
) -> None:
    known = engine_of(session).histories
    known["a"] = history("Send was pressed")
    tell(session, local_entry(FaxState.UNKNOWN))
    qtbot.waitUntil(lambda: told(tab) == ["Send was pressed"])
    press(tab, "cancel")
    known["a"] = history("Send was pressed", "Cancel was chosen")
    qtbot.waitUntil(lambda: told(tab) == ["Send was pressed", "Cancel was chosen"])


def test_a_history_that_cannot_be_read_leaves_the_rest_as_it_is(
    tab: OutboxTab, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def fail(ref: str) -> tuple[HistoryEntry, ...]:
        asked.append(ref)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(session.engine, "history", fail)
    tell(session, entry("a", subject="Offer"))
    qtbot.waitUntil(lambda: asked == ["a"])
    shown = facts(tab).shown
    assert shown is not None
    assert shown.title == "Offer · +49 30 123456"


def test_a_history_that_comes_late_is_not_shown_to_another_account(
    tab: OutboxTab, session: Session, qtbot: QtBot
) -> None:
    engine_of(session).histories["a"] = history("Secret")
    tell(session, entry("a"))
    session.set_account(None)
    done: list[object] = []
    session.workers.run(lambda: None, done.append)
    session.workers.run(lambda: None, done.append)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert facts(tab).shown is None


def test_once_a_minute_what_depends_on_the_time_is_said_anew(tab: OutboxTab, session: Session) -> None:
    then = datetime.now(UTC) - timedelta(hours=1)
    fax = entry("a", (message("1", state=RecipientState.DELIVERING),), state=BroadcastState.DELIVERING)
    tell(session, replace(fax, messages=(replace(fax.messages[0], news=datetime.now(UTC)),)))
    told: list[int] = []
    tab.model.dataChanged.connect(lambda top, _: told.append(top.row()))
    timers = [each for each in tab.findChildren(QTimer) if each.parent() is tab.list]
    (minutes,) = [each for each in timers if each.interval() == 60_000]
    assert minutes.isActive()

    minutes.timeout.emit()
    settle()

    assert told == [], "nothing that would be seen has changed"
    tell(session, replace(fax, messages=(replace(fax.messages[0], news=then),)))
    shown = facts(tab).shown
    assert shown is not None
    assert shown.state == "No final word for over 1 hour"
