"""The header line, built from three parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton

from byfax_desktop.ui.compose.header import HEADER
from byfax_desktop.ui.send_dialog.header_field import PLACEHOLDERS, HeaderField

VALUES = {"From": "Office", "To": "Anna", "CurPage": "1", "CurPages": "4"}


@pytest.fixture
def field(qtbot):
    made = HeaderField(lambda: VALUES)
    qtbot.addWidget(made)
    made.show()
    made.set_value(HEADER)
    return made


def line(field, name):
    return field.findChild(QLineEdit, f"header_{name}")


def sample(field):
    return [label.text() for label in field._sample.values()]


@pytest.mark.parametrize("template", [HEADER, "left", "|centre", "||right", "left||right", ""])
def test_a_template_stays_as_it_is_until_it_is_changed(qtbot, field, template):
    with qtbot.assertNotEmitted(field.changed):
        field.set_value(template)

    assert field.value() == template


@given(st.lists(st.text("abc <>{}", max_size=5).map(str.strip), min_size=3, max_size=3))
def test_three_parts_are_one_template(parts):
    assert QApplication.instance() is not None
    made = HeaderField(lambda: VALUES)
    made.set_value("x")
    for name, part in zip(("left", "centre", "right"), parts, strict=True):
        line(made, name).setText(part)

    assert [*made.value().split("|"), "", ""][:3] == parts


def test_the_line_is_shown_as_it_will_read(field):
    field.set_value("From <From>|{To}|Page <CurPage> of <CurPages>")

    assert sample(field) == ["From Office", "Anna", "Page 1 of 4"]


def test_a_placeholder_goes_to_where_the_keyboard_was(qtbot, field):
    with qtbot.waitExposed(field):
        field.activateWindow()
    line(field, "centre").clear()
    line(field, "centre").setFocus()
    qtbot.waitUntil(line(field, "centre").hasFocus)
    place = [title for title, _ in PLACEHOLDERS].index("Pages")

    with qtbot.waitSignal(field.changed):
        field.findChild(QPushButton, f"header_put_{place}").click()

    assert line(field, "centre").text() == "<CurPages>"


def test_no_line_hides_what_it_is_made_of(qtbot, field):
    with qtbot.waitSignal(field.changed):
        QTest.mouseClick(field.findChild(QCheckBox, "header_wanted"), Qt.MouseButton.LeftButton)

    assert field.value() == ""
    assert not line(field, "left").isVisible()


def test_the_sample_shows_marks_of_rich_text_as_letters(field):
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText
        for label in field._sample.values()
        if isinstance(label, QLabel)
    )
