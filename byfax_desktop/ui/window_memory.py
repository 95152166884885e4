"""Where the window stood, how its parts were divided, and which tab was open: kept for the next start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow, QSplitter

if TYPE_CHECKING:
    from byfax_desktop.ui.session import Settings

_PLACE, _PARTS, _TAB = "window/place", "window/parts", "window/tab"


class WindowMemory:
    """Qt itself sees to it that a window of another screen comes back where it can be seen."""

    def __init__(self, window: QMainWindow, settings: Settings) -> None:
        self._window = window
        self._settings = settings

    def place(self) -> None:
        """Put the window where it stood; before it is shown."""
        place = self._settings.value(_PLACE)
        if isinstance(place, QByteArray):
            self._window.restoreGeometry(place)

    def divide(self) -> None:
        """Divide its parts as they were; once all are there."""
        for splitter in self._splitters():
            parts = self._settings.value(f"{_PARTS}/{splitter.objectName()}")
            if isinstance(parts, QByteArray):
                splitter.restoreState(parts)

    def tab(self, among: int) -> int:
        """The tab that was open last; the first where there is none such ``among`` so many."""
        kept = str(self._settings.value(_TAB) or "")
        return int(kept) if kept.isdecimal() and int(kept) < among else 0

    def keep(self, tab: int) -> None:
        """Have it so again at the next start."""
        self._settings.setValue(_PLACE, self._window.saveGeometry())
        self._settings.setValue(_TAB, tab)
        for splitter in self._splitters():
            self._settings.setValue(f"{_PARTS}/{splitter.objectName()}", splitter.saveState())

    def _splitters(self) -> Iterator[QSplitter]:
        return (each for each in self._window.findChildren(QSplitter) if each.objectName())
