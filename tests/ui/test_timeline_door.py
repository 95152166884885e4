"""The ways to the history with somebody: from sent and received faxes, contacts and recipients, and back again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sent_in_memory import fax_at, tell
from shell_doubles import engine_of, shell_session
from tab_doubles import entry, message, received
from timeline_doubles import thread

from byfax_desktop.engine.contacts.changes import keeping
from byfax_desktop.engine.events import InboxChanged, InboxEntry
from byfax_desktop.store.address_book import StoredContact
from byfax_desktop.ui.about import _KEYS
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.contacts.window import ContactsWindow
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.outbox.tab import OutboxTab
from byfax_desktop.ui.tab_bar import COMPOSE, INBOX, OUTBOX
from byfax_desktop.ui.timeline.window import TimelineWindow
from byfax_desktop.ui.widgets.history_action import HISTORY_KEYS

BERLIN, OTHER = "+4930123456", "+4930123457"
ANNA = StoredContact("a", "Anna", "ACME", (BERLIN, OTHER))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    window = MainWindow(shell_session(tmp_path))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.finish()
    qtbot.waitUntil(lambda: isinstance(window.tabs.page(INBOX), InboxTab))
    yield window
    window.timelines.close()
    window.contacts.close()


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot) -> Callable[[], TimelineWindow]:
    """The one window of a history that is open."""

    def find() -> TimelineWindow:
        def shown() -> list[TimelineWindow]:
            found = [each for each in QApplication.topLevelWidgets() if isinstance(each, TimelineWindow)]
            return [each for each in found if each.isVisible()]

        qtbot.waitUntil(lambda: len(shown()) == 1)
        return shown()[0]

    return find


def outbox(window: MainWindow) -> OutboxTab:
    tab = window.tabs.page(OUTBOX)
    assert isinstance(tab, OutboxTab)
    return tab


def inbox(window: MainWindow, *faxes: InboxEntry) -> InboxTab:
    tab = window.tabs.page(INBOX)
    assert isinstance(tab, InboxTab)
    session = window._session
    session.bridge.inbox_changed.emit(InboxChanged(faxes))
    return tab


def press(view: QWidget) -> None:
    keys = QKeySequence(HISTORY_KEYS)[0]
    QTest.keyClick(view, keys.key(), keys.keyboardModifiers())


def test_from_a_sent_fax(window: MainWindow, opened: Callable[[], TimelineWindow]) -> None:
    tell(
        window._session,
        entry("a", (message("1", "Anna", "ACME"), message("2"))),
        entry("b", (message("3", "Bob"),)),
    )
    window.show_tab(OUTBOX)
    tree = outbox(window).tree
    action = tree.findChild(QAction, "outbox_faxes_history_action")
    assert isinstance(action, QAction)
    assert action in tree.actions()
    flags = QItemSelectionModel.SelectionFlag
    tree.selectionModel().setCurrentIndex(fax_at(outbox(window), 0), flags.ClearAndSelect | flags.Rows)
    assert not action.isEnabled(), "two recipients"
    tree.selectionModel().setCurrentIndex(fax_at(outbox(window), 1), flags.ClearAndSelect | flags.Rows)

    press(tree)

    assert opened().windowTitle() == "History with Bob"
    assert opened().whom.keys == (BERLIN,)


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        ({"sender": "030 123456", "did": "+4930999999"}, "History with +49 30 123456"),
        ({"sender": "", "remote_sid": "ACME FAX"}, "History with ACME FAX"),
    ],
)
def test_from_a_received_fax(
    window: MainWindow, opened: Callable[[], TimelineWindow], facts: dict[str, str], title: str
) -> None:
    tab = inbox(window, received("r", **facts))
    window.show_tab(INBOX)

    press(tab.list.view)

    assert opened().windowTitle() == title


def test_of_a_sender_of_whom_nothing_is_known_there_is_none(window: MainWindow) -> None:
    tab = inbox(window, received("r", sender="", remote_sid=""))
    action = tab.list.view.findChild(QAction, "inbox_faxes_history_action")
    assert isinstance(action, QAction)
    assert not action.isEnabled()


def test_from_a_contact_with_all_numbers_of_the_company(
    window: MainWindow, opened: Callable[[], TimelineWindow], qtbot: QtBot
) -> None:
    contacts = window._session.contacts
    bob = StoredContact("b", "Bob", "ACME", ("+442079460018",))
    for each in (ANNA, bob):
        with qtbot.waitSignal(contacts.changed):
            contacts.apply(keeping(each), lambda _: None)
    window.contacts.open()
    shown = window.contacts._window
    assert isinstance(shown, ContactsWindow)
    qtbot.waitUntil(lambda: shown.pane.rows.rowCount() == 2)
    shown.pane.table.go_to(0)
    shown.pane.table.setFocus()
    qtbot.waitUntil(shown.pane.table.hasFocus)

    press(shown.pane.table)

    assert opened().windowTitle() == "History with ACME"
    assert opened().whom.keys == (BERLIN, OTHER, "+442079460018")


def test_from_a_recipient_in_compose(window: MainWindow, opened: Callable[[], TimelineWindow]) -> None:
    recipients = window.compose.recipients
    recipients.add([RecipientEntry("Anna", "", BERLIN), RecipientEntry("Bob", "", "12")])
    table = recipients.table
    table.setCurrentIndex(recipients.model.index(1, 2))
    entries = {each.objectName(): each for each in recipients._menus.row_menu().actions()}
    assert not entries["recipient_history"].isEnabled(), "no number"
    press(table)

    table.setCurrentIndex(recipients.model.index(0, 2))
    entries = {each.objectName(): each for each in recipients._menus.row_menu().actions()}
    assert entries["recipient_history"].isEnabled()
    press(table)

    assert opened().windowTitle() == "History with Anna"


def test_a_second_time_the_same_window_comes_forward(
    window: MainWindow, opened: Callable[[], TimelineWindow]
) -> None:
    window.timelines.open(BERLIN)
    first = opened()
    window.timelines.open(BERLIN)

    assert opened() is first


def test_a_window_follows_the_address_book(
    window: MainWindow, opened: Callable[[], TimelineWindow], qtbot: QtBot
) -> None:
    window.timelines.open(BERLIN)
    assert opened().windowTitle() == "History with +49 30 123456"

    window._session.contacts.apply(keeping(ANNA), lambda _: None)

    qtbot.waitUntil(lambda: opened().windowTitle() == "History with ACME")
    assert opened().whom.keys == (BERLIN, OTHER)


def test_a_new_fax_to_them_is_begun_in_compose(
    window: MainWindow, opened: Callable[[], TimelineWindow]
) -> None:
    window.show_tab(OUTBOX)
    window.timelines.open(BERLIN, "Anna", "ACME")

    opened().actions_by_name["fax"].trigger()

    assert window.tabs.currentIndex() == COMPOSE
    told = [(each.name, each.company, each.number) for each in window.compose.recipients.model.entries]
    assert told == [("Anna", "ACME", BERLIN)]


def test_a_fax_is_shown_in_its_own_list(
    window: MainWindow, opened: Callable[[], TimelineWindow], qtbot: QtBot
) -> None:
    engine = engine_of(window._session)
    sent = entry("b", (message("b-1"),))
    engine.thread = thread(sent, received("r2"))
    tell(window._session, entry("a"), sent)
    tab = inbox(window, received("r1"), received("r2"))
    window.timelines.open(BERLIN)
    history = opened()
    qtbot.waitUntil(lambda: history.rows.rowCount() == 2)

    history.actions_by_name["show"].trigger()
    assert window.tabs.currentIndex() == OUTBOX
    qtbot.waitUntil(lambda: outbox(window).tree.currentIndex() == fax_at(outbox(window), 1))

    history.view.setCurrentIndex(history.rows.index(1, 0))
    history.actions_by_name["show"].trigger()
    assert window.tabs.currentIndex() == INBOX
    shown = tab.list.model.record(tab.list.view.currentIndex())
    assert shown is not None
    assert shown.fax.ref == "r2"


def test_without_an_account_there_is_no_history(window: MainWindow) -> None:
    window._session.set_account(None)
    window.timelines.open(BERLIN)

    assert not any(
        isinstance(each, TimelineWindow) and each.isVisible() for each in QApplication.topLevelWidgets()
    )


def test_the_windows_close_with_the_main_window(
    window: MainWindow, opened: Callable[[], TimelineWindow], qtbot: QtBot
) -> None:
    window.timelines.open(BERLIN)
    with qtbot.waitSignal(opened().destroyed):
        window.close()


def test_no_other_entry_of_a_context_menu_has_its_letter(window: MainWindow) -> None:
    menus = [
        outbox(window).tree.actions(),
        inbox(window, received("r")).list.view.actions(),
        window.compose.recipients._menus.row_menu().actions(),
    ]
    for actions in menus:
        letters = [QKeySequence.mnemonic(each.text()).toString() for each in actions]
        assert letters.count("Alt+I") == 1, [each.text() for each in actions]


def test_the_key_is_told_and_means_nothing_else(window: MainWindow) -> None:
    assert HISTORY_KEYS in {keys for keys, _ in _KEYS}
    others = [
        action
        for action in window.findChildren(QAction)
        if QKeySequence(HISTORY_KEYS) in action.shortcuts()
        and action.shortcutContext() is not Qt.ShortcutContext.WidgetShortcut
    ]
    assert others == []
