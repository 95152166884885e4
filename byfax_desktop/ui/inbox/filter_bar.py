"""What a person chooses of the received faxes: a number, a kind, days, and a text."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from byfax_desktop.ui.inbox.sift import InboxSift, Kind
from byfax_desktop.ui.widgets.period import PeriodBox
from byfax_desktop.ui.widgets.search_field import SearchField
from byfax_desktop.ui.widgets.texts import shown_number


class FilterBar(QWidget):
    """``changed`` when other faxes are wanted; ``wanted`` says which."""

    changed = Signal()
    left = Signal()
    """The keyboard is to go on to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inbox_filters")
        self._numbers = self._box("inbox_number_filter", "Faxes to")
        self._numbers.addItem("All numbers", "")
        self._kinds = self._box("inbox_kind", "Which faxes")
        for kind in Kind:
            self._kinds.addItem(kind.value, kind)
        self._period = PeriodBox("inbox", "When the faxes came", self)
        self.search = SearchField(
            "inbox_search",
            "Search received faxes",
            "Search name, number, station, ref",
            "Search senders' names, numbers and station ids, and refs (Ctrl+F)",
            self,
        )
        self._count = QLabel(self)
        self._count.setObjectName("inbox_count")
        self._arrange()
        for box in (self._numbers, self._kinds):
            box.currentIndexChanged.connect(self.changed)
        self._period.changed.connect(self.changed)
        self.search.textChanged.connect(self.changed)
        self.search.left.connect(self.left)

    def wanted(self) -> InboxSift:
        """What a person wants to see now."""
        return InboxSift(
            self._numbers.currentData() or "",
            Kind(self._kinds.currentData()),
            *self._period.span(),
            self.search.text().strip(),
        )

    def clear(self) -> None:
        """Want everything."""
        with QSignalBlocker(self):
            self.search.clear()
            self._period.clear()
            for box in (self._numbers, self._kinds):
                box.setCurrentIndex(0)
        self.changed.emit()

    def offer_numbers(self, numbers: set[str]) -> None:
        """Offer the faxes to these (E.164), and to the chosen one; nothing is told."""
        chosen = self._numbers.currentData()
        offered = sorted(numbers | {chosen} - {""})
        if offered == [self._numbers.itemData(place) for place in range(1, self._numbers.count())]:
            return
        with QSignalBlocker(self._numbers):
            self._numbers.clear()
            self._numbers.addItem("All numbers", "")
            for number in offered:
                self._numbers.addItem(shown_number(number), number)
            self._numbers.setCurrentIndex(max(0, self._numbers.findData(chosen)))

    def choose_number(self, number: str) -> None:
        """Want all the faxes to one number that is offered, and nothing else."""
        with QSignalBlocker(self):
            self.clear()
            self._numbers.setCurrentIndex(max(0, self._numbers.findData(number)))
        self.changed.emit()

    def choose_kind(self, kind: Kind) -> None:
        """Want all the faxes of one kind, and nothing else."""
        with QSignalBlocker(self):
            self.clear()
            self._kinds.setCurrentIndex(self._kinds.findData(kind))
        self.changed.emit()

    def tell_count(self, words: str) -> None:
        """Say how many there are."""
        self._count.setText(words)

    def _box(self, name: str, spoken: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        return box

    def _arrange(self) -> None:
        choices, texts = QHBoxLayout(), QHBoxLayout()
        for part in (self._numbers, self._kinds, self._period):
            choices.addWidget(part)
        choices.addStretch()
        texts.addWidget(self.search, 1)
        texts.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for row in (choices, texts):
            row.setSpacing(8)
            column.addLayout(row)
