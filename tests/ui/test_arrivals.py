"""What other starts hand over, in the window."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QUrl
from PySide6.QtGui import QFileOpenEvent
from pytestqt.qtbot import QtBot
from shell_doubles import shell_session

from byfax_desktop.desktop.handover import Handover
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.computer.arrivals import Arrivals, startup_token
from byfax_desktop.ui.computer.file_events import FileEvents
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.tab_bar import COMPOSE


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    window = MainWindow(shell_session(tmp_path), [])
    qtbot.addWidget(window)
    return window


def documents(window: MainWindow) -> list[str]:
    return [document.path.name for document in window.compose.documents.model.documents]


def test_files_that_come_one_by_one_are_one_fax_in_the_send_dialog(window: MainWindow, qtbot: QtBot) -> None:
    arrivals = Arrivals(window)
    for name in ("a.pdf", "b.pdf", "a.pdf"):
        arrivals.take(Handover((Path(f"/home/me/{name}"),)))
    qtbot.waitUntil(lambda: window.compose.sending.dialog is not None)
    assert documents(window) == ["a.pdf", "b.pdf"]
    assert window.isVisible()


def test_what_comes_while_the_dialog_is_open_joins_the_fax_in_it(window: MainWindow, qtbot: QtBot) -> None:
    arrivals = Arrivals(window)
    arrivals.take(Handover((Path("/home/me/a.pdf"),)))
    qtbot.waitUntil(lambda: window.compose.sending.dialog is not None)
    dialog = window.compose.sending.dialog
    arrivals.take(Handover((Path("/home/me/b.pdf"),), ("+4930123456",)))
    qtbot.waitUntil(lambda: documents(window) == ["a.pdf", "b.pdf"])
    assert window.compose.sending.dialog is dialog
    assert window.compose.recipients.model.entries == (RecipientEntry(number="+4930123456"),)


def test_a_number_alone_is_a_recipient_in_compose(window: MainWindow, qtbot: QtBot) -> None:
    arrivals = Arrivals(window)
    for _ in range(2):
        arrivals.take(Handover(numbers=("+4930123456",)))
    qtbot.waitUntil(lambda: bool(window.compose.recipients.model.entries))
    assert window.compose.recipients.model.entries == (RecipientEntry(number="+4930123456"),)
    assert window.tabs.currentIndex() == COMPOSE
    assert window.compose.sending.dialog is None


def test_nothing_at_all_shows_the_window_and_changes_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.showMinimized()
    Arrivals(window).take(Handover())
    qtbot.waitUntil(lambda: window.isVisible() and not window.isMinimized())
    assert documents(window) == []


def test_what_comes_while_a_fax_is_being_sent_waits(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("byfax_desktop.ui.computer.arrivals.GATHER", 1)
    is_sending = True
    monkeypatch.setattr(type(window.compose.sending), "is_running", property(lambda _: is_sending))
    arrivals = Arrivals(window)
    arrivals.take(Handover((Path("/home/me/a.pdf"),)))
    qtbot.waitUntil(window.isVisible)
    assert documents(window) == []
    is_sending = False
    qtbot.waitUntil(lambda: documents(window) == ["a.pdf"])


def test_what_comes_after_the_press_on_send_is_not_sent_with_it(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any page on the web can have a fax: link opened, in the moment in which the fax is looked at a last time."""
    monkeypatch.setattr("byfax_desktop.ui.computer.arrivals.GATHER", 1)
    arrivals = Arrivals(window)
    arrivals.take(Handover((Path("/home/me/a.pdf"),)))
    qtbot.waitUntil(lambda: window.compose.sending.dialog is not None)
    dialog = window.compose.sending.dialog
    assert dialog is not None
    dialog._mean(True)
    window.hide()
    arrivals.take(Handover(numbers=("+4930123456",)))
    qtbot.waitUntil(window.isVisible)
    assert window.compose.recipients.model.entries == ()
    dialog._mean(False)
    qtbot.waitUntil(lambda: bool(window.compose.recipients.model.entries))


def test_the_token_of_the_other_start_is_passed_on(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    monkeypatch.setenv("DESKTOP_STARTUP_ID", "old")
    assert startup_token() == "old"
    Arrivals(window).take(Handover(token="fresh"))
    qtbot.waitUntil(window.isVisible)
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "fresh"
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN")


def test_files_and_links_come_as_events_too(qtbot: QtBot) -> None:
    taken: list[Handover] = []
    events, watched = FileEvents(taken.append), QObject()
    assert events.eventFilter(watched, QFileOpenEvent("/home/me/a.pdf"))
    assert events.eventFilter(watched, QFileOpenEvent(QUrl("tel:+49-30-12")))
    assert not events.eventFilter(watched, QFileOpenEvent(QUrl("fax:nobody")))
    assert not events.eventFilter(watched, QFileOpenEvent(QUrl("https://example.com")))
    assert not events.eventFilter(watched, QEvent(QEvent.Type.Show))
    assert taken == [Handover((Path("/home/me/a.pdf"),)), Handover(numbers=("+493012",))]
