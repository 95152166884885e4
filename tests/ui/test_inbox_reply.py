"""Answering a received fax, and forwarding it: from the Inbox to Compose."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from tab_doubles import StandInPages, make_session, received

from byfax_desktop.engine.contacts.index import ContactIndex
from byfax_desktop.engine.events import CoversChanged, InboxChanged, InboxEntry
from byfax_desktop.service.records import Cover, InboundFax
from byfax_desktop.store.address_book import StoredContact
from byfax_desktop.ui.inbox.reply import reply_draft, reply_number
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.tab_bar import COMPOSE, INBOX

BERLIN = "+4930123456"
HERE = Path("here.tif")
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def english() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> MainWindow:
    window = MainWindow(session)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    window.finish()
    qtbot.waitUntil(lambda: isinstance(window.tabs.page(INBOX), InboxTab))
    window.show_tab(INBOX)
    return window


def inbox(window: MainWindow) -> InboxTab:
    found = window.tabs.page(INBOX)
    assert isinstance(found, InboxTab)
    return found


def show(window: MainWindow, session: Session, entry: InboxEntry) -> None:
    session.bridge.inbox_changed.emit(InboxChanged((entry,)))
    pages: object = session.pages
    assert isinstance(pages, StandInPages)
    pages.answer(pages=2)
    inbox(window).list.view.setFocus()


def button(window: MainWindow, name: str) -> QPushButton:
    found = window.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def entry_of_menu(window: MainWindow, name: str) -> QAction:
    (found,) = [
        each for each in inbox(window).list.view.actions() if each.objectName() == f"inbox_{name}_action"
    ]
    return found


def people(window: MainWindow) -> list[tuple[str, str, str]]:
    entries = window.compose.recipients.model.entries
    return [(each.name, each.company, each.number) for each in entries if not each.is_blank]


class TestWhom:
    def test_the_number_of_the_sender_comes_first(self) -> None:
        assert reply_number(InboundFax("f", sender=BERLIN, remote_sid="+44 20 7946 0000")) == BERLIN

    def test_else_that_of_the_station_if_it_is_one(self) -> None:
        assert reply_number(InboundFax("f", remote_sid=" +44 20 7946 0000 ")) == "+44 20 7946 0000"
        assert reply_number(InboundFax("f", sender="anonymous", remote_sid="030/12 34 56")) == "030/12 34 56"

    @pytest.mark.parametrize("station", [None, "", "ACME GmbH", "24", "+--", "FAX 030123456"])
    def test_else_nobody(self, station: str | None) -> None:
        assert reply_number(InboundFax("f", remote_sid=station)) == ""
        assert reply_draft(InboundFax("f", remote_sid=station), ContactIndex()).recipients == ()

    @given(st.text(), st.text())
    def test_never_what_is_no_number(self, sender: str, station: str) -> None:
        number = reply_number(InboundFax("f", sender=sender, remote_sid=station))
        assert set(number) <= set("0123456789+-/.() ")

    def test_a_contact_is_called_by_its_name(self) -> None:
        index = ContactIndex((StoredContact("1", "Anna Schmidt", "ACME", (BERLIN,)),))
        [person] = reply_draft(InboundFax("f", sender=BERLIN, remote_sid="STATION"), index).recipients
        assert (person.name, person.company, person.number) == ("Anna Schmidt", "ACME", BERLIN)

    def test_a_stranger_by_what_the_station_says(self) -> None:
        fax = InboundFax("f", sender=BERLIN, remote_sid="AC\u202eME GmbH")
        [person] = reply_draft(fax, ContactIndex()).recipients
        assert (person.name, person.company) == ("", "ACME GmbH")


def test_the_subject_says_which_fax_is_answered() -> None:
    now = datetime.now().astimezone()
    when = now.replace(month=11, day=23, hour=14, minute=2)
    assert reply_draft(InboundFax("f", received=when), ContactIndex()).subject == "Re: fax of 23 Nov 14:02"
    old = reply_draft(InboundFax("f", received=datetime(2019, 5, 1, 12, tzinfo=UTC)), ContactIndex())
    assert old.subject.startswith("Re: fax of 1 May 2019 ")
    assert reply_draft(InboundFax("f"), ContactIndex()).subject == "Re: your fax"


def test_a_reply_begins_on_the_cover_with_the_keyboard_in_the_message(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    session.bridge.covers_changed.emit(CoversChanged((Cover("C1", "Standard"), Cover("C2", "Urgent"))))
    show(window, session, received("r1", path=HERE))
    qtbot.keyClick(inbox(window).list.view, Qt.Key.Key_F4, SHIFT)

    assert window.tabs.currentIndex() == COMPOSE
    assert people(window) == [("", "", BERLIN)]
    assert window.compose.fax.cover.subject.startswith("Re: fax of 23 Nov")
    assert window.compose.fax.cover.cover_ref == "C1"
    assert window.compose.fax.documents.model.documents == ()
    assert isinstance(window.focusWidget(), QPlainTextEdit)


def test_the_pages_can_go_along(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    show(window, session, received("r1", path=HERE))
    entry_of_menu(window, "reply_with").trigger()
    qtbot.waitUntil(lambda: len(window.compose.fax.documents.model.documents) == 1)
    [document] = window.compose.fax.documents.model.documents
    assert document.path.name.startswith("2026-11-23 ")
    assert document.path.suffix == ".tif"
    assert people(window) == [("", "", BERLIN)]


def test_where_no_number_is_known_one_is_asked_for(window: MainWindow, session: Session) -> None:
    show(window, session, received("r1", path=HERE, sender="", remote_sid="ACME"))
    button(window, "inbox_reply").click()
    assert window.compose.message.text == "The number of the sender is not known. Enter it under To."
    assert window.compose.recipients.isAncestorOf(window.focusWidget())


def test_without_a_cover_one_is_told_what_is_missing(window: MainWindow, session: Session) -> None:
    show(window, session, received("r1", path=HERE))
    button(window, "inbox_reply").click()
    assert window.compose.message.text == "Add the documents that you want to answer with."


def test_what_was_in_compose_is_kept(window: MainWindow, session: Session) -> None:
    window.compose.add_recipient("+442079460000")
    show(window, session, received("r1", path=HERE))
    button(window, "inbox_reply").click()
    assert people(window) == [("", "", BERLIN)]


def test_a_reception_without_pages_can_be_answered_but_not_forwarded(
    window: MainWindow, session: Session
) -> None:
    show(window, session, received("r1", has_file=False))
    assert button(window, "inbox_reply").isEnabled()
    assert entry_of_menu(window, "reply").isEnabled()
    for name in ("reply_with", "forward"):
        assert not entry_of_menu(window, name).isEnabled()


def test_a_key_forwards_the_pages_under_a_name(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    show(window, session, received("r1", path=HERE))
    inbox(window).pane.reader.setFocus()
    with qtbot.waitSignal(window.ways.forward_asked) as asked:
        qtbot.keyClick(inbox(window).pane.reader.viewer.canvas, Qt.Key.Key_F4)
    path, name = asked.args
    assert path == HERE
    assert name.startswith("2026-11-23 ")
    assert name.endswith(" 4930123456.tif")
    qtbot.waitUntil(lambda: window.tabs.currentIndex() == COMPOSE)
    assert people(window) == []
