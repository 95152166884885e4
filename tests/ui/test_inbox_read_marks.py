"""Which faxes are known as read, as a person wants it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot
from tab_doubles import StandInEngine, make_session, received

from byfax_desktop.engine.events import InboxChanged, InboxEntry
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> InboxTab:
    tab = InboxTab(session)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


def tell(session: Session, *entries: InboxEntry) -> None:
    session.bridge.inbox_changed.emit(InboxChanged(entries))


def engine_of(session: Session) -> StandInEngine:
    engine = session.engine
    assert isinstance(engine, StandInEngine)
    return engine


def action(tab: InboxTab, name: str) -> QAction:
    (found,) = [each for each in tab.list.view.actions() if each.objectName() == f"inbox_{name}_action"]
    return found


def test_a_key_turns_a_fax_new_and_read(tab: InboxTab, session: Session, qtbot: QtBot) -> None:
    tell(session, received("f1", unread=False), received("f2"))
    tab.list.view.setFocus()
    tab.list.view.go_to(0)
    assert action(tab, "read").text() == "Mark as un&read"
    qtbot.keyClick(tab.list.view, Qt.Key.Key_R, CTRL)
    assert engine_of(session).unread == ["f1"]

    tell(session, received("f1"), received("f2"))
    assert action(tab, "read").text() == "Mark as &read"
    qtbot.keyClick(tab.list.view, Qt.Key.Key_R, CTRL)
    assert engine_of(session).read == ["f1"]


def test_all_are_marked_at_once(tab: InboxTab, session: Session, qtbot: QtBot) -> None:
    tell(session, received("f1"), received("f2", unread=False), received("f3"))
    tab.list.view.setFocus()
    qtbot.keyClick(tab.list.view, Qt.Key.Key_R, CTRL | SHIFT)

    assert engine_of(session).read == ["f1", "f3"]


def test_only_what_is_listed_is_marked(tab: InboxTab, session: Session) -> None:
    tell(session, received("f1"), received("f2", sender="+442079460000"))
    tab.list.filters.search.setText("2079")
    action(tab, "all_read").trigger()

    assert engine_of(session).read == ["f2"]


def test_what_makes_no_sense_is_not_offered(tab: InboxTab, session: Session) -> None:
    assert not action(tab, "read").isEnabled()
    assert not action(tab, "all_read").isEnabled()

    tell(session, received("f1", unread=False))
    tab.list.view.go_to(0)
    assert action(tab, "read").isEnabled()
    assert not action(tab, "all_read").isEnabled()

    tell(session, received("f1", unread=False), received("f2"))
    assert action(tab, "all_read").isEnabled()
    tab.list.filters.search.setText("nobody")
    assert not action(tab, "all_read").isEnabled()
