"""A column of pages to scroll through. Asks for the pictures of the pages in sight only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from byfax_desktop.fax.turns import UPRIGHT, PageTurns
from byfax_desktop.ui.widgets.page_layout import GAP, PageLayout, Place
from byfax_desktop.ui.widgets.page_paint import PageState, paint_page, words_rect
from byfax_desktop.ui.widgets.page_pictures import PagePictures
from byfax_desktop.ui.widgets.page_words import why_left_out
from byfax_desktop.ui.widgets.zoom import Fit, Zoom, larger, scale_of, smaller, within

_SCROLL_REST_MS = 30
_RESIZE_REST_MS = 120
_SLOW_MS = 250
"""A page that comes sooner is not said to be on its way."""
_SIGHT_LINE = 0.4
"""The page on this fraction of the height of the view is the one being read."""
_STEP = 40


@dataclass(frozen=True, slots=True)
class _Held:
    """A point of the view, and the spot of the document that is to stay there."""

    spot: QPoint
    place: Place | None
    across: float
    """How far across the column, from 0 to 1."""


class PageCanvas(QAbstractScrollArea):
    """Shows the pages that ``pictures`` has, and has it fetch those in sight."""

    page_changed = Signal(int)
    """The page being read, from 0."""
    scale_changed = Signal(float)
    moved = Signal()
    """Other pages may be in sight, or lie elsewhere."""

    def __init__(self, pictures: PagePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._layout = PageLayout(0)
        self._zoom = Zoom()
        self._width = 1
        self._page = 0
        self._asked_page: int | None = None
        self._turns = UPRIGHT
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._want_pages_in_sight)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._slow.timeout.connect(self.viewport().update)
        pictures.arrived.connect(self._show_arrived)
        pictures.failed.connect(self._show_failed)
        self.setAccessibleName("Pages")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(_STEP)
            bar.valueChanged.connect(self._note_scroll)

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
        """Pixels of the screen for each dot of the fax, whatever decides on it."""
        return scale_of(self._width)

    @property
    def in_sight(self) -> range:
        """The pages of which something is seen."""
        top = self.verticalScrollBar().value()
        return self._layout.between(top, top + self.viewport().height() - 1)

    def open(self, pages: int) -> None:
        """Show a document of so many pages from its top; the pictures must have been told of it."""
        self._layout = PageLayout(pages)
        self._lay()
        self._page = 0
        self._asked_page = None
        self._arrange(self._hold())
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        self._want_pages_in_sight()

    def set_zoom(self, zoom: Zoom, keep: QPoint | None = None) -> None:
        """Change the scale; what is at the point ``keep`` of the view stays there, else the page being read."""
        held = self._hold(keep)
        self._zoom = zoom
        self._arrange(held)
        self._rest.start(_RESIZE_REST_MS)

    def zoom_in(self, keep: QPoint | None = None) -> None:
        """One step larger."""
        self.set_zoom(Zoom(Fit.FIXED, larger(self.scale)), keep)

    def zoom_out(self, keep: QPoint | None = None) -> None:
        """One step smaller."""
        self.set_zoom(Zoom(Fit.FIXED, smaller(self.scale)), keep)

    def zoom_by(self, factor: float, keep: QPoint | None = None) -> None:
        """As much larger or smaller as two fingers say."""
        self.set_zoom(Zoom(Fit.FIXED, within(self.scale * factor)), keep)

    def set_turns(self, turns: PageTurns) -> None:
        """Show the pages turned so; the pictures must have been told of it."""
        held, page = self._hold(), self._page
        self._turns = turns
        self._lay()
        self._arrange(held)
        self.go_to(page)
        self._want_pages_in_sight()

    def go_to(self, page: int) -> None:
        """Scroll to the top of a page, counted from 0; it is the one being read until somebody scrolls."""
        if self._layout.count:
            page = max(0, min(page, self._layout.count - 1))
            self.verticalScrollBar().setValue(self._layout.top(page) - GAP)
            # Near the end a page cannot be scrolled to the top; it is meant all the same.
            self._asked_page = page
            self._note_page()

    def point_at(self, spot: QPoint) -> None:
        """The page at a point of the view is the one being read until somebody scrolls."""
        if self._layout.count:
            self._asked_page = self._layout.page_at(self.verticalScrollBar().value() + spot.y())
            self._note_page()

    def words_rect(self, page: int) -> QRect:
        """Where in the view the words stand that a page has instead of a picture."""
        return words_rect(self.fontMetrics(), self.page_rect(page), self.viewport().rect(), self._words(page))

    def page_rect(self, page: int) -> QRect:
        """Where a page lies in the view."""
        layout = self._layout
        room = max(layout.column_width + 2 * GAP, self.viewport().width())
        left = (room - layout.width(page)) // 2 - self.horizontalScrollBar().value()
        top = layout.top(page) - self.verticalScrollBar().value()
        return QRect(left, top, layout.width(page), layout.height(page))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().mid())
        for page in self.in_sight:
            rect = self.page_rect(page)
            if rect.intersects(event.rect()):
                paint_page(painter, rect, self.viewport().rect(), self._state(page))
        if self.hasFocus():
            painter.setPen(QPen(self.palette().highlight(), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new room."""
        super().resizeEvent(event)
        self._arrange(self._hold())
        self._rest.start(_RESIZE_REST_MS)

    def event(self, event: QEvent) -> bool:
        """On a screen with other pixels, pages need other pictures."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._arrange(self._hold())
            self._rest.start(_RESIZE_REST_MS)
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the pages that nobody saw before."""
        super().showEvent(event)
        self._rest.start(0)

    def _lay(self) -> None:
        is_on_side, count = self._turns.whole % 2 == 1, self._layout.count
        on_side = [is_on_side] * count
        for page, turns in self._turns.others:
            if page < count:
                on_side[page] = turns % 2 == 1
        self._layout.set_on_side(on_side)

    def _state(self, page: int) -> PageState:
        shown = self._pictures.image(page)
        if shown is None or self._pictures.trouble(page):
            return PageState(None, self._words(page))
        return PageState(shown.image, left_out=why_left_out(shown.left_out) if shown.left_out else "")

    def _words(self, page: int) -> str:
        trouble = self._pictures.trouble(page)
        if trouble:
            return f"{trouble.what}\n{trouble.do}"
        return "" if self._slow.isActive() else f"Loading page {page + 1}…"

    def _hold(self, spot: QPoint | None = None) -> _Held:
        """Remember what is at a point; else at the top of the page being read, or of the view where that is above."""
        layout = self._layout
        if spot is None:
            top = self.page_rect(self._page).top() if layout.count else 0
            spot = QPoint(self.viewport().width() // 2, max(0, min(top, self.viewport().height())))
        place = layout.place_at(self.verticalScrollBar().value() + spot.y()) if layout.count else None
        across = self.horizontalScrollBar().value() + spot.x() - self._column_left
        return _Held(spot, place, across / layout.column_width)

    def _arrange(self, held: _Held) -> None:
        """Give the pages the width that the zoom asks for, without losing the place."""
        layout, down, across = self._layout, self.verticalScrollBar(), self.horizontalScrollBar()
        asked_page = self._asked_page
        self._set_width()
        width = self.viewport().width()
        across.setRange(0, max(0, layout.column_width + 2 * GAP - width))
        across.setPageStep(width)
        # Asked only now: the bar may just have come or gone.
        height = self.viewport().height()
        down.setRange(0, max(0, layout.total_height - height))
        down.setPageStep(max(1, height - 2 * GAP))
        if held.place is not None:
            down.setValue(layout.height_of(held.place) - held.spot.y())
        across.setValue(round(held.across * layout.column_width + self._column_left - held.spot.x()))
        self._asked_page = asked_page
        self._note_page()
        self.scale_changed.emit(self.scale)
        self.moved.emit()
        self.viewport().update()

    def _set_width(self) -> None:
        layout, screen = self._layout, self.devicePixelRatioF()
        room = (self.viewport().width() - 2 * GAP, self.viewport().height() - 2 * GAP)
        fits_all = self._zoom.fit is Fit.WIDTH or not layout.count
        ratio = layout.widest_ratio if fits_all else layout.ratio(self._page)
        is_on_side = layout.has_on_side if fits_all else layout.is_on_side(self._page)
        self._width = self._zoom.page_width(
            (round(room[0] * screen), round(room[1] * screen)), ratio, is_on_side
        )
        layout.set_width(round(self._width / screen))

    @property
    def _column_left(self) -> int:
        return max(GAP, (self.viewport().width() - self._layout.column_width) // 2)

    def _note_scroll(self) -> None:
        self._asked_page = None
        self._note_page()
        self.moved.emit()
        self._rest_before_wanting()

    def _rest_before_wanting(self) -> None:
        if not self._rest.isActive():
            self._rest.start(_SCROLL_REST_MS)

    def _note_page(self) -> None:
        if not self._layout.count:
            return
        page = self._asked_page
        if page is None:
            bar = self.verticalScrollBar()
            page = self._layout.page_at(bar.value() + self.viewport().height() * _SIGHT_LINE)
            if bar.maximum() and bar.value() == bar.maximum():
                page = self._layout.count - 1
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def _want_pages_in_sight(self) -> None:
        if self._layout.count and self.isVisible():
            self._slow.start()
            seen = self.in_sight
            near = (page for page in (seen.stop, seen.start - 1) if 0 <= page < self._layout.count)
            self._pictures.want(seen, self._width, near)

    def _show_arrived(self, page: int) -> None:
        shown = self._pictures.image(page)
        if shown is not None:
            held = self._hold()
            width, height = shown.image.width(), shown.image.height()
            is_on_side = self._layout.is_on_side(page)
            if self._layout.set_ratio(page, width / height if is_on_side else height / width):
                self._arrange(held)
                self._rest_before_wanting()
        self.viewport().update()

    def _show_failed(self) -> None:
        self.moved.emit()
        self.viewport().update()
