"""Numbers are named as the address book does, in the Outbox and the Inbox, and become contacts there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sent_in_memory import fax_at, person_at, settle, tell
from shell_doubles import shell_session
from tab_doubles import entry, make_session, message, received

from byfax_desktop.engine.contacts.changes import keeping, removing
from byfax_desktop.engine.events import InboxChanged, OutboxEntry
from byfax_desktop.store.address_book import StoredContact
from byfax_desktop.ui.contacts.form import ContactForm
from byfax_desktop.ui.contacts.window import ContactsWindow
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.outbox.named import named_fax
from byfax_desktop.ui.outbox.tab import OutboxTab
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.fact_panel import FactPanel

BERLIN, MINSK = "+4930123456", "+375172000001"
ANNA = StoredContact("a", "Anna Berg", "Nordwind", (BERLIN,))


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


def change(session: Session, qtbot: QtBot, making: Any) -> None:
    with qtbot.waitSignal(session.contacts.changed):
        session.contacts.apply(making, lambda _: None)
    settle()


class TestNamedFaxes:
    def named(self, fax: OutboxEntry) -> OutboxEntry:
        return named_fax(fax, lambda number: "Anna Berg" if number == BERLIN else "")

    def test_who_has_no_name_gets_that_of_the_number(self) -> None:
        named = self.named(entry("b", (message("1"), message("2", number=MINSK))))

        assert [each.name for each in named.messages] == ["Anna Berg", ""]

    def test_the_name_under_which_a_fax_was_sent_stays(self) -> None:
        told = entry("b", (message("1", "Ms Berg"), message("2", "", "Nordwind")))

        assert self.named(told) is told

    def test_a_fax_to_numbers_without_a_name_stays_the_same_object(self) -> None:
        told = entry("b", (message("1", number=MINSK),))

        assert self.named(told) is told


def choose(tab: OutboxTab, index: QModelIndex) -> None:
    """This row alone, whatever keys an earlier test has left pressed."""
    flag = QItemSelectionModel.SelectionFlag
    tab.tree.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)


class TestOutbox:
    @pytest.fixture
    def tab(self, session: Session, qtbot: QtBot) -> OutboxTab:
        tab = OutboxTab(session)
        qtbot.addWidget(tab)
        with qtbot.waitExposed(tab):
            tab.show()
        return tab

    def test_a_row_is_named_when_the_contact_is_and_loses_the_name_with_it(
        self, tab: OutboxTab, session: Session, qtbot: QtBot
    ) -> None:
        tell(session, entry("b", subject="Offer"))
        assert fax_at(tab, 0).data() == "Offer · +49 30 123456"

        change(session, qtbot, keeping(ANNA))
        assert fax_at(tab, 0).data() == "Offer · Anna Berg, Nordwind"
        facts = tab.findChild(FactPanel, "outbox_facts")
        assert isinstance(facts, FactPanel)
        assert facts.shown is not None
        assert facts.shown.title == "Offer · Anna Berg, Nordwind"

        change(session, qtbot, removing(["a"]))
        assert fax_at(tab, 0).data() == "Offer · +49 30 123456"

    def test_only_rows_with_another_name_are_drawn_again(
        self, tab: OutboxTab, session: Session, qtbot: QtBot
    ) -> None:
        tell(session, entry("b"), entry("c", (message("2", number=MINSK),)), entry("d"))
        drawn: list[int] = []
        tab.model.dataChanged.connect(lambda top, bottom: drawn.append(top.row()))

        change(session, qtbot, keeping(StoredContact("i", "Инна", "", (MINSK,))))

        assert drawn == [fax_at(tab, 1).row()]

    def test_a_recipient_can_be_kept_as_a_contact(
        self, tab: OutboxTab, session: Session, qtbot: QtBot
    ) -> None:
        several = (message("1", "Anna", "ACME"), message("2", number=MINSK))
        tell(session, entry("b", several), entry("c", (message("3", "Bob"),)))
        action = tab.findChild(QAction, "outbox_faxes_contact_action")
        assert isinstance(action, QAction)
        assert action in tab.tree.actions()
        choose(tab, fax_at(tab, 0))
        assert not action.isEnabled(), "two recipients"

        choose(tab, person_at(tab, 0, 1))
        with qtbot.waitSignal(tab.contact_asked) as asked:
            action.trigger()
        assert asked.args == ["", "", MINSK]

        choose(tab, fax_at(tab, 1))
        with qtbot.waitSignal(tab.contact_asked) as asked:
            action.trigger()
        assert asked.args == ["Bob", "", BERLIN]


class TestInbox:
    @pytest.fixture
    def tab(self, session: Session, qtbot: QtBot) -> InboxTab:
        tab = InboxTab(session)
        qtbot.addWidget(tab)
        with qtbot.waitExposed(tab):
            tab.show()
        return tab

    def test_a_sender_is_named_with_the_number(self, tab: InboxTab, session: Session, qtbot: QtBot) -> None:
        session.bridge.inbox_changed.emit(InboxChanged((received("f", remote_sid="NORDWIND"),)))
        index = tab.list.model.index(0, 0)
        caption = tab.findChild(QLabel, "inbox_caption")
        assert isinstance(caption, QLabel)
        assert index.data() == "+49 30 123456 · NORDWIND"

        with qtbot.waitSignal(tab.list.model.dataChanged):
            session.contacts.apply(keeping(ANNA), lambda _: None)

        assert index.data() == "Anna Berg, Nordwind · +49 30 123456"
        assert "Anna Berg" in index.data(Qt.ItemDataRole.AccessibleTextRole)
        qtbot.waitUntil(lambda: caption.text().startswith("From Anna Berg, Nordwind"))

    def test_a_name_from_right_to_left_leaves_the_number_as_it_is(
        self, tab: InboxTab, session: Session, qtbot: QtBot
    ) -> None:
        session.bridge.inbox_changed.emit(InboxChanged((received("f"),)))
        change(session, qtbot, keeping(StoredContact("m", "محمد", "", (BERLIN,))))

        assert tab.list.model.index(0, 0).data() == "\u2068محمد\u2069 · +49 30 123456"

    def test_a_sender_can_be_kept_as_a_contact(self, tab: InboxTab, session: Session, qtbot: QtBot) -> None:
        action = tab.findChild(QAction, "inbox_faxes_contact_action")
        assert isinstance(action, QAction)
        session.bridge.inbox_changed.emit(InboxChanged((received("f"), received("g", sender=""))))
        with qtbot.waitSignal(tab.contact_asked) as asked:
            action.trigger()
        assert asked.args == ["", "", BERLIN]

        tab.list.view.setCurrentIndex(tab.list.model.index(1, 0))
        assert not action.isEnabled(), "nobody knows the number"


class TestDoor:
    @pytest.fixture
    def window(self, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
        window = MainWindow(shell_session(tmp_path))
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        yield window
        window.contacts.close()

    def contacts(self, window: MainWindow) -> ContactsWindow:
        found = window.contacts._window
        assert isinstance(found, ContactsWindow)
        return found

    def test_the_menu_opens_the_contacts_once(self, window: MainWindow) -> None:
        action = window.findChild(QAction, "action_contacts")
        assert isinstance(action, QAction)
        assert action.shortcut().toString() == "Ctrl+B"
        action.trigger()
        first = self.contacts(window)
        assert first.isVisible()
        action.trigger()

        assert self.contacts(window) is first

    def test_contacts_that_are_chosen_become_recipients(self, window: MainWindow) -> None:
        window.contacts.open()
        self.contacts(window).fax_asked.emit((ANNA,))

        (person,) = window.compose.recipients.model.entries
        assert (person.name, person.company, person.number) == ("Anna Berg", "Nordwind", BERLIN)

    def test_a_way_leads_from_a_fax_to_a_form_with_what_is_known(self, window: MainWindow) -> None:
        window.ways.contact_asked.emit("Bob", "ACME", MINSK)

        form = self.form(window)
        assert (form.name.text(), form.company.text()) == ("Bob", "ACME")
        assert form.numbers.typed[0].e164 == MINSK
        assert form.windowTitle() == "New contact"

    def test_who_is_a_contact_already_is_shown_to_be_changed(self, window: MainWindow, qtbot: QtBot) -> None:
        change(window._session, qtbot, keeping(ANNA))
        window.ways.contact_asked.emit("A. Berg", "", BERLIN)

        form = self.form(window)
        assert form.name.text() == "Anna Berg"
        assert form.windowTitle() == "Edit contact"

    def test_the_contacts_go_with_the_main_window(self, window: MainWindow, qtbot: QtBot) -> None:
        window.contacts.open()
        assert self.contacts(window).isVisible()

        window.close()

        qtbot.waitUntil(lambda: window.contacts._window is None)

    def test_an_address_book_that_cannot_be_read_is_told_of(self, window: MainWindow, qtbot: QtBot) -> None:
        session = window._session
        (session.data_dir / "contacts.db").write_bytes(b"no address book" * 999)
        session.contacts.load()

        def told() -> bool:
            bars = window.findChildren(QWidget)
            return any("address book" in each.accessibleName() for each in bars if each.isVisible())

        qtbot.waitUntil(told)

    def form(self, window: MainWindow) -> ContactForm:
        form = self.contacts(window).findChild(ContactForm)
        assert isinstance(form, ContactForm)
        return form
