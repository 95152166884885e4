"""The line of the Inbox that says when byFax counts other faxes than are listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot
from tab_doubles import StandInEngine, make_session, received

from byfax_desktop.engine.events import InboxChanged, InboxTallied, JobFinished
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.requests import FaxFilter
from byfax_desktop.service.states import InboundState
from byfax_desktop.ui.inbox import tally_line
from byfax_desktop.ui.inbox.sift import InboxSift, Kind
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.inbox.tally_line import TallyLine
from byfax_desktop.ui.session import Session

OFFLINE = Trouble("byFax could not be reached.", "Check the network.")
ALL = FaxFilter()


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setattr(tally_line, "CHOSEN_MS", 0)
    return make_session(tmp_path)


@pytest.fixture
def engine(session: Session) -> StandInEngine:
    assert isinstance(session.engine, StandInEngine)
    return session.engine


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> InboxTab:
    tab = InboxTab(session)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    session.bridge.inbox_changed.emit(InboxChanged((received("r1"), received("r2"))))
    return tab


def line(tab: InboxTab) -> TallyLine:
    found = tab.findChild(TallyLine)
    assert isinstance(found, TallyLine)
    return found


def button(tab: InboxTab) -> QPushButton:
    found = tab.findChild(QPushButton, "inbox_tally_action")
    assert isinstance(found, QPushButton)
    return found


def choose(tab: InboxTab, kind: Kind) -> None:
    box = tab.findChild(QComboBox, "inbox_kind")
    assert isinstance(box, QComboBox)
    box.setCurrentText(kind.value)


def tallied(session: Session, counted: int, listed: int, which: FaxFilter = ALL) -> None:
    session.bridge.inbox_tallied.emit(InboxTallied(which, counted, listed))


def test_a_list_that_came_is_counted_and_nothing_is_said_of_a_whole_one(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: engine.compared == [ALL])
    tallied(session, 2, 2)
    assert line(tab).isHidden()


def test_a_difference_is_told_with_what_to_do(tab: InboxTab, session: Session, engine: StandInEngine) -> None:
    tallied(session, 412, 409)
    assert line(tab).text == "byFax counts 412 faxes, 409 are listed here."
    button(tab).click()
    assert engine.looked_again == [ALL]
    assert button(tab).text() == "Looking…"
    button(tab).click()
    assert engine.looked_again == [ALL]

    tallied(session, 412, 412)
    session.bridge.job_finished.emit(JobFinished("look 1"))
    assert line(tab).isHidden()


def test_where_looking_again_fails_that_is_told(tab: InboxTab, session: Session) -> None:
    tallied(session, 3, 2)
    button(tab).click()
    session.bridge.job_finished.emit(JobFinished("look 1", OFFLINE))
    assert line(tab).text == "byFax could not be reached. Check the network."
    assert button(tab).text() == "Loo&k again"


def test_what_is_chosen_is_counted_by_the_services_own_filter(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    tab.show_faxes_to("+375170000001")
    choose(tab, Kind.FAILED)
    failed = FaxFilter(did="+375170000001", is_success=False)
    qtbot.waitUntil(lambda: engine.compared[-1:] == [failed])
    tallied(session, 7, 6)
    assert line(tab).isHidden(), "that is an answer to another question"
    tallied(session, 1, 0, failed)
    assert line(tab).text == "byFax counts 1 such fax, 0 are listed here."
    choose(tab, Kind.ALL)
    assert line(tab).isHidden()


def test_another_account_hears_nothing_of_it(tab: InboxTab, session: Session) -> None:
    tallied(session, 3, 2)
    session.set_account(None)
    assert line(tab).isHidden()


@pytest.mark.parametrize(
    "sift",
    [InboxSift(text="anna"), InboxSift(kind=Kind.NEW), InboxSift(kind=Kind.ONLY_HERE), InboxSift(label=3)],
)
def test_what_byfax_does_not_know_it_cannot_count(sift: InboxSift) -> None:
    assert sift.at_service() is None


@pytest.mark.parametrize(
    ("kind", "which"),
    [
        (Kind.ALL, FaxFilter()),
        (Kind.WITH_PAGES, FaxFilter(has_file=True)),
        (Kind.WITHOUT_PAGES, FaxFilter(has_file=False)),
        (Kind.COMPLETE, FaxFilter(is_success=True)),
        (Kind.FAILED, FaxFilter(is_success=False)),
    ],
)
def test_each_kind_that_it_knows_is_asked_for(kind: Kind, which: FaxFilter) -> None:
    assert InboxSift(kind=kind).at_service() == which


def test_days_end_before_the_next_begins() -> None:
    which = InboxSift(since=0, until=86_400_000).at_service()
    assert which is not None
    assert which.date_from is not None
    assert which.date_till is not None
    assert which.date_from.timestamp() == 0
    assert which.date_till.timestamp() == 86_399.999


def test_the_end_of_the_call_can_be_chosen(tab: InboxTab, session: Session) -> None:
    entries = (
        received("whole", state=InboundState.SUCCESS),
        received("part", state=InboundState.FAILED),
        received("none", state=InboundState.FAILED, has_file=False),
    )
    session.bridge.inbox_changed.emit(InboxChanged(entries))
    choose(tab, Kind.COMPLETE)
    assert [each.fax.ref for each in tab.list.model.records] == ["whole"]
    choose(tab, Kind.FAILED)
    assert [each.fax.ref for each in tab.list.model.records] == ["part", "none"]
