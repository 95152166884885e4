"""The viewer of pages: it shows a document, keeps the place, and says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_doubles import (
    BROKEN,
    DOCUMENT,
    action,
    answer_all,
    asked,
    button,
    opened,
    press,
    shown_viewer,
)
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QSpinBox, QToolButton
from pytestqt.qtbot import QtBot
from tab_doubles import StandInPages

from byfax_desktop.fax.geometry import Resolution
from byfax_desktop.fax.wanted import FaxLook, LeftOut
from byfax_desktop.ui.widgets import page_viewer
from byfax_desktop.ui.widgets.page_layout import GAP
from byfax_desktop.ui.widgets.page_viewer import PageViewer, Turns

FINE = FaxLook()
STANDARD = FaxLook(Resolution.STANDARD)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def source() -> StandInPages:
    return StandInPages()


@pytest.fixture
def viewer(qtbot: QtBot, source: StandInPages) -> PageViewer:
    return shown_viewer(qtbot, source)


def facts(viewer: PageViewer) -> QLabel:
    found = viewer.findChild(QLabel, "page_facts")
    assert isinstance(found, QLabel)
    return found


def page_box(viewer: PageViewer) -> QSpinBox:
    found = viewer.findChild(QSpinBox, "page_number")
    assert isinstance(found, QSpinBox)
    return found


def test_another_document_drops_the_requests_of_the_first(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    viewer.show_document(DOCUMENT, 3)
    qtbot.waitUntil(lambda: bool(source.open))
    first = source.open[0]
    viewer.show_document(Path("other.tif"), 3)
    assert first.cancelled


def test_a_password_goes_with_every_page(viewer: PageViewer, source: StandInPages, qtbot: QtBot) -> None:
    viewer.show_document(DOCUMENT, 3, password="geheim")
    qtbot.waitUntil(lambda: bool(source.open))
    answer_all(source)
    assert {request.password for request in source.requests} == {"geheim"}
    viewer.show_document(Path("other.tif"), 1)
    assert [request.password for request in source.open] == [""]


def test_shown_is_told_once_when_the_first_picture_comes(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    told: list[bool] = []
    viewer.shown.connect(lambda: told.append(True))
    opened(viewer, source, qtbot)
    viewer.canvas.go_to(8)
    qtbot.waitUntil(lambda: bool(source.open))
    source.answer()
    assert told == [True]


def test_without_a_look_there_is_only_the_original(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    assert {request.look for request in source.requests} == {None}
    assert not button(viewer, "page_as_fax").isVisible()
    assert not facts(viewer).isVisible()


def test_with_a_look_pages_are_shown_as_fax_and_f8_shows_the_original(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot, look=FINE)
    assert {request.look for request in source.requests} == {FINE}
    assert viewer.as_fax
    assert button(viewer, "page_as_fax").isVisible()
    with qtbot.waitSignal(viewer.as_fax_changed) as told:
        press(qtbot, viewer, Qt.Key.Key_F8)
    assert told.args == [False]
    assert {request.look for request in source.open} == {None}
    assert "original" in facts(viewer).text()
    press(qtbot, viewer, Qt.Key.Key_F8)
    assert source.open == [], "the pictures as fax are still here"


def test_another_look_keeps_the_place_and_the_old_pictures_until_new_ones_come(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot, look=FINE)
    viewer.canvas.go_to(6)
    qtbot.waitUntil(lambda: bool(asked(source, 6)))
    answer_all(source)
    place = viewer.canvas.page_rect(6)
    before = viewer._views.pictures.image(6)
    viewer.set_look(STANDARD)
    assert viewer.canvas.page_rect(6) == place
    assert viewer._views.pictures.image(6) is before is not None
    assert {request.look for request in source.open} == {STANDARD}
    answer_all(source)
    assert viewer._views.pictures.image(6) is not before
    assert viewer.canvas.page_rect(6) == place


def test_the_same_look_again_asks_for_nothing(viewer: PageViewer, source: StandInPages, qtbot: QtBot) -> None:
    opened(viewer, source, qtbot, look=FINE)
    viewer.set_look(FaxLook())
    assert source.open == []


def test_what_was_on_its_way_with_another_look_is_called_off(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    viewer.show_document(DOCUMENT, 3, look=FINE)
    qtbot.waitUntil(lambda: bool(source.open))
    first = source.open[0]
    viewer.set_look(STANDARD)
    assert first.cancelled


def test_the_time_on_the_line_is_told_for_the_page_being_read_and_for_whoever_adds_up(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    told: dict[int, float] = {}
    viewer.page_seconds.connect(told.__setitem__)
    opened(viewer, source, qtbot, look=FINE, seconds=73.6)
    assert facts(viewer).text() == "This page: about 1 min 14 s on the line"
    assert told[0] == 73.6
    assert dict(viewer.seconds) == told
    viewer.set_look(STANDARD)
    assert dict(viewer.seconds) == {}, "what was true of the other look is not of this"


def test_the_time_of_a_page_is_remembered_while_the_original_is_looked_at(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot, look=FINE, seconds=14)
    button(viewer, "page_as_fax").click()
    answer_all(source)
    assert viewer.seconds[0] == 14


@pytest.mark.parametrize(
    ("why", "words"),
    [(LeftOut.BLANK, "Blank page: left out"), (LeftOut.NOT_CHOSEN, "Not chosen: left out")],
)
def test_a_page_that_is_left_out_is_pale_and_says_so(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot, why: LeftOut, words: str
) -> None:
    opened(viewer, source, qtbot, look=FINE, left_out=why)
    assert facts(viewer).text() == words
    assert viewer.canvas.accessibleName() == f"Page 1 of 13, {words[0].lower()}{words[1:]}"
    assert viewer.seconds[0] == 0
    assert viewer.canvas._state(0).left_out == words
    rect = viewer.canvas.page_rect(0)
    picture = viewer.canvas.viewport().grab(rect.intersected(viewer.canvas.viewport().rect())).toImage()
    middle = [picture.pixelColor(x, picture.height() // 2).lightness() for x in range(picture.width())]
    assert min(middle) < 128, "there are words"


def test_the_page_box_tells_the_page_and_goes_to_one(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    assert page_box(viewer).text() == "Page 1 of 13"
    page_box(viewer).setValue(7)
    assert viewer.canvas.page == 6
    assert viewer.canvas.accessibleName() == "Page 7 of 13"


def test_ctrl_g_asks_for_a_page(viewer: PageViewer, source: StandInPages, qtbot: QtBot) -> None:
    opened(viewer, source, qtbot)
    press(qtbot, viewer, Qt.Key.Key_G, CTRL)
    assert page_box(viewer).hasFocus()
    qtbot.keyClicks(page_box(viewer), "9")
    qtbot.keyClick(page_box(viewer), Qt.Key.Key_Return)
    assert viewer.canvas.page == 8


def test_a_screen_reader_is_told_of_another_page(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(page_viewer, "announce", lambda _, words: said.append(words))
    opened(viewer, source, qtbot)
    press(qtbot, viewer, Qt.Key.Key_End)
    assert said == ["Page 13"]
    qtbot.waitUntil(lambda: bool(source.open))
    answer_all(source)
    assert said == ["Page 13"], "a picture that comes is no other page"


def test_turning_lays_the_pages_otherwise_on_the_screen_only(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    told: list[int] = []
    viewer.turned.connect(lambda turns: told.append(turns.whole))
    press(qtbot, viewer, Qt.Key.Key_R, CTRL)
    rect = viewer.canvas.page_rect(0)
    assert rect.width() == pytest.approx(rect.height() * 1.4, abs=2)
    shown = viewer._views.pictures.image(0)
    assert shown is not None
    assert shown.image.width() > shown.image.height()
    press(qtbot, viewer, Qt.Key.Key_R, CTRL | SHIFT)
    press(qtbot, viewer, Qt.Key.Key_R, CTRL | SHIFT)
    assert told == [1, 0, 3]
    assert viewer.page_turns.whole == 3
    viewer.show_document(Path("other.tif"), 1)
    assert viewer.page_turns.whole == 0


def test_a_page_turned_upside_down_is(viewer: PageViewer, source: StandInPages, qtbot: QtBot) -> None:
    opened(viewer, source, qtbot)
    kept = viewer._views.pictures.image(0)
    assert kept is not None
    kept.image.setPixel(0, 0, 0)
    for _ in range(2):
        button(viewer, "page_turn_right").click()
    shown = viewer._views.pictures.image(0)
    assert shown is not None
    assert shown.image.pixelColor(shown.image.width() - 1, shown.image.height() - 1).lightness() == 0


def test_an_owner_that_turns_documents_is_only_asked_to(qtbot: QtBot, source: StandInPages) -> None:
    viewer = shown_viewer(qtbot, source, turns=Turns.BY_OWNER)
    opened(viewer, source, qtbot)
    before = viewer.canvas.page_rect(0)
    told: list[int] = []
    viewer.turn_asked.connect(told.append)
    press(qtbot, viewer, Qt.Key.Key_R, CTRL)
    press(qtbot, viewer, Qt.Key.Key_R, CTRL | SHIFT)
    assert told == [1, -1]
    assert viewer.page_turns.whole == 0
    assert viewer.canvas.page_rect(0) == before


def test_a_document_opens_with_the_gap_over_its_first_page(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    viewer.canvas.resize(50, 50)
    opened(viewer, source, qtbot)
    viewer.resize(800, 640)
    assert viewer.canvas.page_rect(0).top() == GAP


def test_a_page_that_cannot_be_shown_says_why_in_its_place(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    viewer.canvas.go_to(9)
    qtbot.waitUntil(lambda: bool(source.open))
    source.fail(BROKEN)
    assert not viewer.notice.isVisible()
    assert viewer.path == DOCUMENT
    assert viewer.canvas._state(9).words == "The file is broken.\nAsk the sender to send it again."
    viewer.canvas.go_to(0)
    assert viewer.canvas._state(0).image is not None


@pytest.mark.parametrize("way", ["button", "key", "menu"])
def test_a_page_that_could_not_be_shown_can_be_tried_again(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot, way: str
) -> None:
    viewer.show_document(DOCUMENT, 1)
    qtbot.waitUntil(lambda: bool(source.open))
    assert not action(viewer, "page_try_again").isEnabled()
    source.fail(BROKEN)
    again = viewer.findChild(QPushButton, "page_retry")
    assert isinstance(again, QPushButton)
    assert again.isVisible()
    assert again.y() > viewer.canvas.words_rect(0).bottom()
    assert source.open == []
    if way == "button":
        again.click()
    elif way == "key":
        press(qtbot, viewer, Qt.Key.Key_R)
    else:
        action(viewer, "page_try_again").trigger()
    assert [request.page for request in source.open] == [0]
    assert not again.isVisible()
    source.answer()
    assert viewer.canvas._state(0).image is not None


def test_what_failed_in_one_look_is_tried_in_another(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    viewer.show_document(DOCUMENT, 1, look=FINE)
    qtbot.waitUntil(lambda: bool(source.open))
    source.fail(BROKEN)
    viewer.set_look(STANDARD)
    assert [request.look for request in source.open] == [STANDARD]


def test_of_a_page_that_failed_nothing_is_told_but_why(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot, pages=1, look=FINE, seconds=14)
    viewer.set_look(STANDARD)
    source.fail(BROKEN)
    assert facts(viewer).text() == ""
    assert viewer.canvas.accessibleDescription() == f"{BROKEN.what} {BROKEN.do}"
    press(qtbot, viewer, Qt.Key.Key_R)
    source.answer(seconds=20)
    assert "20 s" in facts(viewer).text()
    assert viewer.canvas.accessibleDescription() == ""


def test_a_page_is_copied_in_all_its_dots_and_as_it_lies(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot, look=FINE)
    button(viewer, "page_turn_right").click()
    qtbot.waitUntil(lambda: bool(source.open))
    answer_all(source)
    QGuiApplication.clipboard().setImage(QImage())
    press(qtbot, viewer, Qt.Key.Key_C, CTRL)
    (request,) = [each for each in source.open if each.width == 1728]
    assert (request.page, request.look) == (0, FINE)
    source.answer(ratio=1.5)
    copied = QGuiApplication.clipboard().image()
    assert (copied.width(), copied.height()) == (2592, 1728)


def test_a_copy_of_a_document_that_is_gone_is_not_waited_for(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    press(qtbot, viewer, Qt.Key.Key_C, CTRL)
    request = source.open[-1]
    viewer.show_notice("pages", "Nothing", "")
    assert request.cancelled


def test_the_menu_over_a_page_is_about_that_page(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    viewer.canvas.set_zoom(page_viewer.Zoom(page_viewer.Fit.FIXED, 0.1))
    spot = viewer.canvas.page_rect(1).center()
    viewer.canvas.customContextMenuRequested.emit(spot)
    assert viewer.canvas.page == 1
    menu = viewer.findChild(QMenu, "page_menu")
    assert isinstance(menu, QMenu)
    texts = [each.text() for each in menu.actions() if each.isVisible() and each.text()]
    assert texts[0] == "Copy page as picture"
    assert {"Turn left", "Turn right", "Zoom in", "Fit the page", "Small pages"} <= set(texts)
    assert not {"As fax", "Try again"} & set(texts)
    menu.close()


def test_the_button_of_a_notice_is_told(viewer: PageViewer, qtbot: QtBot) -> None:
    viewer.show_trouble(BROKEN, "Try again")
    assert viewer.path is None
    with qtbot.waitSignal(viewer.action_triggered):
        viewer.notice.button.click()


def test_without_pages_there_is_nothing_to_do_with_them(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    viewer.show_notice("pages", "Nothing", "")
    assert not action(viewer, "page_copy").isEnabled()
    assert not action(viewer, "page_turn_left").isEnabled()
    opened(viewer, source, qtbot)
    assert action(viewer, "page_copy").isEnabled()


def test_every_control_has_a_name_to_be_found_and_spoken_by(viewer: PageViewer) -> None:
    controls = (
        *viewer.findChildren(QToolButton),
        page_box(viewer),
        viewer.strip,
        viewer.canvas,
        *viewer.canvas.findChildren(QPushButton),
    )
    for control in controls:
        assert control.objectName()
        assert control.accessibleName()


def test_tab_leads_through_the_controls_to_the_small_and_the_large_pages(
    qtbot: QtBot, source: StandInPages
) -> None:
    viewer = shown_viewer(qtbot, source, (1000, 640))
    opened(viewer, source, qtbot, look=FINE)
    viewer.activateWindow()
    button(viewer, "page_thumbnails").setFocus()
    way = []
    for _ in range(13):
        focused = viewer.focusWidget()
        assert focused is not None
        way.append(focused.objectName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert way == [
        "page_thumbnails_button",
        "page_number",
        "page_as_fax_button",
        "page_turn_left_button",
        "page_turn_right_button",
        "zoom_out_button",
        "page_scale",
        "zoom_in_button",
        "zoom_fit_width_button",
        "zoom_fit_page_button",
        "page_more",
        "pages_strip",
        "pages_canvas",
    ]
