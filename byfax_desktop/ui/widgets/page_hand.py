"""What hands do over pages: keys, wheel, dragging, and two fingers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QGestureEvent, QPinchGesture

from byfax_desktop.ui.widgets.page_canvas import PageCanvas
from byfax_desktop.ui.widgets.zoom import FULL_SIZE, Fit, Zoom

_NOTCH = 120
_Key = Qt.Key
_Step = QAbstractSlider.SliderAction


class PageHand(QObject):
    """Moves a canvas and zooms it; what it does not know goes on its way."""

    def __init__(self, canvas: PageCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._wheel = 0
        self._grip: QPoint | None = None
        self._pinches_natively = False
        canvas.installEventFilter(self)
        view = canvas.viewport()
        view.installEventFilter(self)
        view.grabGesture(Qt.GestureType.PinchGesture)
        view.setCursor(Qt.CursorShape.OpenHandCursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is meant for the pages."""
        if watched is self._canvas:
            return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event)
        if isinstance(event, QWheelEvent):
            return self._turn_wheel(event)
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QNativeGestureEvent):
            return self._native_pinch(event)
        if isinstance(event, QGestureEvent):
            return self._pinch(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        """Home and End go to the ends; Page Up and Down turn pages where a page fits, else scroll like Space."""
        bar, key = self._canvas.verticalScrollBar(), event.key()
        turns_pages = self._canvas.zoom.fit is Fit.PAGE
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            return False
        if key == _Key.Key_Home:
            bar.setValue(0)
        elif key == _Key.Key_End:
            bar.setValue(bar.maximum())
        elif key == _Key.Key_PageDown and turns_pages:
            self._canvas.go_to(self._canvas.page + 1)
        elif key == _Key.Key_PageUp and turns_pages:
            self._canvas.go_to(self._canvas.page - 1)
        elif key == _Key.Key_PageUp or (key == _Key.Key_Space and is_shifted):
            bar.triggerAction(_Step.SliderPageStepSub)
        elif key in (_Key.Key_PageDown, _Key.Key_Space):
            bar.triggerAction(_Step.SliderPageStepAdd)
        else:
            return False
        return True

    def _turn_wheel(self, event: QWheelEvent) -> bool:
        """Zoom with Ctrl; what is under the pointer stays there."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        # A touchpad turns by little and little; a notch of a wheel is one step.
        self._wheel += event.angleDelta().y()
        if abs(self._wheel) >= _NOTCH:
            zoom = self._canvas.zoom_in if self._wheel > 0 else self._canvas.zoom_out
            zoom(event.position().toPoint())
            self._wheel = 0
        return True

    def _mouse(self, event: QMouseEvent) -> bool:
        spot = event.position().toPoint()
        if event.type() == QEvent.Type.MouseMove and self._grip is not None:
            way = self._grip - spot
            self._grip = spot
            for bar, by in (
                (self._canvas.horizontalScrollBar(), way.x()),
                (self._canvas.verticalScrollBar(), way.y()),
            ):
                bar.setValue(bar.value() + by)
            return True
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.type() == QEvent.Type.MouseButtonDblClick:
            is_full_size = self._canvas.zoom == FULL_SIZE
            self._canvas.set_zoom(Zoom(Fit.WIDTH) if is_full_size else FULL_SIZE, spot)
        self._hold(spot if event.type() == QEvent.Type.MouseButtonPress else None)
        return True

    def _hold(self, spot: QPoint | None) -> None:
        self._grip = spot
        shape = Qt.CursorShape.OpenHandCursor if spot is None else Qt.CursorShape.ClosedHandCursor
        self._canvas.viewport().setCursor(shape)

    def _native_pinch(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._pinches_natively = True
        self._canvas.zoom_by(1 + event.value(), event.position().toPoint())
        return True

    def _pinch(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        # Where the system tells of pinches itself, Qt may make a second one of the same fingers.
        if not isinstance(pinch, QPinchGesture) or self._pinches_natively:
            return False
        spot = self._canvas.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
        self._canvas.zoom_by(pinch.scaleFactor(), spot)
        event.accept(pinch)
        return True
