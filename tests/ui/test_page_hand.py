"""Keys, wheel, dragging and pinching over pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from page_doubles import opened, press, shown_viewer
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture
from pytestqt.qtbot import QtBot
from tab_doubles import StandInPages

from byfax_desktop.ui.widgets.page_canvas import PageCanvas
from byfax_desktop.ui.widgets.page_viewer import PageViewer
from byfax_desktop.ui.widgets.zoom import FULL_SIZE, Fit, Zoom, larger, smaller

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def viewer(qtbot: QtBot) -> PageViewer:
    source = StandInPages()
    viewer = shown_viewer(qtbot, source)
    opened(viewer, source, qtbot)
    return viewer


def down(canvas: PageCanvas) -> int:
    return canvas.verticalScrollBar().value()


def turn_wheel(viewer: PageViewer, y: int, by: int) -> None:
    spot = QPointF(100, y)
    event = QWheelEvent(
        spot,
        viewer.canvas.viewport().mapToGlobal(spot),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewer.canvas.viewport(), event)


def pinch_natively(viewer: PageViewer, by: float) -> None:
    spot = QPointF(100, 100)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        spot,
        spot,
        viewer.canvas.viewport().mapToGlobal(spot),
        by,
        QPointF(),
    )
    QApplication.sendEvent(viewer.canvas.viewport(), event)


@pytest.mark.parametrize(
    ("key", "expected"), [(Qt.Key.Key_Plus, larger), (Qt.Key.Key_Equal, larger), (Qt.Key.Key_Minus, smaller)]
)
def test_zoom_by_steps(
    viewer: PageViewer, qtbot: QtBot, key: Qt.Key, expected: Callable[[float], float]
) -> None:
    wanted = expected(viewer.canvas.scale)
    press(qtbot, viewer, key, CTRL)
    assert viewer.canvas.scale == pytest.approx(wanted, rel=0.01)


def test_ctrl_0_shows_every_dot(viewer: PageViewer, qtbot: QtBot) -> None:
    press(qtbot, viewer, Qt.Key.Key_0, CTRL)
    assert viewer.canvas.zoom == FULL_SIZE


def test_the_wheel_zooms_with_ctrl_and_keeps_what_is_under_the_pointer(viewer: PageViewer) -> None:
    viewer.canvas.go_to(4)
    before, pointer = viewer.canvas.scale, 200
    under = (pointer - viewer.canvas.page_rect(4).top()) / viewer.canvas.page_rect(4).height()
    turn_wheel(viewer, pointer, 60)
    assert viewer.canvas.scale == before
    turn_wheel(viewer, pointer, 60)
    rect = viewer.canvas.page_rect(4)
    assert viewer.canvas.scale > before
    assert rect.top() + under * rect.height() == pytest.approx(pointer, abs=2)


def test_two_fingers_zoom_as_much_as_they_say(viewer: PageViewer) -> None:
    before = viewer.canvas.scale
    pinch_natively(viewer, 0.1)
    assert viewer.canvas.scale == pytest.approx(before * 1.1, rel=0.01)
    for _ in range(50):
        pinch_natively(viewer, 0.5)
    assert viewer.canvas.scale == 4, "there is a largest scale"


def test_fingers_on_a_touch_screen_zoom_too_but_not_twice(viewer: PageViewer, qtbot: QtBot) -> None:
    pinch = QPinchGesture()
    pinch.setScaleFactor(1.2)
    event: Any = QGestureEvent([pinch])
    before = viewer.canvas.scale
    viewer._views.hand._pinch(_Pinching(event, pinch))
    assert viewer.canvas.scale == pytest.approx(before * 1.2, rel=0.01)
    pinch_natively(viewer, 0.1)
    scale = viewer.canvas.scale
    viewer._views.hand._pinch(_Pinching(event, pinch))
    assert viewer.canvas.scale == scale


class _Pinching:
    """Qt registers gestures by recognizers of its own; this one is there already."""

    def __init__(self, event: QGestureEvent, pinch: QPinchGesture) -> None:
        self._pinch = pinch

    def gesture(self, kind: Qt.GestureType) -> QPinchGesture | None:
        return self._pinch if kind == Qt.GestureType.PinchGesture else None

    def accept(self, gesture: QPinchGesture) -> None:
        pass


def test_home_and_end_go_to_the_ends(viewer: PageViewer, qtbot: QtBot) -> None:
    press(qtbot, viewer, Qt.Key.Key_End)
    assert viewer.canvas.page == 12
    press(qtbot, viewer, Qt.Key.Key_Home)
    assert viewer.canvas.page == 0


def test_page_keys_turn_pages_where_a_page_fits(viewer: PageViewer, qtbot: QtBot) -> None:
    viewer.canvas.set_zoom(Zoom(Fit.PAGE))
    press(qtbot, viewer, Qt.Key.Key_PageDown)
    assert viewer.canvas.page == 1
    press(qtbot, viewer, Qt.Key.Key_PageUp)
    assert viewer.canvas.page == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_PageDown])
def test_space_and_page_keys_scroll_by_what_is_seen(viewer: PageViewer, qtbot: QtBot, key: Qt.Key) -> None:
    seen = viewer.canvas.viewport().height()
    press(qtbot, viewer, key)
    assert seen * 0.8 <= down(viewer.canvas) <= seen
    if key == Qt.Key.Key_Space:
        press(qtbot, viewer, key, SHIFT)
    else:
        press(qtbot, viewer, Qt.Key.Key_PageUp)
    assert down(viewer.canvas) == 0


def test_arrow_keys_move_a_little(viewer: PageViewer, qtbot: QtBot) -> None:
    viewer.canvas.set_zoom(FULL_SIZE)
    across = viewer.canvas.horizontalScrollBar().value()
    press(qtbot, viewer, Qt.Key.Key_Down)
    press(qtbot, viewer, Qt.Key.Key_Right)
    assert down(viewer.canvas) > 0
    assert viewer.canvas.horizontalScrollBar().value() > across


def test_a_drag_moves_the_page_with_the_hand(viewer: PageViewer, qtbot: QtBot) -> None:
    view = viewer.canvas.viewport()
    viewer.canvas.set_zoom(FULL_SIZE)
    viewer.canvas.verticalScrollBar().setValue(300)
    before = viewer.canvas.page_rect(0).topLeft()
    assert view.cursor().shape() == Qt.CursorShape.OpenHandCursor
    qtbot.mousePress(view, LEFT, pos=QPoint(200, 200))
    assert view.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    move_to(viewer, QPoint(150, 120))
    qtbot.mouseRelease(view, LEFT, pos=QPoint(150, 120))
    assert viewer.canvas.page_rect(0).topLeft() - before == QPoint(-50, -80)
    assert view.cursor().shape() == Qt.CursorShape.OpenHandCursor
    move_to(viewer, QPoint(10, 10))
    assert viewer.canvas.page_rect(0).topLeft() - before == QPoint(-50, -80)


def move_to(viewer: PageViewer, spot: QPoint) -> None:
    view = viewer.canvas.viewport()
    where = QPointF(spot)
    QApplication.sendEvent(
        view,
        QMouseEvent(
            QEvent.Type.MouseMove,
            where,
            view.mapToGlobal(where),
            Qt.MouseButton.NoButton,
            LEFT,
            Qt.KeyboardModifier.NoModifier,
        ),
    )


def test_a_double_click_goes_between_the_width_and_every_dot(viewer: PageViewer, qtbot: QtBot) -> None:
    view = viewer.canvas.viewport()
    qtbot.mouseDClick(view, LEFT, pos=QPoint(100, 100))
    assert viewer.canvas.zoom == FULL_SIZE
    qtbot.mouseDClick(view, LEFT, pos=QPoint(100, 100))
    assert viewer.canvas.zoom.fit is Fit.WIDTH
