"""The one viewer of pages: for documents, covers and received faxes alike."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from byfax_desktop.fax.wanted import WantedPage
from byfax_desktop.ui.widgets.announce import announce
from byfax_desktop.ui.widgets.notice import Notice
from byfax_desktop.ui.widgets.page_actions import PageActions
from byfax_desktop.ui.widgets.page_canvas import PageCanvas
from byfax_desktop.ui.widgets.page_copy import PageCopy
from byfax_desktop.ui.widgets.page_hand import PageHand
from byfax_desktop.ui.widgets.page_pictures import MAX_WIDTH, PagePictures, PageSource
from byfax_desktop.ui.widgets.page_retry import PageRetry
from byfax_desktop.ui.widgets.page_strip import PageStrip
from byfax_desktop.ui.widgets.page_toolbar import PageToolbar
from byfax_desktop.ui.widgets.page_words import page_name, time_on_line
from byfax_desktop.ui.widgets.zoom import FULL_SIZE, Fit, Zoom

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.fax.wanted import FaxLook

_NOTICE, _PAGES = 0, 1
_ROOM_FOR_STRIP = 640
"""Pixels; where a viewer is narrower, small pages would take too much from the large ones."""


class Turns(Enum):
    """What happens where a person turns pages."""

    ON_SCREEN = "on screen"
    """They lie otherwise here, until another document is shown; nothing else changes."""
    BY_OWNER = "by owner"
    """Only ``turn_asked`` is told: the owner turns the document itself, and comes with a new look."""


class PageViewer(QWidget):
    """Shows a document's pages below each other, or a notice in their place."""

    shown = Signal()
    """The first picture of the document has come: a person sees something of it."""
    action_triggered = Signal()
    """The button of the notice was pressed."""
    as_fax_changed = Signal(bool)
    """Pages are shown as fax from now on, or as the original."""
    turned = Signal(int)
    """Pages lie so on the screen: quarter turns clockwise, 0 to 3."""
    turn_asked = Signal(int)
    """A person wants the document turned: 1 is a quarter to the right, -1 to the left."""
    page_seconds = Signal(int, float)
    """A page (from 0) as fax takes so long on the line; 0 where it is left out."""

    def __init__(
        self,
        page_jobs: PageSource,
        parent: QWidget | None = None,
        name: str = "pages",
        turns: Turns = Turns.ON_SCREEN,
    ) -> None:
        """``name`` begins the object names of the parts."""
        super().__init__(parent)
        self.setObjectName(f"{name}_viewer")
        self._turns = turns
        self._document: WantedPage | None = None
        self._look: FaxLook | None = None
        self._is_shown = False
        self._wants_strip: bool | None = None
        self._quarter_turns = 0
        self._seconds: dict[int, float] = {}
        self._actions = PageActions(self)
        self._actions.as_fax.setChecked(True)
        self._pictures = PagePictures(page_jobs, self)
        self._toolbar = PageToolbar(self._actions, self)
        self._strip = PageStrip(page_jobs, self)
        self._strip.setObjectName(f"{name}_strip")
        self._canvas = PageCanvas(self._pictures, self)
        self._canvas.setObjectName(f"{name}_canvas")
        self._retry = PageRetry(self._canvas, self._pictures)
        self._hand = PageHand(self._canvas)
        self._copy = PageCopy(page_jobs, partial(announce, self._canvas), self)
        self._facts = QLabel(self)
        self._facts.setObjectName("page_facts")
        self._notice = Notice(f"{name}_notice", self)
        self._stack = QStackedWidget(self)
        self._connect()
        self._arrange()
        self.setFocusProxy(self._canvas)
        self.show_notice("pages", "Nothing to show", "")

    @property
    def path(self) -> Path | None:
        """The document that is shown; None while a notice is."""
        return self._document.path if self._document else None

    @property
    def canvas(self) -> PageCanvas:
        """The pages themselves."""
        return self._canvas

    @property
    def strip(self) -> PageStrip:
        """The small pages."""
        return self._strip

    @property
    def notice(self) -> Notice:
        """What stands there while no page does."""
        return self._notice

    @property
    def as_fax(self) -> bool:
        """Whether pages are shown as fax where there is a look; else as the original."""
        return self._actions.as_fax.isChecked()

    @property
    def quarter_turns(self) -> int:
        """How pages lie on the screen: quarter turns clockwise, 0 to 3."""
        return self._quarter_turns

    @property
    def seconds(self) -> Mapping[int, float]:
        """How long each page takes on the line, of those that were seen with this look."""
        return MappingProxyType(self._seconds)

    def show_document(
        self, path: Path, pages: int, *, password: str = "", look: FaxLook | None = None
    ) -> None:
        """Show a document of so many pages from its top; the pictures of pages come as they are needed.

        With a ``look`` they can be seen as fax too, and are at first; without one there is only the original.
        """
        self._document = WantedPage(path, 0, MAX_WIDTH, password=password)
        self._look = look
        self._is_shown = False
        self._seconds.clear()
        self._copy.stop()
        self._actions.set_enabled(True)
        self._open(pages, self._shown_look)
        self._show_look()
        self._stack.setCurrentIndex(_PAGES)
        self._note_page(0)
        self._show_strip()

    def set_look(self, look: FaxLook | None) -> None:
        """Show the same pages with another look; the place and, until others come, the pictures stay."""
        if look != self._look:
            self._look = look
            self._seconds.clear()
            self._take_look()

    def show_notice(self, icon_name: str, what: str, do: str, action: str = "") -> None:
        """Show two sentences, and a button where there is an ``action``, in place of pages."""
        self._document = None
        self._copy.stop()
        self._actions.set_enabled(False)
        self._open(0, None)
        self._notice.tell(icon_name, what, do, action)
        self._stack.setCurrentIndex(_NOTICE)

    def show_trouble(self, trouble: Trouble, action: str = "") -> None:
        """Say why there are no pages, and what to do."""
        self.show_notice("state-warning", trouble.what, trouble.do, action)
        QAccessible.updateAccessibility(QAccessibleEvent(self._notice, QAccessible.Event.Alert))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Small pages come and go with the room, unless a person has said which."""
        super().resizeEvent(event)
        self._show_strip()

    @property
    def _shown_look(self) -> FaxLook | None:
        return self._look if self.as_fax else None

    def _open(self, pages: int, look: FaxLook | None) -> None:
        path = self._document.path if self._document else None
        password = self._document.password if self._document else ""
        self._quarter_turns = 0
        for pictures in (self._pictures, self._strip.pictures):
            pictures.open(path, password, look)
            pictures.set_quarter_turns(0)
        self._strip.open(pages)
        self._canvas.set_quarter_turns(0)
        self._canvas.open(pages)
        self._retry.place()

    def _take_look(self) -> None:
        for pictures in (self._pictures, self._strip.pictures):
            pictures.set_look(self._shown_look)
        self._strip.refresh()
        self._show_look()
        self._note_state()
        self._canvas.viewport().update()

    def _show_look(self) -> None:
        self._actions.as_fax.setVisible(self._look is not None)
        self._facts.setVisible(self._look is not None)
        self._show_facts()

    def _show_facts(self) -> None:
        shown = self._pictures.image(self._canvas.page)
        self._facts.setText(
            time_on_line(shown) if self.as_fax else "The original, not as the other machine prints it"
        )

    def _connect(self) -> None:
        acts, canvas = self._actions, self._canvas
        self._pictures.arrived.connect(self._note_arrived)
        self._pictures.failed.connect(self._note_failed)
        self._pictures.settled.connect(self._strip.allow)
        canvas.page_changed.connect(self._note_page)
        canvas.scale_changed.connect(self._note_scale)
        canvas.moved.connect(self._note_state)
        canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        canvas.customContextMenuRequested.connect(self._show_menu)
        self._toolbar.page_asked.connect(canvas.go_to)
        self._toolbar.scale_asked.connect(lambda scale: canvas.set_zoom(Zoom(Fit.FIXED, scale)))
        self._strip.page_asked.connect(canvas.go_to)
        self._strip.entered.connect(canvas.setFocus)
        self._notice.action_triggered.connect(self.action_triggered)
        acts.zoom_in.triggered.connect(lambda: canvas.zoom_in())
        acts.zoom_out.triggered.connect(lambda: canvas.zoom_out())
        acts.full_size.triggered.connect(lambda: canvas.set_zoom(FULL_SIZE))
        acts.fit_width.triggered.connect(lambda: canvas.set_zoom(Zoom(Fit.WIDTH)))
        acts.fit_page.triggered.connect(lambda: canvas.set_zoom(Zoom(Fit.PAGE)))
        acts.turn_left.triggered.connect(lambda: self._turn(-1))
        acts.turn_right.triggered.connect(lambda: self._turn(1))
        acts.as_fax.toggled.connect(self._note_as_fax)
        acts.thumbnails.triggered.connect(self._choose_strip)
        acts.go_to.triggered.connect(self._toolbar.ask_page)
        acts.copy.triggered.connect(self._copy_page)
        acts.try_again.triggered.connect(self._retry.retry)

    def _arrange(self) -> None:
        pages = QWidget(self)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self._strip)
        beside.addWidget(self._canvas, 1)
        below = QVBoxLayout(pages)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self._toolbar)
        below.addLayout(beside, 1)
        below.addWidget(self._facts)
        self._stack.addWidget(self._notice)
        self._stack.addWidget(pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _show_menu(self, spot: QPoint) -> None:
        self._canvas.point_at(spot)
        menu = QMenu(self)
        menu.setObjectName("page_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions.fill(menu)
        menu.popup(self._canvas.viewport().mapToGlobal(spot))

    def _choose_strip(self, is_wanted: bool) -> None:
        self._wants_strip = is_wanted
        self._show_strip()

    def _show_strip(self) -> None:
        has_room = self.width() >= _ROOM_FOR_STRIP and self._canvas.page_count > 1
        is_wanted = has_room if self._wants_strip is None else self._wants_strip
        self._strip.setVisible(is_wanted)
        self._actions.thumbnails.setChecked(is_wanted)

    def _turn(self, step: int) -> None:
        if self._turns is Turns.BY_OWNER:
            self.turn_asked.emit(step)
            return
        self._quarter_turns = (self._quarter_turns + step) % 4
        for pictures in (self._pictures, self._strip.pictures):
            pictures.set_quarter_turns(self._quarter_turns)
        self._strip.refresh()
        self._canvas.set_quarter_turns(self._quarter_turns)
        self.turned.emit(self._quarter_turns)

    def _copy_page(self) -> None:
        if self._document is not None:
            self._copy.copy(self._wanted(self._canvas.page), self._quarter_turns)

    def _wanted(self, page: int) -> WantedPage:
        assert self._document is not None
        return WantedPage(self._document.path, page, MAX_WIDTH, self._shown_look, self._document.password)

    def _note_as_fax(self, as_fax: bool) -> None:
        self._take_look()
        self.as_fax_changed.emit(as_fax)

    def _note_scale(self, scale: float) -> None:
        self._toolbar.show_scale(scale)
        self._actions.show_zoom(self._canvas.zoom)

    def _note_page(self, page: int) -> None:
        if self._canvas.page_count:
            self._strip.show_page(page)
        self._show_page()
        if self._canvas.hasFocus():
            announce(self._canvas, page_name(page, self._pictures.image(page)))

    def _show_page(self) -> None:
        page, pages = self._canvas.page, self._canvas.page_count
        self._toolbar.show_page(page, pages)
        self._canvas.setAccessibleName(page_name(page, self._pictures.image(page), pages))
        self._show_facts()

    def _note_state(self) -> None:
        """What is in sight has moved, come, or failed."""
        self._retry.place()
        self._actions.try_again.setEnabled(bool(self._retry.failed))

    def _note_arrived(self, page: int) -> None:
        shown = self._pictures.image(page)
        if shown is not None and self._shown_look is not None:
            seconds = 0.0 if shown.left_out else shown.seconds
            if seconds is not None:
                self._seconds[page] = seconds
                self.page_seconds.emit(page, seconds)
        if page == self._canvas.page:
            self._show_page()
        self._note_state()
        if not self._is_shown:
            self._is_shown = True
            self.shown.emit()

    def _note_failed(self, page: int) -> None:
        trouble = self._pictures.trouble(page)
        self._note_state()
        if trouble and page == self._canvas.page:
            announce(self._canvas, f"{trouble.what} {trouble.do}")
