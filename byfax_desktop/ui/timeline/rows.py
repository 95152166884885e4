"""The entries of a timeline as rows of a table, of which more are read as they come into sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from byfax_desktop.engine.timeline_words import kind_words
from byfax_desktop.ui.timeline import texts
from byfax_desktop.ui.widgets.row_model import AnyIndex, Column, RowKind, RowModel
from byfax_desktop.ui.widgets.row_view import RowView

if TYPE_CHECKING:
    from byfax_desktop.engine.timeline_entries import TimelineEntry

_SAMPLES = ("Received MMM", "30 Nov 00:00", "", "Delivered, 10 pages MM")


class TimelineRows(RowModel["TimelineEntry"]):
    """``more_asked`` once where a view wants rows beyond those that were read; ``take`` ends that."""

    more_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column("What", kind_words, icon=texts.icon_name),
            Column("When", texts.time),
            Column("Subject or note", texts.subject),
            Column("How it went", texts.state, icon=texts.state_icon),
        )
        kind = RowKind(ref=texts.ref, sentence=texts.sentence, bold=lambda _: False)
        super().__init__(columns, kind, parent)
        self._is_last = True
        self._is_asking = False

    @property
    def is_whole(self) -> bool:
        """Whether all there is was read."""
        return self._is_last

    def take(self, entries: tuple[TimelineEntry, ...], is_last: bool) -> None:
        """Hold these; more can be read unless they are the last."""
        self._is_last, self._is_asking = is_last, False
        self.show(entries)

    def canFetchMore(self, parent: AnyIndex) -> bool:
        """Whether there are more rows, here or on the disk."""
        if super().canFetchMore(parent):
            return True
        is_at_end = not parent.isValid() and not self._is_changing and len(self._rows) == len(self._records)
        return is_at_end and not self._is_last and not self._is_asking

    def fetchMore(self, parent: AnyIndex) -> None:
        """Show those that are here, or ask for some from the disk."""
        if super().canFetchMore(parent):
            super().fetchMore(parent)
        elif self.canFetchMore(parent):
            self._is_asking = True
            self.more_asked.emit()


class TimelineView(RowView):
    """``end_asked`` where the oldest entry is wanted and was not read yet."""

    end_asked = Signal()

    def __init__(self, rows: TimelineRows, parent: QWidget | None = None) -> None:
        super().__init__("timeline_entries", "Everything sent, received and noted", rows, parent)
        self._rows = rows
        self.fit_columns(_SAMPLES)

    def go_to_end(self) -> None:
        """Choose the oldest entry that is here."""
        while self._rows.canFetchMore(QModelIndex()):
            self._rows.fetchMore(QModelIndex())
        self.go_to(self._rows.rowCount() - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End goes to the oldest of all."""
        if event.key() == Qt.Key.Key_End and not self._rows.is_whole:
            self.end_asked.emit()
        else:
            super().keyPressEvent(event)
