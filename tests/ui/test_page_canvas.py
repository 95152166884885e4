"""The column of pages: what it asks for, how large pages are, and where they lie."""

from __future__ import annotations

import pytest
from page_doubles import DOCUMENT, answer_all, asked, button, opened, shown_viewer
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tab_doubles import StandInPages

from byfax_desktop.ui.widgets.page_layout import GAP
from byfax_desktop.ui.widgets.page_pictures import CACHE_BYTES, MAX_WIDTH
from byfax_desktop.ui.widgets.page_viewer import PageViewer
from byfax_desktop.ui.widgets.zoom import FULL_SIZE, Fit, Zoom


@pytest.fixture
def source() -> StandInPages:
    return StandInPages()


@pytest.fixture
def viewer(qtbot: QtBot, source: StandInPages) -> PageViewer:
    return shown_viewer(qtbot, source)


def test_what_is_in_sight_comes_first_and_then_its_neighbours_one_by_one(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot, pages=500)
    viewer.canvas.go_to(300)
    qtbot.waitUntil(lambda: bool(asked(source, 300)))
    seen = set(viewer.canvas.in_sight)
    assert {request.page for request in source.open} == seen
    source.answer()
    assert [request.page for request in source.open] == [max(seen) + 1]
    source.answer()
    assert [request.page for request in source.open] == [min(seen) - 1]
    source.answer()
    assert source.open == []


def test_pages_are_asked_for_in_the_pixels_of_the_screen(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    room = viewer.canvas.viewport().width()
    width = source.requests[-1].width / viewer.devicePixelRatioF()
    assert width == pytest.approx(room - 2 * GAP, abs=1)


def test_at_100_percent_a_dot_of_the_fax_is_a_pixel_of_the_screen(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    viewer.canvas.set_zoom(FULL_SIZE)
    assert viewer.canvas.page_rect(0).width() * viewer.devicePixelRatioF() == 1728
    assert viewer.canvas.scale == 1
    qtbot.waitUntil(lambda: bool(source.open))
    assert {request.width for request in source.open} == {1728}


def test_a_screen_with_other_pixels_gets_other_pictures(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(viewer, source, qtbot)
    width = source.requests[-1].width
    monkeypatch.setattr(viewer.canvas, "devicePixelRatioF", lambda: 2.0)
    QApplication.sendEvent(viewer.canvas, QEvent(QEvent.Type.DevicePixelRatioChange))
    qtbot.waitUntil(lambda: bool(source.open))
    assert source.open[0].width == pytest.approx(2 * width, abs=2)


def test_no_picture_is_wider_than_a_fax_line(viewer: PageViewer, source: StandInPages, qtbot: QtBot) -> None:
    opened(viewer, source, qtbot)
    viewer.canvas.set_zoom(Zoom(Fit.FIXED, 4.0))
    qtbot.waitUntil(lambda: any(request.width == MAX_WIDTH for request in source.open))
    assert viewer.canvas.page_rect(0).width() > MAX_WIDTH


def test_what_scrolls_out_of_sight_is_no_longer_wanted(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    viewer.show_document(DOCUMENT, 500)
    qtbot.waitUntil(lambda: bool(source.open))
    first = source.open[0]
    viewer.canvas.go_to(400)
    qtbot.waitUntil(lambda: first.cancelled)


def test_pages_have_their_true_shape(viewer: PageViewer, source: StandInPages, qtbot: QtBot) -> None:
    viewer.show_document(DOCUMENT, 1)
    qtbot.waitUntil(lambda: bool(source.open))
    source.answer(ratio=0.5)
    rect = viewer.canvas.page_rect(0)
    assert rect.height() == pytest.approx(rect.width() / 2, abs=1)


def test_fit_page_shows_a_whole_page(viewer: PageViewer, source: StandInPages, qtbot: QtBot) -> None:
    opened(viewer, source, qtbot)
    viewer.canvas.set_zoom(Zoom(Fit.PAGE))
    assert viewer.canvas.page_rect(0).height() <= viewer.canvas.viewport().height()


def test_a_page_on_its_side_fits_the_room_too(viewer: PageViewer, source: StandInPages, qtbot: QtBot) -> None:
    opened(viewer, source, qtbot)
    room = viewer.canvas.viewport().width() - 2 * GAP
    button(viewer, "page_turn_right").click()
    assert viewer.canvas.page_rect(0).width() == pytest.approx(room, abs=2)
    viewer.canvas.set_zoom(FULL_SIZE)
    assert viewer.canvas.page_rect(0).height() * viewer.devicePixelRatioF() == 1728


def test_zooming_keeps_the_middle_of_the_page_in_the_middle(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    viewer.canvas.set_zoom(Zoom(Fit.FIXED, 2.0))
    middle = viewer.canvas.viewport().width() / 2
    assert viewer.canvas.page_rect(0).center().x() == pytest.approx(middle, abs=2)


def test_zooming_keeps_a_point_where_it_is_both_ways(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    viewer.canvas.set_zoom(Zoom(Fit.FIXED, 0.5))
    viewer.canvas.go_to(4)
    spot, before = QPoint(90, 200), viewer.canvas.page_rect(4)
    viewer.canvas.set_zoom(Zoom(Fit.FIXED, 1.5), spot)
    after = viewer.canvas.page_rect(4)
    for was, now, at in (
        (before.left(), after.left(), spot.x()),
        (before.top(), after.top(), spot.y()),
    ):
        assert (at - now) / 3 == pytest.approx(at - was, abs=2)


def test_a_page_known_later_to_be_longer_does_not_move_the_page_being_read(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    viewer.canvas.go_to(6)
    qtbot.waitUntil(lambda: bool(asked(source, 6)))
    top = viewer.canvas.page_rect(6).top()
    answer_all(source, ratio=2.0)
    assert viewer.canvas.page_rect(6).top() == pytest.approx(top, abs=1)


def test_a_page_that_was_gone_to_is_the_one_being_read_even_near_the_end(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot, pages=5)
    viewer.canvas.set_zoom(Zoom(Fit.FIXED, 0.1))
    for page in (3, 2, 4, 1):
        viewer.canvas.go_to(page)
        assert viewer.canvas.page == page


def test_a_thousand_pages_scrolled_through_take_no_more_memory_than_those_in_sight(
    qtbot: QtBot, source: StandInPages
) -> None:
    viewer = shown_viewer(qtbot, source, (900, 640))
    opened(viewer, source, qtbot, pages=1000)
    viewer.canvas.set_zoom(FULL_SIZE)
    most_large = most_small = 0
    for page in range(0, 1000, 20):
        viewer.canvas.go_to(page)
        viewer.strip._want_in_sight()
        viewer.canvas._want_pages_in_sight()
        answer_all(source)
        most_large = max(most_large, viewer._views.pictures.bytes_held)
        most_small = max(most_small, viewer.strip.pictures.bytes_held)
    assert {0, 500, 980} <= {request.page for request in source.requests if request.width == 1728}
    assert 0 < most_large <= CACHE_BYTES
    assert 0 < most_small <= 6 * 1024**2
