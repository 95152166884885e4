"""The window of contacts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tab_doubles import make_session

from byfax_desktop.engine.contacts.book import Contacts
from byfax_desktop.store.address_book import BookChange, StoredContact, StoredGroup
from byfax_desktop.ui.contacts import window as window_module
from byfax_desktop.ui.contacts.form import ContactForm
from byfax_desktop.ui.contacts.import_preview import ImportPreview
from byfax_desktop.ui.contacts.mime import CONTACTS
from byfax_desktop.ui.contacts.window import ContactsWindow
from byfax_desktop.ui.session import Session

BERLIN, BERLIN_2, MINSK = "+4930123456", "+4930123457", "+375172000001"
ANNA = StoredContact("a", "Anna Berg", "Nordwind", (BERLIN, BERLIN_2), "Calls back")
INNA = StoredContact("i", "Инна", "", (MINSK,))
ZOE = StoredContact("z", "", "Zoé & Söhne", ("+33123456789",))
MANY = 1200
BRANCHES = StoredGroup("g", "Branches", ("i", "a"))


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def opened(
    session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., ContactsWindow]:
    """The window over an address book with these contacts and lists, in a country where 030 is Berlin."""
    monkeypatch.setattr(window_module, "home_region", lambda _: "DE")

    def open_window(*contacts: StoredContact, groups: tuple[StoredGroup, ...] = ()) -> ContactsWindow:
        book = Contacts(tmp_path)
        book.apply(BookChange({each.id: each for each in contacts}, {each.id: each for each in groups}))
        book.close()
        with qtbot.waitSignal(session.contacts.changed):
            session.contacts.load()
        window = ContactsWindow(session)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        if len(contacts) < MANY:  # the tester fetches all rows there are
            fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
            QAbstractItemModelTester(window.pane.rows, fatal, window)
        return window

    return open_window


def shown(window: ContactsWindow, column: int = 0) -> list[str]:
    rows = window.pane.rows
    return [rows.index(row, column).data() for row in range(rows.rowCount())]


def lists(window: ContactsWindow) -> list[str]:
    return [window.groups.item(row).text() for row in range(window.groups.count())]


def choose(window: ContactsWindow, *rows: int) -> None:
    table = window.pane.table
    table.clearSelection()
    for row in rows:
        table.selectionModel().select(
            window.pane.rows.index(row, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )


def find(parent: QWidget, kind: type[Any], name: str = "") -> Any:
    """The child that is shown; dialogs go a moment after they are closed."""
    children = parent.findChildren(kind, name) if name else parent.findChildren(kind)
    found = [each for each in children if each.isVisible()]
    return found[-1] if found else None


def press(
    qtbot: QtBot, widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key while a widget of the window has the keyboard."""
    with qtbot.waitActive(widget.window()):
        widget.window().activateWindow()
    widget.setFocus()
    QTest.keyClick(widget, key, held)


def changing(window: ContactsWindow, session: Session, qtbot: QtBot, do: Callable[[], object]) -> None:
    """Do what changes the address book, and wait until that is shown."""
    with qtbot.waitSignal(session.contacts.changed):
        do()
    qtbot.waitUntil(lambda: bool(window.message.text))


