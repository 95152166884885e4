"""The model behind the tables: always the last snapshot, and no row moves or goes without need."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from byfax_desktop.ui.widgets.row_model import CHUNK, Column, RowKind, RowModel
from byfax_desktop.ui.widgets.row_view import RowView


@dataclass(frozen=True)
class Thing:
    ref: str
    text: str = ""


COLUMNS: tuple[Column[Thing], ...] = (
    Column("Ref", lambda thing: thing.ref, icon=lambda thing: "unread" if thing.text else ""),
    Column("Text", lambda thing: thing.text, right=True),
)
KIND: RowKind[Thing] = RowKind(
    ref=lambda thing: thing.ref, sentence=lambda t: f"Thing {t.ref}", bold=lambda t: t.text == "new"
)
THINGS = st.lists(st.builds(Thing, st.sampled_from("abcdefgh"), st.sampled_from(["", "new"])), max_size=8)


def made() -> RowModel[Thing]:
    model: RowModel[Thing] = RowModel(COLUMNS, KIND)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


def rows(model: RowModel[Thing]) -> list[tuple[str, str]]:
    return [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())]


@given(st.lists(THINGS, max_size=6))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_model_is_always_the_last_snapshot(qtbot: QtBot, snapshots: list[list[Thing]]) -> None:
    model = made()
    for snapshot in snapshots:
        model.show(snapshot)
        assert rows(model) == [(thing.ref, thing.text) for thing in snapshot]


@given(st.permutations("abcdef"), st.permutations("abcdef"))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whoever_holds_a_row_holds_it_wherever_it_goes(qtbot: QtBot, one: list[str], two: list[str]) -> None:
    model = made()
    model.show([Thing(ref) for ref in one])
    held = {ref: QPersistentModelIndex(model.index(row, 0)) for row, ref in enumerate(one)}
    model.show([Thing(ref) for ref in two])
    assert all(held[ref].row() == row for row, ref in enumerate(two))


def test_only_what_changed_is_announced(qtbot: QtBot) -> None:
    model, same = made(), [Thing("a"), Thing("b"), Thing("c")]
    model.show(same)
    with qtbot.assertNotEmitted(model.dataChanged):
        model.show(same)
    with qtbot.waitSignal(model.dataChanged) as change:
        model.show([same[0], Thing("b", "new"), same[2]])
    assert (change.args[0].row(), change.args[1].row()) == (1, 1)


def test_what_a_cell_looks_and_sounds_like(qtbot: QtBot) -> None:
    model = made()
    model.show([Thing("a", "new"), Thing("b")])
    role = Qt.ItemDataRole
    assert model.index(0, 0).data(role.FontRole).bold()
    assert model.index(1, 0).data(role.FontRole) is None
    assert not model.index(0, 0).data(role.DecorationRole).isNull()
    assert model.index(1, 0).data(role.DecorationRole) is None
    assert model.index(0, 0).data(role.AccessibleTextRole) == "Thing a"
    assert model.index(0, 1).data(role.AccessibleTextRole) == "Text: new"
    assert model.index(0, 1).data(role.ToolTipRole) == "new"
    assert model.index(0, 1).data(role.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Text"


@pytest.fixture
def long_view(qtbot: QtBot) -> RowView:
    model = made()
    model.show([Thing(str(number)) for number in range(3 * CHUNK)])
    view = RowView("view", "Things", model)
    qtbot.addWidget(view)
    return view


def test_thousands_of_rows_come_a_chunk_at_a_time(long_view: RowView) -> None:
    model = long_view.model()
    assert model.rowCount() == CHUNK
    model.fetchMore(QModelIndex())
    assert model.rowCount() == 2 * CHUNK


def test_end_goes_to_the_very_last_row_and_home_to_the_first(long_view: RowView, qtbot: QtBot) -> None:
    qtbot.keyClick(long_view, Qt.Key.Key_End)
    assert long_view.currentIndex().row() == 3 * CHUNK - 1
    qtbot.keyClick(long_view, Qt.Key.Key_Home)
    assert long_view.currentIndex().row() == 0


def test_new_rows_on_top_push_none_out_of_reach(qtbot: QtBot) -> None:
    model = made()
    old = [Thing(str(number)) for number in range(CHUNK + 5)]
    model.show(old)
    last = QPersistentModelIndex(model.index(CHUNK - 1, 0))
    model.show([Thing("new"), *old])
    assert last.row() == CHUNK


@pytest.mark.parametrize(("width", "is_told"), [(40, True), (600, False)])
def test_a_tool_tip_says_only_what_does_not_fit(qtbot: QtBot, width: int, is_told: bool) -> None:
    model = made()
    model.show([Thing("a", "a rather long text for a narrow column")])
    view = RowView("view", "Things", model)
    qtbot.addWidget(view)
    view.resize(700, 200)
    view.setColumnWidth(1, width)
    cell = view.visualRect(model.index(0, 1))
    option = QStyleOptionViewItem()
    option.rect = cell
    event = QHelpEvent(QEvent.Type.ToolTip, cell.center(), view.mapToGlobal(cell.center()))
    assert view.itemDelegate().helpEvent(event, view, option, model.index(0, 1)) is is_told
