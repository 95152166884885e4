"""The viewer of pages: it asks for what is in sight, keeps the place, and says what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QSpinBox, QToolButton
from pytestqt.qtbot import QtBot

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.widgets.page_cache import PageCache
from byfax_desktop.ui.widgets.page_layout import GAP
from byfax_desktop.ui.widgets.page_pictures import MAX_WIDTH, PagePictures
from byfax_desktop.ui.widgets.page_viewer import PageViewer
from byfax_desktop.ui.widgets.zoom import Fit, Zoom, larger, smaller

DOCUMENT = Path("fax.tif")
BROKEN = Trouble("The file is broken.", "Ask the sender to send it again.")


@dataclass
class Request:
    page: int
    width: int
    callback: Callable[[QImage | Trouble], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


@dataclass
class Source:
    """Answers when it is told to, as the page helper does: later."""

    requests: list[Request] = field(default_factory=list)

    def page_image(
        self, path: Path, index: int, width: int, callback: Callable[[QImage | Trouble], None]
    ) -> Request:
        self.requests.append(Request(index, width, callback))
        return self.requests[-1]

    @property
    def open(self) -> list[Request]:
        return [request for request in self.requests if not request.cancelled]

    def answer(self, ratio: float = 1.4) -> None:
        for request in self.open:
            request.cancelled = True
            request.callback(sheet(request.width, ratio))

    def fail(self) -> None:
        for request in self.open:
            request.cancelled = True
            request.callback(BROKEN)


def sheet(width: int, ratio: float = 1.4) -> QImage:
    image = QImage(width, round(width * ratio), QImage.Format.Format_Grayscale8)
    image.fill(255)
    return image


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def viewer(qtbot: QtBot, source: Source) -> PageViewer:
    viewer = PageViewer(source)
    qtbot.addWidget(viewer)
    viewer.resize(500, 640)
    with qtbot.waitExposed(viewer):
        viewer.show()
    return viewer


def opened(viewer: PageViewer, source: Source, qtbot: QtBot, pages: int = 13) -> None:
    viewer.show_document(DOCUMENT, pages)
    qtbot.waitUntil(lambda: bool(source.open))
    source.answer()


def button(viewer: PageViewer, name: str) -> QToolButton:
    found = viewer.findChild(QToolButton, f"{name}_button")
    assert isinstance(found, QToolButton)
    return found


def test_only_pages_in_sight_are_asked_for(viewer: PageViewer, source: Source, qtbot: QtBot) -> None:
    opened(viewer, source, qtbot, pages=500)
    assert {request.page for request in source.requests} <= {0, 1}
    viewer.canvas.go_to(300)
    qtbot.waitUntil(lambda: any(request.page == 300 for request in source.open))
    assert {request.page for request in source.open} <= {299, 300, 301}


def test_pages_are_asked_for_in_the_width_of_the_view(
    viewer: PageViewer, source: Source, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    room = viewer.canvas.viewport().width()
    width = source.requests[-1].width / viewer.devicePixelRatioF()
    assert room - 40 <= width <= room


def test_no_picture_is_wider_than_a_fax_line(viewer: PageViewer, source: Source, qtbot: QtBot) -> None:
    opened(viewer, source, qtbot)
    viewer.canvas.set_zoom(Zoom(Fit.FIXED, 4.0))
    qtbot.waitUntil(lambda: any(request.width == MAX_WIDTH for request in source.open))
    assert viewer.canvas.page_rect(0).width() > MAX_WIDTH


def test_what_scrolls_out_of_sight_is_no_longer_wanted(
    viewer: PageViewer, source: Source, qtbot: QtBot
) -> None:
    viewer.show_document(DOCUMENT, 500)
    qtbot.waitUntil(lambda: bool(source.open))
    first = source.open[0]
    viewer.canvas.go_to(400)
    qtbot.waitUntil(lambda: first.cancelled)


def test_another_document_drops_the_requests_of_the_first(
    viewer: PageViewer, source: Source, qtbot: QtBot
) -> None:
    viewer.show_document(DOCUMENT, 3)
    qtbot.waitUntil(lambda: bool(source.open))
    first = source.open[0]
    viewer.show_document(Path("other.tif"), 3)
    assert first.cancelled


def test_shown_is_told_once_when_the_first_picture_comes(
    viewer: PageViewer, source: Source, qtbot: QtBot
) -> None:
    told: list[bool] = []
    viewer.shown.connect(lambda: told.append(True))
    opened(viewer, source, qtbot)
    viewer.canvas.go_to(8)
    qtbot.waitUntil(lambda: bool(source.open))
    source.answer()
    assert told == [True]


def test_pages_have_their_true_shape(viewer: PageViewer, source: Source, qtbot: QtBot) -> None:
    viewer.show_document(DOCUMENT, 1)
    qtbot.waitUntil(lambda: bool(source.open))
    source.answer(ratio=0.5)
    rect = viewer.canvas.page_rect(0)
    assert rect.height() == pytest.approx(rect.width() / 2, abs=1)


def test_fit_page_shows_a_whole_page(viewer: PageViewer, source: Source, qtbot: QtBot) -> None:
    opened(viewer, source, qtbot)
    button(viewer, "zoom_fit_page").click()
    assert viewer.canvas.page_rect(0).height() <= viewer.canvas.viewport().height()
    assert button(viewer, "zoom_fit_page").isChecked()
    assert not button(viewer, "zoom_fit_width").isChecked()


@pytest.mark.parametrize(
    ("key", "expected"), [(Qt.Key.Key_Plus, larger), (Qt.Key.Key_Minus, smaller), (Qt.Key.Key_0, None)]
)
def test_zoom_by_the_keyboard(
    viewer: PageViewer,
    source: Source,
    qtbot: QtBot,
    key: Qt.Key,
    expected: Callable[[float], float] | None,
) -> None:
    opened(viewer, source, qtbot)
    viewer.activateWindow()
    viewer.canvas.setFocus()
    wanted = expected(viewer.canvas.scale) if expected else 1.0
    qtbot.keyClick(viewer.canvas, key, Qt.KeyboardModifier.ControlModifier)
    assert viewer.canvas.scale == pytest.approx(wanted, rel=0.01)


def test_the_wheel_zooms_with_ctrl_and_keeps_what_is_under_the_pointer(
    viewer: PageViewer, source: Source, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    viewer.canvas.go_to(4)
    before, pointer = viewer.canvas.scale, 200
    under = (pointer - viewer.canvas.page_rect(4).top()) / viewer.canvas.page_rect(4).height()
    turn_wheel(viewer, pointer, 60)
    assert viewer.canvas.scale == before
    turn_wheel(viewer, pointer, 60)
    rect = viewer.canvas.page_rect(4)
    assert viewer.canvas.scale > before
    assert rect.top() + under * rect.height() == pytest.approx(pointer, abs=2)


def turn_wheel(viewer: PageViewer, y: int, by: int) -> None:
    spot = QPointF(100, y)
    event = QWheelEvent(
        spot,
        viewer.canvas.viewport().mapToGlobal(spot),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewer.canvas.viewport(), event)


def test_zooming_keeps_the_middle_of_the_page_in_the_middle(
    viewer: PageViewer, source: Source, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    viewer.canvas.set_zoom(Zoom(Fit.FIXED, 2.0))
    middle = viewer.canvas.viewport().width() / 2
    assert viewer.canvas.page_rect(0).center().x() == pytest.approx(middle, abs=2)


def test_home_end_and_page_keys_move_through_the_document(
    viewer: PageViewer, source: Source, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_End)
    assert viewer.canvas.page == 12
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Home)
    assert viewer.canvas.page == 0
    button(viewer, "zoom_fit_page").click()
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_PageDown)
    assert viewer.canvas.page == 1
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_PageUp)
    assert viewer.canvas.page == 0


def test_the_page_box_tells_the_page_and_goes_to_one(
    viewer: PageViewer, source: Source, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    box = viewer.findChild(QSpinBox, "page_number")
    assert isinstance(box, QSpinBox)
    assert box.text() == "Page 1 of 13"
    box.setValue(7)
    assert viewer.canvas.page == 6
    assert viewer.canvas.accessibleName() == "Page 7 of 13"


def test_a_page_known_later_to_be_longer_does_not_move_the_page_being_read(
    viewer: PageViewer, source: Source, qtbot: QtBot
) -> None:
    opened(viewer, source, qtbot)
    viewer.canvas.go_to(6)
    qtbot.waitUntil(lambda: any(request.page == 6 for request in source.open))
    top = viewer.canvas.page_rect(6).top()
    source.answer(ratio=2.0)
    assert viewer.canvas.page_rect(6).top() == pytest.approx(top, abs=1)


def test_a_document_opens_with_the_gap_over_its_first_page(
    viewer: PageViewer, source: Source, qtbot: QtBot
) -> None:
    viewer.canvas.resize(50, 50)
    opened(viewer, source, qtbot)
    viewer.resize(800, 640)
    assert viewer.canvas.page_rect(0).top() == GAP


def test_a_document_that_cannot_be_shown_says_why(viewer: PageViewer, source: Source, qtbot: QtBot) -> None:
    viewer.show_document(DOCUMENT, 2)
    qtbot.waitUntil(lambda: bool(source.open))
    source.fail()
    assert viewer.notice.isVisible()
    assert viewer.notice.text == "The file is broken. Ask the sender to send it again."
    assert viewer.path is None


def test_one_broken_page_leaves_the_others_readable(viewer: PageViewer, source: Source, qtbot: QtBot) -> None:
    opened(viewer, source, qtbot)
    viewer.canvas.go_to(9)
    qtbot.waitUntil(lambda: bool(source.open))
    source.fail()
    viewer.canvas.grab()
    assert not viewer.notice.isVisible()


def test_a_page_that_failed_is_not_asked_for_again_and_again(qtbot: QtBot, source: Source) -> None:
    pictures = PagePictures(source)
    pictures.open(DOCUMENT)
    pictures.want([0], 400)
    source.fail()
    pictures.want([0], 500)
    assert len(source.requests) == 1
    assert pictures.trouble(0) == BROKEN


def test_the_button_of_a_notice_is_told(viewer: PageViewer, qtbot: QtBot) -> None:
    viewer.show_trouble(BROKEN, "Try again")
    with qtbot.waitSignal(viewer.action_triggered):
        viewer.notice.button.click()


def test_every_control_has_a_name_to_be_found_and_spoken_by(viewer: PageViewer) -> None:
    for control in (*viewer.findChildren(QToolButton), *viewer.findChildren(QSpinBox)):
        assert control.objectName()
        assert control.accessibleName()


def test_the_cache_stays_within_its_bytes_and_drops_what_was_not_used() -> None:
    each = sheet(100).sizeInBytes()
    cache = PageCache(3 * each)
    for page in range(3):
        cache.put(page, sheet(100))
    cache.get(0)
    cache.put(3, sheet(100))
    assert cache.pages == {0, 2, 3}
    cache.put(3, sheet(100))
    assert cache.pages == {0, 2, 3}


def test_a_picture_larger_than_the_cache_is_kept_alone() -> None:
    cache = PageCache(10)
    cache.put(0, sheet(100))
    cache.put(1, sheet(100))
    assert cache.pages == {1}
