"""Columns that a person shows, hides and widens, and finds so the next time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings, QStringListModel
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QMenu, QTreeView
from pytestqt.qtbot import QtBot
from tab_doubles import make_session

from byfax_desktop.ui.outbox.columns import COLUMNS
from byfax_desktop.ui.outbox.tab import OutboxTab
from byfax_desktop.ui.widgets.column_choice import ChosenColumn, ColumnChoice

KEY = "list/columns"


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


def make(qtbot: QtBot, settings: QSettings) -> tuple[QTreeView, ColumnChoice]:
    from PySide6.QtGui import QStandardItemModel

    view = QTreeView()
    view.setObjectName("list")
    view.setModel(QStandardItemModel(0, 3, view))
    qtbot.addWidget(view)
    view.header().setStretchLastSection(False)
    view.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for place in (1, 2):
        view.header().resizeSection(place, 80)
    columns = (
        ChosenColumn("fax", "Fax", always=True),
        ChosenColumn("pages", "Pages & more"),
        ChosenColumn("speed", "Speed", shown=False),
    )
    return view, ColumnChoice(view, view.header(), columns, settings, KEY)


def hidden(view: QTreeView) -> list[bool]:
    return [view.header().isSectionHidden(place) for place in range(3)]


def pick(choice: ColumnChoice, place: int) -> None:
    choice.menu().actions()[place].trigger()


def test_at_first_the_usual_columns_are_shown(qtbot: QtBot, settings: QSettings) -> None:
    view, _ = make(qtbot, settings)
    assert hidden(view) == [False, False, True]


def test_the_menu_shows_what_is_shown_and_one_column_always_stays(qtbot: QtBot, settings: QSettings) -> None:
    _, choice = make(qtbot, settings)
    entries = choice.menu().actions()
    assert [each.text() for each in entries[:3]] == ["Fax", "Pages && more", "Speed"]
    assert [each.isChecked() for each in entries[:3]] == [True, True, False]
    assert [each.isEnabled() for each in entries[:3]] == [False, True, True]


def test_what_was_chosen_is_so_the_next_time(qtbot: QtBot, settings: QSettings) -> None:
    _, choice = make(qtbot, settings)
    pick(choice, 1)
    pick(choice, 2)

    view, _ = make(qtbot, settings)

    assert hidden(view) == [False, True, False]


def test_a_width_is_kept_also_while_the_column_is_hidden(qtbot: QtBot, settings: QSettings) -> None:
    view, choice = make(qtbot, settings)
    view.header().resizeSection(1, 123)
    qtbot.waitUntil(lambda: "123" in str(settings.value(KEY, "")))
    pick(choice, 1)
    again, chosen = make(qtbot, settings)
    assert hidden(again)[1]
    pick(chosen, 1)
    assert again.header().sectionSize(1) == 123


def test_resetting_shows_the_usual_columns_in_their_first_widths(qtbot: QtBot, settings: QSettings) -> None:
    view, choice = make(qtbot, settings)
    pick(choice, 2)
    view.header().resizeSection(1, 200)
    choice.menu().actions()[-1].trigger()
    assert hidden(view) == [False, False, True]
    assert view.header().sectionSize(1) == 80
    again, _ = make(qtbot, settings)
    assert hidden(again) == [False, False, True]
    assert again.header().sectionSize(1) == 80


def test_the_menu_can_be_reached_without_a_mouse(qtbot: QtBot, settings: QSettings) -> None:
    view, choice = make(qtbot, settings)
    view.show()
    assert choice.action in view.actions()
    choice.action.trigger()
    menu = view.findChild(QMenu, "list_columns_action_menu")
    assert isinstance(menu, QMenu)
    assert menu.isVisible()
    menu.close()


SPOILED = st.one_of(
    st.text(),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["shown", "widths", "pages"]), inner),
    ).map(json.dumps),
)


@given(kept=SPOILED)
def test_settings_that_were_changed_by_hand_do_no_harm(qapp: object, kept: str) -> None:
    class Spoiled:
        def value(self, key: str, default: object = None, /) -> object:
            return kept

        def setValue(self, key: str, value: object, /) -> None:
            raise AssertionError("nothing was chosen")

    view = QTreeView()
    view.setModel(QStringListModel(view))
    ColumnChoice(view, view.header(), [ChosenColumn("fax", "Fax", always=True)], Spoiled(), KEY)
    assert not view.header().isSectionHidden(0)
    assert view.header().sectionSize(0) <= 2000


def test_the_outbox_offers_its_columns(qtbot: QtBot, tmp_path: Path) -> None:
    tab = OutboxTab(make_session(tmp_path))
    qtbot.addWidget(tab)
    header = tab.tree.horizontalHeader()
    shown = [each.name for place, each in enumerate(COLUMNS) if not header.isSectionHidden(place)]
    assert shown == ["fax", "state", "pages", "tries", "time", "cost"]
    assert tab.tree.findChild(QAction, "outbox_faxes_columns_action") is not None
