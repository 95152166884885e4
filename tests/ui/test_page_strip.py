"""The small pages beside the large ones."""

from __future__ import annotations

import pytest
from page_doubles import DOCUMENT, answer_all, button, opened, press, shown_viewer
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPalette
from pytestqt.qtbot import QtBot
from tab_doubles import StandInPages

from byfax_desktop.fax.wanted import FaxLook, LeftOut
from byfax_desktop.ui.page_image import PageImage
from byfax_desktop.ui.widgets.page_strip_item import PICTURE
from byfax_desktop.ui.widgets.page_viewer import PageViewer

NAME = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def source() -> StandInPages:
    return StandInPages()


@pytest.fixture
def viewer(qtbot: QtBot, source: StandInPages) -> PageViewer:
    return shown_viewer(qtbot, source, (900, 640))


def small(viewer: PageViewer, source: StandInPages) -> set[int | None]:
    width = round(PICTURE.width() * viewer.devicePixelRatioF())
    return {request.page for request in source.requests if request.width == width}


def with_small_pages(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot, pages: int = 500, **facts: object
) -> None:
    opened(viewer, source, qtbot, pages=pages, look=FaxLook(), **facts)
    qtbot.waitUntil(lambda: bool(source.open))
    answer_all(source, **facts)


def test_small_pages_are_shown_where_there_is_room_for_them(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    assert viewer.strip.isVisible()
    viewer.resize(380, 640)
    qtbot.waitUntil(lambda: not viewer.strip.isVisible())
    viewer.resize(900, 640)
    qtbot.waitUntil(viewer.strip.isVisible)


def test_a_single_page_needs_no_small_one(viewer: PageViewer, source: StandInPages, qtbot: QtBot) -> None:
    opened(viewer, source, qtbot, pages=1)
    assert not viewer.strip.isVisible()


def test_f9_shows_and_hides_them_and_that_stays(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    press(qtbot, viewer, Qt.Key.Key_F9)
    assert not viewer.strip.isVisible()
    assert not button(viewer, "page_thumbnails").isChecked()
    viewer.resize(1000, 640)
    opened(viewer, source, qtbot)
    assert not viewer.strip.isVisible()
    viewer.resize(400, 640)
    press(qtbot, viewer, Qt.Key.Key_F9)
    assert viewer.strip.isVisible()


def test_only_small_pages_in_sight_are_fetched_and_only_after_the_large_ones(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    viewer.show_document(DOCUMENT, 500)
    qtbot.waitUntil(lambda: bool(source.open))
    viewer.strip._want_in_sight()
    assert small(viewer, source) == set()
    answer_all(source)
    qtbot.waitUntil(lambda: bool(source.open))
    assert len(source.open) == 1, "one after the other"
    answer_all(source)
    assert 0 in small(viewer, source)
    assert len(small(viewer, source)) < 12
    viewer.canvas.go_to(300)
    qtbot.waitUntil(lambda: any(request.page == 300 for request in source.open))
    answer_all(source)
    qtbot.waitUntil(lambda: 300 in small(viewer, source) or answer_all(source))


def test_hidden_small_pages_are_not_wanted_any_more(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    qtbot.waitUntil(lambda: bool(source.open))
    request = source.open[0]
    press(qtbot, viewer, Qt.Key.Key_F9)
    assert request.cancelled


def test_the_page_being_read_is_marked(viewer: PageViewer, source: StandInPages, qtbot: QtBot) -> None:
    opened(viewer, source, qtbot)
    viewer.canvas.go_to(7)
    assert [index.row() for index in viewer.strip.selectedIndexes()] == [7]
    assert viewer.strip.visualRect(viewer.strip.currentIndex()).intersects(viewer.strip.viewport().rect())


def test_a_click_goes_to_a_page(viewer: PageViewer, source: StandInPages, qtbot: QtBot) -> None:
    opened(viewer, source, qtbot)
    spot = viewer.strip.visualRect(viewer.strip.model().index(2, 0)).center()
    qtbot.mouseClick(viewer.strip.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert viewer.canvas.page == 2
    viewer.canvas.verticalScrollBar().setValue(viewer.canvas.verticalScrollBar().value() + 50)
    assert viewer.canvas.page == 2
    qtbot.mouseClick(
        viewer.strip.viewport(),
        Qt.MouseButton.LeftButton,
        pos=viewer.strip.visualRect(viewer.strip.currentIndex()).center(),
    )
    assert 0 < viewer.canvas.page_rect(2).top() < 20, "a second click brings its top back"


def test_arrow_keys_go_from_page_to_page_and_enter_on_to_it(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    viewer.activateWindow()
    viewer.strip.setFocus()
    for _ in range(12):
        qtbot.keyClick(viewer.strip, Qt.Key.Key_Down)
    assert viewer.canvas.page == 12
    qtbot.keyClick(viewer.strip, Qt.Key.Key_Up)
    assert viewer.canvas.page == 11, "also near the end, where pages cannot be scrolled to the top"
    qtbot.keyClick(viewer.strip, Qt.Key.Key_Return)
    qtbot.waitUntil(viewer.canvas.hasFocus)
    assert viewer.canvas.page == 11


def test_each_has_a_name_that_says_what_becomes_of_it(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    with_small_pages(viewer, source, qtbot, left_out=LeftOut.BLANK)
    rows = viewer.strip.model()
    assert rows.index(0, 0).data(NAME) == "Page 1, blank page: left out"
    assert rows.index(400, 0).data(NAME) == "Page 401"


def test_small_pages_have_the_look_and_lie_as_the_large_ones_do(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    with_small_pages(viewer, source, qtbot)
    button(viewer, "page_turn_right").click()
    shown = viewer.strip.pictures.image(0)
    assert shown is not None
    assert shown.image.width() > shown.image.height()
    button(viewer, "page_as_fax").click()
    answer_all(source)
    qtbot.waitUntil(lambda: bool(source.open) or viewer.strip.pictures.is_settled)
    answer_all(source)
    width = round(PICTURE.width() * viewer.devicePixelRatioF())
    assert {request.look for request in source.requests if request.width == width} == {FaxLook(), None}


def test_a_page_left_out_is_pale(viewer: PageViewer, source: StandInPages, qtbot: QtBot) -> None:
    def darkest() -> int:
        rect = viewer.strip.visualRect(viewer.strip.model().index(1, 0)).adjusted(20, 20, -20, -40)
        picture = viewer.strip.viewport().grab(rect).toImage()
        return min(lightness(picture))

    opened(viewer, source, qtbot, look=FaxLook())
    black = QImage(110, 152, QImage.Format.Format_Grayscale8)
    black.fill(0)
    for left_out in (None, LeftOut.BLANK):
        viewer.strip.pictures.open(DOCUMENT, look=FaxLook())
        viewer.strip.pictures.want([1], 110)
        answer_with(source, black, left_out)
        assert (darkest() > 100) is bool(left_out)


def answer_with(source: StandInPages, image: QImage, left_out: LeftOut | None) -> None:
    for request in source.open:
        request.cancel()
        request.callback(PageImage(image, left_out=left_out))


def lightness(picture: QImage) -> list[int]:
    return [picture.pixelColor(x, 30).lightness() for x in range(picture.width())]


def test_the_mark_is_in_the_colour_of_the_palette(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    rect = viewer.strip.visualRect(viewer.strip.currentIndex())
    corner = viewer.strip.viewport().grab(rect).toImage().pixelColor(4, 4)
    palette = viewer.strip.palette()
    marks = {
        palette.color(group, QPalette.ColorRole.Highlight).name()
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive)
    }
    assert corner.name() in marks
