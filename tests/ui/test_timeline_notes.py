"""Notes in the history with somebody: written, changed, deleted and put back, and never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from shell_doubles import RecordingEngine, engine_of, shell_session
from shiboken6 import isValid
from tab_doubles import entry
from timeline_doubles import thread

from byfax_desktop.engine.correspondents import Correspondent
from byfax_desktop.engine.timeline_entries import NoteEntry
from byfax_desktop.store.trouble import StoreTrouble
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.timeline.window import TimelineWindow
from byfax_desktop.ui.workers import Workers

ACME = Correspondent(("+4930123456",), "", "ACME GmbH", "acme gmbh")
FULL = StoreTrouble("The disk is full.", "Free some space, then try again.")
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
SENT = entry("a", subject="Offer")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def engine(session: Session) -> RecordingEngine:
    return engine_of(session)


@pytest.fixture
def opened(
    session: Session, engine: RecordingEngine, qtbot: QtBot
) -> Iterator[Callable[..., TimelineWindow]]:
    """The window over what the engine has, as soon as that is read."""
    workers = Workers("notes", 1, session)
    windows: list[TimelineWindow] = []

    def open_window() -> TimelineWindow:
        window = TimelineWindow(session, workers, lambda: ACME)
        windows.append(window)
        with qtbot.waitSignal(window._reading.summed), qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        qtbot.waitUntil(lambda: window.rows.rowCount() == len(engine.thread))
        return window

    yield open_window
    for window in windows:
        if isValid(window):
            window.close()


def notes(engine: RecordingEngine) -> list[str]:
    return [each.note.text for each in engine.thread if isinstance(each, NoteEntry)]


def button(window: TimelineWindow, name: str) -> QPushButton:
    found = window.findChild(QPushButton, f"timeline_{name}")
    assert found is not None
    return found


def write(window: TimelineWindow, text: str) -> None:
    QTest.keyClick(window.view, Qt.Key.Key_N, _CTRL | _SHIFT)
    assert window.preview.note.editor.hasFocus()
    QTest.keyClicks(window.preview.note.editor, text)


def test_a_note_is_written_and_kept_by_keys_alone(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine, qtbot: QtBot
) -> None:
    engine.thread = thread(SENT)
    window = opened()
    assert window.preview.note.editor.accessibleName() == "Note"

    write(window, "Called Anna.")
    QTest.keyClick(window.preview.note.editor, Qt.Key.Key_Return, _CTRL)

    qtbot.waitUntil(lambda: window.rows.rowCount() == 2)
    assert notes(engine) == ["Called Anna."]
    assert window.message.text == "The note was kept."
    assert window.view.hasFocus()
    chosen = window.rows.record(window.view.currentIndex())
    assert isinstance(chosen, NoteEntry)
    assert chosen.note.text == "Called Anna."
    assert engine.drafts_of_notes == {}


def test_what_is_typed_is_on_the_disk_before_it_is_kept(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine, qtbot: QtBot
) -> None:
    engine.thread = thread(SENT)
    window = opened()

    write(window, "Called An")

    qtbot.waitUntil(lambda: engine.drafts_of_notes == {"about acme gmbh": "Called An"})
    assert notes(engine) == []


def test_a_note_that_was_begun_is_gone_on_with_when_the_window_is_opened_again(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine, qtbot: QtBot
) -> None:
    engine.thread = thread(SENT)
    first = opened()
    write(first, "Called An")
    first.close()
    qtbot.waitUntil(lambda: "about acme gmbh" in engine.drafts_of_notes)

    again = opened()
    qtbot.waitUntil(lambda: again.message.text.startswith("You began a note about them"))
    button(again, "message_action").click()

    qtbot.waitUntil(lambda: again.preview.note.editor.toPlainText() == "Called An")
    assert again.preview.note.editor.hasFocus()


def test_who_looks_at_another_entry_loses_nothing(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine, qtbot: QtBot
) -> None:
    engine.thread = thread(SENT, "Old note.")
    window = opened()
    write(window, "Half")

    window.view.setCurrentIndex(window.rows.index(1, 0))
    assert window.preview.note.editor.toPlainText() == "Old note."
    QTest.keyClick(window.view, Qt.Key.Key_N, _CTRL | _SHIFT)

    qtbot.waitUntil(lambda: window.preview.note.editor.toPlainText() == "Half")


def test_a_note_is_changed_in_its_place(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine, qtbot: QtBot
) -> None:
    engine.thread = thread("Old note.", SENT)
    window = opened()
    assert not button(window, "note_keep").isEnabled()
    QTest.keyClick(window.view, Qt.Key.Key_Return)
    assert window.preview.note.editor.hasFocus()

    QTest.keyClicks(window.preview.note.editor, " And new.")
    button(window, "note_keep").click()

    qtbot.waitUntil(lambda: notes(engine) == ["Old note. And new."])
    qtbot.waitUntil(lambda: "And new" in str(window.rows.index(0, 2).data()))
    assert not button(window, "note_keep").isEnabled()


def test_changes_can_be_discarded(opened: Callable[..., TimelineWindow], engine: RecordingEngine) -> None:
    engine.thread = thread("Old note.")
    window = opened()
    QTest.keyClicks(window.preview.note.editor, " And new.")

    button(window, "note_drop").click()
    assert window.preview.note.editor.toPlainText() == "Old note."
    assert not button(window, "note_keep").isEnabled()

    QTest.keyClick(window.preview.note.editor, Qt.Key.Key_Z, _CTRL)
    assert window.preview.note.editor.toPlainText() == "Old note. And new."


@pytest.mark.parametrize("way", ["key", "button"])
def test_a_deleted_note_can_be_put_back(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine, qtbot: QtBot, way: str
) -> None:
    engine.thread = thread("Old note.", SENT)
    window = opened()

    if way == "key":
        QTest.keyClick(window.view, Qt.Key.Key_Delete)
    else:
        button(window, "note_delete").click()
    qtbot.waitUntil(lambda: window.rows.rowCount() == 1)
    assert window.message.text == "The note was deleted."

    button(window, "message_action").click()

    qtbot.waitUntil(lambda: window.rows.rowCount() == 2)
    assert notes(engine) == ["Old note."]
    assert window.view.currentIndex().row() == 0


def test_a_note_that_cannot_be_kept_stays_and_is_kept_later(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine, qtbot: QtBot
) -> None:
    engine.thread = thread(SENT)
    window = opened()
    write(window, "Called Anna.")
    engine.fails = FULL

    button(window, "note_keep").click()

    qtbot.waitUntil(lambda: window.message.text == "The disk is full. Free some space, then try again.")
    assert window.preview.note.editor.toPlainText() == "Called Anna."
    engine.fails = None
    button(window, "message_action").click()
    qtbot.waitUntil(lambda: notes(engine) == ["Called Anna."])


def test_a_note_that_cannot_be_deleted_stays(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine, qtbot: QtBot
) -> None:
    engine.thread = thread("Old note.")
    window = opened()
    engine.fails = FULL

    QTest.keyClick(window.view, Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: "The disk is full." in window.message.text)
    assert notes(engine) == ["Old note."]


def test_escape_goes_from_the_text_to_the_list_and_only_then_closes(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine, qtbot: QtBot
) -> None:
    engine.thread = thread("Old note.")
    window = opened()
    window.preview.note.editor.setFocus()

    QTest.keyClick(window.preview.note.editor, Qt.Key.Key_Escape)
    assert window.view.hasFocus()
    assert window.isVisible()

    with qtbot.waitSignal(window.destroyed):
        QTest.keyClick(window.view, Qt.Key.Key_Escape)


def test_an_empty_note_is_not_kept(opened: Callable[..., TimelineWindow], engine: RecordingEngine) -> None:
    window = opened()
    window.notice.button.click()
    QTest.keyClicks(window.preview.note.editor, "  ")
    assert not button(window, "note_keep").isEnabled()

    QTest.keyClick(window.preview.note.editor, Qt.Key.Key_Return, _CTRL)

    assert notes(engine) == []


def test_a_note_that_is_kept_is_seen_whatever_was_looked_for(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine, qtbot: QtBot
) -> None:
    engine.thread = thread(SENT)
    window = opened()
    window.filters.search.setText("Offer")
    write(window, "Called.")
    QTest.keyClick(window.preview.note.editor, Qt.Key.Key_Return, _CTRL)

    qtbot.waitUntil(lambda: window.rows.rowCount() == 2)
    assert window.filters.is_empty


def test_what_was_typed_for_one_account_is_not_kept_for_another(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine, session: Session, qtbot: QtBot
) -> None:
    window = opened()
    window.notice.button.click()
    QTest.keyClicks(window.preview.note.editor, "Called.")
    with qtbot.waitSignal(window.destroyed):
        session.set_account(None)

    assert engine.drafts_of_notes == {}


def test_the_caption_says_whether_the_note_is_new(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine
) -> None:
    engine.thread = thread("Old note.")
    window = opened()
    caption = window.findChild(QLabel, "timeline_note_caption")
    assert caption is not None
    assert caption.text().startswith("Note of ")
    assert button(window, "note_delete").isVisible()

    QTest.keyClick(window.view, Qt.Key.Key_N, _CTRL | _SHIFT)

    assert caption.text() == "New note about ACME GmbH"
    assert not button(window, "note_delete").isVisible()