class TestShowing:
    def test_contacts_stand_by_name_with_numbers_as_they_are_written_at_home(
        self, opened: Callable[..., ContactsWindow]
    ) -> None:
        window = opened(INNA, ZOE, ANNA, groups=(BRANCHES,))

        assert shown(window) == ["Anna Berg", "Zoé & Söhne", "Инна"]
        assert shown(window, 1) == ["Nordwind", "", ""]
        assert shown(window, 2) == ["030 123456 and 1 more", "+33 1 23 45 67 89", "+375 17 200-00-01"]
        assert shown(window, 3) == ["Germany", "France", "Belarus"]
        assert shown(window, 4) == ["Branches", "", "Branches"]
        spoken = window.pane.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken == "Anna Berg, Nordwind, 030 123456 and 1 more"

    def test_without_contacts_there_is_one_sentence_and_one_button(
        self, session: Session, qtbot: QtBot
    ) -> None:
        window = ContactsWindow(session)
        qtbot.addWidget(window)
        window.show()
        assert window.pane.notice.text == "There are no contacts yet."

        window.pane.notice.button.click()

        assert isinstance(find(window, QFileDialog, "contacts_file"), QFileDialog)

    def test_a_list_shows_its_members_in_its_order(self, opened: Callable[..., ContactsWindow]) -> None:
        window = opened(ANNA, INNA, ZOE, groups=(BRANCHES,))
        assert lists(window) == ["All contacts (3)", "Branches (2)"]

        window.groups.choose("g")

        assert shown(window) == ["Инна", "Anna Berg"]

    def test_typing_into_the_search_finds_contacts(
        self, opened: Callable[..., ContactsWindow], qtbot: QtBot
    ) -> None:
        window = opened(ANNA, INNA, ZOE)
        QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClicks(window.pane.search, "zoe")
        assert shown(window) == ["Zoé & Söhne"]
        count = window.findChild(QLabel, "contacts_count")
        assert isinstance(count, QLabel)
        assert count.text() == "1 contact"

        window.pane.search.setText("nobody")
        assert window.pane.notice.text == "No contact has all of these words or digits."
        window.pane.notice.button.click()
        assert len(shown(window)) == 3

    def test_enter_in_the_search_leads_to_the_contacts_and_presses_nothing(
        self, opened: Callable[..., ContactsWindow], session: Session, qtbot: QtBot
    ) -> None:
        window = opened(ANNA, INNA)
        choose(window, 0)
        changing(window, session, qtbot, window.actions_by_name["delete"].trigger)

        press(qtbot, window.pane.search, Qt.Key.Key_Return)

        assert window.pane.table.hasFocus()
        assert shown(window) == ["Инна"]
        assert window.message.text == "“Anna Berg, Nordwind” was deleted."

    def test_an_empty_list_says_how_to_fill_it(self, opened: Callable[..., ContactsWindow]) -> None:
        window = opened(ANNA, groups=(StoredGroup("e", "Empty"),))
        window.groups.choose("e")

        assert "Add to list" in window.pane.notice.text
        window.pane.notice.button.click()
        assert window.groups.group_id == ""

    def test_a_name_with_tags_is_shown_and_hinted_at_as_it_is(
        self, opened: Callable[..., ContactsWindow]
    ) -> None:
        window = opened(StoredContact("x", "<b>Bold</b>\u202e", "", (BERLIN,)))

        index = window.pane.rows.index(0, 0)
        assert index.data() == "<b>Bold</b>"
        assert "&lt;b&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)

    def test_tab_leads_from_the_search_to_what_is_found_and_then_round(
        self, opened: Callable[..., ContactsWindow], qtbot: QtBot
    ) -> None:
        window = opened(ANNA, INNA)
        press(qtbot, window.pane.search, Qt.Key.Key_Tab)
        been = []
        for _ in range(11):
            focused = window.focusWidget()
            been.append(focused.objectName().removeprefix("contacts_"))
            QTest.keyClick(focused, Qt.Key.Key_Tab)

        assert been == [
            "table",
            "fax",
            "close",
            "new",
            "edit",
            "delete",
            "history",
            "join",
            "import",
            "export",
            "contact_groups",
        ]

    def test_everything_that_takes_the_keyboard_has_a_name(
        self, opened: Callable[..., ContactsWindow]
    ) -> None:
        window = opened(ANNA, groups=(BRANCHES,))
        for widget in window.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                text = widget.text() if isinstance(widget, QAbstractButton) else ""
                assert widget.accessibleName() or text, widget
                assert widget.objectName(), widget


