"""Which of the sent faxes are listed: how they stand, when they were sent, who sent them, and a text in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from byfax_desktop.ui.widgets.period import PeriodBox
from byfax_desktop.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from byfax_desktop.store.sent_filter import SentFilter

_GROUPS = (
    ("All faxes", ""),
    ("On their way", "under-way"),
    ("Delivered", "delivered"),
    ("Not delivered", "not-delivered"),
    ("Waiting for you", "for-you"),
    ("Cancelled", "cancelled"),
)
"""Words for each value of a SentGroup."""


class FilterBar(QWidget):
    """``changed`` when other faxes are wanted; ``wanted`` says which."""

    changed = Signal()
    left = Signal()
    """The keyboard is to go on to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outbox_filters")
        self._group = self._box("outbox_group", "How the faxes stand")
        for text, value in _GROUPS:
            self._group.addItem(text, value)
        self.period = PeriodBox("outbox", "When the faxes were sent", self)
        self._sender = self._box("outbox_sender", "Who sent the faxes")
        self.show_senders(())
        self.search = SearchField(
            "outbox_search",
            "Search sent faxes",
            "Search name, number, subject, ref",
            "Search names, companies, numbers, subjects and refs (Ctrl+F)",
            self,
        )
        self._count = QLabel(self)
        self._row = QHBoxLayout(self)
        self._arrange()
        for box in (self._group, self._sender):
            box.currentIndexChanged.connect(self.changed)
        self.period.changed.connect(self.changed)
        self.search.textChanged.connect(self.changed)
        self.search.left.connect(self.left)

    def wanted(self) -> SentFilter:
        """What a person wants to see now."""
        from byfax_desktop.store.sent_filter import SentFilter, SentGroup

        group = self._group.currentData()
        return SentFilter(
            self.search.text().strip(),
            SentGroup(group) if group else None,
            *self.period.span(),
            self._sender.currentData(),
        )

    @property
    def is_empty(self) -> bool:
        """Whether everything is wanted."""
        chosen = (self._group, self.period.choice, self._sender)
        return not self.search.text().strip() and not any(box.currentIndex() for box in chosen)

    def clear(self) -> None:
        """Want everything."""
        if not self.is_empty:
            with QSignalBlocker(self):
                self.search.clear()
                self.period.clear()
                for box in (self._group, self._sender):
                    box.setCurrentIndex(0)
            self.changed.emit()

    def show_senders(self, senders: tuple[str, ...]) -> None:
        """Offer these; what was chosen stays. There is no choice where there is only one."""
        chosen = self._sender.currentData() or ""
        with QSignalBlocker(self._sender):
            self._sender.clear()
            self._sender.addItem("Any sender", "")
            for sender in sorted({*senders, chosen} - {""}, key=str.casefold):
                self._sender.addItem(sender, sender)
            self._sender.setCurrentIndex(max(0, self._sender.findData(chosen)))
        self._sender.setVisible(self._sender.count() > 2 or bool(chosen))

    def tell_count(self, words: str) -> None:
        """Say how many there are."""
        self._count.setText(words)

    def add(self, part: QWidget) -> None:
        """Put what belongs to the list as a whole at the end of the row."""
        self._row.addWidget(part)

    def _box(self, name: str, spoken: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow)
        box.setMaximumWidth(24 * self.fontMetrics().averageCharWidth())
        return box

    def _arrange(self) -> None:
        self._count.setObjectName("outbox_count")
        row = self._row
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self._group, self.period, self._sender):
            row.addWidget(part)
        row.addWidget(self.search, 1)
        row.addWidget(self._count)
