"""Typing recipients."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from byfax_desktop.ui.compose.recipient_columns import Column
from byfax_desktop.ui.compose.recipient_lines import recipients_of
from byfax_desktop.ui.compose.recipients import RecipientsPanel

Key = Qt.Key


@pytest.fixture
def panel(qtbot: QtBot) -> RecipientsPanel:
    panel = RecipientsPanel()
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


def test_lines_from_a_spreadsheet_become_recipients(panel: RecipientsPanel) -> None:
    QGuiApplication.clipboard().setText("Anna\tACME\t+49 30 1111111\nBob\t\t+49 30 2222222\n+49 30 3333333\n")
    QTest.keyClick(panel.table, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert typed(panel) == [
        ("Anna", "ACME", "+49 30 1111111"),
        ("Bob", "", "+49 30 2222222"),
        ("", "", "+49 30 3333333"),
    ]


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
