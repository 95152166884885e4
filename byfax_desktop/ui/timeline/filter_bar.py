"""Which entries of a history are listed: of which kind, of which number, and with what in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from byfax_desktop.engine.correspondents import shown_key
from byfax_desktop.store.timeline import TimelineFilter, TimelineKind
from byfax_desktop.ui.widgets.search_field import SearchField
from byfax_desktop.ui.widgets.tips import shown_text

if TYPE_CHECKING:
    from byfax_desktop.engine.correspondents import Correspondent


class FilterBar(QWidget):
    """``changed`` when other entries are wanted, ``typed`` when another text is; ``wanted`` says which."""

    changed = Signal()
    typed = Signal()
    left = Signal()
    """The keyboard is to go on to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_filters")
        self._kinds = self._box("kind", "What is listed")
        for kind in TimelineKind:
            self._kinds.addItem(kind.value, kind)
        self._numbers = self._box("number", "Of which number")
        self.search = SearchField(
            "timeline_search",
            "Search this history",
            "Search subject, note, station, ref",
            "Search subjects, notes, station ids and refs (Ctrl+F)",
            self,
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._kinds)
        row.addWidget(self._numbers)
        row.addWidget(self.search, 1)
        for box in (self._kinds, self._numbers):
            box.currentIndexChanged.connect(self.changed)
        self.search.textChanged.connect(self.typed)
        self.search.left.connect(self.left)

    @property
    def is_empty(self) -> bool:
        """Whether everything is wanted."""
        return self.wanted() == TimelineFilter() and not self._numbers.currentData()

    def wanted(self) -> TimelineFilter:
        """What a person wants to see now."""
        return TimelineFilter(TimelineKind(self._kinds.currentData()), self.search.text().strip())

    def whom(self, whom: Correspondent) -> Correspondent:
        """Them with the chosen number, or with all."""
        key = self._numbers.currentData()
        return whom.only(key) if key else whom

    def offer_numbers(self, whom: Correspondent) -> None:
        """Offer each number of somebody who has several; nothing is told."""
        chosen = self._numbers.currentData()
        with QSignalBlocker(self._numbers):
            self._numbers.clear()
            self._numbers.addItem("All numbers", "")
            for key in whom.keys:
                self._numbers.addItem(shown_text(shown_key(key)), key)
            self._numbers.setCurrentIndex(max(0, self._numbers.findData(chosen)))
        self._numbers.setVisible(len(whom.keys) > 1)

    def clear(self) -> None:
        """Want everything."""
        with QSignalBlocker(self):
            self.search.clear()
            for box in (self._kinds, self._numbers):
                box.setCurrentIndex(0)
        self.changed.emit()

    def _box(self, name: str, spoken: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(f"timeline_{name}")
        box.setAccessibleName(spoken)
        return box
