"""From fax to fax by keys, from the list and from the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot
from tab_doubles import StandInEngine, StandInPages, make_session, received

from byfax_desktop.engine.events import FaxPagesReady, InboxChanged, InboxEntry, JobFinished
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.inbox import steps
from byfax_desktop.ui.inbox.sift import Kind
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.session import Session

ALT = Qt.KeyboardModifier.AltModifier
BROKEN = Trouble("The file is broken.", "Fetch it again.")
HERE = Path("here.tif")
Key = Qt.Key


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
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    words: list[str] = []
    monkeypatch.setattr(steps, "announce", lambda _, what: words.append(what))
    return words


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> InboxTab:
    tab = InboxTab(session)
    qtbot.addWidget(tab)
    tab.resize(900, 600)
    with qtbot.waitActive(tab):
        tab.show()
    return tab


def tell(session: Session, *entries: InboxEntry) -> None:
    session.bridge.inbox_changed.emit(InboxChanged(entries))


def shown(tab: InboxTab) -> str:
    entry = tab.pane.reader.entry
    return entry.fax.ref if entry else ""


def see_pages(qtbot: QtBot, tab: InboxTab, pages: StandInPages) -> None:
    pages.answer()
    qtbot.waitUntil(lambda: bool(pages.open))
    pages.answer()
    assert tab.pane.reader.viewer.path == HERE


def read_first(qtbot: QtBot, tab: InboxTab, session: Session, pages: StandInPages, *more: InboxEntry) -> None:
    """The first fax is on the screen, and the keyboard in its pages."""
    tell(session, received("r0", path=HERE), *more)
    see_pages(qtbot, tab, pages)
    tab.pane.reader.setFocus()


def test_a_key_leads_from_fax_to_fax_in_the_list(
    tab: InboxTab, session: Session, qtbot: QtBot, said: list[str]
) -> None:
    tell(session, received("r0"), received("r1"))
    view = tab.list.view
    view.setFocus()
    qtbot.keyClick(view, Key.Key_Down, ALT)
    assert shown(tab) == "r1"
    qtbot.keyClick(view, Key.Key_Down, ALT)
    assert shown(tab) == "r1"
    assert said == ["This is the last fax."]
    qtbot.keyClick(view, Key.Key_Up, ALT)
    qtbot.keyClick(view, Key.Key_Up, ALT)
    assert shown(tab) == "r0"
    assert said[1:] == ["This is the first fax."]


def test_the_keyboard_stays_in_the_pages_while_others_come(
    tab: InboxTab, session: Session, pages: StandInPages, engine: StandInEngine, qtbot: QtBot
) -> None:
    read_first(qtbot, tab, session, pages, received("r1"), received("r2"))
    canvas, notice = tab.pane.reader.viewer.canvas, tab.pane.reader.viewer.notice
    qtbot.keyClick(canvas, Key.Key_Down, ALT)
    assert shown(tab) == "r1"
    assert notice.hasFocus()
    qtbot.keyClick(notice, Key.Key_Down, ALT)
    assert shown(tab) == "r2"
    qtbot.waitUntil(lambda: engine.fetched == ["r2"])
    session.bridge.fax_pages_ready.emit(FaxPagesReady("r2", HERE))
    see_pages(qtbot, tab, pages)
    assert canvas.hasFocus()


def test_who_has_left_the_pages_is_not_called_back(
    tab: InboxTab, session: Session, pages: StandInPages, engine: StandInEngine, qtbot: QtBot
) -> None:
    read_first(qtbot, tab, session, pages, received("r1"))
    qtbot.keyClick(tab.pane.reader.viewer.canvas, Key.Key_Down, ALT)
    qtbot.waitUntil(lambda: engine.fetched == ["r1"])
    tab.list.view.setFocus()
    session.bridge.fax_pages_ready.emit(FaxPagesReady("r1", HERE))
    see_pages(qtbot, tab, pages)
    assert tab.list.view.hasFocus()


def test_a_letter_leads_to_the_next_new_fax_and_begins_again_from_above(
    tab: InboxTab, session: Session, pages: StandInPages, qtbot: QtBot, said: list[str]
) -> None:
    others = [received(f"r{place}", path=HERE, unread=place in (1, 3)) for place in range(1, 5)]
    read_first(qtbot, tab, session, pages, *others)
    tell(session, received("r0", path=HERE, unread=False), *others)
    found = []
    for _ in range(3):
        tab.pane.setFocus()
        qtbot.keyClick(tab.pane.reader.viewer.notice, Key.Key_N)
        found.append(shown(tab))
    assert found == ["r1", "r3", "r1"]
    tell(session, *(received(f"r{place}", path=HERE, unread=place == 1) for place in range(5)))
    qtbot.keyClick(tab.pane.reader.viewer.notice, Key.Key_N)
    assert said == ["There is no other new fax."]


def test_of_new_faxes_the_one_that_was_read_goes_and_the_next_stays_in_sight(
    tab: InboxTab, session: Session, qtbot: QtBot
) -> None:
    tell(session, received("r0"), received("r1"), received("r2"))
    box = tab.list.filters.findChild(QComboBox, "inbox_kind")
    assert isinstance(box, QComboBox)
    box.setCurrentText(Kind.NEW.value)
    tab.list.go_to("r0")
    tell(session, received("r0", unread=False), received("r1"), received("r2"))
    assert shown(tab) == "r0"
    tab.list.view.setFocus()
    qtbot.keyClick(tab.list.view, Key.Key_Down, ALT)
    tell(session, received("r0", unread=False), received("r1", unread=False), received("r2"))
    assert shown(tab) == "r1"
    assert [entry.fax.ref for entry in tab.list.model.records] == ["r1", "r2"]


def test_an_empty_list_has_nowhere_to_go(
    tab: InboxTab, session: Session, qtbot: QtBot, said: list[str]
) -> None:
    tell(session, received("r0"))
    tab.list.filters.search.setText("nobody")
    tab.pane.reader.viewer.notice.setFocus()
    for key in (Key.Key_Down, Key.Key_Up):
        qtbot.keyClick(tab.pane.reader.viewer.notice, key, ALT)
    assert said == ["This is the last fax.", "This is the first fax."]


def test_fetching_can_be_called_off_and_begun_again(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    tell(session, received("r0"))
    qtbot.waitUntil(lambda: engine.fetched == ["r0"])
    button = tab.pane.reader.viewer.notice.button
    assert button.text() == "Cancel"
    button.click()
    assert engine.cancelled == ["job 1"]
    session.bridge.job_finished.emit(JobFinished("job 1", Trouble("The transfer was cancelled.", "")))
    assert button.text() == "Try again"
    button.click()
    assert engine.fetched == ["r0", "r0"]
    assert engine.fetched_anew == [False, False]


def test_a_file_that_is_broken_is_fetched_anew(
    tab: InboxTab, session: Session, engine: StandInEngine, pages: StandInPages, qtbot: QtBot
) -> None:
    tell(session, received("r0", path=HERE), received("r1"))
    pages.fail(BROKEN)
    tab.pane.reader.viewer.notice.button.click()
    assert engine.fetched_anew == [True]
    tab.list.go_to("r1")
    qtbot.waitUntil(lambda: engine.fetched == ["r0", "r1"])
    assert engine.fetched_anew == [True, False]
