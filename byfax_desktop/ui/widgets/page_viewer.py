"""The one viewer of pages: for documents, covers and received faxes alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from byfax_desktop.ui.widgets.notice import Notice
from byfax_desktop.ui.widgets.page_canvas import PageCanvas
from byfax_desktop.ui.widgets.page_pictures import PagePictures, PageSource
from byfax_desktop.ui.widgets.page_toolbar import PageToolbar

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.ui.widgets.zoom import Zoom

_NOTICE, _PAGES = 0, 1


class PageViewer(QWidget):
    """Shows a document's pages below each other, or a notice in their place."""

    shown = Signal()
    """The first picture of the document has come: a person sees something of it."""
    action_triggered = Signal()
    """The button of the notice was pressed."""

    def __init__(self, page_jobs: PageSource, parent: QWidget | None = None, name: str = "pages") -> None:
        """``name`` begins the object names of the parts."""
        super().__init__(parent)
        self.setObjectName(f"{name}_viewer")
        self._path: Path | None = None
        self._is_shown = False
        self._pictures = PagePictures(page_jobs, self)
        self._toolbar = PageToolbar(self)
        self._canvas = PageCanvas(self._pictures, self)
        self._canvas.setObjectName(f"{name}_canvas")
        self._notice = Notice(f"{name}_notice", self)
        self._stack = QStackedWidget(self)
        self._connect()
        self._arrange()
        self.setFocusProxy(self._canvas)
        self.show_notice("pages", "Nothing to show", "")

    @property
    def path(self) -> Path | None:
        """The document that is shown; None while a notice is."""
        return self._path

    @property
    def canvas(self) -> PageCanvas:
        """The pages themselves."""
        return self._canvas

    @property
    def notice(self) -> Notice:
        """What stands there while no page does."""
        return self._notice

    def show_document(self, path: Path, pages: int) -> None:
        """Show a document of so many pages from its top; the pictures of pages come as they are needed."""
        self._path = path
        self._is_shown = False
        self._pictures.open(path)
        self._stack.setCurrentIndex(_PAGES)
        self._canvas.open(pages)
        self._note_page(0)

    def show_notice(self, icon_name: str, what: str, do: str, action: str = "") -> None:
        """Show two sentences, and a button where there is an ``action``, in place of pages."""
        self._path = None
        self._pictures.open(None)
        self._canvas.open(0)
        self._notice.tell(icon_name, what, do, action)
        self._stack.setCurrentIndex(_NOTICE)

    def show_trouble(self, trouble: Trouble, action: str = "") -> None:
        """Say why there are no pages, and what to do."""
        self.show_notice("state-warning", trouble.what, trouble.do, action)
        QAccessible.updateAccessibility(QAccessibleEvent(self._notice, QAccessible.Event.Alert))

    def _connect(self) -> None:
        self._pictures.arrived.connect(self._note_shown)
        self._pictures.failed.connect(self._note_failed)
        self._canvas.page_changed.connect(self._note_page)
        self._canvas.scale_changed.connect(lambda s: self._toolbar.show_zoom(self._canvas.zoom, s))
        self._toolbar.page_asked.connect(self._canvas.go_to)
        self._toolbar.zoom_asked.connect(self._set_zoom)
        self._toolbar.zoom_in_asked.connect(self._canvas.zoom_in)
        self._toolbar.zoom_out_asked.connect(self._canvas.zoom_out)
        self._notice.action_triggered.connect(self.action_triggered)

    def _arrange(self) -> None:
        pages = QWidget(self)
        below = QVBoxLayout(pages)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self._toolbar)
        below.addWidget(self._canvas, 1)
        self._stack.addWidget(self._notice)
        self._stack.addWidget(pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _set_zoom(self, zoom: Zoom) -> None:
        self._canvas.set_zoom(zoom)

    def _note_page(self, page: int) -> None:
        pages = self._canvas.page_count
        self._toolbar.show_page(page, pages)
        self._canvas.setAccessibleName(f"Page {page + 1} of {pages}")

    def _note_shown(self) -> None:
        if not self._is_shown:
            self._is_shown = True
            self.shown.emit()

    def _note_failed(self, page: int) -> None:
        """A page that fails says so in its own place; where all do, the document is in trouble."""
        trouble = self._pictures.trouble(page)
        if trouble and not self._is_shown and self._pictures.is_idle:
            self.show_trouble(trouble)