class TestWriting:
    def test_a_new_contact_is_added_and_chosen(
        self, opened: Callable[..., ContactsWindow], session: Session, qtbot: QtBot
    ) -> None:
        window = opened(ANNA)
        QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        form = find(window, ContactForm)
        form.name.setText("  Инна   К. ")
        qtbot.keyClicks(form.numbers.first, "+375 17 200-00-01")

        changing(window, session, qtbot, form.accept)

        assert shown(window) == ["Anna Berg", "Инна К."]
        assert [(each.name, each.numbers) for each in window.chosen] == [("Инна К.", (MINSK,))]
        assert window.message.text == "“Инна К.” was added."

    def test_a_contact_is_changed_and_that_undone(
        self, opened: Callable[..., ContactsWindow], session: Session, qtbot: QtBot
    ) -> None:
        window = opened(ANNA, INNA, groups=(BRANCHES,))
        choose(window, 0)
        QTest.keyClick(window.pane.table, Qt.Key.Key_Return)
        form = find(window, ContactForm)
        assert (form.name.text(), form.company.text()) == ("Anna Berg", "Nordwind")
        form.name.setText("Anna Stein")
        form.findChild(QToolButton, "contact_number_first_1").click()
        changing(window, session, qtbot, form.accept)

        assert shown(window)[0] == "Anna Stein"
        assert window.chosen[0].numbers == (BERLIN_2, BERLIN)
        assert window.chosen[0].note == "Calls back"
        press(qtbot, window.pane.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: shown(window)[0] == "Anna Berg")
        assert session.contacts.index.by_id["a"] == ANNA
        assert lists(window)[1] == "Branches (2)"

    def test_deleting_is_undone_with_the_button(
        self, opened: Callable[..., ContactsWindow], session: Session, qtbot: QtBot
    ) -> None:
        window = opened(ANNA, INNA, ZOE, groups=(BRANCHES,))
        window.pane.table.selectAll()
        changing(window, session, qtbot, lambda: press(qtbot, window.pane.table, Qt.Key.Key_Delete))
        assert shown(window) == []
        assert window.message.text == "3 contacts were deleted."

        undo = window.findChild(QPushButton, "contacts_message_action")
        assert isinstance(undo, QPushButton)
        undo.click()
        qtbot.waitUntil(lambda: len(shown(window)) == 3)
        assert lists(window)[1] == "Branches (2)"
        assert not undo.isVisible()

    def test_what_cannot_be_written_is_told(
        self, opened: Callable[..., ContactsWindow], session: Session, qtbot: QtBot, monkeypatch: Any
    ) -> None:
        from byfax_desktop.store.trouble import StoreTrouble

        def fail(*_: Any) -> None:
            raise StoreTrouble("The disk is full.", "Free some space.")

        window = opened(ANNA)
        monkeypatch.setattr("byfax_desktop.store.address_book.AddressBook.apply", fail)
        choose(window, 0)
        window.actions_by_name["delete"].trigger()

        qtbot.waitUntil(lambda: window.message.text == "The disk is full. Free some space.")
        assert shown(window) == ["Anna Berg"]


