"""Typing recipients."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from tab_doubles import make_session

from byfax_desktop.ui.compose.recipient_columns import OPTIONAL, Column
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry, recipients_of
from byfax_desktop.ui.compose.recipients import RecipientsPanel

Key = Qt.Key
Mod = Qt.KeyboardModifier
Kind = TypeVar("Kind", bound=QWidget)


def child(parent: QWidget, kind: type[Kind], name: str) -> Kind:
    found = parent.findChild(kind, name)
    assert found is not None
    return found


@pytest.fixture
def panel(qtbot: QtBot, tmp_path: Path) -> RecipientsPanel:
    panel = RecipientsPanel(make_session(tmp_path))
    qtbot.addWidget(panel)
    panel.resize(600, 300)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    panel.table.setFocus()
    qtbot.waitUntil(panel.table.hasFocus)
    return panel


def typed(panel: RecipientsPanel) -> list[tuple[str, str, str]]:
    return [(entry.name, entry.company, entry.number) for entry in panel.model.entries]


def type_text(text: str) -> None:
    """Into whatever has the keyboard."""
    for letter in text:
        QTest.keyClicks(QApplication.focusWidget(), letter)


def editor() -> QLineEdit:
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    return focus


def test_the_first_thing_typed_is_a_number(panel: RecipientsPanel, qtbot: QtBot) -> None:
    type_text("+4930123456")
    QTest.keyClick(editor(), Key.Key_Return)
    qtbot.waitUntil(lambda: typed(panel) == [("", "", "+4930123456")])


def test_numbers_are_typed_one_after_another_with_enter(panel: RecipientsPanel, qtbot: QtBot) -> None:
    for number in ("+4930123456", "+4930654321"):
        type_text(number)
        QTest.keyClick(editor(), Key.Key_Return)
        qtbot.waitUntil(panel.table.hasFocus)
    assert typed(panel) == [("", "", "+4930123456"), ("", "", "+4930654321")]
    assert panel.table.currentIndex() == panel.model.index(2, Column.NUMBER)


def test_a_click_on_a_number_cell_is_enough_to_type_into_it(panel: RecipientsPanel, qtbot: QtBot) -> None:
    cell = panel.table.visualRect(panel.model.index(0, Column.NUMBER)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, cell)
    type_text("+4930123456")
    QTest.keyClick(editor(), Key.Key_Return)
    qtbot.waitUntil(lambda: typed(panel) == [("", "", "+4930123456")])


def test_tab_goes_from_cell_to_cell_and_on_to_the_next_row(panel: RecipientsPanel, qtbot: QtBot) -> None:
    panel.table.setCurrentIndex(panel.model.index(0, Column.NAME))
    for text in ("Anna", "ACME", "+4930123456", "Bob"):
        type_text(text)
        QTest.keyClick(editor(), Key.Key_Tab)
    qtbot.waitUntil(lambda: typed(panel) == [("Anna", "ACME", "+4930123456"), ("Bob", "", "")])
    assert panel.table.currentIndex() == panel.model.index(1, Column.COMPANY)


def test_tab_leaves_the_table_when_nothing_is_being_typed(panel: RecipientsPanel) -> None:
    assert not panel.table.tabKeyNavigation()


def test_what_is_being_typed_counts_when_send_is_pressed(panel: RecipientsPanel) -> None:
    type_text("+4930123456")
    panel.table.commit()
    assert typed(panel) == [("", "", "+4930123456")]


def test_del_removes_the_selected_recipients(panel: RecipientsPanel) -> None:
    panel.add(recipients_of("+49 30 1111111\n+49 30 2222222"))
    panel.table.setCurrentIndex(panel.model.index(0, Column.NUMBER))
    QTest.keyClick(panel.table, Key.Key_Delete)
    assert typed(panel) == [("", "", "+49 30 2222222")]


def test_the_keyboard_goes_to_the_wrong_number(panel: RecipientsPanel) -> None:
    panel.add(recipients_of("+49 30 1111111\nnonsense"))
    panel.point_at_wrong()
    assert panel.table.currentIndex() == panel.model.index(1, Column.NUMBER)


def test_a_wrong_number_shows_its_reason_under_the_mouse(panel: RecipientsPanel) -> None:
    panel.add(recipients_of("nonsense"))
    index = panel.table.indexAt(
        panel.table.visualRect(panel.model.index(0, Column.MEANING)).center() + QPoint(1, 1)
    )
    assert "is not a fax number" in index.data(Qt.ItemDataRole.ToolTipRole)


def people(*names: str) -> list[RecipientEntry]:
    return [RecipientEntry(name, "", f"+49 30 {place:07}") for place, name in enumerate(names, 1_000_000)]


def names(panel: RecipientsPanel) -> list[str]:
    return [entry.name for entry in panel.model.entries]


def press(panel: RecipientsPanel, key: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier) -> None:
    QTest.keyClick(panel.table, key, modifier)


def stand_at(panel: RecipientsPanel, row: int, column: Column = Column.NAME) -> None:
    panel.table.setCurrentIndex(panel.model.index(row, column))


def test_alt_and_arrows_move_the_selected_recipients(panel: RecipientsPanel) -> None:
    panel.add(people("A", "B", "C"))
    stand_at(panel, 1)
    press(panel, Key.Key_Up, Mod.AltModifier)
    assert names(panel) == ["B", "A", "C"]
    press(panel, Key.Key_Down, Mod.AltModifier)
    press(panel, Key.Key_Down, Mod.AltModifier)
    assert names(panel) == ["A", "C", "B"]
    assert panel.table.selected_rows() == [2]


def test_what_was_done_is_undone_and_done_again_by_keys(panel: RecipientsPanel) -> None:
    panel.add(people("A", "B", "C"))
    press(panel, Key.Key_A, Mod.ControlModifier)
    press(panel, Key.Key_Delete)
    assert names(panel) == []
    press(panel, Key.Key_Z, Mod.ControlModifier)
    assert names(panel) == ["A", "B", "C"]
    press(panel, Key.Key_Y, Mod.ControlModifier)
    assert names(panel) == []


def test_the_selected_recipients_are_copied_as_lines(panel: RecipientsPanel) -> None:
    panel.add([RecipientEntry("A\tB", "X", "+49 30 1"), *people("C")])
    stand_at(panel, 0)
    press(panel, Key.Key_C, Mod.ControlModifier)
    assert QGuiApplication.clipboard().text() == "A B\tX\t+49 30 1"


def test_a_title_that_is_clicked_sorts_one_way_and_then_the_other(panel: RecipientsPanel) -> None:
    panel.add(people("B", "a", "C"))
    header = panel.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(Column.NAME) + 5, 5)
    for expected in (["a", "B", "C"], ["C", "B", "a"]):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Mod.NoModifier, place)
        assert names(panel) == expected


def test_f8_goes_from_one_wrong_recipient_to_the_next(panel: RecipientsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.model.checked):
        panel.add([*people("A", "B"), *people("B"), RecipientEntry("y")])
    button = child(panel, QToolButton, "recipients_next_problem")
    assert button.text() == "3 to look at"  # A and the second B have the same number
    stand_at(panel, 2)
    press(panel, Key.Key_F8)
    assert panel.table.currentIndex().row() == 3
    press(panel, Key.Key_F8, Mod.ShiftModifier)
    assert panel.table.currentIndex().row() == 2
    button.click()
    assert panel.table.currentIndex() == panel.model.index(3, Column.NUMBER)


def test_how_many_there_are_is_told(panel: RecipientsPanel, qtbot: QtBot) -> None:
    count = child(panel, QLabel, "recipients_count")
    assert count.text() == ""
    panel.add(people("A"))
    assert count.text() == "1 recipient"
    with qtbot.waitSignal(panel.model.checked):
        panel.add([RecipientEntry("B", "", "+49 30 7654321")])
    assert count.text() == "2 recipients"
    assert child(panel, QToolButton, "recipients_next_problem").isHidden()


def test_the_number_that_may_be_meant_is_taken_by_a_key(panel: RecipientsPanel) -> None:
    panel.add([RecipientEntry("A", "", "+49 30 123456 ext. 5")])
    stand_at(panel, 0)
    press(panel, Key.Key_Period, Mod.ControlModifier)
    assert panel.model.entries[0].number == "+4930123456"


def test_one_of_several_numbers_is_chosen_from_a_menu(panel: RecipientsPanel, qtbot: QtBot) -> None:
    panel.add([RecipientEntry("A", "", "+49 30 123456; +49 30 654321")])
    stand_at(panel, 0, Column.MEANING)
    press(panel, Key.Key_Return)
    menu = child(panel, QMenu, "recipient_offers")
    qtbot.waitUntil(menu.isVisible)
    assert [action.text() for action in menu.actions()] == ["Use +49 30 123456", "Use +49 30 654321"]
    menu.actions()[1].trigger()
    assert panel.model.entries[0].number == "+4930654321"


def test_the_menu_of_the_rows_does_what_the_keys_do(panel: RecipientsPanel) -> None:
    panel.add([RecipientEntry("A", "", "+49 30 123456 ext. 5"), *people("B")])
    stand_at(panel, 0)
    panel.table.customContextMenuRequested.emit(QPoint(5, 5))
    menu = child(panel, QMenu, "recipient_menu")
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[0] == "Use +49 30 123456"
    menu.findChild(QAction, "recipient_down").trigger()
    assert names(panel) == ["B", "A"]
    menu.findChild(QAction, "recipient_remove").trigger()
    assert names(panel) == ["B"]
    again = panel._menus.row_menu()
    undo = again.findChild(QAction, "recipient_undo")
    assert undo.text() == "Undo: remove a recipient"
    assert not again.findChild(QAction, "recipient_redo").isEnabled()
    undo.trigger()
    assert names(panel) == ["B", "A"]


def test_columns_are_shown_by_choice_and_that_is_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    session = make_session(tmp_path)
    panel = RecipientsPanel(session)
    qtbot.addWidget(panel)
    assert panel.table.isColumnHidden(Column.SUBJECT)
    panel.table.horizontalHeader().customContextMenuRequested.emit(QPoint(5, 5))
    menu = child(panel, QMenu, "recipient_columns")
    menu.findChild(QAction, "recipient_column_subject").trigger()
    assert not panel.table.isColumnHidden(Column.SUBJECT)
    again = RecipientsPanel(session)
    qtbot.addWidget(again)
    assert [again.table.isColumnHidden(each) for each in OPTIONAL] == [False, True, True]


def test_a_column_that_recipients_need_is_shown(panel: RecipientsPanel) -> None:
    panel.add([RecipientEntry("A", header="Mine")])
    assert [panel.table.isColumnHidden(each) for each in OPTIONAL] == [True, False, True]


def test_tab_goes_on_over_columns_that_are_hidden_or_cannot_be_typed_into(panel: RecipientsPanel) -> None:
    panel.add([RecipientEntry("A", subject="S")])
    stand_at(panel, 0, Column.NUMBER)
    type_text("1")
    QTest.keyClick(editor(), Key.Key_Tab)
    assert panel.table.currentIndex() == panel.model.index(0, Column.SUBJECT)
    type_text("2")
    QTest.keyClick(editor(), Key.Key_Tab)
    assert panel.table.currentIndex() == panel.model.index(1, Column.NAME)
    QTest.keyClick(editor(), Key.Key_Backtab)
    assert panel.table.currentIndex() == panel.model.index(0, Column.SUBJECT)


def test_the_button_removes_what_is_selected_and_is_grey_where_nothing_is(panel: RecipientsPanel) -> None:
    panel.add(people("A", "B"))
    button = child(panel, QPushButton, "recipients_remove")
    stand_at(panel, 2)
    assert not button.isEnabled()
    stand_at(panel, 0)
    button.click()
    assert names(panel) == ["B"]
    assert panel.table.currentIndex().row() == 0


def test_the_contacts_are_asked_for_by_their_button(panel: RecipientsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.contacts_asked):
        child(panel, QPushButton, "recipients_contacts").click()


def test_ctrl_enter_is_left_to_the_window(panel: RecipientsPanel) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, Mod.ControlModifier)
    panel.table.keyPressEvent(event)
    assert not event.isAccepted()
