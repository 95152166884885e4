"""What stands in the way: said in one place, with a way to put each right."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout

from byfax_desktop.ui.send_dialog.problems import MOST_SHOWN, Obstacle, ProblemList


@pytest.fixture
def window(qtbot):
    made = QDialog()
    column = QVBoxLayout(made)
    made.problems = ProblemList(made)
    column.addWidget(made.problems)
    column.addWidget(QPushButton("Other", made))
    qtbot.addWidget(made)
    made.resize(500, 300)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def problems(window):
    return window.problems


def said(problems):
    return [label.text() for label in problems.widget().findChildren(QLabel, "problem")]


def test_it_takes_no_room_while_nothing_is_in_the_way(qtbot, problems):
    problems.show_obstacles([Obstacle("Wrong.", "Mend it.")])
    assert problems.isVisible()

    problems.show_obstacles([])

    assert not problems.isVisible()


def test_what_blocks_stands_first(problems):
    problems.show_obstacles([Obstacle("Pale.", "Darken it.", blocks=False), Obstacle("Gone.", "Add it.")])

    assert said(problems) == ["Gone. Add it.", "Pale. Darken it."]


def test_a_fix_is_one_press(problems):
    fixed = []
    problems.show_obstacles([Obstacle("Pale.", "", False, "&Darken", lambda: fixed.append(1))])
    button = problems.widget().findChild(QPushButton, "problem_fix")

    assert (button.accessibleName(), button.accessibleDescription()) == ("Darken", "Pale.")
    button.click()

    assert fixed == [1]


def test_f8_and_shift_f8_go_round(qtbot, window, problems):
    problems.show_obstacles([Obstacle(f"{at}.", "", True, f"Fix {at}", lambda: None) for at in range(3)])
    visited = []
    for key in (Qt.KeyboardModifier.NoModifier,) * 4 + (Qt.KeyboardModifier.ShiftModifier,) * 2:
        QTest.keyClick(window, Qt.Key.Key_F8, key)
        visited.append(window.focusWidget().text())

    assert visited == ["Fix 0", "Fix 1", "Fix 2", "Fix 0", "Fix 2", "Fix 1"]


def test_f8_does_nothing_where_nothing_can_be_fixed(window, problems):
    before = window.focusWidget()
    problems.show_obstacles([Obstacle("Wait.", "")])
    QTest.keyClick(window, Qt.Key.Key_F8)

    assert window.focusWidget() is before


def test_thousands_are_summed_up(problems):
    problems.show_obstacles([Obstacle(f"{at} is wrong.", "Mend it.") for at in range(3000)])

    assert len(said(problems)) == MOST_SHOWN
    assert "and 2950 more" in [label.text() for label in problems.widget().findChildren(QLabel)]


def test_what_was_said_before_is_not_spoken_again(problems, monkeypatch):
    spoken = []
    monkeypatch.setattr(
        "byfax_desktop.ui.send_dialog.problems.announce", lambda _, words: spoken.append(words)
    )
    problems.show_obstacles([Obstacle("One.", "")])
    problems.show_obstacles([Obstacle("One.", ""), Obstacle("Two.", "")])

    assert spoken == ["One.", "Two."]


def test_marks_of_rich_text_are_letters(problems):
    problems.show_obstacles([Obstacle("<b>bold</b>.pdf is gone.", "")])

    label = problems.widget().findChild(QLabel, "problem")
    assert label.textFormat() is Qt.TextFormat.PlainText