class TestLists:
    def test_a_list_is_made_of_chosen_contacts_and_shown(
        self, opened: Callable[..., ContactsWindow], session: Session, qtbot: QtBot
    ) -> None:
        window = opened(ANNA, INNA, ZOE)
        choose(window, 0, 2)
        window.join_menu.aboutToShow.emit()
        window.join_menu.actions()[-1].trigger()
        dialog = find(window, QInputDialog, "group_name")
        dialog.setTextValue("Berlin & Minsk")

        changing(window, session, qtbot, dialog.accept)

        assert lists(window) == ["All contacts (3)", "Berlin & Minsk (2)"]
        assert shown(window) == ["Anna Berg", "Инна"]

    def test_contacts_join_a_list_and_leave_it(
        self, opened: Callable[..., ContactsWindow], session: Session, qtbot: QtBot
    ) -> None:
        window = opened(ANNA, INNA, ZOE, groups=(BRANCHES,))
        choose(window, 1)
        assert not window.actions_by_name["leave"].isEnabled()
        window.join_menu.aboutToShow.emit()
        assert window.join_menu.actions()[0].text() == "Branches"
        changing(window, session, qtbot, window.join_menu.actions()[0].trigger)
        assert window.message.text == "1 contact is in “Branches” now."

        window.groups.choose("g")
        assert shown(window) == ["Инна", "Anna Berg", "Zoé & Söhne"]
        choose(window, 0, 1)
        changing(window, session, qtbot, window.actions_by_name["leave"].trigger)
        assert shown(window) == ["Zoé & Söhne"]
        assert lists(window)[0] == "All contacts (3)"

    def test_contacts_join_a_list_that_they_are_dropped_on(
        self, opened: Callable[..., ContactsWindow], session: Session, qtbot: QtBot
    ) -> None:
        window = opened(ANNA, INNA, ZOE, groups=(BRANCHES,))
        rows, model = window.pane.rows, window.groups.model()
        data = rows.mimeData([rows.index(1, 0), rows.index(0, 0)])
        copy = Qt.DropAction.CopyAction
        assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsDropEnabled
        assert not window.groups.dropMimeData(0, data, copy), "all contacts are no list"
        assert not window.groups.dropMimeData(1, rows.mimeData([]), copy)
        assert model.canDropMimeData(data, copy, -1, -1, model.index(1, 0))

        changing(window, session, qtbot, lambda: model.dropMimeData(data, copy, -1, -1, model.index(1, 0)))

        assert lists(window)[1] == "Branches (3)"
        assert session.contacts.index.groups[0].members == ("i", "a", "z")

    def test_the_order_of_a_list_is_changed_with_keys(
        self, opened: Callable[..., ContactsWindow], session: Session, qtbot: QtBot
    ) -> None:
        window = opened(ANNA, INNA, groups=(BRANCHES,))
        window.groups.choose("g")
        choose(window, 1)
        alt = Qt.KeyboardModifier.AltModifier
        changing(window, session, qtbot, lambda: press(qtbot, window.pane.table, Qt.Key.Key_Up, alt))
        assert shown(window) == ["Anna Berg", "Инна"]
        assert window.chosen == (ANNA,)

        changing(window, session, qtbot, lambda: press(qtbot, window.pane.table, Qt.Key.Key_Down, alt))
        assert shown(window) == ["Инна", "Anna Berg"]

    def test_a_list_is_renamed_and_deleted_with_keys(
        self, opened: Callable[..., ContactsWindow], session: Session, qtbot: QtBot
    ) -> None:
        window = opened(ANNA, INNA, groups=(BRANCHES,))
        window.groups.setFocus()
        QTest.keyClick(window.groups, Qt.Key.Key_Down)
        QTest.keyClick(window.groups, Qt.Key.Key_F2)
        dialog = find(window, QInputDialog, "group_name")
        assert dialog.textValue() == "Branches"
        dialog.setTextValue("Offices")
        changing(window, session, qtbot, dialog.accept)
        assert lists(window)[1] == "Offices (2)"

        changing(window, session, qtbot, lambda: press(qtbot, window.groups, Qt.Key.Key_Delete))
        assert lists(window) == ["All contacts (2)"]
        assert shown(window) == ["Anna Berg", "Инна"]

    def test_a_name_that_is_taken_is_told_of(
        self, opened: Callable[..., ContactsWindow], qtbot: QtBot
    ) -> None:
        window = opened(ANNA, groups=(BRANCHES,))
        window.deeds.name_group("branches")

        qtbot.waitUntil(lambda: "already" in window.message.text)


