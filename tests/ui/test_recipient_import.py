"""Lists of recipients, from a file or the clipboard into the table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tab_doubles import make_session

from byfax_desktop.ui.compose.imports.dialog import ImportDialog
from byfax_desktop.ui.compose.imports.intake import CONTACTS, can_be_list, contacts_of
from byfax_desktop.ui.compose.imports.rows import ImportRows, Sight
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.recipients import RecipientsPanel

LIST = (
    "Name;Firm;Fax;Sum\nAnna;ACME;+49 30 123456;5\nBob;;12;6\nCarol;;+49 30 654321;7\nAnn;;0049 30 123456;8\n"
)
Kind = TypeVar("Kind", bound=QWidget)


@pytest.fixture
def panel(qtbot: QtBot, tmp_path: Path) -> RecipientsPanel:
    panel = RecipientsPanel(make_session(tmp_path))
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def child(parent: QWidget, kind: type[Kind], name: str) -> Kind:
    found = parent.findChild(kind, name)
    assert found is not None
    return found


def paste(panel: RecipientsPanel, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(panel.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def preview(panel: RecipientsPanel, qtbot: QtBot) -> ImportDialog:
    qtbot.waitUntil(lambda: panel.findChild(ImportDialog) is not None)
    dialog = panel.findChild(ImportDialog)
    assert dialog is not None
    return dialog


def looked_through(panel: RecipientsPanel, qtbot: QtBot) -> ImportDialog:
    dialog = preview(panel, qtbot)
    qtbot.waitUntil(lambda: bool(child(dialog, QLabel, "import_summary").text()))
    return dialog


def opened(panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path, text: str = LIST) -> ImportDialog:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode())
    panel._lists.open_file(path)
    return looked_through(panel, qtbot)


def summary(dialog: ImportDialog) -> str:
    return child(dialog, QLabel, "import_summary").text()


def take_button(dialog: ImportDialog) -> QPushButton:
    return child(dialog, QPushButton, "import_take")


def take(dialog: ImportDialog, panel: RecipientsPanel, qtbot: QtBot) -> list[tuple[str, str, str]]:
    with qtbot.waitSignal(dialog.taken):
        take_button(dialog).click()
    return [(each.name, each.company, each.number) for each in panel.model.entries]


def choose(box: QComboBox, text: str) -> None:
    """By keyboard."""
    box.setFocus()
    for _ in range(box.count()):
        QTest.keyClick(box, Qt.Key.Key_Up)
    for _ in range(box.findText(text)):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == text


def test_one_clear_line_is_taken_at_once(panel: RecipientsPanel, qtbot: QtBot) -> None:
    paste(panel, "Anna\tACME\t+49 30 123456\n")
    qtbot.waitUntil(lambda: panel.model.entries == (RecipientEntry("Anna", "ACME", "+4930123456"),))
    assert panel.findChild(ImportDialog) is None


@pytest.mark.parametrize("text", ["Anna\t12", "+49 30 123456\n+49 30 654321", "+49 30 123456, +49 30 654321"])
def test_more_than_one_line_and_what_is_unsure_is_shown_first(
    panel: RecipientsPanel, qtbot: QtBot, text: str
) -> None:
    paste(panel, text)
    looked_through(panel, qtbot)
    assert panel.model.entries == ()


def test_an_empty_clipboard_is_told(panel: RecipientsPanel) -> None:
    QGuiApplication.clipboard().clear()
    child(panel, QPushButton, "recipients_paste").click()
    assert "no recipients on the clipboard" in panel.message.text


def test_a_document_on_the_clipboard_is_nobody(panel: RecipientsPanel, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "letter.pdf"))])
    mime.setText("letter.pdf")
    QGuiApplication.clipboard().setMimeData(mime)
    child(panel, QPushButton, "recipients_paste").click()
    assert "no recipients on the clipboard" in panel.message.text


def test_recipients_are_pasted_from_elsewhere_by_a_key_of_their_own(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    panel = RecipientsPanel(make_session(tmp_path), window)
    other = QPushButton("other", window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    QGuiApplication.clipboard().setText("+49 30 123456")
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(other, Qt.Key.Key_V, keys)
    qtbot.waitUntil(lambda: len(panel.model.entries) == 1)


def test_it_is_told_what_becomes_of_each_row(panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(panel, qtbot, tmp_path)
    assert summary(dialog) == "3 can be sent to, 1 needs a number, 1 is there twice."
    rows = child(dialog, QTableView, "import_rows").model()
    assert [rows.index(row, 0).data() for row in range(4)] == [
        "+49 30 123456 · Germany",
        "Too short",
        "+49 30 654321 · Germany",
        "Twice · +49 30 123456 · Germany",
    ]
    assert "too short" in rows.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert rows.headerData(1, Qt.Orientation.Horizontal) == "Name"


def test_all_are_taken_with_the_columns_of_the_list(
    panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(panel, qtbot, tmp_path)
    assert take_button(dialog).text() == "&Take 3 recipients"
    assert take(dialog, panel, qtbot) == [
        ("Anna", "ACME", "+4930123456"),
        ("Bob", "", "12"),
        ("Carol", "", "+4930654321"),
    ]
    assert panel.model.entries[0].values == (
        ("Name", "Anna"),
        ("Firm", "ACME"),
        ("Fax", "+49 30 123456"),
        ("Sum", "5"),
    )


def test_columns_that_nobody_named_are_for_no_texts(
    panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(panel, qtbot, tmp_path, "Anna;+49 30 123456\nBob;+49 30 654321\n")
    take(dialog, panel, qtbot)
    assert [each.values for each in panel.model.entries] == [(), ()]


def test_a_number_that_is_there_twice_is_kept_twice_if_that_is_wanted(
    panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    panel.add([RecipientEntry("Carol", "", "+49 30 654321")])
    dialog = opened(panel, qtbot, tmp_path)
    assert summary(dialog) == "3 can be sent to, 1 needs a number, 2 are there twice."
    child(dialog, QCheckBox, "import_unsure").click()
    assert take_button(dialog).text() == "&Take 1 recipient"
    child(dialog, QCheckBox, "import_once").click()
    assert take_button(dialog).text() == "&Take 3 recipients"
    assert [name for name, _, _ in take(dialog, panel, qtbot)] == ["Carol", "Anna", "Carol", "Ann"]


def test_only_those_that_are_to_be_looked_at_are_shown(
    panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(panel, qtbot, tmp_path)
    rows = child(dialog, QTableView, "import_rows").model()
    sight = child(dialog, QComboBox, "import_sight")
    choose(sight, Sight.UNSURE.value)
    assert [rows.index(row, 1).data() for row in range(rows.rowCount())] == ["Bob"]
    assert rows.headerData(0, Qt.Orientation.Vertical) == 2
    choose(sight, Sight.TWICE.value)
    assert [rows.index(row, 1).data() for row in range(rows.rowCount())] == ["Anna", "Ann"]


def test_a_column_is_given_another_meaning_by_keyboard(
    panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    text = "A;B;C\nx;+49 30 123456;+49 30 654321\ny;+49 30 1111111;+49 30 2222222\n"
    dialog = opened(panel, qtbot, tmp_path, text)
    first = child(dialog, QComboBox, "import_column_1")
    assert first.currentText() == "Fax number"
    box = child(dialog, QComboBox, "import_column_2")
    assert box.accessibleName() == "What C means"
    choose(box, "Fax number")
    assert first.currentText() == "For texts only"
    choose(child(dialog, QComboBox, "import_column_0"), "Subject")
    qtbot.waitUntil(lambda: summary(dialog) == "2 can be sent to.")
    take(dialog, panel, qtbot)
    assert [(each.subject, each.number) for each in panel.model.entries] == [
        ("x", "+4930654321"),
        ("y", "+49302222222"),
    ]


def test_a_meaning_that_the_keyboard_only_went_over_stays_where_it_was(
    panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(panel, qtbot, tmp_path)
    choose(child(dialog, QComboBox, "import_column_3"), "Subject")
    assert child(dialog, QComboBox, "import_column_2").currentText() == "Fax number"
    assert child(dialog, QComboBox, "import_column_1").currentText() == "Company"


def test_a_name_may_be_in_several_columns(panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path) -> None:
    text = "A;B;Fax\nAnna;Berg;+49 30 123456\n"
    dialog = opened(panel, qtbot, tmp_path, text)
    for place in (0, 1):
        choose(child(dialog, QComboBox, f"import_column_{place}"), "Name")
    qtbot.waitUntil(lambda: summary(dialog) == "1 can be sent to.")
    assert take(dialog, panel, qtbot) == [("Anna Berg", "", "+4930123456")]


def test_another_encoding_and_separator_are_chosen(
    panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Имя;Факс\nПётр;+49 30 123456\n".encode("cp866"))
    panel._lists.open_file(path)
    dialog = looked_through(panel, qtbot)
    rows = child(dialog, QTableView, "import_rows").model()
    choose(child(dialog, QComboBox, "import_encoding"), "Cyrillic (DOS 866)")
    qtbot.waitUntil(lambda: rows.index(0, 1).data() == "Пётр")
    choose(child(dialog, QComboBox, "import_separator"), "Comma")
    qtbot.waitUntil(lambda: rows.columnCount() == 2)


def test_the_first_row_is_taken_for_a_recipient_if_it_is_none_of_names(
    panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(panel, qtbot, tmp_path)
    child(dialog, QCheckBox, "import_header").click()
    qtbot.waitUntil(lambda: summary(dialog).startswith("3 can be sent to, 2 need a number"))


def test_a_sheet_is_chosen(panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Fax", "+49 30 123456"])
    book.create_sheet("Second").append(["Zoe", "+49 30 654321"])
    book.save(tmp_path / "book.xlsx")
    panel._lists.open_file(tmp_path / "book.xlsx")
    dialog = looked_through(panel, qtbot)
    assert child(dialog, QComboBox, "import_encoding").isHidden()
    choose(child(dialog, QComboBox, "import_sheet"), "Second")
    rows = child(dialog, QTableView, "import_rows").model()
    qtbot.waitUntil(lambda: rows.index(0, 1).data() == "Zoe")


def test_address_cards_need_no_mapping(panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\nTEL;TYPE=fax:+49 30 123456\r\nEND:VCARD\r\n"
    (tmp_path / "all.vcf").write_text(card)
    panel._lists.open_file(tmp_path / "all.vcf")
    dialog = looked_through(panel, qtbot)
    assert child(dialog, QWidget, "import_mapping").isHidden()
    assert child(dialog, QCheckBox, "import_header").isHidden()
    assert take(dialog, panel, qtbot) == [("Anna", "", "+4930123456")]


def test_what_is_no_list_is_told_and_nothing_can_be_taken(
    panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "bad.csv").write_bytes(b"\xff\0\0" * 1000)
    panel._lists.open_file(tmp_path / "bad.csv")
    dialog = preview(panel, qtbot)
    qtbot.waitUntil(lambda: any("is not a table" in each.text() for each in dialog.findChildren(QLabel)))
    assert not take_button(dialog).isEnabled()
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_what_is_closed_goes_on_with_nothing(panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path) -> None:
    lines = "".join(f"P{n};+49 30 {n}\n" for n in range(1_000_000, 1_005_000))
    path = tmp_path / "long.csv"
    path.write_text(lines)
    panel._lists.open_file(path)
    dialog = preview(panel, qtbot)
    rows = dialog.findChild(ImportRows)
    qtbot.waitUntil(lambda: rows.rowCount() == 5000)
    request = dialog._request
    dialog.reject()
    assert request.cancelled
    assert panel.model.entries == ()


def test_a_list_of_very_many_columns_has_choices_for_those_in_sight(
    panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    text = ";".join(f"C{n}" for n in range(200)) + "\n" + ";".join(["+49 30 123456"] * 200) + "\n"
    dialog = opened(panel, qtbot, tmp_path, text)
    assert 0 < len(dialog.findChildren(QComboBox)) < 30
    last = child(dialog, QComboBox, "import_column_5")
    last.setFocus()
    bar = child(dialog, QTableView, "import_rows").horizontalScrollBar()
    bar.setValue(bar.maximum())
    assert child(dialog, QComboBox, "import_column_199").isVisible()


def test_the_file_is_chosen_in_a_dialog(panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST)
    child(panel, QPushButton, "recipients_import").click()
    chooser = child(panel, QFileDialog, "import_choose")
    assert "*.vcf" in chooser.nameFilters()[0]
    chooser.fileSelected.emit(str(tmp_path / "list.csv"))
    assert summary(looked_through(panel, qtbot)).startswith("3 can be sent to")


def test_contacts_that_are_dragged_or_copied_are_taken_at_once(panel: RecipientsPanel) -> None:
    mime = QMimeData()
    told = [{"name": "Anna", "company": "ACME", "number": "+4930123456"}, {"name": ""}, 5]
    mime.setData(CONTACTS, json.dumps(told).encode())
    assert can_be_list(mime)
    assert panel._lists.take(mime)
    assert panel.model.entries == (RecipientEntry("Anna", "ACME", "+4930123456"),)


@pytest.mark.parametrize("data", [b"", b"{}", b"[", b"\xff", b"[[]]", b"5"])
def test_contacts_that_are_something_else_are_nobody(data: bytes) -> None:
    assert contacts_of(data) == ()


def test_files_that_may_be_lists_are_told_by_their_names(tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "letter.pdf"))])
    assert not can_be_list(mime)
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "list.XLSX"))])
    assert can_be_list(mime)
    mime.setUrls([*mime.urls(), QUrl.fromLocalFile(str(tmp_path / "letter.pdf"))])
    assert not can_be_list(mime)


def test_every_control_has_a_name(panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(panel, qtbot, tmp_path)
    for kind in (QComboBox, QCheckBox, QLineEdit, QTableView):
        for each in dialog.findChildren(kind):
            if each.isVisible():
                assert each.objectName()
                assert each.accessibleName() or (isinstance(each, QCheckBox) and each.text())


def test_numbers_without_country_code_are_of_the_country_that_is_chosen(
    panel: RecipientsPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(panel, qtbot, tmp_path, "Name;Fax\nAnna;030 123456\nBob;030 654321\n")
    assert summary(dialog) == "2 need a number."
    box = child(dialog, QComboBox, "import_country")
    assert box.currentText() == "Country codes only"
    box.setFocus()
    QTest.keyClicks(box, "Germany")
    qtbot.waitUntil(lambda: summary(dialog) == "2 can be sent to.")
    assert take(dialog, panel, qtbot) == [("Anna", "", "+4930123456"), ("Bob", "", "+4930654321")]
