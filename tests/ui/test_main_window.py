"""The window around the tabs: keys, counts, messages, and its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPlainTextEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from sent_in_memory import tell
from shell_doubles import REAL, engine_of, read_all, shell_session
from tab_doubles import entry, local_entry, message, own_number, received

from byfax_desktop.engine.drafts import Draft, DraftRecipient
from byfax_desktop.engine.events import (
    FaxQueued,
    FaxTakenBack,
    InboxChanged,
    NumbersChanged,
    WaitingChanged,
)
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.tab_bar import COMPOSE, INBOX, NUMBERS, OUTBOX
from byfax_desktop.ui.tabs import TabPlan, Ways
from byfax_desktop.ui.take_back_time import take_back_time


class Blank(QWidget):
    """A tab with nothing in it."""

    made: list[str] = []  # noqa: RUF012

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        Blank.made.append(name)


def plan(name: str) -> TabPlan:
    def make(session: Session, ways: Ways) -> QWidget:
        return Blank(name)

    return TabPlan(name, "outbox", name.title(), make)


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> MainWindow:
    Blank.made.clear()
    window = MainWindow(session, [plan("outbox"), plan("inbox"), plan("numbers")])
    # Nothing waits any more, lest the end of a test be worth a question.
    qtbot.addWidget(
        window, before_close_func=lambda _: session.bridge.waiting_changed.emit(WaitingChanged(0))
    )
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


def press(
    window: MainWindow, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier
) -> None:
    QTest.keyClick(window, key, keys)


def action(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, name)
    assert isinstance(found, QAction)
    return found


def test_it_opens_at_its_size_and_can_be_made_small(window: MainWindow) -> None:
    assert (window.width(), window.height()) == (1120, 720)
    window.resize(900, 600)
    assert (window.width(), window.height()) == (900, 600)


def test_the_title_names_the_program_and_the_account(window: MainWindow, session: Session) -> None:
    assert window.windowTitle() == "byFax Desktop"
    session.set_account(REAL)
    assert window.windowTitle() == "byFax – byFax Desktop"


def test_the_first_paint_is_told_once(qtbot: QtBot, session: Session) -> None:
    window = MainWindow(session, [])
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()
    with qtbot.assertNotEmitted(window.painted, wait=50):
        window.repaint()


def test_only_compose_is_made_before_the_first_paint(window: MainWindow, qtbot: QtBot) -> None:
    assert Blank.made == []
    window.finish()
    qtbot.waitUntil(lambda: Blank.made == ["outbox", "inbox", "numbers"])


def test_a_tab_that_is_wanted_earlier_is_made_at_once(window: MainWindow) -> None:
    window.show_tab(INBOX)
    assert Blank.made == ["inbox"]
    assert window.tabs.page(INBOX).isVisible()
    window.tabs.make_all()
    assert Blank.made == ["inbox", "outbox", "numbers"]


def test_keys_lead_to_the_tabs(window: MainWindow) -> None:
    for key, index in (
        (Qt.Key.Key_2, OUTBOX),
        (Qt.Key.Key_3, INBOX),
        (Qt.Key.Key_4, NUMBERS),
        (Qt.Key.Key_1, COMPOSE),
    ):
        press(window, key)
        assert window.tabs.currentIndex() == index


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("action_new_fax", ["Ctrl+N"]),
        ("action_add_documents", ["Ctrl+O"]),
        ("action_send_fax", ["Ctrl+Return", "Ctrl+Enter"]),
        ("action_refresh", ["F5"]),
        ("action_quit", ["Ctrl+Q"]),
    ],
)
def test_the_menu_shows_the_keys(window: MainWindow, name: str, keys: list[str]) -> None:
    assert [QKeySequence(shortcut).toString() for shortcut in action(window, name).shortcuts()] == keys


def test_f5_asks_for_news(window: MainWindow, session: Session) -> None:
    press(window, Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier)
    assert engine_of(session).refreshed == 1


def test_ctrl_o_leads_to_compose_and_its_dialog(window: MainWindow) -> None:
    window.show_tab(OUTBOX)
    press(window, Qt.Key.Key_O)
    assert window.tabs.currentIndex() == COMPOSE
    dialog = window.findChild(QFileDialog, "add_documents")
    assert isinstance(dialog, QFileDialog)
    dialog.close()


def test_ctrl_enter_sends_and_enter_alone_does_not(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    compose = window.compose
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert not compose.is_sending
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(compose.documents.message.text))


@pytest.mark.parametrize("name", ["subject", "message", "sender_name", "sender_number_text", "cover_choice"])
def test_ctrl_enter_sends_from_any_field(window: MainWindow, qtbot: QtBot, name: str) -> None:
    compose = window.compose
    compose.findChild(QPlainTextEdit, "message").setEnabled(True)
    field = compose.findChild(QWidget, name)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(compose.documents.message.text))
    assert compose.cover.is_blank, "the key was not typed"


def test_ctrl_enter_does_nothing_where_the_fax_cannot_be_seen(window: MainWindow) -> None:
    window.show_tab(OUTBOX)
    assert not action(window, "action_send_fax").isEnabled()
    window.show_tab(COMPOSE)
    assert action(window, "action_send_fax").isEnabled()


def test_a_fax_that_was_sent_leads_to_the_outbox_and_can_be_taken_back_from_there(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    window.compose.queued.emit()
    session.bridge.fax_queued.emit(FaxQueued("job", ("b1", "b2"), datetime.now(UTC) + timedelta(seconds=30)))
    assert window.tabs.currentIndex() == OUTBOX
    undo = window.findChild(QPushButton, "sent_message_action")
    assert isinstance(undo, QPushButton)
    undo.click()
    assert engine_of(session).taken_back == [("b1", "b2")]
    draft = Draft(recipients=(DraftRecipient("+4930123456", "Anna"),))
    session.bridge.fax_taken_back.emit(FaxTakenBack("take back", draft))
    assert window.tabs.currentIndex() == COMPOSE
    assert window.compose.recipients.model.entries == (RecipientEntry("Anna", "", "+4930123456"),)


def test_the_tabs_count_what_wants_attention(window: MainWindow, session: Session) -> None:
    live = entry("b1", (message("m1", state=RecipientState.DELIVERING),), state=BroadcastState.DELIVERING)
    asks = local_entry(FaxState.HELD, ref="b3")
    waits = local_entry(FaxState.QUEUED, ref="b4")
    tell(session, live, entry("b2"), asks, waits)
    session.bridge.inbox_changed.emit(
        InboxChanged((received("f1"), received("f2"), received("f3", unread=False)))
    )
    assert window.tabs.tabText(OUTBOX) == "Outbox (3)"
    assert window.tabs.tabToolTip(OUTBOX) == "2 on their way, 1 needs you"
    assert window.tabs.tabText(INBOX) == "Inbox (2)"
    assert window.tabs.tabToolTip(INBOX) == "2 unread"
    tell(session, entry("b2"))
    assert window.tabs.tabText(OUTBOX) == "Outbox"


def test_numbers_that_end_soon_are_counted(window: MainWindow, session: Session) -> None:
    soon = datetime.now(UTC) + timedelta(days=5)
    session.bridge.numbers_changed.emit(
        NumbersChanged((own_number("1", reserved_till=soon), own_number("2")))
    )
    assert window.tabs.tabText(NUMBERS) == "Numbers (1)"
    assert window.tabs.tabToolTip(NUMBERS) == "1 ends soon"


def test_another_account_begins_with_no_counts(window: MainWindow, session: Session) -> None:
    session.bridge.inbox_changed.emit(InboxChanged((received("f1"),)))
    session.set_account(REAL)
    assert window.tabs.tabText(INBOX) == "Inbox"


def test_trouble_in_a_tab_is_told_by_the_window(window: MainWindow) -> None:
    window.ways.troubled.emit(Trouble("Pause is not possible.", "Look again."))
    assert window.notices.message.text == "Pause is not possible. Look again."


def test_a_message_can_lead_to_the_account(window: MainWindow, qtbot: QtBot) -> None:
    window.tell_trouble(Trouble("No account.", "Set one up."), "Set up…")
    with qtbot.waitSignal(window.account_asked):
        window.notices.message.action_triggered.emit()


def test_what_waits_leads_to_the_outbox(window: MainWindow, session: Session) -> None:
    session.bridge.waiting_changed.emit(WaitingChanged(1))
    waiting = window.findChild(QToolButton, "status_waiting")
    assert isinstance(waiting, QToolButton)
    waiting.click()
    assert window.tabs.currentIndex() == OUTBOX


def test_the_time_to_take_a_fax_back_is_chosen_in_the_menu(window: MainWindow, session: Session) -> None:
    prefix = "action_time_to_take_a_fax_back"
    assert action(window, f"{prefix}_10").isChecked()
    action(window, f"{prefix}_0").trigger()
    assert not action(window, f"{prefix}_10").isChecked()
    assert take_back_time(session.settings) == 0


def test_files_of_the_command_line_land_in_compose(window: MainWindow, tmp_path: Path) -> None:
    window.show_tab(INBOX)
    window.add_documents([tmp_path / "a.pdf"])
    assert window.tabs.currentIndex() == COMPOSE
    assert [document.path.name for document in window.compose.documents.model.documents] == ["a.pdf"]


def test_tabs_lead_to_each_other(window: MainWindow) -> None:
    window.ways.fax_to.emit("+375170000001")
    assert window.tabs.currentIndex() == COMPOSE
    assert window.compose.recipients.model.entries == (RecipientEntry(number="+375170000001"),)
    window.ways.faxes_asked.emit("+375170000001")
    assert window.tabs.currentIndex() == INBOX
    window.ways.compose_asked.emit()
    assert window.tabs.currentIndex() == COMPOSE


def test_it_closes_at_once(window: MainWindow) -> None:
    press(window, Qt.Key.Key_Q)
    assert not window.isVisible()


ANSWERS = pytest.mark.parametrize(
    ("answer", "stays"),
    [(QMessageBox.StandardButton.Cancel, True), (QMessageBox.StandardButton.Close, False)],
)


def answered(monkeypatch: pytest.MonkeyPatch, answer: QMessageBox.StandardButton) -> list[str]:
    """Questions get this answer; returns what was asked."""
    asked: list[str] = []

    def question(*args: Any) -> QMessageBox.StandardButton:
        asked.append(args[2])
        return answer

    monkeypatch.setattr(QMessageBox, "question", question)
    return asked


@ANSWERS
def test_a_fax_that_is_just_being_put_into_the_outbox_is_worth_a_question(
    window: MainWindow,
    session: Session,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    answer: QMessageBox.StandardButton,
    stays: bool,
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna")
    window.add_documents([letter])
    window.compose.recipients.add([RecipientEntry("Anna", "", "+49 30 123456")])
    window.compose.sender_row._name.setText("Me")
    read_all(session)
    window.compose.send()
    qtbot.waitUntil(lambda: bool(engine_of(session).drafts))
    answered(monkeypatch, answer)
    window.close()
    assert window.isVisible() is stays
    session.bridge.fax_queued.emit(FaxQueued("job", ("b1",)))
    window.close()
    assert not window.isVisible()


@ANSWERS
def test_a_fax_that_has_not_left_is_worth_a_question(
    window: MainWindow,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    answer: QMessageBox.StandardButton,
    stays: bool,
) -> None:
    asked = answered(monkeypatch, answer)
    session.bridge.waiting_changed.emit(WaitingChanged(3, 1))
    window.close()
    assert asked == [
        "2 faxes have not left yet. They are sent the next time that byFax Desktop runs.\n\nQuit now?"
    ]
    assert window.isVisible() is stays


def test_a_fax_that_waits_for_a_person_anyway_is_not(
    window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answered(monkeypatch, QMessageBox.StandardButton.Cancel)
    session.bridge.waiting_changed.emit(WaitingChanged(1, 1))
    window.close()
    assert asked == []
    assert not window.isVisible()


def test_when_the_session_ends_nothing_is_asked(
    window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answered(monkeypatch, QMessageBox.StandardButton.Cancel)
    monkeypatch.setattr(QGuiApplication, "isSavingSession", lambda _: True)
    session.bridge.waiting_changed.emit(WaitingChanged(1))
    window.close()
    assert asked == []
    assert not window.isVisible()


def test_help_is_at_hand(window: MainWindow) -> None:
    action(window, "action_keyboard_shortcuts").trigger()
    (box,) = window.findChildren(QMessageBox)
    assert "Ctrl+Enter" in box.text()
    box.close()


def test_the_keyboard_begins_at_the_recipients(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.compose.recipients.table.hasFocus)


def test_what_was_done_for_a_person_is_told_to_the_whole_window(window: MainWindow) -> None:
    window.ways.noted.emit("2 rows were saved.")
    assert window.notices.message.text == "2 rows were saved."
