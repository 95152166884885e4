"""From fax to fax by keys, wherever the keyboard is: in the list or in the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.widgets.announce import announce

if TYPE_CHECKING:
    from byfax_desktop.ui.inbox.fax_list import FaxList


class Steps(QObject):
    """Alt+Down and Alt+Up go to the next and the previous fax, N on pages to the next new one.

    What is listed counts: of a search only what was found. At an end of the list one stays, and is told.
    """

    def __init__(self, faxes: FaxList, pages: QWidget) -> None:
        super().__init__(faxes)
        self._faxes = faxes
        self._pages = pages
        for room in (faxes.view, pages):
            _on_key("Alt+Down", room, self.go_on)
            _on_key("Alt+Up", room, self.go_back)
        # In the list a letter goes to a row that begins with it.
        _on_key("N", pages, self.go_to_new)

    def go_on(self) -> None:
        """Show the next fax; the first one where none is shown."""
        row = self._row() + 1
        if row < len(self._faxes.model.records):
            self._go(row)
        else:
            self._say("This is the last fax.")

    def go_back(self) -> None:
        """Show the fax before; the first one where none is shown."""
        row = max(self._row(), 1) - 1
        if self._row() == 0 or not self._faxes.model.records:
            self._say("This is the first fax.")
        else:
            self._go(row)

    def go_to_new(self) -> None:
        """Show the next new fax further down, or else the first from above."""
        records, after = self._faxes.model.records, self._row() + 1
        rows = (*range(after, len(records)), *range(after - 1))
        found = next((row for row in rows if records[row].unread), None)
        if found is None:
            self._say("There is no other new fax.")
        else:
            self._go(found)

    def _row(self) -> int:
        """The row that is shown; -1 where none is."""
        return self._faxes.view.currentIndex().row()

    def _go(self, row: int) -> None:
        self._faxes.go_to(self._faxes.model.records[row].fax.ref)

    def _say(self, words: str) -> None:
        announce(self._pages, words)


def _on_key(keys: str, room: QWidget, do: Callable[[], None]) -> None:
    shortcut = QShortcut(QKeySequence(keys), room)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(do)
