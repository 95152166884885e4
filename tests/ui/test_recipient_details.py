"""What is one recipient's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot
from tab_doubles import make_session

from byfax_desktop.engine.drafts import Greeting, GreetingLanguage
from byfax_desktop.ui.compose.recipient_columns import Column
from byfax_desktop.ui.compose.recipient_details import RecipientDetails
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.recipients import RecipientsPanel

ANNA = RecipientEntry("Anna", "ACME", "+49 30 123456", values=(("Sum", "5"), ("Due", "May")))


@pytest.fixture
def panel(qtbot: QtBot, tmp_path: Path) -> RecipientsPanel:
    panel = RecipientsPanel(make_session(tmp_path))
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.add([ANNA])
    panel.table.setCurrentIndex(panel.model.index(0, 0))
    return panel


def dialog_of(panel: RecipientsPanel) -> RecipientDetails:
    QTest.keyClick(panel.table, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    dialog = panel.findChild(RecipientDetails)
    assert dialog is not None
    return dialog


def test_texts_and_values_are_changed_and_can_be_undone(panel: RecipientsPanel) -> None:
    dialog = dialog_of(panel)
    dialog.findChild(QLineEdit, "recipient_subject").setText(" Bill ")
    dialog.findChild(QLineEdit, "recipient_header").setText("Page <CurPage>")
    dialog.findChild(QTableWidget, "recipient_values").item(0, 1).setText("7")
    dialog.accept()
    expected = RecipientEntry(
        "Anna", "ACME", "+49 30 123456", "Bill", "Page <CurPage>", None, (("Sum", "7"), ("Due", "May"))
    )
    assert panel.model.entries == (expected,)
    assert not panel.table.isColumnHidden(Column.SUBJECT)
    panel.model.history.undo()
    assert panel.model.entries == (ANNA,)


def test_cancel_changes_nothing(panel: RecipientsPanel) -> None:
    dialog = dialog_of(panel)
    dialog.findChild(QLineEdit, "recipient_name").setText("Bob")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert panel.model.entries == (ANNA,)
    assert not panel.model.history.undo_text.startswith("edit")


def test_a_greeting_is_chosen_with_its_language_and_taken_out(panel: RecipientsPanel, tmp_path: Path) -> None:
    dialog = dialog_of(panel)
    dialog.findChild(QPushButton, "recipient_greeting_choose").click()
    chooser = dialog.findChild(QFileDialog, "choose_greeting")
    assert "*.mp3" in chooser.nameFilters()[0]
    chooser.fileSelected.emit(str(tmp_path / "Hello.wav"))
    dialog.findChild(QComboBox, "recipient_greeting_language").setCurrentIndex(1)
    dialog.accept()
    greeting = Greeting(tmp_path / "Hello.wav", GreetingLanguage.RUSSIAN, "Hello")
    assert panel.model.entries[0].greeting == greeting
    assert panel.model.index(0, 6).data() == "Hello (RU)"

    again = RecipientDetails(panel.model.entries[0], panel)
    again.taken.connect(lambda entry: panel.model.put(0, entry))
    assert again.findChild(QComboBox, "recipient_greeting_language").currentText() == "Russian"
    again.findChild(QPushButton, "recipient_greeting_remove").click()
    again.accept()
    assert panel.model.entries == (ANNA,)


def test_the_blank_row_becomes_a_recipient(panel: RecipientsPanel) -> None:
    panel.table.setCurrentIndex(panel.model.index(1, 0))
    dialog = dialog_of(panel)
    assert dialog.findChild(QTableWidget, "recipient_values").isHidden()
    dialog.findChild(QLineEdit, "recipient_number").setText("+49 30 654321")
    dialog.accept()
    assert [entry.number for entry in panel.model.entries] == ["+49 30 123456", "+49 30 654321"]
