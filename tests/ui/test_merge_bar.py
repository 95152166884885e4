"""For whom the preview is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from byfax_desktop.ui.compose.merge import MergeTexts
from byfax_desktop.ui.compose.merge_bar import MergeBar
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.recipient_model import RecipientModel
from byfax_desktop.ui.workers import Workers

DEAR = MergeTexts(cover_text="Dear {Name}, {Sum}")


def person(name: str, total: str) -> RecipientEntry:
    return RecipientEntry(name, "", "+49 30 123456", values=(("Sum", total),))


@pytest.fixture
def model(qtbot: QtBot) -> RecipientModel:
    model = RecipientModel(None)
    model.add([person("Anna", "5"), person("Bob", ""), person("Carol", "7"), person("Dan", "")])
    return model


@pytest.fixture
def bar(model: RecipientModel, qtbot: QtBot) -> MergeBar:
    bar = MergeBar(model, None, Workers("test", 1, model))
    qtbot.addWidget(bar)
    return bar


def who(bar: MergeBar) -> str:
    label = bar.findChild(QLabel, "merge_who")
    assert label is not None
    return label.text()


def press(bar: MergeBar, name: str) -> None:
    button = bar.findChild(QToolButton, name)
    assert button is not None
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_it_is_there_only_where_recipients_get_different_texts(bar: MergeBar, model: RecipientModel) -> None:
    assert bar.isHidden()
    bar.show_texts(MergeTexts("Hello", header="{CurPage}"))
    assert bar.isHidden()
    bar.show_texts(DEAR)
    assert not bar.isHidden()
    model.keep(())
    assert bar.isHidden()


def test_it_goes_from_one_recipient_to_the_next(bar: MergeBar, qtbot: QtBot) -> None:
    bar.show_texts(DEAR)
    assert who(bar) == "Anna (1 of 4)"
    with qtbot.waitSignal(bar.row_changed) as told:
        press(bar, "merge_next")
    assert told.args == [1]
    assert who(bar) == "Bob (2 of 4)"
    assert bar.entry is not None
    assert bar.entry.name == "Bob"
    press(bar, "merge_before")
    press(bar, "merge_before")
    assert bar.row == 0


def test_a_recipient_who_goes_is_not_previewed_any_more(
    bar: MergeBar, model: RecipientModel, qtbot: QtBot
) -> None:
    bar.show_texts(DEAR)
    bar.go_to(3)
    with qtbot.waitSignal(bar.row_changed) as told:
        model.remove([2, 3])
    assert told.args == [1]
    assert who(bar) == "Bob (2 of 2)"
    with qtbot.waitSignal(bar.row_changed) as told:
        bar.show_texts(MergeTexts())
    assert told.args == [0]


def test_what_is_missing_is_told_and_shown_one_after_another(bar: MergeBar, qtbot: QtBot) -> None:
    bar.show_texts(MergeTexts("{Sum} {Foo} {A} {B} {C}"))
    button = bar.findChild(QToolButton, "merge_gaps")
    assert button is not None
    qtbot.waitUntil(lambda: button.text() == "4 unknown · 2 empty")
    assert button.accessibleName() == (
        "No column fills {Foo}, {A}, {B}…. 2 recipients have nothing to fill in. Press to see the next one."
    )
    rows = []
    for _ in range(3):
        button.click()
        rows.append(bar.row)
    assert rows == [1, 3, 1]


def test_what_was_missing_and_is_there_now_is_told_no_more(
    bar: MergeBar, model: RecipientModel, qtbot: QtBot
) -> None:
    bar.show_texts(MergeTexts("{Sum}"))
    qtbot.waitUntil(lambda: bar.findings.empty == (1, 3))
    model.remove([1, 3])
    qtbot.waitUntil(lambda: bar.findings.empty == ())
    assert bar.findChild(QToolButton, "merge_gaps").isHidden()
