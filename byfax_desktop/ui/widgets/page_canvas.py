"""A column of pages to scroll through. Asks for the pictures of the pages in sight only."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from byfax_desktop.ui.widgets.page_layout import GAP, PageLayout
from byfax_desktop.ui.widgets.page_paint import paint_page
from byfax_desktop.ui.widgets.page_pictures import PagePictures
from byfax_desktop.ui.widgets.zoom import Fit, Zoom, larger, scale_of, smaller

_SCROLL_REST_MS = 30
_RESIZE_REST_MS = 120
_NOTCH = 120
_SIGHT_LINE = 0.4
"""The page on this fraction of the height of the view is the one being read."""


class PageCanvas(QAbstractScrollArea):
    """Shows the pages that ``pictures`` has, and has it fetch those in sight."""

    page_changed = Signal(int)
    """The page being read, from 0."""
    scale_changed = Signal(float)

    def __init__(self, pictures: PagePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._layout = PageLayout(0)
        self._zoom = Zoom()
        self._page = 0
        self._turned = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._want_pages_in_sight)
        pictures.arrived.connect(self._show_arrived)
        pictures.failed.connect(self.viewport().update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._note_scroll)
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setSingleStep(40)

    @property
    def page(self) -> int:
        """The page being read, from 0."""
        return self._page

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return self._layout.count

    @property
    def zoom(self) -> Zoom:
        """The present fit and scale."""
        return self._zoom

    @property
    def scale(self) -> float:
        """The scale at which pages are seen now, whatever decides on it."""
        return scale_of(self._layout.width, self.logicalDpiX())

    def open(self, pages: int) -> None:
        """Show a document of so many pages from its top; the pictures must have been told of it."""
        self._layout = PageLayout(pages)
        self._page = 0
        self._arrange()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        self._want_pages_in_sight()

    def set_zoom(self, zoom: Zoom, keep_y: int = 0) -> None:
        """Change the scale; what is at height ``keep_y`` of the view stays there."""
        self._zoom = zoom
        self._arrange(keep_y)
        self._rest.start(_RESIZE_REST_MS)

    def zoom_in(self, keep_y: int = 0) -> None:
        """One step larger."""
        self.set_zoom(Zoom(Fit.FIXED, larger(self.scale)), keep_y)

    def zoom_out(self, keep_y: int = 0) -> None:
        """One step smaller."""
        self.set_zoom(Zoom(Fit.FIXED, smaller(self.scale)), keep_y)

    def go_to(self, page: int) -> None:
        """Scroll to the top of a page, counted from 0."""
        if self._layout.count:
            page = max(0, min(page, self._layout.count - 1))
            self.verticalScrollBar().setValue(self._layout.top(page) - GAP // 2)

    def page_rect(self, page: int) -> QRect:
        """Where a page lies in the view."""
        layout = self._layout
        left = max(GAP, (self.viewport().width() - layout.width) // 2) - self.horizontalScrollBar().value()
        top = layout.top(page) - self.verticalScrollBar().value()
        return QRect(left, top, layout.width, layout.height(page))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().mid())
        for page in self._in_sight():
            rect = self.page_rect(page)
            if rect.intersects(event.rect()):
                image = self._pictures.image(page)
                paint_page(painter, rect, self.viewport().rect(), image, self._stand_in(page))
        if self.hasFocus():
            painter.setPen(QPen(self.palette().highlight(), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new room."""
        super().resizeEvent(event)
        self._arrange()
        self._rest.start(_RESIZE_REST_MS)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the pages that nobody saw before."""
        super().showEvent(event)
        self._rest.start(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the ends; Page Up and Down turn pages where a page fits, else scroll."""
        key = event.key()
        if key == Qt.Key.Key_Home:
            self.verticalScrollBar().setValue(0)
        elif key == Qt.Key.Key_End:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        elif key == Qt.Key.Key_PageDown and self._zoom.fit is Fit.PAGE:
            self.go_to(self._page + 1)
        elif key == Qt.Key.Key_PageUp and self._zoom.fit is Fit.PAGE:
            self.go_to(self._page - 1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom with Ctrl; what is under the pointer stays there."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        event.accept()
        # A touchpad turns by little and little; a notch of a wheel is one step.
        self._turned += event.angleDelta().y()
        if abs(self._turned) >= _NOTCH:
            (self.zoom_in if self._turned > 0 else self.zoom_out)(round(event.position().y()))
            self._turned = 0

    def _arrange(self, keep_y: int = 0) -> None:
        """Give the pages the width that the zoom asks for, without losing the place."""
        bar = self.verticalScrollBar()
        place = self._layout.place_at(bar.value() + keep_y) if self._layout.count else None
        room = (self.viewport().width() - 2 * GAP, self.viewport().height() - GAP)
        ratio = self._layout.ratio(self._page) if self._layout.count else 1.0
        self._layout.set_width(self._zoom.page_width(room, ratio, self.logicalDpiX()))
        self._set_ranges()
        if place is not None:
            bar.setValue(self._layout.height_of(place) - keep_y)
        self._note_page()
        self.scale_changed.emit(self.scale)
        self.viewport().update()

    def _set_ranges(self) -> None:
        view = self.viewport().size()
        self.verticalScrollBar().setRange(0, max(0, self._layout.total_height - view.height()))
        self.verticalScrollBar().setPageStep(max(1, view.height() - 2 * GAP))
        across = self.horizontalScrollBar()
        middle = (across.value() + view.width() / 2) / max(1, across.maximum() + view.width())
        across.setRange(0, max(0, self._layout.width + 2 * GAP - view.width()))
        across.setPageStep(view.width())
        across.setValue(round(middle * (across.maximum() + view.width()) - view.width() / 2))

    def _in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        return self._layout.between(top, top + self.viewport().height())

    def _stand_in(self, page: int) -> str:
        trouble = self._pictures.trouble(page)
        return f"{trouble.what}\n{trouble.do}" if trouble else f"Loading page {page + 1}"

    def _note_scroll(self) -> None:
        self._note_page()
        if not self._rest.isActive():
            self._rest.start(_SCROLL_REST_MS)

    def _note_page(self) -> None:
        if not self._layout.count:
            return
        bar = self.verticalScrollBar()
        line = self.viewport().height() * _SIGHT_LINE
        page = self._layout.page_at(bar.value() + line)
        if bar.maximum() and bar.value() == bar.maximum():
            page = self._layout.count - 1
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def _want_pages_in_sight(self) -> None:
        if self._layout.count and self.isVisible():
            width = round(self._layout.width * self.devicePixelRatioF())
            self._pictures.want(self._in_sight(), width)

    def _show_arrived(self, page: int) -> None:
        image = self._pictures.image(page)
        if image is not None and self._layout.set_ratio(page, image.height() / image.width()):
            self._arrange()
            self._rest.start(_SCROLL_REST_MS)
        self.viewport().update()
