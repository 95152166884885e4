"""What a person chooses of the received faxes: a number, a kind, days, and a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from byfax_desktop.ui.inbox.label_look import swatch
from byfax_desktop.ui.inbox.sift import InboxSift, Kind
from byfax_desktop.ui.widgets.period import PeriodBox
from byfax_desktop.ui.widgets.search_field import SearchField
from byfax_desktop.ui.widgets.texts import shown_number

if TYPE_CHECKING:
    from byfax_desktop.store.fax_labels import Label

_ALL_NUMBERS, _ALL_LABELS = ("All numbers", ""), ("All labels", 0)
_WIDEST_LABELS = 160


class FilterBar(QWidget):
    """``changed`` when other faxes are wanted; ``wanted`` says which."""

    changed = Signal()
    left = Signal()
    """The keyboard is to go on to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inbox_filters")
        self._numbers = self._box("inbox_number_filter", "Faxes to")
        self._offer(self._numbers, _ALL_NUMBERS, ())
        self._kinds = self._box("inbox_kind", "Which faxes")
        for kind in Kind:
            self._kinds.addItem(kind.value, kind)
        self._labels = self._box("inbox_label_filter", "Faxes with the label")
        self._offer(self._labels, _ALL_LABELS, ())
        # A long name would leave no room for the search.
        self._labels.setMaximumWidth(_WIDEST_LABELS)
        self._labels.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._labels.setMinimumContentsLength(len(_ALL_LABELS[0]))
        self._labels.hide()
        self._period = PeriodBox("inbox", "When the faxes came", self)
        self.search = SearchField(
            "inbox_search",
            "Search received faxes",
            "Search name, number, note, station",
            "Search senders' names, numbers and station ids, refs, labels and notes (Ctrl+F)",
            self,
        )
        self._count = QLabel(self)
        self._count.setObjectName("inbox_count")
        self._arrange()
        for box in (self._numbers, self._kinds, self._labels):
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
            self._labels.currentData() or 0,
        )

    def clear(self) -> None:
        """Want everything."""
        with QSignalBlocker(self):
            self.search.clear()
            self._period.clear()
            for box in (self._numbers, self._kinds, self._labels):
                box.setCurrentIndex(0)
        self.changed.emit()

    def offer_numbers(self, numbers: set[str]) -> None:
        """Offer the faxes to these (E.164), and to the chosen one; nothing is told."""
        offered = sorted(numbers | {self._numbers.currentData()} - {""})
        self._offer(
            self._numbers, _ALL_NUMBERS, [(shown_number(number), number, QIcon()) for number in offered]
        )

    def offer_labels(self, labels: tuple[Label, ...]) -> None:
        """Offer the faxes with these labels; where the chosen one is no more, all are wanted. Nothing is told."""
        self._offer(self._labels, _ALL_LABELS, [(label.name, label.id, swatch(label)) for label in labels])
        self._labels.setVisible(bool(labels))

    def _offer(
        self, box: QComboBox, all_of_them: tuple[str, object], offered: Sequence[tuple[str, object, QIcon]]
    ) -> None:
        """Have a box offer these after what stands for all; the chosen one stays, and nothing is told."""
        chosen, before = (
            box.currentData(),
            [(box.itemText(row), box.itemData(row)) for row in range(box.count())],
        )
        if [all_of_them, *((text, value) for text, value, _ in offered)] == before:
            return
        with QSignalBlocker(box):
            box.clear()
            box.addItem(*all_of_them)
            for text, value, shape in offered:
                box.addItem(shape, text, value)
            box.setCurrentIndex(max(0, box.findData(chosen)))

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
        texts.addWidget(self._labels)
        texts.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for row in (choices, texts):
            row.setSpacing(8)
            column.addLayout(row)
