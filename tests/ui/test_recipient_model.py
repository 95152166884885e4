"""The table of recipients behind the table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from byfax_desktop.ui.compose.recipient_lines import RecipientEntry, recipients_of
from byfax_desktop.ui.compose.recipient_model import Column, RecipientModel, country_name, understood

Role = Qt.ItemDataRole


@pytest.fixture
def model(qtbot: QtBot) -> RecipientModel:
    model = RecipientModel(None)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


def texts(model: RecipientModel, row: int) -> list[str]:
    return [model.index(row, column).data() or "" for column in Column]


def test_there_is_always_one_blank_row_to_type_into(model: RecipientModel) -> None:
    assert model.rowCount() == 1
    assert model.entries == ()
    assert model.setData(model.index(0, Column.NUMBER), "+49 30 123456")
    assert model.rowCount() == 2
    assert model.setData(model.index(1, Column.NAME), "Bob")
    assert model.rowCount() == 3
    assert model.entries == (RecipientEntry(number="+49 30 123456"), RecipientEntry(name="Bob"))


def test_leaving_the_blank_row_blank_adds_nobody(model: RecipientModel) -> None:
    model.setData(model.index(0, Column.NUMBER), "  ")
    assert model.rowCount() == 1
    assert model.entries == ()


def test_a_number_shows_as_understood_and_is_edited_as_typed(model: RecipientModel) -> None:
    model.add(recipients_of("Anna\tACME\t0049 (30) 12.34.56"))
    assert texts(model, 0) == ["Anna", "ACME", "+49 30 123456", "Germany"]
    assert model.index(0, Column.NUMBER).data(Role.EditRole) == "0049 (30) 12.34.56"


def test_a_number_without_country_code_is_one_of_the_home_country(qtbot: QtBot) -> None:
    model = RecipientModel("DE")
    model.add(recipients_of("030 123456"))
    assert texts(model, 0)[2:] == ["+49 30 123456", "Germany"]


def test_a_wrong_number_is_marked_and_says_why(model: RecipientModel) -> None:
    model.add(recipients_of("Anna\tACME\tnot a number"))
    assert texts(model, 0)[2:] == ["not a number", "Check the number"]
    for column in (Column.NUMBER, Column.MEANING):
        for role in (Role.ToolTipRole, Role.AccessibleTextRole):
            assert "is not a fax number" in model.index(0, column).data(role)
    assert not model.index(0, Column.MEANING).data(Role.DecorationRole).isNull()


def test_a_doubtful_number_warns(model: RecipientModel) -> None:
    model.add(recipients_of("+1 800 FLOWERS"))
    assert "letters were read as the digits" in model.index(0, Column.NUMBER).data(Role.ToolTipRole)


def test_the_keyboard_is_led_to_the_first_wrong_number(model: RecipientModel) -> None:
    assert (model.first_wrong.row(), model.first_wrong.column()) == (0, Column.NUMBER)
    model.add(recipients_of("+49 30 123456\nnonsense\nmore nonsense"))
    assert model.first_wrong.row() == 1


def test_recipients_go_but_the_blank_row_stays(model: RecipientModel, qtbot: QtBot) -> None:
    model.add(recipients_of("+49 30 1111111\n+49 30 2222222\n+49 30 3333333"))
    with qtbot.waitSignal(model.changed):
        model.remove([0, 2, 3, 0])
    assert [entry.number for entry in model.entries] == ["+49 30 2222222"]
    assert model.rowCount() == 2
    with qtbot.assertNotEmitted(model.changed):
        model.remove([1])


def test_a_row_that_was_emptied_is_nobody(model: RecipientModel) -> None:
    model.add(recipients_of("+49 30 123456"))
    model.setData(model.index(0, Column.NUMBER), "")
    assert model.entries == ()
    assert texts(model, 0) == ["", "", "", ""]


def test_only_what_was_typed_can_be_edited(model: RecipientModel) -> None:
    editable = [bool(model.flags(model.index(0, c)) & Qt.ItemFlag.ItemIsEditable) for c in Column]
    assert editable == [True, True, True, False]
    assert not model.setData(model.index(0, Column.MEANING), "Germany")


def test_the_columns_have_titles_for_the_ear_too(model: RecipientModel) -> None:
    titles = [model.headerData(c, Qt.Orientation.Horizontal) for c in Column]
    assert titles == ["Name", "Company", "Fax number", "Country"]
    assert model.index(0, Column.NUMBER).data(Role.AccessibleTextRole) == "Fax number, new row"
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_a_thousand_pasted_recipients_are_understood_only_when_they_are_looked_at(
    model: RecipientModel,
) -> None:
    understood.cache_clear()
    model.add(RecipientEntry(number=f"+49 30 {number}") for number in range(1_000_000, 1_001_000))
    assert understood.cache_info().currsize <= 1
    assert model.rowCount(QModelIndex()) == 1001


def test_a_country_has_a_name() -> None:
    assert country_name("BY") == "Belarus"
    assert country_name("") == ""


def test_typing_the_same_again_is_no_change(model: RecipientModel, qtbot: QtBot) -> None:
    model.add(recipients_of("+49 30 123456"))
    with qtbot.assertNotEmitted(model.changed):
        model.setData(model.index(0, Column.NUMBER), "+49 30 123456")
