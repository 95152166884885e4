"""The small and the large pages of a document, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from byfax_desktop.fax.turns import UPRIGHT, PageTurns
from byfax_desktop.ui.widgets.page_canvas import PageCanvas
from byfax_desktop.ui.widgets.page_hand import PageHand
from byfax_desktop.ui.widgets.page_pictures import PagePictures, PageSource
from byfax_desktop.ui.widgets.page_retry import PageRetry
from byfax_desktop.ui.widgets.page_strip import PageStrip

if TYPE_CHECKING:
    from byfax_desktop.fax.wanted import FaxLook

_ROOM_FOR_STRIP = 640
"""Pixels; where there are less, small pages would take too much from the large ones."""


class PageViews(QWidget):
    """Both show the same document in the same look, lie the same way, and are at the same page."""

    page_changed = Signal(int)
    """The page being read, from 0."""
    retry_changed = Signal(bool)
    """Whether there is a page in sight that can be tried again."""
    strip_shown = Signal(bool)

    def __init__(self, source: PageSource, parent: QWidget, name: str) -> None:
        """``name`` begins the object names of the parts."""
        super().__init__(parent)
        self._wants_strip: bool | None = None
        self._turns = UPRIGHT
        self.pictures = PagePictures(source, self)
        self.strip = PageStrip(source, self)
        self.strip.setObjectName(f"{name}_strip")
        self.canvas = PageCanvas(self.pictures, self)
        self.canvas.setObjectName(f"{name}_canvas")
        self.retry = PageRetry(self.canvas, self.pictures)
        self.hand = PageHand(self.canvas)
        self._connect()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.strip)
        row.addWidget(self.canvas, 1)

    @property
    def turns(self) -> PageTurns:
        """How pages lie."""
        return self._turns

    def open(
        self,
        path: Path | None,
        pages: int,
        password: str = "",
        look: FaxLook | None = None,
        turns: PageTurns = UPRIGHT,
    ) -> None:
        """Show a document of so many pages, lying so, from its top, or nothing."""
        self._turns = turns
        for pictures in (self.pictures, self.strip.pictures):
            pictures.open(path, password, look)
            pictures.set_turns(turns)
        self.strip.open(pages)
        self.canvas.set_turns(turns)
        self.canvas.open(pages)
        self.retry.place()
        self._show_strip()
        if pages:
            self.strip.show_page(0)

    def set_look(self, look: FaxLook | None) -> None:
        """Show the same pages with another look."""
        for pictures in (self.pictures, self.strip.pictures):
            pictures.set_look(look)
        self.strip.refresh()
        self._note_failures()
        self.canvas.viewport().update()

    def set_turns(self, turns: PageTurns) -> None:
        """Have the pages lie so."""
        self._turns = turns
        for pictures in (self.pictures, self.strip.pictures):
            pictures.set_turns(turns)
        self.strip.refresh()
        self.canvas.set_turns(turns)

    def choose_strip(self, is_wanted: bool) -> None:
        """A person wants small pages, or none, whatever room there is."""
        self._wants_strip = is_wanted
        self._show_strip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Small pages come and go with the room, unless a person has chosen."""
        super().resizeEvent(event)
        self._show_strip()

    def _connect(self) -> None:
        self.pictures.settled.connect(self.strip.allow)
        self.pictures.arrived.connect(self._note_failures)
        self.pictures.failed.connect(self._note_failures)
        self.canvas.moved.connect(self._note_failures)
        self.canvas.page_changed.connect(self.strip.show_page)
        self.canvas.page_changed.connect(self.page_changed)
        self.strip.page_asked.connect(self.canvas.go_to)
        self.strip.entered.connect(self.canvas.setFocus)

    def _show_strip(self) -> None:
        has_room = self.width() >= _ROOM_FOR_STRIP and self.canvas.page_count > 1
        is_wanted = has_room if self._wants_strip is None else self._wants_strip
        self.strip.setVisible(is_wanted)
        self.strip_shown.emit(is_wanted)

    def _note_failures(self) -> None:
        self.retry.place()
        self.retry_changed.emit(bool(self.retry.failed))
