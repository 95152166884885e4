"""The notice of faxes that nobody has read, and the way from it to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from tab_doubles import make_session, received

from byfax_desktop.engine.events import FaxesUnread, InboxChanged
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.tab_bar import INBOX
from byfax_desktop.ui.unread_notice import UnreadNotice

F1, F2 = received("f1"), received("f2", sender="", remote_sid="\u05d0\u05d1 Bank")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def notice(qtbot: QtBot, session: Session) -> UnreadNotice:
    notice = UnreadNotice(session)
    qtbot.addWidget(notice)
    return notice


def button(notice: UnreadNotice) -> QPushButton:
    found = notice.findChild(QPushButton, "unread_message_action")
    assert isinstance(found, QPushButton)
    return found


def test_it_says_whose_fax_waits(notice: UnreadNotice, session: Session) -> None:
    assert notice.isHidden()
    session.bridge.faxes_unread.emit(FaxesUnread((F1,)))
    assert notice.text.startswith("The fax from +49 30 123456, received ")
    assert notice.text.endswith(", has not been read yet.")
    assert button(notice).text() == "Sho&w it"


def test_several_are_told_together(notice: UnreadNotice, session: Session) -> None:
    session.bridge.faxes_unread.emit(FaxesUnread((F1,)))
    session.bridge.faxes_unread.emit(FaxesUnread((F2,)))
    assert notice.text == "2 faxes that came over an hour ago have not been read yet."
    assert button(notice).text() == "Sho&w them"


def test_who_wants_to_see_them_is_led_there(notice: UnreadNotice, session: Session, qtbot: QtBot) -> None:
    session.bridge.faxes_unread.emit(FaxesUnread((F1, F2)))
    with qtbot.waitSignal(notice.asked) as asked:
        button(notice).click()
    assert asked.args == [("f1", "f2")]
    assert notice.isHidden()


def test_what_was_read_meanwhile_leaves_it(notice: UnreadNotice, session: Session) -> None:
    session.bridge.faxes_unread.emit(FaxesUnread((F1, F2)))
    session.bridge.inbox_changed.emit(InboxChanged((received("f1", unread=False), F2)))
    assert "\u05d0\u05d1 Bank" in notice.text
    session.bridge.inbox_changed.emit(InboxChanged((received("f1", unread=False),)))
    assert notice.isHidden()


def test_another_account_hears_nothing_of_it(notice: UnreadNotice, session: Session) -> None:
    session.bridge.faxes_unread.emit(FaxesUnread((F1,)))
    session.set_account(None)
    assert notice.isHidden()
    session.bridge.faxes_unread.emit(FaxesUnread((F2,)))
    assert "2 faxes" not in notice.text


def test_the_window_goes_to_the_fax(qtbot: QtBot, session: Session) -> None:
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    window.finish()
    qtbot.waitUntil(lambda: isinstance(window.tabs.page(INBOX), InboxTab))
    tab = window.tabs.page(INBOX)
    assert isinstance(tab, InboxTab)
    session.bridge.inbox_changed.emit(InboxChanged((received("f0", unread=False), F1, F2)))
    tab.list.filters.search.setText("nobody")
    session.bridge.faxes_unread.emit(FaxesUnread((F1,)))
    button(window.notices.unread).click()
    assert window.tabs.currentIndex() == INBOX
    assert tab.pane.reader.entry == F1
    assert tab.list.model.rowCount() == 3

    session.bridge.faxes_unread.emit(FaxesUnread((F2, F1)))
    button(window.notices.unread).click()
    assert tab.pane.reader.entry == F2
    assert [entry.fax.ref for entry in tab.list.model.records] == ["f1", "f2"]