class TestLeadingAway:
    def test_chosen_contacts_go_to_the_fax(self, opened: Callable[..., ContactsWindow], qtbot: QtBot) -> None:
        window = opened(ANNA, INNA, ZOE)
        choose(window, 0, 2)
        assert window.fax.text() == "Add 2 contacts to &fax"

        with qtbot.waitSignal(window.fax_asked) as asked:
            QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

        assert asked.args == [(ANNA, INNA)]
        assert window.message.text == "2 contacts are among the recipients now."

    def test_of_a_list_all_go_where_none_is_chosen(
        self, opened: Callable[..., ContactsWindow], qtbot: QtBot
    ) -> None:
        window = opened(ANNA, INNA, ZOE, groups=(BRANCHES,))
        window.pane.table.clearSelection()
        assert not window.fax.isEnabled()
        window.groups.choose("g")
        window.pane.table.clearSelection()

        with qtbot.waitSignal(window.fax_asked) as asked:
            window.fax.click()

        assert asked.args == [(INNA, ANNA)]

    def test_contacts_are_dragged_and_copied_with_their_first_number(
        self, opened: Callable[..., ContactsWindow]
    ) -> None:
        window = opened(ANNA, ZOE)
        rows = window.pane.rows
        assert rows.flags(rows.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled
        data = rows.mimeData([rows.index(row, column) for row in (1, 0) for column in (0, 1)])
        told = [
            {"name": "Anna Berg", "company": "Nordwind", "number": BERLIN},
            {"name": "", "company": "Zoé & Söhne", "number": "+33123456789"},
        ]
        assert json.loads(data.data(CONTACTS).data()) == told

        choose(window, 0)
        QTest.keyClick(window.pane.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert QGuiApplication.clipboard().text() == f"Anna Berg\tNordwind\t{BERLIN}"

    def test_all_of_many_are_chosen_though_the_table_shows_the_first(
        self, opened: Callable[..., ContactsWindow]
    ) -> None:
        many = [
            StoredContact(str(place), f"Person {place}", "", (f"+4930{place:06}",)) for place in range(MANY)
        ]
        window = opened(*many)
        assert len(shown(window)) < MANY

        window.pane.table.selectAll()

        assert len(window.chosen) == MANY

    @pytest.mark.parametrize("ending", ["csv", "vcf"])
    def test_what_is_shown_is_exported(
        self, opened: Callable[..., ContactsWindow], qtbot: QtBot, tmp_path: Path, ending: str
    ) -> None:
        window = opened(ANNA, INNA, ZOE, groups=(BRANCHES,))
        window.groups.choose("g")
        window.actions_by_name["export"].trigger()
        dialog = find(window, QFileDialog, "contacts_place")
        target = tmp_path / f"out.{ending}"
        dialog.fileSelected.emit(str(target))

        qtbot.waitUntil(lambda: window.message.text.startswith("2 contacts were saved as “out."))
        written = target.read_text(encoding="utf-8-sig")
        assert "Инна" in written
        assert "Söhne" not in written

    def test_an_export_that_fails_is_told_of(
        self, opened: Callable[..., ContactsWindow], qtbot: QtBot, tmp_path: Path
    ) -> None:
        window = opened(ANNA)
        window.export_to(tmp_path / "gone" / "out.csv")

        qtbot.waitUntil(lambda: "no longer there" in window.message.text)


class TestImport:
    TABLE = "Name;Fax\nAnna Berg;030 123456\nИнна;+375 17 200-00-01\nEve;+1 800 FLOWERS\nBob;112\nUlf;030 123456\n"

    def preview(self, window: ContactsWindow, qtbot: QtBot, path: Path) -> ImportPreview:
        window.import_file(path)
        preview = find(window, ImportPreview)
        assert isinstance(preview, ImportPreview)
        qtbot.waitUntil(lambda: not find(preview, QWidget, "import_notice") or "Reading" not in said(preview))
        return preview

    def test_it_is_said_what_becomes_of_each_before_anything_is_taken(
        self, opened: Callable[..., ContactsWindow], session: Session, qtbot: QtBot, tmp_path: Path
    ) -> None:
        window = opened(ANNA)
        path = tmp_path / "people.csv"
        path.write_text(self.TABLE, encoding="utf-8")
        preview = self.preview(window, qtbot, path)
        rows = preview._rows
        QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal, preview)
        fates = [rows.index(row, 3).data() for row in range(rows.rowCount())]
        ticks = [rows.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) for row in range(rows.rowCount())]
        assert fates[0] == "“Anna Berg, Nordwind” is there already."
        assert fates[1] == "Is new."
        assert fates[2].endswith("Tick it to take it.")
        assert "emergency" in fates[3]
        assert fates[4] == "Is new. “Anna Berg, Nordwind” has the same number."
        on, off = Qt.CheckState.Checked, Qt.CheckState.Unchecked
        assert ticks == [None, on, off, None, on]
        told = find(preview, QLabel, "import_summary").text()
        assert told == "2 are new, 1 is there already, 1 is for you to decide, 1 cannot be taken."
        assert session.contacts.index.contacts == (ANNA,)

        preview._view.setCurrentIndex(rows.index(2, 0))
        assert find(preview, QLabel, "import_told").text() == fates[2]
        QTest.keyClick(preview._view, Qt.Key.Key_Space)
        rows.setData(rows.index(4, 0), off, Qt.ItemDataRole.CheckStateRole)
        take = find(preview, QPushButton, "import_take")
        assert take.text() == "&Import 2 entries"
        changing(window, session, qtbot, take.click)

        assert shown(window) == ["Anna Berg", "Eve", "Инна"]
        assert window.message.text == "2 contacts are new. 1 was there already. 2 were not taken."
        window.deeds.undo()
        qtbot.waitUntil(lambda: shown(window) == ["Anna Berg"])

    def test_only_rows_of_one_kind_are_shown_if_wished(
        self, opened: Callable[..., ContactsWindow], qtbot: QtBot, tmp_path: Path
    ) -> None:
        window = opened(ANNA)
        path = tmp_path / "people.csv"
        path.write_text(self.TABLE, encoding="utf-8")
        preview = self.preview(window, qtbot, path)
        kinds = find(preview, QComboBox, "import_shown")
        assert [kinds.itemText(place) for place in range(kinds.count())] == [
            "All (5)",
            "New (2)",
            "There already (1)",
            "For you to decide (1)",
            "Cannot be taken (1)",
        ]

        kinds.setCurrentIndex(4)

        assert [preview._rows.index(row, 0).data() for row in range(preview._rows.rowCount())] == ["Bob"]

    @pytest.mark.parametrize(
        ("text", "words"),
        [("Name;City\nAnna;Berlin\n", "has no column with fax numbers."), (None, "is no longer there.")],
    )
    def test_a_file_that_cannot_be_read_says_why_and_takes_nothing(
        self,
        opened: Callable[..., ContactsWindow],
        qtbot: QtBot,
        tmp_path: Path,
        text: str | None,
        words: str,
    ) -> None:
        window = opened(ANNA)
        path = tmp_path / "people.csv"
        if text:
            path.write_text(text, encoding="utf-8")
        preview = self.preview(window, qtbot, path)

        assert words in said(preview)
        assert not find(preview, QPushButton, "import_take").isEnabled()

    def test_a_preview_that_is_closed_wants_nothing_any_more(
        self, opened: Callable[..., ContactsWindow], session: Session, qtbot: QtBot, tmp_path: Path
    ) -> None:
        window = opened(ANNA)
        path = tmp_path / "people.csv"
        path.write_text(self.TABLE, encoding="utf-8")
        window.import_file(path)
        find(window, ImportPreview).reject()

        done: list[object] = []
        session.contacts.run(lambda _: 1, done.append)
        qtbot.waitUntil(lambda: done == [1])
        assert session.contacts.index.contacts == (ANNA,)


