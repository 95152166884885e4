"""Words in the pages of received faxes, looked for in the Inbox."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot
from tab_doubles import StandInEngine, StandInPages, make_session, received

from byfax_desktop.engine.events import InboxChanged
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.settings.options import FIND_WORDS

HERE = Path("here.tif")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def engine(session: Session) -> StandInEngine:
    assert isinstance(session.engine, StandInEngine)
    return session.engine


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> InboxTab:
    tab = InboxTab(session)
    qtbot.addWidget(tab)
    tab.resize(900, 600)
    with qtbot.waitExposed(tab):
        tab.show()
    session.bridge.inbox_changed.emit(InboxChanged(tuple(received(f"r{row}", path=HERE) for row in range(4))))
    return tab


def choice(tab: InboxTab) -> QAction:
    (found,) = [each for each in tab.list.view.actions() if each.objectName() == "inbox_find_words_action"]
    return found


def listed(tab: InboxTab) -> list[str]:
    return [entry.fax.ref for entry in tab.list.model.records]


def test_it_is_off_until_a_person_wants_it(tab: InboxTab, session: Session, engine: StandInEngine) -> None:
    assert not choice(tab).isChecked()
    assert engine.finds_words == [False]
    choice(tab).trigger()
    assert engine.finds_words == [False, True]
    assert session.preferences.value(FIND_WORDS)
    session.preferences.choose(FIND_WORDS, False)
    assert engine.finds_words == [False, True, False]
    assert not choice(tab).isChecked()


def test_what_is_found_in_pages_is_listed_with_the_page(
    tab: InboxTab, engine: StandInEngine, qtbot: QtBot
) -> None:
    engine.in_pages = {"invoice": {"r2": 2}}
    choice(tab).trigger()
    tab.list.filters.search.setText("invoice")
    assert listed(tab) == []
    qtbot.waitUntil(lambda: listed(tab) == ["r2"])
    cell = tab.list.model.index(0, 0)
    assert cell.data() == "Page 3 · +49 30 123456"
    assert ", found on page 3, " in cell.data(Qt.ItemDataRole.AccessibleTextRole)

    tab.list.filters.search.setText("")
    assert len(listed(tab)) == 4
    assert tab.list.model.index(2, 0).data() == "+49 30 123456"


def test_what_is_found_otherwise_stays(tab: InboxTab, engine: StandInEngine, qtbot: QtBot) -> None:
    engine.in_pages = {"r1": {"r3": 0}}
    choice(tab).trigger()
    tab.list.filters.search.setText("r1")
    assert listed(tab) == ["r1"]
    qtbot.waitUntil(lambda: listed(tab) == ["r1", "r3"])


def test_news_of_faxes_leave_what_was_found(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    engine.in_pages = {"invoice": {"r2": 2}}
    choice(tab).trigger()
    tab.list.filters.search.setText("invoice")
    qtbot.waitUntil(lambda: listed(tab) == ["r2"])
    session.bridge.inbox_changed.emit(InboxChanged((received("new"), received("r2", path=HERE))))
    assert listed(tab) == ["r2"]


def test_the_fax_opens_on_the_page(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    pages: object = session.pages
    assert isinstance(pages, StandInPages)
    engine.in_pages = {"invoice": {"r2": 2}}
    choice(tab).trigger()
    tab.list.filters.search.setText("invoice")
    qtbot.waitUntil(lambda: listed(tab) == ["r2"])
    tab.list.go_to("r2")
    pages.answer(pages=4)
    assert tab.pane.reader.viewer.canvas.page == 2


def test_what_was_found_for_another_text_is_not_shown(tab: InboxTab) -> None:
    tab.list.filters.search.setText("invoice")
    tab.list.show_in_pages("invo", {"r1": 0})
    assert listed(tab) == []


def test_nothing_is_asked_while_it_is_off(tab: InboxTab, engine: StandInEngine, qtbot: QtBot) -> None:
    engine.in_pages = {"invoice": {"r2": 2}}
    tab.list.filters.search.setText("invoice")
    choice(tab).trigger()
    qtbot.waitUntil(lambda: listed(tab) == ["r2"])
    choice(tab).trigger()
    tab.list.filters.search.setText("invoice ")
    tab.list.filters.search.setText("r1")
    assert listed(tab) == ["r1"]


def test_who_lacks_tesseract_is_told(tab: InboxTab, engine: StandInEngine, qtbot: QtBot) -> None:
    engine.can_read = False
    with qtbot.waitSignal(tab.troubled) as told:
        choice(tab).trigger()
    trouble = told.args[0] if told.args else None
    assert isinstance(trouble, Trouble)
    assert "is not installed" in trouble.what
