"""All that is one recipient's own, in a small dialog."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.fax.trouble import shown_name
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.elided import ElidedLabel

if TYPE_CHECKING:
    from byfax_desktop.engine.drafts import Greeting

_WIDTH = 440
_FILTER = "Sound (*.wav *.mp3)"
_LANGUAGES = (("English", "EN"), ("Russian", "RU"))
_FIELDS = (
    ("name", "&Name", ""),
    ("company", "C&ompany", ""),
    ("number", "&Fax number", "With country code"),
    ("subject", "&Subject", "That of the fax"),
    ("header", "Page &header", "That of the fax"),
)
_VALUE = 1


class RecipientDetails(QDialog):
    """``taken`` with the entry as it was changed."""

    taken = Signal(object)

    def __init__(self, entry: RecipientEntry, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("recipient_details")
        self.setWindowTitle("Recipient")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entry = entry
        self._lines = {field: QLineEdit(getattr(entry, field), self) for field, _, _ in _FIELDS}
        self.greeting = GreetingField(entry.greeting, self)
        self._values = _values_table(entry.values, self)
        kinds = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._arrange()

    def accept(self) -> None:
        """Tell what the recipient is now."""
        texts = {field: line.text().strip() for field, line in self._lines.items()}
        names = (name for name, _ in self._entry.values)
        values = tuple((name, self._cell(row)) for row, name in enumerate(names))
        changed = replace(self._entry, values=values, greeting=self.greeting.greeting)
        self.taken.emit(replace(changed, **texts))  # type: ignore[arg-type]
        super().accept()

    def _cell(self, row: int) -> str:
        item = self._values.item(row, _VALUE)
        return item.text() if item else ""

    def _arrange(self) -> None:
        form = QFormLayout()
        for field, label, hint in _FIELDS:
            line = self._lines[field]
            line.setObjectName(f"recipient_{field}")
            line.setAccessibleName(label.replace("&", ""))
            line.setPlaceholderText(hint)
            form.addRow(label, line)
        self._lines["number"].setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        form.addRow("&Greeting", self.greeting)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._values, 1)
        column.addWidget(self._buttons)
        self._values.setVisible(bool(self._entry.values))
        self.setMinimumWidth(_WIDTH)


class GreetingField(QWidget):
    """A sound that a person hears who answers in place of a fax machine."""

    def __init__(self, greeting: Greeting | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._path = greeting.path if greeting else None
        self._name = ElidedLabel(self)
        self._name.setObjectName("recipient_greeting_name")
        self._language = QComboBox(self)
        self._language.setObjectName("recipient_greeting_language")
        self._language.setAccessibleName("Language of the greeting")
        for title, code in _LANGUAGES:
            self._language.addItem(title, code)
        if greeting:
            self._language.setCurrentIndex(self._language.findData(greeting.language.value))
        self._choose = QPushButton("&Choose…", self)
        self._choose.setObjectName("recipient_greeting_choose")
        self._remove = QPushButton("&Take out", self)
        self._remove.setObjectName("recipient_greeting_remove")
        self._choose.clicked.connect(self.choose)
        self._remove.clicked.connect(lambda: self.take(None))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._name, 1)
        for part in (self._language, self._choose, self._remove):
            row.addWidget(part)
        self.setFocusProxy(self._choose)
        self._show()

    @property
    def greeting(self) -> Greeting | None:
        """The sound and its language; None where there is none."""
        from byfax_desktop.engine.drafts import Greeting, GreetingLanguage

        if self._path is None:
            return None
        return Greeting(self._path, GreetingLanguage(self._language.currentData()), self._path.stem)

    def choose(self) -> None:
        """Ask for a file; it is not waited for."""
        dialog = QFileDialog(self, "Choose a greeting", "", _FILTER)
        dialog.setObjectName("choose_greeting")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.take(Path(chosen)))
        dialog.open()

    def take(self, path: Path | None) -> None:
        """Have this sound; None for no greeting."""
        self._path = path
        self._show()

    def _show(self) -> None:
        self._name.setText(shown_name(self._path.name) if self._path else "None")
        self._language.setVisible(self._path is not None)
        self._remove.setVisible(self._path is not None)


def _values_table(values: tuple[tuple[str, str], ...], parent: QWidget) -> QTableWidget:
    """The columns of the list that the recipient comes from; what stands in them can be changed."""
    table = QTableWidget(len(values), 2, parent)
    table.setObjectName("recipient_values")
    table.setAccessibleName("Columns of the list")
    table.setHorizontalHeaderLabels(["Column", "Value"])
    table.verticalHeader().hide()
    table.horizontalHeader().setStretchLastSection(True)
    table.setTabKeyNavigation(False)
    for row, (name, value) in enumerate(values):
        title = QTableWidgetItem(name)
        title.setFlags(Qt.ItemFlag.ItemIsEnabled)
        table.setItem(row, 0, title)
        table.setItem(row, _VALUE, QTableWidgetItem(value))
    return table
