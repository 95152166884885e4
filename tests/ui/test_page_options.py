"""The choices for the pages of one document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from byfax_desktop.fax.geometry import Mode
from byfax_desktop.fax.page_choice import ALL_PAGES, PageChoice
from byfax_desktop.fax.treatment import PLAIN, Cut, Treatment
from byfax_desktop.ui.compose.document_model import Document, DocumentState
from byfax_desktop.ui.compose.page_options import PageOptions, turned

_Part = TypeVar("_Part", bound=QWidget)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def document() -> Document:
    return Document(Path("/tmp/contract.pdf"), DocumentState.READY, 12, 900)


@pytest.fixture
def options(qtbot: QtBot, document: Document) -> PageOptions:
    window = PageOptions()
    qtbot.addWidget(window)
    window.chosen.connect(lambda treatment: setattr(document, "treatment", treatment))
    window.show_document(document)
    with qtbot.waitExposed(window):
        window.show()
    return window


def part(options: PageOptions, kind: type[_Part], name: str) -> _Part:
    found = options.findChild(kind, name)
    assert isinstance(found, kind)
    return found


def pages_line(options: PageOptions) -> QLineEdit:
    return part(options, QLineEdit, "page_choice")


def write_pages(options: PageOptions, text: str) -> None:
    pages_line(options).selectAll()
    QTest.keyClick(pages_line(options), Qt.Key.Key_Delete)
    QTest.keyClicks(pages_line(options), text)


def wrong(options: PageOptions) -> str:
    label = part(options, QLabel, "page_choice_wrong")
    return label.text() if label.isVisible() else ""


def test_each_choice_is_told_at_once(options: PageOptions, document: Document) -> None:
    part(options, QComboBox, "page_mode").setCurrentText("Photo")
    assert document.treatment == Treatment(mode=Mode.PHOTO)
    write_pages(options, "1-3, 7")
    part(options, QToolButton, "page_turn_right").click()
    part(options, QSpinBox, "page_contrast").setValue(-20)
    part(options, QSpinBox, "page_cut_top").setValue(5)
    part(options, QCheckBox, "page_skip_blank").click()
    assert document.treatment == Treatment(
        Mode.PHOTO, 1, PageChoice.parse("1-3,7"), -20, Cut(top=5), skip_blank=True
    )


def test_what_is_undone_is_said_with_the_document(options: PageOptions, qtbot: QtBot) -> None:
    with qtbot.waitSignal(options.chosen) as heard:
        part(options, QToolButton, "page_turn_left").click()
    assert heard.args == [Treatment(quarter_turns=3), "turn contract.pdf", ""]
    with qtbot.waitSignal(options.chosen) as heard:
        part(options, QSlider, "page_contrast_slider").setValue(9)
    assert heard.args[1:] == ["contrast of contract.pdf", "contrast"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x", "Write pages such as 1-3, 7 or 12-."),
        ("3-1", "Write pages such as 1-3, 7 or 12-."),
        ("99", "The document has only 12 pages."),
    ],
)
def test_pages_that_cannot_be_meant_are_told_and_change_nothing(
    options: PageOptions, document: Document, text: str, words: str
) -> None:
    write_pages(options, "2")
    pages_line(options).setText(text)
    pages_line(options).textEdited.emit(text)
    assert wrong(options) == words
    assert document.treatment.pages == PageChoice.parse("2")
    write_pages(options, "4")
    assert wrong(options) == ""


def test_no_pages_written_are_all(options: PageOptions, document: Document) -> None:
    write_pages(options, "4")
    write_pages(options, "")
    assert document.treatment.pages == ALL_PAGES
    assert wrong(options) == ""


@pytest.mark.parametrize("text", ["1-12", "1-", "-12", "1-6, 7-12", "1-99", "3-12, 1-2"])
def test_all_pages_named_are_all(options: PageOptions, document: Document, text: str) -> None:
    line = part(options, QLineEdit, "page_choice")
    line.setText("2")
    line.textEdited.emit("2")
    assert document.treatment.pages == PageChoice.parse("2")
    line.setText(text)
    line.textEdited.emit(text)
    assert document.treatment == PLAIN
    options.show_document(document)
    assert line.text() == text, "what is being typed stays"


def test_what_is_shown_is_not_told(options: PageOptions, document: Document, qtbot: QtBot) -> None:
    document.treatment = Treatment(Mode.TEXT, 2, PageChoice.parse("2-"), 30, Cut(1, 2, 3, 4), skip_blank=True)
    with qtbot.assertNotEmitted(options.chosen):
        options.show_document(document)
    assert part(options, QComboBox, "page_mode").currentText() == "Text"
    assert part(options, QLabel, "page_lies").text() == "Upside down"
    assert pages_line(options).text() == "2–"
    assert part(options, QSlider, "page_contrast_slider").value() == 30
    cuts = [
        part(options, QSpinBox, f"page_cut_{edge}").value() for edge in ("left", "top", "right", "bottom")
    ]
    assert cuts == [1, 2, 3, 4]
    assert part(options, QCheckBox, "page_skip_blank").isChecked()


def test_reset_takes_all_back(options: PageOptions, document: Document) -> None:
    reset = part(options, QPushButton, "page_reset")
    assert not reset.isEnabled()
    document.treatment = Treatment(contrast=5, quarter_turns=1)
    options.show_document(document)
    reset.click()
    assert document.treatment == PLAIN


def test_a_double_click_takes_the_contrast_to_the_middle(options: PageOptions, document: Document) -> None:
    part(options, QSpinBox, "page_contrast").setValue(50)
    QTest.mouseDClick(part(options, QSlider, "page_contrast_slider"), Qt.MouseButton.LeftButton)
    assert document.treatment.contrast == 0


@pytest.mark.parametrize("name", ["page_contrast", "page_cut_left"])
def test_numbers_leave_the_keys_that_undo_to_the_window(
    options: PageOptions, qtbot: QtBot, name: str
) -> None:
    box = part(options, QSpinBox, name)
    options.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    with qtbot.waitSignal(options.undo_asked):
        QTest.keyClick(box, Qt.Key.Key_Z, CTRL)
    with qtbot.waitSignal(options.redo_asked):
        QTest.keyClick(box, Qt.Key.Key_Y, CTRL)


def test_a_text_keeps_its_own_undo(options: PageOptions, qtbot: QtBot) -> None:
    options.activateWindow()
    pages_line(options).setFocus()
    qtbot.waitUntil(pages_line(options).hasFocus)
    write_pages(options, "4")
    with qtbot.assertNotEmitted(options.undo_asked):
        QTest.keyClick(pages_line(options), Qt.Key.Key_Z, CTRL)
    assert pages_line(options).text() == ""


@pytest.mark.parametrize(
    "shown", [None, Document(Path("a.doc"), DocumentState.READY), Document(Path("b.pdf"))]
)
def test_without_pages_that_are_made_here_there_is_nothing_to_choose(
    options: PageOptions, qtbot: QtBot, shown: Document | None
) -> None:
    options.show_document(shown)
    assert not part(options, QComboBox, "page_mode").isVisible()
    assert options.windowTitle() == "Page options"
    with qtbot.assertNotEmitted(options.chosen):
        options._reset.click()


def test_another_document_brings_its_own_choices(options: PageOptions, document: Document) -> None:
    pages_line(options).setText("nonsense")
    pages_line(options).textEdited.emit("nonsense")
    other = Document(Path("other.pdf"), DocumentState.READY, 2, treatment=Treatment(contrast=7))
    options.show_document(other)
    assert options.windowTitle() == "Pages of “other.pdf”"
    assert pages_line(options).text() == wrong(options) == ""
    part(options, QSpinBox, "page_contrast").setValue(8)
    assert document.treatment.contrast == 8, "the test hands every choice to one document"


@given(st.builds(Cut, *[st.integers(0, 100)] * 4), st.integers(0, 3), st.integers(-4, 4))
def test_what_is_cut_off_turns_with_the_page(cut: Cut, quarter_turns: int, step: int) -> None:
    treatment = Treatment(cut=cut, quarter_turns=quarter_turns)
    assert turned(turned(treatment, step), -step) == treatment
    right = turned(treatment, 1)
    assert (right.cut.top, right.cut.right) == (cut.left, cut.top)
    assert replace(right, cut=cut).quarter_turns == (quarter_turns + 1) % 4


def test_the_keyboard_goes_through_the_choices_as_they_stand(options: PageOptions, qtbot: QtBot) -> None:
    options.show()
    met: list[str] = []
    place = options.findChild(QWidget, "page_mode")
    while place is not None and len(met) < 60:
        place = place.nextInFocusChain()
        met.append(place.objectName())
    wanted = ["page_turn_left", "page_turn_right", "page_turn_over", "page_skip_blank", "page_options_close"]
    assert [name for name in met if name in wanted][:5] == wanted
