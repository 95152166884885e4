"""The table of recipients behind the table."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from byfax_desktop.engine.drafts import DraftRecipient
from byfax_desktop.ui.compose.recipient_columns import Column
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry, recipients_of
from byfax_desktop.ui.compose.recipient_meanings import country_name, understood
from byfax_desktop.ui.compose.recipient_model import RecipientModel
from byfax_desktop.ui.workers import Workers

Role = Qt.ItemDataRole


@pytest.fixture
def model(qtbot: QtBot) -> RecipientModel:
    model = RecipientModel(None)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


def texts(model: RecipientModel, row: int) -> list[str]:
    return [model.index(row, column).data() or "" for column in list(Column)[:4]]


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
    assert texts(model, 0)[2:] == ["030 123456", "Germany"]


def test_a_wrong_number_is_marked_and_says_why(model: RecipientModel) -> None:
    model.add(recipients_of("Anna\tACME\tnot a number"))
    assert texts(model, 0)[2:] == ["not a number", "Not a number"]
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
    assert editable == [True, True, True, False, True, True, False]
    assert not model.setData(model.index(0, Column.MEANING), "Germany")


def test_the_columns_have_titles_for_the_ear_too(model: RecipientModel) -> None:
    titles = [model.headerData(c, Qt.Orientation.Horizontal) for c in Column]
    assert titles == ["Name", "Company", "Fax number", "Country", "Subject", "Page header", "Greeting"]
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


def numbered(*numbers: int) -> list[RecipientEntry]:
    return [RecipientEntry(f"P{number}", number=f"+49 30 {number:07}") for number in numbers]


def names(model: RecipientModel) -> str:
    return "".join(entry.name[1:] for entry in model.entries)


@pytest.mark.parametrize(
    ("number", "short", "full", "offers"),
    [
        ("+49 151 23456789", "Germany · mobile", "few of them take faxes", ()),
        ("+49 900 1 234567", "Germany · costs extra", "cost extra", ()),
        ("911", "Emergency number", "emergency number", ()),
        ("12345", "Too short", "too short", ()),
        ("+49 30 123456 ext. 5", "+49 30 123456?", "extension", ("+4930123456",)),
        ("+4.930123E+10", "Digits lost", "last digits may be lost", ("+49301230000",)),
        ("+1 800 FLOWERS", "+1 800-356-9377?", "letters", ("+18003569377",)),
        ("+49 30 123456; +49 30 654321", "Several numbers", "It may be", ("+4930123456", "+4930654321")),
        ("４９", "Too short", "too short", ()),
        ("＋４９ 30 123456", "Germany", "+49 30 123456 · Germany.", ()),
    ],
)
def test_what_is_remarkable_about_a_number_is_said_briefly_and_in_full(
    model: RecipientModel, number: str, short: str, full: str, offers: tuple[str, ...]
) -> None:
    model.add([RecipientEntry(number=number)])
    meaning = model.index(0, Column.MEANING)
    assert meaning.data() == short
    assert full in meaning.data(Role.AccessibleTextRole)
    assert model.offers(0) == offers


def test_a_name_that_hides_or_turns_letters_is_shown_without_that(model: RecipientModel) -> None:
    model.add([RecipientEntry(name="Anna\u202e<b>x</b>" + "y" * 10_000)])
    shown = model.index(0, Column.NAME).data()
    assert shown.startswith("Anna<b>x</b>yyy")
    assert len(shown) <= 200
    assert "&lt;b&gt;" in model.index(0, Column.NAME).data(Role.ToolTipRole)
    assert model.index(0, Column.NAME).data(Role.EditRole) == model.entries[0].name


def test_those_that_cannot_be_sent_to_are_counted_and_found_one_after_another(
    model: RecipientModel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(model.checked):
        model.add([*numbered(1234567), RecipientEntry("x"), *numbered(1234568), RecipientEntry("y")])
    assert model.trouble_count == 2
    assert not model.is_checking
    assert [model.wrong_beside(row) for row in (-1, 1, 3)] == [1, 3, 1]
    assert [model.wrong_beside(row, -1) for row in (4, 3, 1)] == [3, 1, 3]


def test_the_same_fax_twice_is_a_trouble_and_another_fax_to_the_same_number_is_none(
    model: RecipientModel, qtbot: QtBot
) -> None:
    one, *_ = numbered(1234567)
    with qtbot.waitSignal(model.checked):
        model.add([one, RecipientEntry("other", number="0049301234567"), replace(one, subject="Another")])
    assert model.trouble_count == 2
    assert [model.index(row, Column.MEANING).data() for row in range(3)] == [
        "Listed twice",
        "Listed twice",
        "Germany",
    ]
    with qtbot.waitSignal(model.checked):
        model.remove([1])
    assert model.trouble_count == 0


def test_recipients_move_together_until_one_would_leave_the_list(model: RecipientModel) -> None:
    model.add(numbered(1, 2, 3, 4))
    assert model.move([2, 3], -1) == [1, 2]
    assert names(model) == "1342"
    assert model.move([1, 2], 1) == [3, 2]
    assert names(model) == "1234"
    assert model.move([0, 2], -1) == [0, 2]
    assert model.move([3], 1) == [3]
    assert names(model) == "1234"


def test_recipients_are_sorted_once_empty_cells_last(model: RecipientModel) -> None:
    model.add([RecipientEntry("b"), RecipientEntry("", "x"), RecipientEntry("A")])
    model.sort_rows(Column.NAME, Qt.SortOrder.AscendingOrder)
    assert [entry.name for entry in model.entries] == ["A", "b", ""]


def test_the_columns_of_lists_are_known_and_our_own_are_not_twice(
    model: RecipientModel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(model.checked):
        model.add([RecipientEntry("A", values=(("Sum", "5"), ("name", "A")))])
    assert model.columns() == ("Sum", "name", "Company", "Number")


_STEP = st.one_of(
    st.tuples(st.just("add"), st.lists(st.integers(0, 9), min_size=1, max_size=4)),
    st.tuples(st.just("remove"), st.sets(st.integers(0, 6), max_size=4)),
    st.tuples(st.just("edit"), st.tuples(st.integers(0, 6), st.integers(0, 9))),
    st.tuples(st.just("up"), st.sets(st.integers(0, 6), max_size=3)),
    st.tuples(st.just("down"), st.sets(st.integers(0, 6), max_size=3)),
    st.tuples(st.just("sort"), st.just(())),
)


@given(st.lists(_STEP, max_size=8))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_done_can_be_undone_and_done_again(qtbot: QtBot, steps: list[tuple[str, Any]]) -> None:
    model = RecipientModel(None)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    for what, how in steps:
        do(model, what, how)
    end = model.entries
    count = 0
    while model.history.undo_text:
        model.history.undo()
        count += 1
    assert model.entries == ()
    assert model.rowCount() == 1
    for _ in range(count):
        model.history.redo()
    assert model.entries == end
    assert not model.history.redo_text


def do(model: RecipientModel, what: str, how: Any) -> None:
    if what == "add":
        model.add(numbered(*how))
    elif what == "remove":
        model.remove(how)
    elif what == "edit":
        model.setData(model.index(min(how[0], model.rowCount() - 1), Column.NAME), f"P{how[1]}")
    elif what == "sort":
        model.sort_rows(Column.NAME, Qt.SortOrder.DescendingOrder)
    else:
        model.move(how, -1 if what == "up" else 1)


def test_nothing_is_undone_where_nothing_was_done(model: RecipientModel) -> None:
    assert model.history.undo() is None
    assert model.history.redo() is None
    model.add(numbered(1))
    model.keep(numbered(2))
    assert model.history.undo() is None


def test_rules_that_are_not_loaded_are_loaded_by_a_worker(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "byfax_desktop.engine.recipients.numbers_typed", raising=False)
    understood.cache_clear()
    workers = Workers("test", 1)
    model = RecipientModel("DE", workers=workers)
    model.add([RecipientEntry(number="030 123456")])
    assert model.index(0, Column.NUMBER).data() == "030 123456"
    assert model.index(0, Column.MEANING).data() is None
    assert model.offers(0) == ()
    qtbot.waitUntil(lambda: model.index(0, Column.MEANING).data() == "Germany")
    qtbot.waitUntil(lambda: not model.is_checking)


def test_removing_many_is_one_change_of_the_table(model: RecipientModel, qtbot: QtBot) -> None:
    model.add(numbered(*range(1000)))
    removals: list[tuple[int, int]] = []
    model.rowsRemoved.connect(lambda _, first, last: removals.append((first, last)))
    model.remove(range(0, 1000, 2))
    assert len(removals) == 1
    assert len(model.entries) == 500


def test_recipients_are_those_of_the_table_whatever_was_there_before(
    model: RecipientModel, qtbot: QtBot
) -> None:
    model.add([RecipientEntry("A", "X", " 1 ", "S", "H", None, (("a", "b"),)), RecipientEntry(" ")])
    assert model.recipients() == (DraftRecipient(" 1 ", "A", "X", "S", "H", None, (("a", "b"),)),)
    for start in (0, 2000, 4000):
        with qtbot.waitSignal(model.checked, timeout=20_000):
            model.keep(numbered(*range(start, start + 1200)))
    assert [each.name for each in model.recipients()] == [entry.name for entry in model.entries]
    with qtbot.waitSignal(model.checked):
        model.setData(model.index(0, Column.NAME), "Zoe")
    assert [each.name for each in model.recipients()][:2] == ["Zoe", "P4001"]


def test_a_number_keeps_its_order_in_a_window_that_is_read_from_the_right(
    model: RecipientModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "isRightToLeft", lambda: True)
    model.add([RecipientEntry(number="+49 30 123456"), RecipientEntry(number="x 12")])
    assert model.index(0, Column.NUMBER).data() == "\u2066+49 30 123456\u2069"
    assert model.index(1, Column.NUMBER).data() == "\u2066x 12\u2069"
    assert model.index(0, Column.NUMBER).data(Role.EditRole) == "+49 30 123456"
