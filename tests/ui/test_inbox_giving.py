"""Received faxes as files for other programs: what is asked for, when a drag begins, what is on the clipboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDrag, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from tab_doubles import StandInEngine, StandInPages, make_session, received

from byfax_desktop.engine.events import FaxFilesReady, InboxChanged, InboxEntry, JobFinished
from byfax_desktop.engine.keeping import STANDARD_PATTERN
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.store.kept_faxes import KeepForm
from byfax_desktop.ui.inbox import giving
from byfax_desktop.ui.inbox.giving import mime_of
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.session import Session

OFFLINE = Trouble("byFax could not be reached.", "Check the network.")
LEFT = Qt.MouseButton.LeftButton
FILE = Path("/data/lent/1/Müller & Co.pdf")
GONE_BY = QPoint(60, 8)


class Hand:
    """A mouse that is held, or not, and the drags that began with it."""

    def __init__(self) -> None:
        self.is_held = True
        self.drags: list[list[QUrl]] = []

    def buttons(self) -> Qt.MouseButton:
        return LEFT if self.is_held else Qt.MouseButton.NoButton

    def drag(self, drag: QDrag, action: Qt.DropAction) -> Qt.DropAction:
        assert action == Qt.DropAction.CopyAction, "a fax is never moved away"
        self.drags.append(drag.mimeData().urls())
        drag.deleteLater()
        return action


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    made = Hand()
    monkeypatch.setattr(giving.QGuiApplication, "mouseButtons", lambda: made.buttons())
    monkeypatch.setattr(giving.QDrag, "exec", lambda drag, action: made.drag(drag, action))
    return made


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def engine(session: Session) -> StandInEngine:
    assert isinstance(session.engine, StandInEngine)
    return session.engine


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> Iterator[InboxTab]:
    tab = InboxTab(session)
    qtbot.addWidget(tab)
    with qtbot.waitActive(tab):
        tab.show()
    yield tab
    QTest.mouseRelease(tab.list.view.viewport(), LEFT)


def tell(session: Session, *entries: InboxEntry) -> None:
    session.bridge.inbox_changed.emit(InboxChanged(entries))


def be_ready(session: Session, *paths: Path, job: str = "lend 1") -> None:
    session.bridge.fax_files_ready.emit(FaxFilesReady(job, paths or (FILE,)))


def pull(widget: QWidget, start: QPoint) -> None:
    """Press and move, as far as it takes to begin a drag; the button stays down."""
    QTest.mousePress(widget, LEFT, pos=start)
    for way in (QPoint(4, 0), GONE_BY):
        QTest.mouseMove(widget, start + way)


def pull_row(tab: InboxTab, row: int = 0) -> None:
    rect = tab.list.view.visualRect(tab.list.model.index(row, 0))
    pull(tab.list.view.viewport(), rect.topLeft() + QPoint(8, rect.height() // 2))


def action(tab: InboxTab, name: str) -> QAction:
    (found,) = [each for each in tab.list.view.actions() if each.objectName() == f"inbox_{name}_action"]
    return found


def test_a_drag_begins_once_the_file_is_there(
    tab: InboxTab, session: Session, engine: StandInEngine, hand: Hand
) -> None:
    tell(session, received("r1"), received("r2"))
    pull_row(tab, 1)
    assert engine.lent == [(("r2",), KeepForm.PDF, STANDARD_PATTERN)]
    assert hand.drags == []
    be_ready(session)
    assert hand.drags == [[QUrl.fromLocalFile(str(FILE))]]


def test_the_hand_that_waits_selects_nothing(tab: InboxTab, session: Session, hand: Hand) -> None:
    tell(session, received("r1"), received("r2"), received("r3"))
    pull_row(tab, 0)
    view = tab.list.view
    QTest.mouseMove(view.viewport(), view.visualRect(tab.list.model.index(2, 0)).center())
    assert view.currentIndex().row() == 0
    assert [entry.fax.ref for entry in tab.list.chosen()] == ["r1"]


def test_who_let_go_before_is_told_and_the_next_drag_begins_at_once(
    tab: InboxTab, session: Session, engine: StandInEngine, hand: Hand
) -> None:
    tell(session, received("r1"))
    pull_row(tab)
    hand.is_held = False
    be_ready(session)
    assert hand.drags == []
    assert tab.pane.message.text == "What you dragged is ready only now. Drag it once more."

    QTest.mouseRelease(tab.list.view.viewport(), LEFT)
    hand.is_held = True
    pull_row(tab)
    assert len(hand.drags) == 1
    assert len(engine.lent) == 1


def test_files_that_were_made_long_ago_are_made_anew(
    tab: InboxTab, session: Session, engine: StandInEngine, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(session, received("r1"))
    action(tab, "copy").trigger()
    be_ready(session)
    monkeypatch.setattr(giving, "FRESH_SECONDS", 0.0)
    action(tab, "copy").trigger()
    assert len(engine.lent) == 2


def test_the_fax_that_is_read_is_dragged_by_its_handle(
    tab: InboxTab, session: Session, engine: StandInEngine, hand: Hand
) -> None:
    tell(session, received("r1"))
    handle = tab.findChild(QLabel, "inbox_drag_handle")
    assert isinstance(handle, QLabel)
    pull(handle, handle.rect().center())
    be_ready(session)
    assert engine.lent[0][0] == ("r1",)
    assert len(hand.drags) == 1


def test_a_click_on_the_handle_drags_nothing(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    tell(session, received("r1"))
    handle = tab.findChild(QLabel, "inbox_drag_handle")
    assert isinstance(handle, QLabel)
    qtbot.mouseClick(handle, LEFT)
    QTest.mouseMove(handle, GONE_BY)
    assert engine.lent == []


def test_a_key_copies_the_fax(tab: InboxTab, session: Session, qtbot: QtBot) -> None:
    tell(session, received("r1"))
    tab.list.view.setFocus()
    qtbot.keyClick(tab.list.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    be_ready(session)
    assert QGuiApplication.clipboard().mimeData().urls() == [QUrl.fromLocalFile(str(FILE))]
    assert tab.pane.message.text == "1 fax was copied. Paste into a folder or a letter."


def test_in_the_pages_the_same_key_copies_the_page_as_a_picture(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    pages: object = session.pages
    assert isinstance(pages, StandInPages)
    tell(session, received("r1", path=Path("here.tif")))
    pages.answer(pages=2)
    qtbot.waitUntil(lambda: bool(pages.open))
    pages.answer()
    canvas = tab.pane.reader.viewer.canvas
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    pages.answer()
    assert not QGuiApplication.clipboard().image().isNull()
    assert engine.lent == []


def test_every_kind_of_program_finds_the_files() -> None:
    mime = mime_of((FILE, Path("/b.pdf")))
    assert bytes(mime.data("text/uri-list").data()).split() == [
        b"file:///data/lent/1/M%C3%BCller%20&%20Co.pdf",
        b"file:///b.pdf",
    ]
    assert bytes(mime.data("x-special/gnome-copied-files").data()).startswith(b"copy\nfile:///data/lent/")


def test_a_person_may_want_tiff(
    tab: InboxTab, session: Session, engine: StandInEngine, tmp_path: Path
) -> None:
    tell(session, received("r1"))
    action(tab, "lend_tiff").trigger()
    action(tab, "copy").trigger()
    assert engine.lent[0][1] is KeepForm.TIFF
    assert session.settings.value("inbox/lent_form") == "tiff"


def test_why_there_is_no_file_is_told(tab: InboxTab, session: Session, hand: Hand) -> None:
    tell(session, received("r1"))
    pull_row(tab)
    session.bridge.job_finished.emit(JobFinished("lend 1", OFFLINE))
    assert tab.pane.message.text == "byFax could not be reached. Check the network."
    be_ready(session)
    assert hand.drags == []


def test_what_has_no_pages_is_not_given(
    tab: InboxTab, session: Session, engine: StandInEngine, hand: Hand
) -> None:
    tell(session, received("r1", has_file=False))
    pull_row(tab)
    assert engine.lent == []
    assert not action(tab, "copy").isEnabled()
    handle = tab.findChild(QLabel, "inbox_drag_handle")
    assert isinstance(handle, QLabel)
    assert not handle.isVisible()


def test_another_account_gives_nothing_of_the_one_before(
    tab: InboxTab, session: Session, engine: StandInEngine, hand: Hand
) -> None:
    tell(session, received("r1"))
    pull_row(tab)
    session.set_account(None)
    be_ready(session)
    assert hand.drags == []
