"""What was done to the table of recipients, to be undone and done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from byfax_desktop.ui.compose.recipient_lines import RecipientEntry

_MOST = 100
"""Changes that are kept."""


@dataclass(frozen=True, slots=True)
class Splice:
    """At ``row``, ``new`` entries came in place of ``old`` ones; ``words`` say why."""

    words: str
    row: int
    old: tuple[RecipientEntry, ...]
    new: tuple[RecipientEntry, ...]


class RecipientHistory(QObject):
    """Notes splices; ``put(row, count, entries)`` makes one in the table when it is undone or done again."""

    changed = Signal()

    def __init__(
        self, put: Callable[[int, int, tuple[RecipientEntry, ...]], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._put = put
        self._past: list[Splice] = []
        self._future: list[Splice] = []

    @property
    def undo_text(self) -> str:
        """What would be undone; empty where there is nothing."""
        return self._past[-1].words if self._past else ""

    @property
    def redo_text(self) -> str:
        """What would be done again; empty where there is nothing."""
        return self._future[-1].words if self._future else ""

    def note(self, change: Splice) -> None:
        """It was made; what was undone before is gone."""
        self._past = [*self._past, change][-_MOST:]
        self._future.clear()
        self.changed.emit()

    def undo(self) -> int | None:
        """Take the latest change back; returns the row it was at."""
        if not self._past:
            return None
        change = self._past.pop()
        self._future.append(change)
        self._put(change.row, len(change.new), change.old)
        self.changed.emit()
        return change.row

    def redo(self) -> int | None:
        """Make the change again that was taken back last; returns the row it is at."""
        if not self._future:
            return None
        change = self._future.pop()
        self._past.append(change)
        self._put(change.row, len(change.old), change.new)
        self.changed.emit()
        return change.row

    def clear(self) -> None:
        """There is no way back any more."""
        self._past.clear()
        self._future.clear()
        self.changed.emit()
