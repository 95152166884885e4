"""The Inbox on the screen: from the list to the pages, with all that may go wrong on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot
from tab_doubles import StandInEngine, StandInPages, make_session, received

from byfax_desktop.engine.events import FaxPagesReady, InboxChanged, InboxEntry, JobFinished, JobProgress
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.notice import Notice

OFFLINE = Trouble("byFax could not be reached.", "Check the network.")
BROKEN = Trouble("The file is broken.", "Fetch it again.")
HERE = Path("here.tif")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def engine(session: Session) -> StandInEngine:
    assert isinstance(session.engine, StandInEngine)
    return session.engine


@pytest.fixture
def pages(session: Session) -> StandInPages:
    found: object = session.pages
    assert isinstance(found, StandInPages)
    return found


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> InboxTab:
    tab = InboxTab(session)
    qtbot.addWidget(tab)
    tab.resize(900, 600)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


def tell(session: Session, *entries: InboxEntry) -> None:
    session.bridge.inbox_changed.emit(InboxChanged(entries))


def said(tab: InboxTab) -> str:
    return tab.pane.reader.viewer.notice.text


def select(tab: InboxTab, row: int) -> None:
    tab.list.view.go_to(row)


def button(tab: InboxTab, name: str) -> QPushButton:
    found = tab.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def see_pages(qtbot: QtBot, tab: InboxTab, pages: StandInPages) -> None:
    """Answer what the reader asks until pages are seen."""
    pages.answer()
    qtbot.waitUntil(lambda: bool(pages.open))
    with qtbot.waitSignal(tab.pane.reader.viewer.shown, raising=False, timeout=10):
        pages.answer()


def test_an_empty_inbox_says_so(tab: InboxTab, session: Session) -> None:
    tell(session)
    found = tab.findChild(Notice, "inbox_notice")
    assert isinstance(found, Notice)
    assert found.isVisible()
    assert found.text.startswith("No fax has come yet.")


def test_the_pages_of_a_fax_are_fetched_shown_and_then_read(
    tab: InboxTab, session: Session, engine: StandInEngine, pages: StandInPages, qtbot: QtBot
) -> None:
    tell(session, received("r1"))
    qtbot.waitUntil(lambda: engine.fetched == ["r1"])
    assert said(tab) == "Fetching the pages…"
    session.bridge.job_progress.emit(JobProgress("job 1", 40, 100))
    assert said(tab) == "Fetching the pages… 40 %"
    session.bridge.fax_pages_ready.emit(FaxPagesReady("r1", HERE))
    assert engine.read == []
    see_pages(qtbot, tab, pages)
    assert tab.pane.reader.viewer.path == HERE
    assert engine.read == ["r1"]


def test_pages_that_are_here_are_not_fetched_again(
    tab: InboxTab, session: Session, engine: StandInEngine, pages: StandInPages, qtbot: QtBot
) -> None:
    tell(session, received("r1", path=HERE, unread=False))
    see_pages(qtbot, tab, pages)
    assert engine.fetched == []
    assert engine.read == []
    assert tab.pane.reader.viewer.canvas.page_count == 3


def test_the_file_decides_how_many_pages_there_are(
    tab: InboxTab, session: Session, pages: StandInPages
) -> None:
    tell(session, received("r1", path=HERE, pages=2))
    pages.answer(pages=5)
    assert tab.pane.reader.viewer.canvas.page_count == 5


def test_pages_that_cannot_be_fetched_can_be_tried_again(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    tell(session, received("r1"))
    qtbot.waitUntil(lambda: engine.fetched == ["r1"])
    session.bridge.job_finished.emit(JobFinished("job 1", OFFLINE))
    assert said(tab) == "byFax could not be reached. Check the network."
    tab.pane.reader.viewer.notice.button.click()
    assert engine.fetched == ["r1", "r1"]
    assert said(tab) == "Fetching the pages…"


def test_the_trouble_of_another_job_is_not_told_here(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    tell(session, received("r1"))
    qtbot.waitUntil(lambda: engine.fetched == ["r1"])
    session.bridge.job_finished.emit(JobFinished("job of another", OFFLINE))
    assert said(tab) == "Fetching the pages…"


def test_a_broken_file_is_told(tab: InboxTab, session: Session, pages: StandInPages) -> None:
    tell(session, received("r1", path=HERE))
    pages.fail(BROKEN)
    assert said(tab) == "The file is broken. Fetch it again."
    assert not button(tab, "inbox_forward").isEnabled()
    assert button(tab, "inbox_save").isEnabled(), "another program may be able to show it"


def test_a_reception_without_pages_is_listed_and_says_so(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    tell(session, received("r1", has_file=False, reason=StateCode.TRANSMISSION_ERROR))
    assert said(tab).startswith("No pages of this fax were received.")
    assert engine.read == ["r1"]
    assert engine.fetched == []


def test_running_through_the_list_fetches_only_where_one_rests(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    tell(session, *(received(f"r{number}") for number in range(6)))
    for _ in range(5):
        qtbot.keyClick(tab.list.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: bool(engine.fetched))
    assert engine.fetched == ["r5"]


def test_pages_that_come_late_do_not_take_the_place_of_another_fax(
    tab: InboxTab, session: Session, engine: StandInEngine, pages: StandInPages, qtbot: QtBot
) -> None:
    tell(session, received("r0"), received("r1"))
    qtbot.waitUntil(lambda: engine.fetched == ["r0"])
    select(tab, 1)
    session.bridge.fax_pages_ready.emit(FaxPagesReady("r0", HERE))
    assert tab.pane.reader.path is None
    assert pages.open == []


def test_pages_that_come_while_one_returns_to_a_fax_stay(
    tab: InboxTab, session: Session, engine: StandInEngine, pages: StandInPages, qtbot: QtBot
) -> None:
    tell(session, received("r0"), received("r1"))
    qtbot.waitUntil(lambda: engine.fetched == ["r0"])
    select(tab, 1)
    select(tab, 0)
    session.bridge.fax_pages_ready.emit(FaxPagesReady("r0", HERE))
    see_pages(qtbot, tab, pages)
    # A timer set after the reader's own, and for longer: when it ends, the reader's would have ended.
    later = QTimer(singleShot=True)
    with qtbot.waitSignal(later.timeout):
        later.start(250)
    assert engine.fetched == ["r0"]
    assert tab.pane.reader.viewer.path == HERE


def test_the_trouble_with_a_file_stays_while_other_faxes_come(
    tab: InboxTab, session: Session, pages: StandInPages
) -> None:
    broken = received("r1", path=HERE)
    tell(session, broken)
    pages.fail(BROKEN)
    tell(session, received("r2"), broken)
    assert said(tab) == "The file is broken. Fetch it again."
    assert pages.open == []


def test_enter_leads_to_the_pages(tab: InboxTab, session: Session, pages: StandInPages, qtbot: QtBot) -> None:
    tell(session, received("r1", path=HERE))
    see_pages(qtbot, tab, pages)
    tab.activateWindow()
    tab.list.view.setFocus()
    qtbot.keyClick(tab.list.view, Qt.Key.Key_Return)
    qtbot.waitUntil(tab.pane.reader.viewer.canvas.hasFocus)


def test_a_new_fax_does_not_move_the_one_being_read(
    tab: InboxTab, session: Session, pages: StandInPages, qtbot: QtBot
) -> None:
    old = received("r1", path=HERE)
    tell(session, old)
    see_pages(qtbot, tab, pages)
    asked = len(pages.requests)
    tell(session, received("r2"), old)
    assert tab.list.view.currentIndex().row() == 1
    assert tab.pane.reader.viewer.path == HERE
    assert len(pages.requests) == asked


def test_a_fax_read_elsewhere_stays_on_the_screen(
    tab: InboxTab, session: Session, pages: StandInPages, qtbot: QtBot
) -> None:
    tell(session, received("r1", path=HERE))
    see_pages(qtbot, tab, pages)
    tell(session, received("r1", path=HERE, unread=False))
    assert tab.pane.reader.viewer.path == HERE
    assert not tab.list.model.records[0].unread


def test_the_list_can_be_kept_to_one_number(tab: InboxTab, session: Session) -> None:
    tell(session, received("r1"), received("r2", did="+375170000002"), received("r3"))
    tab.show_faxes_to("+375170000002")
    assert [each.fax.ref for each in tab.list.model.records] == ["r2"]
    numbers = tab.findChild(QComboBox, "inbox_number_filter")
    assert isinstance(numbers, QComboBox)
    assert numbers.currentText() == "+375 17 000-00-02"
    numbers.setCurrentIndex(0)
    assert tab.list.model.rowCount() == 3


def test_a_number_without_faxes_can_be_chosen_too(tab: InboxTab, session: Session) -> None:
    tell(session, received("r1"))
    tab.show_faxes_to("+375170000009")
    assert tab.list.model.rowCount() == 0
    assert said(tab).startswith("No fax is selected.")
    tell(session, received("r1"), received("r9", did="+375170000009"))
    assert [each.fax.ref for each in tab.list.model.records] == ["r9"]


def test_the_number_called_is_a_column_only_where_it_tells_something(tab: InboxTab, session: Session) -> None:
    tell(session, received("r1"))
    assert tab.list.view.isColumnHidden(1)
    tell(session, received("r1"), received("r2", did="+375170000002"))
    assert not tab.list.view.isColumnHidden(1)


def test_another_account_sees_nothing_of_the_one_before(
    tab: InboxTab, session: Session, pages: StandInPages, qtbot: QtBot
) -> None:
    tell(session, received("r1", path=HERE))
    see_pages(qtbot, tab, pages)
    session.set_account(None)
    assert tab.list.model.rowCount(QModelIndex()) == 0
    assert tab.pane.reader.entry is None
    assert tab.pane.reader.viewer.path is None
