"""The pages of a sent fax as they went: beside its details, and saved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QSplitter, QTabBar, QTabWidget
from pytestqt.qtbot import QtBot
from sent_in_memory import fax_at, person_at, tell
from tab_doubles import StandInEngine, StandInPages, entry, make_session, message

from byfax_desktop.engine.events import JobFinished, JobProgress, SentPagesReady
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.states import RecipientState
from byfax_desktop.ui.outbox.sent_pages import SentPagesPane
from byfax_desktop.ui.outbox.tab import OutboxTab
from byfax_desktop.ui.session import Session

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
def tab(qtbot: QtBot, session: Session) -> OutboxTab:
    tab = OutboxTab(session)
    qtbot.addWidget(tab)
    tab.resize(900, 600)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


def turn_to_pages(tab: OutboxTab) -> None:
    detail(tab).setCurrentIndex(1)


def detail(tab: OutboxTab) -> QTabWidget:
    found = tab.findChild(QTabWidget, "outbox_detail")
    assert isinstance(found, QTabWidget)
    return found


def pane(tab: OutboxTab) -> SentPagesPane:
    found = tab.findChild(SentPagesPane)
    assert isinstance(found, SentPagesPane)
    return found


def said(tab: OutboxTab) -> str:
    return pane(tab).viewer.notice.text


def see_pages(qtbot: QtBot, tab: OutboxTab, session: Session, engine: StandInEngine, number: int = 1) -> None:
    """Bring the pages that were asked for, and answer until they are seen."""
    qtbot.waitUntil(lambda: len(engine.sent_fetched) == number)
    ref = engine.sent_fetched[-1][0]
    session.bridge.sent_pages_ready.emit(SentPagesReady(f"sent {number}", ref, HERE))
    pages: object = session.pages
    assert isinstance(pages, StandInPages)
    pages.answer()
    qtbot.waitUntil(lambda: bool(pages.open))
    with qtbot.waitSignal(pane(tab).viewer.shown, raising=False, timeout=10):
        pages.answer()


class TestSeeing:
    def test_nothing_is_fetched_before_a_person_turns_to_the_pages(
        self, tab: OutboxTab, session: Session, engine: StandInEngine
    ) -> None:
        tell(session, entry("a"))
        assert [detail(tab).tabText(at).replace("&", "") for at in range(2)] == ["Details", "Pages"]
        assert tab.findChild(SentPagesPane) is None
        assert engine.sent_fetched == []

    def test_the_pages_are_fetched_and_shown(
        self, tab: OutboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
    ) -> None:
        tell(session, entry("a"))
        turn_to_pages(tab)
        assert said(tab) == "Fetching the pages…"
        qtbot.waitUntil(lambda: engine.sent_fetched == [("a-1", False)])
        session.bridge.job_progress.emit(JobProgress("sent 1", 40, 100))
        assert said(tab) == "Fetching the pages… 40 %"
        see_pages(qtbot, tab, session, engine)
        assert pane(tab).viewer.path == HERE
        assert pane(tab).viewer.canvas.page_count == 3

    def test_the_file_decides_how_many_pages_there_are(
        self, tab: OutboxTab, session: Session, engine: StandInEngine, pages: StandInPages, qtbot: QtBot
    ) -> None:
        tell(session, entry("a", (message("m", pages_total=2),)))
        turn_to_pages(tab)
        qtbot.waitUntil(lambda: bool(engine.sent_fetched))
        session.bridge.sent_pages_ready.emit(SentPagesReady("sent 1", "m", HERE))
        pages.answer(pages=500)
        assert pane(tab).viewer.canvas.page_count == 500

    def test_news_of_the_fax_leave_the_pages_as_they_are(
        self, tab: OutboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
    ) -> None:
        fax = entry("a")
        tell(session, fax)
        turn_to_pages(tab)
        see_pages(qtbot, tab, session, engine)
        tell(session, replace(fax, broadcast=replace(fax.broadcast, currency="USD")))
        assert pane(tab).viewer.path == HERE
        assert len(engine.sent_fetched) == 1

    def test_a_fax_that_ends_while_it_is_looked_at_shows_its_pages(
        self, tab: OutboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
    ) -> None:
        tell(session, entry("a", (message("m", state=RecipientState.DELIVERING),)))
        turn_to_pages(tab)
        assert said(tab) == "This fax is still on its way. Its pages can be seen here once it has ended."
        tell(session, entry("a", (message("m"),)))
        qtbot.waitUntil(lambda: engine.sent_fetched == [("m", False)])

    def test_each_recipient_has_pages_of_their_own(
        self, tab: OutboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
    ) -> None:
        tell(session, entry("a", (message("m1", "Anna"), message("m2", "Bob"))))
        turn_to_pages(tab)
        assert said(tab).startswith("Each recipient got pages of their own.")
        tab.tree.setCurrentIndex(person_at(tab, 0, 1))
        qtbot.waitUntil(lambda: engine.sent_fetched == [("m2", False)])

    def test_faxes_on_the_way_through_the_list_are_not_fetched(
        self, tab: OutboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
    ) -> None:
        tell(session, entry("a"), entry("b"), entry("c"))
        turn_to_pages(tab)
        for row in range(3):
            tab.tree.setCurrentIndex(fax_at(tab, row))
        qtbot.waitUntil(lambda: bool(engine.sent_fetched))
        assert engine.sent_fetched == [("c-1", False)]

    def test_another_account_sees_nothing_of_the_one_before(
        self, tab: OutboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
    ) -> None:
        tell(session, entry("a"))
        turn_to_pages(tab)
        see_pages(qtbot, tab, session, engine)
        session.account_changed.emit(None)
        assert pane(tab).viewer.path is None

    def test_the_keyboard_turns_to_the_pages_and_into_them(
        self, tab: OutboxTab, session: Session, qtbot: QtBot
    ) -> None:
        tell(session, entry("a"))
        bar = tab.findChild(QTabBar, "outbox_detail_tabs")
        assert isinstance(bar, QTabBar)
        bar.setFocus()
        qtbot.keyClick(bar, Qt.Key.Key_Right)
        assert detail(tab).currentIndex() == 1
        assert said(tab) == "Fetching the pages…"

    def test_pages_get_more_room_than_facts_and_facts_theirs_back(
        self, tab: OutboxTab, session: Session
    ) -> None:
        tell(session, entry("a"))
        splitter = tab.findChild(QSplitter, "outbox_splitter")
        assert isinstance(splitter, QSplitter)
        before = splitter.sizes()
        turn_to_pages(tab)
        assert splitter.sizes()[1] > before[1]
        detail(tab).setCurrentIndex(0)
        assert splitter.sizes() == before


class TestTrouble:
    @pytest.fixture
    def asked(self, tab: OutboxTab, session: Session, engine: StandInEngine, qtbot: QtBot) -> OutboxTab:
        """The pages of the only fax were asked for."""
        tell(session, entry("a"))
        turn_to_pages(tab)
        qtbot.waitUntil(lambda: len(engine.sent_fetched) == 1)
        return tab

    def test_pages_that_cannot_be_fetched_can_be_tried_again(
        self, asked: OutboxTab, session: Session, engine: StandInEngine
    ) -> None:
        session.bridge.job_finished.emit(JobFinished("sent 1", OFFLINE))
        assert said(asked) == "byFax could not be reached. Check the network."
        pane(asked).viewer.notice.button.click()
        assert len(engine.sent_fetched) == 2
        assert said(asked) == "Fetching the pages…"

    def test_the_trouble_of_another_job_is_not_told_here(self, asked: OutboxTab, session: Session) -> None:
        session.bridge.job_finished.emit(JobFinished("job of another", OFFLINE))
        assert said(asked) == "Fetching the pages…"

    def test_pages_that_were_brought_for_another_fax_are_not_shown(
        self, asked: OutboxTab, session: Session
    ) -> None:
        session.bridge.sent_pages_ready.emit(SentPagesReady("sent 9", "b-1", HERE))
        assert said(asked) == "Fetching the pages…"

    def test_a_broken_file_is_told_and_brought_anew(
        self, asked: OutboxTab, session: Session, engine: StandInEngine, pages: StandInPages
    ) -> None:
        session.bridge.sent_pages_ready.emit(SentPagesReady("sent 1", "a-1", HERE))
        pages.fail(BROKEN)
        assert said(asked) == "The file is broken. Fetch it again."
        pane(asked).viewer.notice.button.click()
        assert engine.sent_anew == [False, True]

    def test_who_leaves_while_a_file_is_opened_does_not_see_it_later(
        self, asked: OutboxTab, session: Session, pages: StandInPages
    ) -> None:
        session.bridge.sent_pages_ready.emit(SentPagesReady("sent 1", "a-1", HERE))
        (request,) = pages.open
        tell(session, entry("b", (message("m", state=RecipientState.PENDING),)), entry("a"))
        asked.tree.setCurrentIndex(fax_at(asked, 0))
        assert request.cancelled
        assert said(asked).startswith("This fax is still on its way.")


class TestSaving:
    def action(self, tab: OutboxTab, kind: str) -> QAction:
        found = tab.tree.findChild(QAction, f"outbox_save_{kind}_action")
        assert isinstance(found, QAction)
        assert found in tab.tree.actions(), "the keyboard reaches it by the context menu"
        return found

    def ask(self, tab: OutboxTab, kind: str) -> QFileDialog:
        self.action(tab, kind).trigger()
        dialog = tab.findChild(QFileDialog, "outbox_pages_place")
        assert isinstance(dialog, QFileDialog)
        return dialog

    @pytest.mark.parametrize(("kind", "suffix"), [("pdf", ".pdf"), ("tiff", ".tif")])
    def test_the_pages_are_saved_where_a_person_wants_them(
        self,
        tab: OutboxTab,
        session: Session,
        engine: StandInEngine,
        qtbot: QtBot,
        tmp_path: Path,
        kind: str,
        suffix: str,
    ) -> None:
        source, target = tmp_path / "cached", tmp_path / f"mine{suffix}"
        source.write_bytes(b"pages")
        tell(session, entry("a"))
        dialog = self.ask(tab, kind)
        assert dialog.defaultSuffix() == suffix[1:]
        dialog.fileSelected.emit(str(target))
        dialog.close()
        assert engine.sent_fetched == [("a-1", kind == "pdf")]
        with qtbot.waitSignal(tab.noted) as noted:
            session.bridge.sent_pages_ready.emit(SentPagesReady("sent 1", "a-1", source))
        assert noted.args == [f"The pages were saved as “{target.name}”."]
        assert target.read_bytes() == b"pages"
        assert session.settings.value("outbox/pages_folder") == str(tmp_path)

    def test_what_cannot_be_fetched_is_told_and_nothing_is_written(
        self, tab: OutboxTab, session: Session, qtbot: QtBot, tmp_path: Path
    ) -> None:
        tell(session, entry("a"))
        dialog = self.ask(tab, "pdf")
        dialog.fileSelected.emit(str(tmp_path / "mine.pdf"))
        dialog.close()
        with qtbot.waitSignal(tab.troubled) as told:
            session.bridge.job_finished.emit(JobFinished("sent 1", OFFLINE))
        assert told.args == [OFFLINE]
        assert not list(tmp_path.glob("mine*"))

    def test_a_place_where_nothing_can_be_written_is_told(
        self, tab: OutboxTab, session: Session, qtbot: QtBot, tmp_path: Path
    ) -> None:
        (tmp_path / "cached").write_bytes(b"pages")
        tell(session, entry("a"))
        dialog = self.ask(tab, "tiff")
        dialog.fileSelected.emit(str(tmp_path / "no such folder" / "mine.tif"))
        dialog.close()
        with qtbot.waitSignal(tab.troubled) as told:
            session.bridge.sent_pages_ready.emit(SentPagesReady("sent 1", "a-1", tmp_path / "cached"))
        assert isinstance(told.args[0], Trouble)

    def test_pages_that_were_brought_to_be_seen_are_saved_nowhere(
        self, tab: OutboxTab, session: Session, qtbot: QtBot
    ) -> None:
        tell(session, entry("a"))
        with qtbot.assertNotEmitted(tab.troubled, wait=50), qtbot.assertNotEmitted(tab.noted):
            session.bridge.sent_pages_ready.emit(SentPagesReady("sent 1", "a-1", HERE))

    def test_another_account_gets_nothing_of_what_was_asked_for_before(
        self, tab: OutboxTab, session: Session, qtbot: QtBot, tmp_path: Path
    ) -> None:
        tell(session, entry("a"))
        dialog = self.ask(tab, "pdf")
        dialog.fileSelected.emit(str(tmp_path / "mine.pdf"))
        dialog.close()
        session.account_changed.emit(None)
        with qtbot.assertNotEmitted(tab.troubled, wait=50):
            session.bridge.job_finished.emit(JobFinished("sent 1", OFFLINE))

    def test_it_is_offered_only_for_what_has_pages_and_else_says_why(
        self, tab: OutboxTab, session: Session
    ) -> None:
        pdf = self.action(tab, "pdf")
        assert not pdf.isEnabled()
        assert pdf.toolTip() == "Choose a fax first."
        tell(session, entry("a"))
        assert pdf.isEnabled()
        tell(session, entry("a", (message("m", state=RecipientState.PENDING),)))
        assert not pdf.isEnabled()
        assert pdf.toolTip().startswith("This fax is still on its way.")
