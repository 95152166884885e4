"""Received pages that are turned stay so: when they are shown again, printed and copied."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tab_doubles import StandInEngine, StandInPages, make_session, received

from byfax_desktop.engine.events import InboxChanged, InboxEntry
from byfax_desktop.fax.turns import UPRIGHT, PageTurns
from byfax_desktop.store.trouble import StoreTrouble
from byfax_desktop.ui import printing
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.page_viewer import PageViewer

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


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
    tab.resize(1100, 700)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


def fax(ref: str, turns: PageTurns = UPRIGHT) -> InboxEntry:
    return replace(received(ref, Path(f"{ref}.tif"), unread=False), turns=turns)


def tell(session: Session, *entries: InboxEntry) -> None:
    session.bridge.inbox_changed.emit(InboxChanged(entries))


def see_pages(qtbot: QtBot, tab: InboxTab, pages: StandInPages) -> PageViewer:
    pages.answer()
    qtbot.waitUntil(lambda: bool(pages.open))
    with qtbot.waitSignal(tab.pane.reader.viewer.shown, raising=False, timeout=10):
        pages.answer()
    return tab.pane.reader.viewer


def press(qtbot: QtBot, viewer: PageViewer, modifiers: Qt.KeyboardModifier) -> None:
    viewer.canvas.setFocus()
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_R, modifiers)


def test_a_fax_that_is_turned_stays_so(
    tab: InboxTab, session: Session, engine: StandInEngine, pages: StandInPages, qtbot: QtBot
) -> None:
    tell(session, fax("f1"), fax("f2"))
    viewer = see_pages(qtbot, tab, pages)
    press(qtbot, viewer, CTRL)
    press(qtbot, viewer, CTRL)
    qtbot.waitUntil(lambda: engine.turned[-1:] == [("f1", PageTurns(2))])

    tab.list.view.go_to(1)
    viewer = see_pages(qtbot, tab, pages)
    assert viewer.page_turns == UPRIGHT
    tell(session, fax("f1", PageTurns(2)), fax("f2"))
    tab.list.view.go_to(0)
    pages.answer()
    qtbot.waitUntil(lambda: bool(pages.open))
    assert pages.open[0].quarter_turns == 2
    assert tab.pane.reader.turns == PageTurns(2)


def test_one_page_alone_is_turned(
    tab: InboxTab, session: Session, engine: StandInEngine, pages: StandInPages, qtbot: QtBot
) -> None:
    tell(session, fax("f1"))
    viewer = see_pages(qtbot, tab, pages)
    viewer.canvas.go_to(1)
    press(qtbot, viewer, SHIFT)
    qtbot.waitUntil(lambda: engine.turned == [("f1", PageTurns(0, ((1, 1),)))])
    first, second = viewer.canvas.page_rect(0), viewer.canvas.page_rect(1)
    assert first.height() > first.width()
    assert second.width() > second.height()


def test_a_fax_that_came_turned_is_shown_at_once_in_its_shape(
    tab: InboxTab, session: Session, pages: StandInPages, qtbot: QtBot
) -> None:
    tell(session, fax("f1", PageTurns(1, ((2, 0),))))
    viewer = see_pages(qtbot, tab, pages)
    assert viewer.canvas.page_rect(0).width() > viewer.canvas.page_rect(0).height()
    assert viewer.canvas.page_rect(2).width() < viewer.canvas.page_rect(2).height()


def test_what_another_program_turned_is_turned_here(
    tab: InboxTab, session: Session, engine: StandInEngine, pages: StandInPages, qtbot: QtBot
) -> None:
    tell(session, fax("f1"))
    viewer = see_pages(qtbot, tab, pages)
    tell(session, fax("f1", PageTurns(3)))
    assert viewer.page_turns == PageTurns(3)
    assert engine.turned == []


def test_news_of_something_else_do_not_turn_back_what_was_just_turned(
    tab: InboxTab, session: Session, pages: StandInPages, qtbot: QtBot
) -> None:
    tell(session, fax("f1"))
    viewer = see_pages(qtbot, tab, pages)
    viewer._turn(1)
    tell(session, replace(fax("f1"), note="x"))
    assert viewer.page_turns == PageTurns(1)


def test_where_it_cannot_be_kept_that_is_said(
    tab: InboxTab, session: Session, engine: StandInEngine, pages: StandInPages, qtbot: QtBot
) -> None:
    engine.note_trouble = StoreTrouble("The disk is full.", "Free some space.")
    tell(session, fax("f1"))
    press(qtbot, see_pages(qtbot, tab, pages), CTRL)
    qtbot.waitUntil(lambda: tab.pane.message.text == "The disk is full. Free some space.")


def test_turned_pages_are_printed_as_they_lie(
    tab: InboxTab, session: Session, pages: StandInPages, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []

    def note(*values: object) -> printing.Printing:
        told.extend(values)
        raise InterruptedError

    monkeypatch.setattr(printing, "print_pages", note)
    tell(session, fax("f1", PageTurns(2)))
    see_pages(qtbot, tab, pages)
    with pytest.raises(InterruptedError):
        tab.pane._ask_printer()
    assert told[-1] == PageTurns(2)


def test_a_page_is_copied_as_it_lies(
    tab: InboxTab, session: Session, pages: StandInPages, qtbot: QtBot
) -> None:
    tell(session, fax("f1", PageTurns(0, ((0, 1),))))
    viewer = see_pages(qtbot, tab, pages)
    viewer._copy_page()
    assert pages.open[-1].quarter_turns == 1
