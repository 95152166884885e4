"""The dialog in which a person says where copies of several faxes go, as what, and under which names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.ui.inbox.names import FIELDS, example_text
from byfax_desktop.ui.widgets.folder_field import FolderField
from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from byfax_desktop.store.kept_faxes import KeepForm
    from byfax_desktop.ui.inbox.names import Habits

_LEAST_WIDTH = 480
_NEVER_OVER = "A file that has the name already is kept; the copy gets a number."


class CopiesDialog(QDialog):
    """``wanted`` with the form, the folder and the pattern when a person accepts."""

    wanted = Signal(object, str, str)

    def __init__(self, faxes: int, habits: Habits, parent: QWidget | None = None) -> None:
        """``faxes`` says how many are to be saved; the ``habits`` are those to begin with."""
        super().__init__(parent)
        self.setObjectName("copies_dialog")
        self.setWindowTitle(f"Save copies of {count(faxes, 'fax', 'faxes')}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._form = QComboBox(self)
        self._folder = FolderField("copies", "Folder for the copies", self)
        self._folder.show_folder(habits.folder)
        self._pattern = QLineEdit(habits.pattern, self)
        self._example = QLabel(self)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._fill(habits.form)
        self._arrange()
        self._form.currentIndexChanged.connect(self._show_example)
        self._pattern.textChanged.connect(self._show_example)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self._show_example()

    def use_folder(self, folder: str) -> None:
        """Save them in this folder."""
        self._folder.take(folder)

    def _fill(self, chosen: KeepForm) -> None:
        from byfax_desktop.store.kept_faxes import KeepForm

        for words, form in (("PDF", KeepForm.PDF), ("TIFF, as it came", KeepForm.TIFF)):
            self._form.addItem(words, form)
        self._form.setCurrentIndex(0 if chosen is KeepForm.PDF else 1)
        for part, name, spoken in (
            (self._form, "copies_form", "Save as"),
            (self._pattern, "copies_pattern", "Pattern of names"),
        ):
            part.setObjectName(name)
            part.setAccessibleName(spoken)
        self._pattern.setAccessibleDescription(FIELDS)
        self._example.setObjectName("copies_example")

    def _wanted_form(self) -> KeepForm:
        from byfax_desktop.store.kept_faxes import KeepForm

        return KeepForm(self._form.currentData())

    def _show_example(self) -> None:
        self._example.setText(example_text(self._pattern.text(), self._wanted_form()))

    def _accept(self) -> None:
        self.wanted.emit(self._wanted_form(), self._folder.folder, self._pattern.text().strip())
        self.accept()

    def _arrange(self) -> None:
        hint = QLabel(f"{FIELDS} {_NEVER_OVER}", self)
        hint.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        for label in (hint, self._example):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("Save &as:", self._form)
        form.addRow("Folder:", self._folder)
        form.addRow("&Names:", self._pattern)
        form.addRow("", self._example)
        form.addRow("", hint)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(form)
        column.addStretch()
        column.addWidget(self._buttons)
        self.setMinimumWidth(_LEAST_WIDTH)
