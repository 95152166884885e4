"""The history with somebody on the screen: what is listed, what is shown of it, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shell_doubles import RecordingEngine, engine_of, shell_session
from shiboken6 import isValid
from tab_doubles import entry, message, received
from timeline_doubles import thread

from byfax_desktop.engine.answer_hours import Hours
from byfax_desktop.engine.correspondents import Correspondent
from byfax_desktop.engine.events import NotesChanged, OutboxChanged
from byfax_desktop.engine.timeline import TimelineHead
from byfax_desktop.engine.timeline_entries import NoteEntry, TimelineEntry
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.timeline import TimelineFilter, TimelineKind, TimelineSums
from byfax_desktop.store.trouble import StoreTrouble
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.timeline.window import TimelineWindow
from byfax_desktop.ui.workers import Workers

BERLIN, OTHER = "+4930123456", "+4930123457"
ACME = Correspondent((BERLIN, OTHER), "", "ACME GmbH", "acme gmbh")
FULL = StoreTrouble("The disk is full.", "Free some space, then try again.")
DELIVERED = {"state": RecipientState.SUCCESS, "pages_sent": 13, "pages_total": 13}
BUSY = {"state": RecipientState.FAILED, "reason": StateCode.BUSY, "attempt": 3}
SENT = entry("a", (message("a-1", "Anna", "ACME", **DELIVERED),), "Offer 2211")
FAILED = entry("b", (message("b-1", **BUSY),), "Contract")
CAME = received("r", remote_sid="ACME FAX", pages=2)


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
    """The window over these entries, as soon as they are read."""
    workers = Workers("notes", 1, session)
    windows: list[TimelineWindow] = []

    def open_window(*entries: TimelineEntry, whom: Correspondent = ACME) -> TimelineWindow:
        engine.thread = entries
        window = TimelineWindow(session, workers, lambda: whom)
        windows.append(window)
        with qtbot.waitSignal(window._reading.summed), qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
        if len(entries) < 100:  # the tester fetches all rows there are
            QAbstractItemModelTester(window.rows, fatal, window)
        qtbot.waitUntil(lambda: window.rows.rowCount() == min(len(entries), 100))
        return window

    yield open_window
    for window in windows:
        if isValid(window):  # it goes with its closing
            window.close()


def rows(window: TimelineWindow) -> list[list[str]]:
    model = window.rows
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def text(window: TimelineWindow, name: str) -> str:
    found = window.findChild(QWidget, f"timeline_{name}")
    assert isinstance(found, (QLabel, QAbstractButton))
    return found.text()


def button(window: TimelineWindow, name: str) -> QAbstractButton:
    found = window.findChild(QAbstractButton, f"timeline_{name}")
    assert isinstance(found, QAbstractButton)
    return found


def choose(window: TimelineWindow, row: int) -> None:
    window.view.setCurrentIndex(window.rows.index(row, 0))


def when_read(window: TimelineWindow, qtbot: QtBot, do: Callable[[], object]) -> None:
    """Do something, and wait until the entries were read again."""
    with qtbot.waitSignal(window._reading.read):
        do()


def test_everything_is_one_list_with_the_newest_first(opened: Callable[..., TimelineWindow]) -> None:
    window = opened(*thread(SENT, "Anna is back on Monday.", FAILED, CAME))

    assert [row[:1] + row[2:] for row in rows(window)] == [
        ["Sent", "Offer 2211", "Delivered, 13 pages"],
        ["Note", "Anna is back on Monday.", ""],
        ["Sent", "Contract", "Busy after 3 tries"],
        ["Received", "ACME FAX", "2 pages"],
    ]
    spoken = window.rows.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Sent ")
    assert spoken.endswith("Contract, Busy after 3 tries")
    assert window.view.currentIndex().row() == 0
    assert window.view.hasFocus()


def test_the_head_says_who_it_is_and_what_it_amounts_to(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine
) -> None:
    engine.head = TimelineHead(TimelineSums(3, 2, 1, 1, 1, 1_795_000_000_000, "ACME FAX"), Hours(9, 12))
    window = opened(*thread(SENT))

    assert window.windowTitle() == "History with ACME GmbH"
    assert text(window, "title") == "ACME GmbH"
    assert text(window, "numbers") == "+49 30 123456 · +49 30 123457"
    assert text(window, "sums").startswith(
        "3 faxes sent (2 delivered, 1 not delivered), 1 received, 1 note · last fax "
    )
    assert text(window, "answers") == "Answers as “ACME FAX” · Usually answers between 9:00 and 12:00"


def test_of_what_is_not_known_the_head_says_nothing(opened: Callable[..., TimelineWindow]) -> None:
    window = opened(whom=Correspondent((BERLIN,)))

    assert window.windowTitle() == "History with +49 30 123456"
    for name in ("numbers", "answers"):
        assert not window.findChild(QWidget, f"timeline_{name}").isVisible()  # type: ignore[union-attr]
    assert not window.findChild(QWidget, "timeline_number").isVisible()  # type: ignore[union-attr]


def test_why_a_fax_failed_is_said_in_full_with_what_to_do(opened: Callable[..., TimelineWindow]) -> None:
    window = opened(*thread(SENT, FAILED))
    assert not window.findChild(QLabel, "timeline_why").isVisible()  # type: ignore[union-attr]

    choose(window, 1)

    assert text(window, "why") == "The line was busy. Send it again in a quarter of an hour."
    assert "Contract · Busy after 3 tries" in text(window, "caption")


def test_the_pages_of_the_chosen_fax_are_fetched(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine, qtbot: QtBot
) -> None:
    window = opened(*thread(CAME, SENT))
    qtbot.waitUntil(lambda: engine.fetched == ["r"])

    choose(window, 1)

    qtbot.waitUntil(lambda: engine.sent_fetched == [("a-1", False)])


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_and_one_entry(opened: Callable[..., TimelineWindow], count: int, qtbot: QtBot) -> None:
    window = opened(*thread(SENT)[:count])

    assert window.view.isVisible() == bool(count)
    assert window.preview.isVisible() == bool(count)
    assert button(window, "save").isEnabled() == bool(count)
    if not count:
        assert window.notice.text.startswith(
            "Nothing was sent to, received from or noted about ACME GmbH yet."
        )
        window.notice.button.click()
        assert window.preview.note.editor.hasFocus()


def test_thousands_of_entries_are_read_as_they_come_into_sight(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine, qtbot: QtBot
) -> None:
    many = [entry(f"m{each}", subject=f"Fax {each}") for each in range(1234)]
    window = opened(*thread(*many))
    assert len(engine.asked_for) == 1

    window.view.verticalScrollBar().setValue(window.view.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: window.rows.rowCount() == 200)

    QTest.keyClick(window.view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: window.rows.rowCount() == 1234)
    assert window.view.currentIndex().row() == 1233
    QTest.keyClick(window.view, Qt.Key.Key_Home)
    assert window.view.currentIndex().row() == 0


def test_what_happens_meanwhile_is_followed_and_the_place_stays(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine, session: Session, qtbot: QtBot
) -> None:
    window = opened(*thread(SENT, FAILED, CAME)[1:])
    choose(window, 1)
    chosen = window.rows.record(window.view.currentIndex())

    engine.thread = thread(SENT, FAILED, CAME)
    when_read(window, qtbot, lambda: session.bridge.outbox_changed.emit(OutboxChanged(None)))

    assert [row[2] for row in rows(window)] == ["Offer 2211", "Contract", "ACME FAX"]
    assert window.rows.record(window.view.currentIndex()) == chosen


def test_one_kind_or_one_number_can_be_listed(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine, qtbot: QtBot
) -> None:
    window = opened(*thread(SENT, "Called.", FAILED, CAME))
    kinds, numbers = (window.findChild(QComboBox, f"timeline_{name}") for name in ("kind", "number"))
    assert kinds is not None
    assert numbers is not None
    listed = {}
    for kind in list(TimelineKind)[::-1]:
        when_read(window, qtbot, lambda kind=kind: kinds.setCurrentText(kind.value))
        listed[kind] = [row[2] for row in rows(window)]
    assert listed == {
        TimelineKind.ALL: ["Offer 2211", "Called.", "Contract", "ACME FAX"],
        TimelineKind.SENT: ["Offer 2211", "Contract"],
        TimelineKind.FAILED: ["Contract"],
        TimelineKind.RECEIVED: ["ACME FAX"],
        TimelineKind.NOTES: ["Called."],
    }

    when_read(window, qtbot, lambda: numbers.setCurrentIndex(2))

    assert engine.asked_for[-1] == (ACME.only(OTHER), TimelineFilter())


def test_what_is_looked_for_is_found_and_shown_all_again(
    opened: Callable[..., TimelineWindow], qtbot: QtBot
) -> None:
    window = opened(*thread(SENT, FAILED))
    QTest.keyClick(window.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.filters.search.hasFocus()

    when_read(window, qtbot, lambda: QTest.keyClicks(window.filters.search, "contr"))
    assert [row[2] for row in rows(window)] == ["Contract"]
    QTest.keyClick(window.filters.search, Qt.Key.Key_Down)
    assert window.view.hasFocus()

    when_read(window, qtbot, lambda: window.filters.search.setText("nowhere"))
    assert window.notice.text == "Nothing matches. Change what you look for, or show all."
    when_read(window, qtbot, window.notice.button.click)
    assert len(rows(window)) == 2


def test_a_new_fax_and_a_reply_go_to_their_numbers(
    opened: Callable[..., TimelineWindow], qtbot: QtBot
) -> None:
    window = opened(*thread(SENT, received("r", sender="030 123457", did="+4930999999")))
    with qtbot.waitSignal(window.fax_asked) as asked:
        QTest.keyClick(window.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == ["", "ACME GmbH", BERLIN]
    assert not button(window, "reply").isEnabled()

    choose(window, 1)
    with qtbot.waitSignal(window.reply_asked) as replied:
        QTest.keyClick(window.view, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)

    draft = replied.args[0]
    assert [each.number for each in draft.recipients] == [OTHER]
    assert draft.subject.startswith("Re: fax of ")


def test_a_sender_without_a_number_cannot_be_faxed_to(opened: Callable[..., TimelineWindow]) -> None:
    whom = Correspondent(("=acme fax",))
    window = opened(*thread(received("r", sender="", remote_sid="ACME FAX")), whom=whom)

    assert window.windowTitle() == "History with acme fax"
    assert not button(window, "fax").isEnabled()
    assert not button(window, "reply").isEnabled()


def test_a_fax_is_shown_in_its_own_list(opened: Callable[..., TimelineWindow], qtbot: QtBot) -> None:
    window = opened(*thread(SENT, CAME, "Called."))
    assert text(window, "show") == "Show in Outbox"
    with qtbot.waitSignal(window.sent_asked) as asked:
        QTest.keyClick(window.view, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert asked.args == ["a"]

    choose(window, 1)
    assert text(window, "show") == "Show in Inbox"
    with qtbot.waitSignal(window.received_asked) as asked:
        button(window, "show").click()
    assert asked.args == ["r"]

    choose(window, 2)
    assert not button(window, "show").isEnabled()


@pytest.mark.parametrize(("name", "suffix"), [("csv", "csv"), ("pdf", "pdf")])
def test_what_is_listed_is_saved(
    opened: Callable[..., TimelineWindow],
    engine: RecordingEngine,
    tmp_path: Path,
    qtbot: QtBot,
    name: str,
    suffix: str,
) -> None:
    window = opened(*thread(SENT, FAILED))
    window.actions_by_name[name].trigger()
    dialog = window.findChild(QFileDialog, "timeline_list_place")
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == f"History with ACME GmbH.{suffix}"
    path = tmp_path / f"history.{suffix}"

    dialog.fileSelected.emit(str(path))

    qtbot.waitUntil(lambda: window.message.text == f"2 rows were saved in “history.{suffix}”.")
    assert engine.timelines_saved == [(ACME, TimelineFilter(), path, suffix == "pdf")]


def test_a_file_that_cannot_be_written_is_told(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine, tmp_path: Path, qtbot: QtBot
) -> None:
    window = opened(*thread(SENT))
    engine.fails = FULL
    window._saving.save_to(tmp_path / "history.csv")
    qtbot.waitUntil(lambda: "The disk is full." in window.message.text)


def test_what_cannot_be_read_is_told_and_tried_again(
    opened: Callable[..., TimelineWindow], engine: RecordingEngine, session: Session, qtbot: QtBot
) -> None:
    window = opened(*thread(SENT))
    engine.fails = FULL
    with qtbot.waitSignal(window._reading.troubled):
        session.bridge.notes_changed.emit(NotesChanged())
    assert window.message.text == "The disk is full. Free some space, then try again."
    assert len(rows(window)) == 1

    engine.fails = None
    when_read(window, qtbot, window.findChild(QPushButton, "timeline_message_action").click)  # type: ignore[union-attr]

    assert window.message.text == ""


def test_its_size_is_remembered(opened: Callable[..., TimelineWindow], session: Session) -> None:
    first = opened(*thread(SENT))
    first.resize(900, 600)
    QTest.keyClick(first.view, Qt.Key.Key_Escape)

    assert opened(*thread(SENT)).size() == QSize(900, 600)


def test_another_account_closes_it(
    opened: Callable[..., TimelineWindow], session: Session, qtbot: QtBot
) -> None:
    window = opened(*thread(SENT))
    with qtbot.waitSignal(window.destroyed):
        session.set_account(None)


@pytest.mark.parametrize(
    "name", ["W" * 300, "שלום עולם", "📠" * 50, "\u202eGmbH\u202c <b>x</b>", "a\nb\0c", "CON"]
)
def test_names_of_strangers_are_shown_in_one_line_as_they_are(
    opened: Callable[..., TimelineWindow], name: str
) -> None:
    strange = entry("a", (message("a-1", name, name, **DELIVERED),), name)
    window = opened(
        *thread(strange, received("r", remote_sid=name), name), whom=Correspondent((BERLIN,), name)
    )

    for shown in (window.windowTitle(), text(window, "title"), *(row[2] for row in rows(window))):
        assert len(shown) < 250
        assert not {"\u202e", "\n", "\0"} & set(shown)
    assert window.minimumSizeHint().width() <= 900
    assert window.findChild(QLabel, "timeline_title").textFormat() is Qt.TextFormat.PlainText  # type: ignore[union-attr]


def test_everything_can_be_reached_by_keys_and_heard(opened: Callable[..., TimelineWindow]) -> None:
    window = opened(*thread(SENT, "Called."))
    for widget in window.findChildren(QAbstractButton):
        if widget.isVisible() and not isinstance(widget.parent(), QComboBox):
            assert widget.accessibleName() or widget.text(), widget.objectName()
    reached: set[QWidget] = {window.view}
    for _ in range(40):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        if focused := window.focusWidget():
            reached.add(focused)
    names = {each.objectName() for each in reached}
    assert names >= {
        "timeline_entries",
        "timeline_fax",
        "timeline_note",
        "timeline_show",
        "timeline_save",
        "timeline_kind",
        "timeline_number",
        "timeline_search",
        "timeline_close",
    }
    mnemonics = [
        QKeySequence.mnemonic(each.text()).toString()
        for each in (*window.findChildren(QToolButton), *window.findChildren(QPushButton))
        if "&" in each.text() and not each.window() is not window
    ]
    assert len(mnemonics) == len(set(mnemonics)), mnemonics


def test_a_note_entry_shows_its_text(opened: Callable[..., TimelineWindow]) -> None:
    window = opened(*thread("Called.\nTwice.", SENT))

    assert isinstance(window.rows.record(window.view.currentIndex()), NoteEntry)
    assert window.preview.note.editor.toPlainText() == "Called.\nTwice."
