"""The options that most faxes leave as they are: tries, priority, who makes the pages, and the header line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QSpinBox, QWidget

from byfax_desktop.ui.compose.fax_options import MOST_RETRIES, FaxOptions
from byfax_desktop.ui.compose.option_words import FIRST, LAST
from byfax_desktop.ui.send_dialog.header_field import HeaderField

_USUAL_ROW, _NUMBER_ROW = 0, 3
_PRIORITIES: tuple[tuple[str, int | None], ...] = (
    ("Usual", None),
    ("High", FIRST),
    ("Low", LAST),
    ("By number", None),
)


class MoreOptions(QWidget):
    """``changed`` with the options that are chosen otherwise, by their names in FaxOptions."""

    changed = Signal(dict)

    def __init__(self, values: Callable[[], Mapping[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._retries = QSpinBox(self)
        self._priority = QComboBox(self)
        self._number = QSpinBox(self)
        self._maker = QComboBox(self)
        self._header = HeaderField(values, self)
        self._form = QFormLayout(self)
        self._set_up()
        self._arrange()
        self._connect()

    def show_options(self, options: FaxOptions, can_be_prepared: bool) -> None:
        """Show these; pages are made here only where nothing is chosen that the service must make."""
        blockers = [
            QSignalBlocker(each) for each in (self._retries, self._priority, self._number, self._maker)
        ]
        self._retries.setValue(options.retries)
        known = {value: row for row, (_, value) in enumerate(_PRIORITIES[:_NUMBER_ROW])}
        is_by_number = self._priority.currentIndex() == _NUMBER_ROW and options.priority is not None
        self._priority.setCurrentIndex(
            _NUMBER_ROW if is_by_number else known.get(options.priority, _NUMBER_ROW)
        )
        if options.priority is not None:
            self._number.setValue(options.priority)
        self._number.setVisible(self._priority.currentIndex() == _NUMBER_ROW)
        self._maker.setCurrentIndex(int(options.prepared))
        self._form.setRowVisible(self._maker, can_be_prepared or options.prepared)
        self._header.set_value(options.header)
        del blockers

    def show_sample(self) -> None:
        """What the header line is filled with has changed."""
        self._header.show_sample()

    def _take_priority(self) -> None:
        row = self._priority.currentIndex()
        self._number.setVisible(row == _NUMBER_ROW)
        self.changed.emit({"priority": self._number.value() if row == _NUMBER_ROW else _PRIORITIES[row][1]})

    def _connect(self) -> None:
        self._retries.valueChanged.connect(lambda tries: self.changed.emit({"retries": tries}))
        self._priority.currentIndexChanged.connect(self._take_priority)
        self._number.valueChanged.connect(self._take_priority)
        self._maker.currentIndexChanged.connect(lambda row: self.changed.emit({"prepared": bool(row)}))
        self._header.changed.connect(lambda: self.changed.emit({"header": self._header.value()}))

    def _set_up(self) -> None:
        for each, name, title in (
            (self._retries, "retries", "Further tries when busy or not answered"),
            (self._priority, "priority", "Priority"),
            (self._number, "priority_number", "Priority from 1, the first, to 100"),
            (self._maker, "pages_maker", "Who makes the pages"),
        ):
            each.setObjectName(name)
            each.setAccessibleName(title)
        self._retries.setRange(0, MOST_RETRIES)
        self._retries.setToolTip("So often a line that is busy, or not answered, is tried again.")
        self._number.setRange(1, 100)
        self._number.setValue(50)
        self._number.setToolTip("1 goes first, 100 last.")
        self._priority.addItems([title for title, _ in _PRIORITIES])
        self._maker.addItems(["byFax, from the documents", "This computer, exactly as shown"])

    def _arrange(self) -> None:
        priority = QWidget(self)
        row = QHBoxLayout(priority)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._priority)
        row.addWidget(self._number)
        row.addStretch(1)
        priority.setFocusProxy(self._priority)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.addRow("Fur&ther tries", self._retries)
        self._form.addRow("Pr&iority", priority)
        self._form.addRow("Pages made b&y", self._maker)
        self._form.addRow(self._header)