def said(preview: ImportPreview) -> str:
    return preview._notice.text


class TestForm:
    @pytest.fixture
    def form(self, opened: Callable[..., ContactsWindow]) -> ContactForm:
        window = opened(ANNA)
        window.new()
        form = find(window, ContactForm)
        assert isinstance(form, ContactForm)
        return form

    def test_a_blank_field_follows_the_last_number(self, form: ContactForm, qtbot: QtBot) -> None:
        def fields() -> list[str]:
            found = form.findChildren(QLineEdit)
            return [each.text() for each in found if each.objectName().startswith("contact_number_")]

        assert fields() == [""]
        qtbot.keyClicks(form.numbers.first, "030 1")
        assert fields() == ["030 1", ""]

    @pytest.mark.parametrize(
        ("name", "number", "words"),
        [
            ("Ulf", "", "A contact needs a fax number."),
            ("", "030 765432", "A contact needs a name or a company."),
            ("Ulf", "030 7", "“030 7” is too short for a fax number."),
            ("Ulf", "112", "“112” is an emergency number."),
        ],
    )
    def test_what_is_missing_or_wrong_is_told_and_not_kept(
        self, form: ContactForm, name: str, number: str, words: str
    ) -> None:
        kept: list[object] = []
        form.kept.connect(kept.append)
        form.name.setText(name)
        form.numbers.first.setText(number)

        form.accept()

        assert form.message.text == words
        assert form.isVisible()
        assert kept == []

    def test_a_number_that_is_likely_meant_is_taken_with_a_button(self, form: ContactForm) -> None:
        form.name.setText("Ulf")
        form.numbers.first.setText("030 765432 ext. 7")
        form.accept()
        use = form.findChild(QPushButton, "contact_message_action")
        assert isinstance(use, QPushButton)
        assert use.isVisible()

        use.click()

        assert form.numbers.first.text() == "030 765432"
        assert form.message.text == ""
        form.numbers.first.setText("4,93012E+11")
        form.accept()
        assert not use.isVisible()

    def test_who_has_the_number_already_is_told(self, form: ContactForm) -> None:
        form.numbers.first.setText("030 123456")
        assert form.message.text == "“Anna Berg, Nordwind” has this number too."

        form.numbers.first.setText("030 1234560")
        assert form.message.text == ""

    def test_how_a_number_is_understood_is_said_beside_it_and_aloud(self, form: ContactForm) -> None:
        form.numbers.first.setText("030 765432")

        assert "Germany" in form.numbers.first.accessibleDescription()
        assert any(each.text() == "Germany" for each in form.findChildren(QLabel))
