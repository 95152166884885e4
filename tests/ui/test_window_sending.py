"""The ways that lead to the send dialog: files the program is started with, drops, and faxes of the other tabs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton, QTableView
from sent_in_memory import tell
from shell_doubles import DEMO, engine_of, files, shell_session
from tab_doubles import entry, message, received

from byfax_desktop.engine.drafts import Draft, DraftRecipient
from byfax_desktop.engine.events import FaxPagesReady, InboxChanged, WaitingChanged
from byfax_desktop.service.states import RecipientState
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.tab_bar import COMPOSE, INBOX, OUTBOX

ANNA = DraftRecipient("+4930123456", "Anna")


@pytest.fixture
def session(qtbot, tmp_path):
    return shell_session(tmp_path)


@pytest.fixture
def window(qtbot, session):
    made = MainWindow(session)
    qtbot.addWidget(made, before_close_func=lambda _: session.bridge.waiting_changed.emit(WaitingChanged(0)))
    with qtbot.waitExposed(made):
        made.show()
    made.finish()
    return made


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear Anna")
    return path


def dialog(window):
    return window.compose.sending.dialog


def paths(window):
    return [document.path for document in window.compose.documents.model.documents]


def drop(widget, data: QMimeData):
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(9, 9), copy, data, buttons, keys))
    QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), copy, data, buttons, keys))


def act(window, name):
    found = window.findChild(QAction, name)
    assert isinstance(found, QAction)
    found.trigger()


class TestFiles:
    def test_files_of_the_start_stand_in_the_dialog_with_the_keyboard_at_the_number(self, window, letter):
        window.send_documents([letter])

        assert paths(window) == [letter]
        assert dialog(window).focusWidget().objectName() == "to_line"

    def test_without_an_account_the_dialog_waits_for_one(self, qtbot, session, window, letter):
        session.set_account(None)
        window.send_documents([letter])
        assert dialog(window) is None

        session.set_account(DEMO)

        qtbot.waitUntil(lambda: dialog(window) is not None)

    def test_files_dropped_beside_compose_are_to_be_sent(self, qtbot, window, letter):
        window.show_tab(OUTBOX)
        drop(window, files(letter))

        qtbot.waitUntil(lambda: dialog(window) is not None)
        assert paths(window) == [letter]
        assert window.tabs.currentIndex() == COMPOSE

    def test_files_dropped_on_compose_are_only_added(self, qtbot, window, letter):
        drop(window.compose, files(letter))

        qtbot.waitUntil(lambda: paths(window) == [letter])
        assert dialog(window) is None


class TestOutbox:
    @pytest.fixture
    def outbox(self, qtbot, session, window):
        qtbot.waitUntil(lambda: window.findChild(QTableView, "outbox_faxes") is not None)
        engine_of(session).sent_before["B1"] = Draft((Path("/tmp/offer.pdf"),), (ANNA,), subject="Offer")
        window.show_tab(OUTBOX)
        tell(session, entry("B1"))
        return window

    def test_a_sent_fax_is_changed_and_sent_again(self, qtbot, outbox):
        act(outbox, "outbox_again_action")

        qtbot.waitUntil(lambda: dialog(outbox) is not None)
        assert outbox.compose.cover.subject == "Offer"
        assert [each.number for each in outbox.compose.recipients.model.entries] == [ANNA.number]

    def test_a_forwarded_fax_has_no_recipient_yet(self, qtbot, outbox):
        act(outbox, "outbox_forward_action")

        qtbot.waitUntil(lambda: dialog(outbox) is not None)
        assert paths(outbox) == [Path("/tmp/offer.pdf")]
        assert outbox.compose.recipients.model.entries == ()

    def test_only_those_whom_it_did_not_reach_are_asked_for(self, qtbot, session, outbox):
        tell(session, entry("B1", (message("1"), message("2", state=RecipientState.FAILED))))
        act(outbox, "outbox_not_reached_action")

        qtbot.waitUntil(lambda: dialog(outbox) is not None)
        assert engine_of(session).made_again == [("B1", True, "")]

    def test_what_is_in_compose_stays_among_the_drafts(self, qtbot, session, outbox):
        outbox.compose.add_recipient("+375170000001")
        act(outbox, "outbox_again_action")

        qtbot.waitUntil(lambda: dialog(outbox) is not None)
        assert [each.number for each in engine_of(session).kept[0].recipients] == ["+375170000001"]

    def test_a_fax_whose_pages_are_elsewhere_says_so(self, qtbot, session, outbox):
        engine_of(session).sent_before.clear()
        act(outbox, "outbox_again_action")

        qtbot.waitUntil(lambda: bool(outbox.notices.message.text))
        assert dialog(outbox) is None

    def test_without_a_fax_nothing_happens(self, qtbot, session, outbox):
        tell(session)
        act(outbox, "outbox_forward_action")

        assert dialog(outbox) is None


def test_a_received_fax_is_forwarded_under_a_name_that_people_know(qtbot, session, window, tmp_path):
    path = tmp_path / "9f3e.tif"
    path.write_bytes(b"II*\0")
    qtbot.waitUntil(lambda: window.findChild(QPushButton, "inbox_forward") is not None)
    forward = window.findChild(QPushButton, "inbox_forward")
    assert not forward.isEnabled()
    window.show_tab(INBOX)
    session.bridge.inbox_changed.emit(InboxChanged((received("R1", path),)))
    session.bridge.fax_pages_ready.emit(FaxPagesReady("R1", path))
    qtbot.waitUntil(forward.isEnabled)

    forward.click()

    qtbot.waitUntil(lambda: dialog(window) is not None)
    (document,) = paths(window)
    assert document.name.startswith("fax") or document.suffix == ".tif"
    assert document.name != "9f3e.tif"
