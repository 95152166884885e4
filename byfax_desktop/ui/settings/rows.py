"""One option in the window of settings: its field, and what it does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.ui.settings.option import Amount, Choice, Flag, Line, Option, TimeOfDay
from byfax_desktop.ui.settings.preferences import Preferences

if TYPE_CHECKING:
    from collections.abc import Callable

_INDENT = 24
_LABEL = 184
_CLOCK = "HH:mm"


class OptionRow(QWidget):
    """Shows what is chosen, keeps what a person chooses at once, and follows changes from elsewhere."""

    entered = Signal(object)
    """A person chose this value."""
    secret_entered = Signal(str)
    """A person typed this secret, or wants it forgotten where it is empty; it is kept nowhere here."""

    def __init__(self, option: Option[Any], preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"row_{option.name.replace('/', '_')}")
        self.option = option
        self._preferences = preferences
        self.field, self._show = _field(option, self)
        self.field.setObjectName(f"option_{option.name.replace('/', '_')}")
        self.field.setAccessibleName(option.title)
        self.field.setAccessibleDescription(option.about)
        self.field.setWhatsThis(option.about)
        self._arrange()
        self.entered.connect(partial(preferences.choose, option))
        preferences.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Show what is chosen; a field that means nothing as things are can't be changed."""
        if not isinstance(self.option, Line) or not (self.option.is_secret or self.field.hasFocus()):
            blocked = self.field.blockSignals(True)
            self._show(self._preferences.value(self.option))
            self.field.blockSignals(blocked)
        self.setEnabled(self._preferences.counts(self.option))

    def matches(self, words: list[str]) -> bool:
        """Whether all of these lower-case words stand in what a person reads here."""
        said = f"{self.option.section.value} {self.option.title} {self.option.about}".casefold()
        return all(word in said for word in words)

    def reset(self) -> None:
        """Choose what it is when nobody has chosen."""
        if isinstance(self.option, Line) and self.option.is_secret:
            self.secret_entered.emit("")
        self._preferences.choose(self.option, self.option.default)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        if isinstance(self.option, Flag):
            column.addWidget(self.field)
        else:
            label = QLabel(f"{self.option.title}:", self)
            label.setBuddy(self.field)
            label.setMinimumWidth(_LABEL)
            line = QHBoxLayout()
            line.addWidget(label)
            line.addWidget(self.field)
            line.addStretch(1)
            column.addLayout(line)
        if self.option.about:
            about = QLabel(self.option.about, self)
            about.setWordWrap(True)
            about.setIndent(_INDENT if isinstance(self.option, Flag) else _LABEL + 6)
            about.setForegroundRole(about.foregroundRole().PlaceholderText)
            column.addWidget(about)


def _field(option: Option[Any], row: OptionRow) -> tuple[QWidget, Callable[[Any], object]]:
    """The field of an option, and what shows a value in it."""
    if isinstance(option, Flag):
        box = QCheckBox(option.title, row)
        box.toggled.connect(row.entered.emit)
        return box, box.setChecked
    if isinstance(option, Choice):
        return _combo(option, row)
    if isinstance(option, Amount):
        spin = QSpinBox(row)
        spin.setRange(option.least, option.most)
        spin.valueChanged.connect(row.entered.emit)
        return spin, spin.setValue
    if isinstance(option, TimeOfDay):
        time = QTimeEdit(row)
        time.setDisplayFormat(_CLOCK)
        time.timeChanged.connect(lambda chosen: row.entered.emit(chosen.toString(_CLOCK)))
        return time, lambda value: time.setTime(QTime.fromString(value, _CLOCK))
    line = QLineEdit(row)
    line.setMinimumWidth(220)
    if isinstance(option, Line) and option.is_secret:
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.editingFinished.connect(lambda: _take_secret(line, row))
    else:
        line.editingFinished.connect(lambda: row.entered.emit(line.text().strip()))
    return line, line.setText


def _take_secret(line: QLineEdit, row: OptionRow) -> None:
    """Hand it on, and keep nothing of it in the field and its undo."""
    secret = line.text()
    if secret:
        line.clear()
        line.setPlaceholderText("It was handed to the keyring")
        row.secret_entered.emit(secret)


def _combo(option: Choice, row: OptionRow) -> tuple[QWidget, Callable[[str], object]]:
    combo = QComboBox(row)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(24)
    for value, title in option.entries():
        combo.addItem(title, value)
    combo.activated.connect(lambda index: row.entered.emit(combo.itemData(index)))

    def show(value: str) -> None:
        combo.setCurrentIndex(max(0, combo.findData(value, Qt.ItemDataRole.UserRole)))

    return combo, show
