"""The Numbers tab: the account's own fax numbers, and beside them the numbers that can be rented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from byfax_desktop.ui.numbers.explorer import NumberExplorer
from byfax_desktop.ui.numbers.own import OwnNumbers

if TYPE_CHECKING:
    from byfax_desktop.ui.session import Session

OWN, FIND = range(2)


class NumbersTab(QWidget):
    """Two views, one at a time."""

    faxes_asked = Signal(str)
    """A person wants to see the faxes to a number (E.164)."""
    sender_asked = Signal(str)
    """A person wants to send from a number (E.164)."""
    fax_to = Signal(str)
    """A person wants to send a fax to a number (E.164), to try it."""
    noted = Signal(str)
    """Something that was asked for goes on elsewhere."""
    troubled = Signal(object)
    """Something that was asked for came to nothing: a Trouble."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("numbers_tab")
        self.own = OwnNumbers(session, self)
        self.explorer = NumberExplorer(session, self)
        self._views = QStackedWidget(self)
        self.choice = QTabBar(self)
        self.choice.setObjectName("numbers_views")
        self.choice.setAccessibleName("My numbers, Find a number")
        self.choice.setDrawBase(False)
        self.choice.setExpanding(False)
        for title, view in (("&My numbers", self.own), ("Find a numb&er", self.explorer)):
            self._views.addWidget(view)
            self.choice.addTab(title)
        self.choice.currentChanged.connect(self._show)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self.choice)
        column.addWidget(self._views, 1)
        self._show(OWN)
        self._connect()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on. (A focus proxy would cut the tab order here.)"""
        # One who means to find a number begins by saying where.
        is_finding = self.choice.currentIndex() == FIND
        (self.explorer.search if is_finding else self.own.view).setFocus(event.reason())

    def _show(self, place: int) -> None:
        focused = QApplication.focusWidget()
        # One who goes through the titles by arrow keys stays there.
        goes_on = focused is not None and focused is not self.choice and self.isAncestorOf(focused)
        self._views.setCurrentIndex(place)
        if goes_on:
            self.setFocus()

    def _connect(self) -> None:
        deeds = self.own.deeds
        deeds.faxes_asked.connect(self.faxes_asked)
        deeds.sender_asked.connect(self.sender_asked)
        deeds.fax_to.connect(self.fax_to)
        for part in (deeds, self.explorer):
            part.noted.connect(self.noted)
            part.troubled.connect(self.troubled)
        self.own.find_asked.connect(lambda: self.choice.setCurrentIndex(FIND))
