"""Notes on received faxes: kept as they are typed, whatever becomes of the fax, the disk or the program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot
from shell_doubles import DEMO, REAL
from tab_doubles import StandInEngine, make_session, received

from byfax_desktop.engine.events import InboxChanged, InboxEntry
from byfax_desktop.store.trouble import StoreTrouble
from byfax_desktop.ui.inbox import note_keeper
from byfax_desktop.ui.inbox.note_field import NoteField
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.session import Session

FULL = StoreTrouble("The disk is full.", "Free some space.")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setattr(note_keeper, "RETRY_MS", 30)
    session = make_session(tmp_path)
    session.set_account(DEMO)
    return session


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
    tell(session, received("f1"), noted("f2", "Paid"))
    return tab


def noted(ref: str, note: str) -> InboxEntry:
    return replace(received(ref), note=note)


def tell(session: Session, *entries: InboxEntry) -> None:
    session.bridge.inbox_changed.emit(InboxChanged(entries))


def field(tab: InboxTab) -> NoteField:
    found = tab.findChild(NoteField, "inbox_note")
    assert isinstance(found, NoteField)
    return found


def write(tab: InboxTab, qtbot: QtBot, text: str) -> None:
    field(tab).setFocus()
    qtbot.keyClicks(field(tab), text)


def test_a_note_is_kept_without_a_button(tab: InboxTab, engine: StandInEngine, qtbot: QtBot) -> None:
    write(tab, qtbot, "Call back")
    assert engine.notes == [], "not at every letter"
    qtbot.waitUntil(lambda: engine.notes == [("f1", "Call back")])


def test_what_was_typed_belongs_to_the_fax_that_was_shown(
    tab: InboxTab, engine: StandInEngine, qtbot: QtBot
) -> None:
    write(tab, qtbot, "For one")
    tab.list.view.go_to(1)
    assert field(tab).toPlainText() == "Paid"
    qtbot.waitUntil(lambda: engine.notes == [("f1", "For one")])
    tab.list.view.go_to(0)
    tab.list.view.go_to(1)
    assert engine.notes == [("f1", "For one")], "what nobody changed is not kept again"


def test_a_key_leads_to_the_note_and_back(tab: InboxTab, qtbot: QtBot, engine: StandInEngine) -> None:
    tab.list.view.setFocus()
    qtbot.keyClick(tab.list.view, Qt.Key.Key_F2)
    assert field(tab).hasFocus()
    qtbot.keyClicks(field(tab), "x")
    qtbot.keyClick(field(tab), Qt.Key.Key_Escape)
    assert tab.list.view.hasFocus()
    qtbot.waitUntil(lambda: engine.notes == [("f1", "x")])


def test_news_do_not_write_over_what_is_being_typed(tab: InboxTab, session: Session, qtbot: QtBot) -> None:
    write(tab, qtbot, "Half a sent")
    tell(session, replace(noted("f1", ""), unread=False), noted("f2", "Paid"))
    assert field(tab).toPlainText() == "Half a sent"


def test_what_another_program_wrote_is_shown(tab: InboxTab, session: Session, engine: StandInEngine) -> None:
    tell(session, noted("f1", "From elsewhere"), noted("f2", "Paid"))
    assert field(tab).toPlainText() == "From elsewhere"
    assert engine.notes == []


def test_a_note_that_cannot_be_kept_is_said_stays_and_is_tried_again(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    engine.note_trouble = FULL
    write(tab, qtbot, "Important")
    qtbot.waitUntil(lambda: bool(tab.pane.message.text))
    assert tab.pane.message.text == (
        "Your note is not saved yet. The disk is full. Free some space. It is tried again by itself."
    )
    tell(session, noted("f1", ""), noted("f2", "Paid"))
    assert field(tab).toPlainText() == "Important"
    tab.list.view.go_to(1)
    tab.list.view.go_to(0)
    assert field(tab).toPlainText() == "Important"

    engine.note_trouble = None
    qtbot.waitUntil(lambda: engine.notes == [("f1", "Important")])


def test_the_last_words_count_while_others_are_on_their_way(
    tab: InboxTab, engine: StandInEngine, qtbot: QtBot
) -> None:
    for letter in "abc":
        qtbot.keyClicks(field(tab), letter)
        field(tab).keep()
    qtbot.waitUntil(lambda: engine.notes[-1:] == [("f1", "abc")])
    assert [text for _, text in engine.notes] == sorted(text for _, text in engine.notes)


def test_a_note_is_kept_when_the_window_is_closed(tab: InboxTab, engine: StandInEngine, qtbot: QtBot) -> None:
    write(tab, qtbot, "Last words")
    tab.hide()
    qtbot.waitUntil(lambda: engine.notes == [("f1", "Last words")])


def test_a_note_that_waits_is_kept_when_the_program_ends(
    tab: InboxTab, engine: StandInEngine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_keeper, "RETRY_MS", 10_000)
    engine.note_trouble = FULL
    write(tab, qtbot, "Last words")
    qtbot.waitUntil(lambda: bool(tab.pane.message.text))
    engine.note_trouble = None
    application = QCoreApplication.instance()
    assert application is not None
    application.aboutToQuit.emit()
    assert engine.notes == [("f1", "Last words")]


def test_a_note_is_never_written_to_another_account(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    engine.note_trouble = FULL
    write(tab, qtbot, "Mine")
    qtbot.waitUntil(lambda: bool(tab.pane.message.text))
    session.set_account(REAL)
    engine.note_trouble = None
    tell(session, received("f1"))
    assert field(tab).toPlainText() == ""
    write(tab, qtbot, "Theirs")
    qtbot.waitUntil(lambda: ("f1", "Theirs") in engine.notes)
    assert ("f1", "Mine") not in engine.notes

    session.set_account(DEMO)
    qtbot.waitUntil(lambda: ("f1", "Mine") in engine.notes)


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "שלום\nעולם", "a\u2028b", "<b>no</b>", "👩‍👩‍👧", "\u202eabc"]
)
def test_notes_of_any_kind_are_shown_and_not_changed_by_looking(
    tab: InboxTab, session: Session, engine: StandInEngine, text: str
) -> None:
    tell(session, noted("f1", text), noted("f2", "Paid"))
    assert tab.list.model.index(0, 4).data() is not None
    tab.list.view.go_to(1)
    tab.list.view.go_to(0)
    field(tab).keep()
    assert engine.notes == []


def test_the_field_grows_with_what_is_written_within_bounds(tab: InboxTab, session: Session) -> None:
    low = field(tab).sizeHint().height()
    tell(session, noted("f1", "one\ntwo\nthree"), noted("f2", "Paid"))
    middle = field(tab).sizeHint().height()
    tell(session, noted("f1", "\n" * 500), noted("f2", "Paid"))
    assert low < middle < field(tab).sizeHint().height() < 5 * low


def test_without_a_fax_there_is_nothing_to_write_on(tab: InboxTab, session: Session) -> None:
    tell(session)
    assert field(tab).isHidden() or not field(tab).isVisible()


def test_those_who_hear_the_list_hear_of_the_note(tab: InboxTab) -> None:
    spoken = tab.list.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("note: Paid")
