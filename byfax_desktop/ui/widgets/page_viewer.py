"""The one viewer of pages: for documents, covers and received faxes alike."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from byfax_desktop.fax.turns import UPRIGHT, PageTurns
from byfax_desktop.fax.wanted import WantedPage
from byfax_desktop.ui.widgets.announce import announce
from byfax_desktop.ui.widgets.notice import Notice
from byfax_desktop.ui.widgets.page_actions import PageActions
from byfax_desktop.ui.widgets.page_canvas import PageCanvas
from byfax_desktop.ui.widgets.page_copy import PageCopy
from byfax_desktop.ui.widgets.page_pictures import MAX_WIDTH, PageSource
from byfax_desktop.ui.widgets.page_strip import PageStrip
from byfax_desktop.ui.widgets.page_toolbar import PageToolbar
from byfax_desktop.ui.widgets.page_views import PageViews
from byfax_desktop.ui.widgets.page_words import page_name, time_on_line
from byfax_desktop.ui.widgets.zoom import FULL_SIZE, Fit, Zoom

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.fax.wanted import FaxLook

_NOTICE, _PAGES = 0, 1


class Turns(Enum):
    """What happens where a person turns pages."""

    ON_SCREEN = "on screen"
    """They lie otherwise here, until another document is shown; ``turned`` tells, and nothing else changes."""
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
    turned = Signal(object)
    """A person has turned pages: PageTurns, as they lie on the screen."""
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
        self._seconds: dict[int, float] = {}
        self._actions = PageActions(self)
        self._actions.as_fax.setChecked(True)
        self._actions.turn_page.setVisible(turns is Turns.ON_SCREEN)
        self._toolbar = PageToolbar(self._actions, self)
        self._views = PageViews(page_jobs, self, name)
        self._copy = PageCopy(page_jobs, partial(announce, self.canvas), self)
        self._facts = QLabel(self)
        self._facts.setObjectName("page_facts")
        self._notice = Notice(f"{name}_notice", self)
        self._stack = QStackedWidget(self)
        self._connect()
        self._arrange()
        self.setFocusProxy(self.canvas)
        self.show_notice("pages", "Nothing to show", "")

    @property
    def path(self) -> Path | None:
        """The document that is shown; None while a notice is."""
        return self._document.path if self._document else None

    @property
    def canvas(self) -> PageCanvas:
        """The pages themselves."""
        return self._views.canvas

    @property
    def strip(self) -> PageStrip:
        """The small pages."""
        return self._views.strip

    @property
    def notice(self) -> Notice:
        """What stands there while no page does."""
        return self._notice

    @property
    def as_fax(self) -> bool:
        """Whether pages are shown as fax where there is a look; else as the original."""
        return self._actions.as_fax.isChecked()

    @property
    def page_turns(self) -> PageTurns:
        """How pages lie on the screen."""
        return self._views.turns

    @property
    def seconds(self) -> Mapping[int, float]:
        """How long each page takes on the line, of those that were seen with this look."""
        return MappingProxyType(self._seconds)

    def show_document(
        self,
        path: Path,
        pages: int,
        *,
        password: str = "",
        look: FaxLook | None = None,
        turns: PageTurns = UPRIGHT,
    ) -> None:
        """Show a document of so many pages from its top; the pictures of pages come as they are needed.

        With a ``look`` they can be seen as fax too, and are at first; without one there is only the original.
        ``turns`` say how they lie at first.
        """
        self._document = WantedPage(path, 0, MAX_WIDTH, password=password)
        self._look = look
        self._is_shown = False
        self._seconds.clear()
        self._copy.stop()
        self._actions.set_enabled(True)
        self._views.open(path, pages, password, self._shown_look, turns)
        self._show_look()
        self._stack.setCurrentIndex(_PAGES)
        if self._notice.hasFocus():
            self.canvas.setFocus()
        self._show_page()

    def set_look(self, look: FaxLook | None) -> None:
        """Show the same pages with another look; the place and, until others come, the pictures stay."""
        if look != self._look:
            self._look = look
            self._seconds.clear()
            self._take_look()

    def set_turns(self, turns: PageTurns) -> None:
        """Have the pages lie so; nothing is told of it."""
        if turns != self._views.turns:
            self._views.set_turns(turns)

    def show_notice(self, icon_name: str, what: str, do: str, action: str = "") -> None:
        """Show two sentences, and a button where there is an ``action``, in place of pages."""
        self._document = None
        self._copy.stop()
        self._actions.set_enabled(False)
        self._views.open(None, 0)
        self._notice.tell(icon_name, what, do, action)
        # Or else the keyboard would go on to another part of the window, and not come back with the next pages.
        keeps_keyboard = self.canvas.hasFocus()
        self._stack.setCurrentIndex(_NOTICE)
        if keeps_keyboard:
            self._notice.setFocus()

    def show_trouble(self, trouble: Trouble, action: str = "") -> None:
        """Say why there are no pages, and what to do."""
        self.show_notice("state-warning", trouble.what, trouble.do, action)
        QAccessible.updateAccessibility(QAccessibleEvent(self._notice, QAccessible.Event.Alert))

    @property
    def _shown_look(self) -> FaxLook | None:
        return self._look if self.as_fax else None

    def _take_look(self) -> None:
        self._views.set_look(self._shown_look)
        self._show_look()

    def _show_look(self) -> None:
        self._actions.as_fax.setVisible(self._look is not None)
        self._facts.setVisible(self._look is not None)
        self._show_facts()

    def _show_facts(self) -> None:
        page, pictures = self.canvas.page, self._views.pictures
        trouble = pictures.trouble(page)
        self.canvas.setAccessibleDescription(f"{trouble.what} {trouble.do}" if trouble else "")
        if not self.as_fax:
            self._facts.setText("The original, not as the other machine prints it")
        else:
            self._facts.setText("" if trouble else time_on_line(pictures.image(page)))

    def _connect(self) -> None:
        acts, canvas, views = self._actions, self.canvas, self._views
        views.pictures.arrived.connect(self._note_arrived)
        views.pictures.failed.connect(self._note_failed)
        views.page_changed.connect(self._note_page)
        views.retry_changed.connect(acts.try_again.setEnabled)
        views.strip_shown.connect(acts.thumbnails.setChecked)
        canvas.scale_changed.connect(self._note_scale)
        canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        canvas.customContextMenuRequested.connect(self._show_menu)
        self._toolbar.page_asked.connect(canvas.go_to)
        self._toolbar.scale_asked.connect(lambda scale: canvas.set_zoom(Zoom(Fit.FIXED, scale)))
        self._notice.action_triggered.connect(self.action_triggered)
        acts.zoom_in.triggered.connect(lambda: canvas.zoom_in())
        acts.zoom_out.triggered.connect(lambda: canvas.zoom_out())
        acts.full_size.triggered.connect(lambda: canvas.set_zoom(FULL_SIZE))
        acts.fit_width.triggered.connect(lambda: canvas.set_zoom(Zoom(Fit.WIDTH)))
        acts.fit_page.triggered.connect(lambda: canvas.set_zoom(Zoom(Fit.PAGE)))
        acts.turn_left.triggered.connect(lambda: self._turn(-1))
        acts.turn_right.triggered.connect(lambda: self._turn(1))
        acts.turn_page.triggered.connect(self._turn_page)
        acts.as_fax.toggled.connect(self._note_as_fax)
        acts.thumbnails.triggered.connect(views.choose_strip)
        acts.go_to.triggered.connect(self._toolbar.ask_page)
        acts.copy.triggered.connect(self._copy_page)
        acts.try_again.triggered.connect(views.retry.retry)

    def _arrange(self) -> None:
        pages = QWidget(self)
        below = QVBoxLayout(pages)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self._toolbar)
        below.addWidget(self._views, 1)
        below.addWidget(self._facts)
        self._stack.addWidget(self._notice)
        self._stack.addWidget(pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _show_menu(self, spot: QPoint) -> None:
        self.canvas.point_at(spot)
        menu = QMenu(self)
        menu.setObjectName("page_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions.fill(menu)
        menu.popup(self.canvas.viewport().mapToGlobal(spot))

    def _turn(self, step: int) -> None:
        if self._turns is Turns.BY_OWNER:
            self.turn_asked.emit(step)
            return
        self._views.set_turns(self.page_turns.turned(step))
        self.turned.emit(self.page_turns)

    def _turn_page(self) -> None:
        self._views.set_turns(self.page_turns.page_turned(self.canvas.page, 1))
        self.turned.emit(self.page_turns)

    def _copy_page(self) -> None:
        if self._document is not None:
            self._copy.copy(self._wanted(self.canvas.page), self.page_turns.of(self.canvas.page))

    def _wanted(self, page: int) -> WantedPage:
        assert self._document is not None
        return WantedPage(self._document.path, page, MAX_WIDTH, self._shown_look, self._document.password)

    def _note_as_fax(self, as_fax: bool) -> None:
        self._take_look()
        self.as_fax_changed.emit(as_fax)

    def _note_scale(self, scale: float) -> None:
        self._toolbar.show_scale(scale)
        self._actions.show_zoom(self.canvas.zoom)

    def _note_page(self, page: int) -> None:
        self._show_page()
        if self.canvas.hasFocus():
            announce(self.canvas, page_name(page, self._views.pictures.image(page)))

    def _show_page(self) -> None:
        page, pages = self.canvas.page, self.canvas.page_count
        self._toolbar.show_page(page, pages)
        self.canvas.setAccessibleName(page_name(page, self._views.pictures.image(page), pages))
        self._show_facts()

    def _note_arrived(self, page: int) -> None:
        shown = self._views.pictures.image(page)
        if shown is not None and self._shown_look is not None:
            seconds = 0.0 if shown.left_out else shown.seconds
            if seconds is not None:
                self._seconds[page] = seconds
                self.page_seconds.emit(page, seconds)
        if page == self.canvas.page:
            self._show_page()
        if not self._is_shown:
            self._is_shown = True
            self.shown.emit()

    def _note_failed(self, page: int) -> None:
        trouble = self._views.pictures.trouble(page)
        if trouble and page == self.canvas.page:
            self._show_facts()
            announce(self.canvas, f"{trouble.what} {trouble.do}")
