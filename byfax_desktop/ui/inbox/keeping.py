"""The dialog in which a person says where new faxes are saved by themselves, as what, and under which names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.ui.help.explained import explain
from byfax_desktop.ui.inbox.names import FIELDS, example_text
from byfax_desktop.ui.widgets.folder_field import FolderField
from byfax_desktop.ui.widgets.texts import shown_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from byfax_desktop.store.kept_faxes import KeepRule

_ALL = ""
_LIKE_ALL, _NONE, _PDF, _TIFF = "", "none", "pdf", "tiff"
_FORMS = (("Do not save", _NONE), ("PDF", _PDF), ("TIFF, as it came", _TIFF))
_LEAST_WIDTH = 480


class KeepingDialog(QDialog):
    """``wanted`` with the rules, and whether faxes that are here are saved too, when a person accepts."""

    wanted = Signal(object, bool)

    def __init__(
        self, rules: Iterable[KeepRule], numbers: Iterable[str], parent: QWidget | None = None
    ) -> None:
        """``numbers`` are those of the account (E.164) that may have rules of their own."""
        super().__init__(parent)
        self.setObjectName("keeping_dialog")
        self.setWindowTitle("Save new faxes automatically")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rules = {rule.did: rule for rule in rules}
        self._numbers = QComboBox(self)
        self._form = QComboBox(self)
        self._folder = FolderField("keeping", "Folder for new faxes", self)
        self._pattern = QLineEdit(self)
        self._example = QLabel(self)
        self._old = QCheckBox("Save the faxes that are &here already too", self)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._name_parts()
        self._offer_numbers({*numbers, *self._rules} - {_ALL})
        self._arrange()
        explain(self)
        self._show_rule()
        self._numbers.currentIndexChanged.connect(self._show_rule)
        self._form.activated.connect(self._take)
        self._pattern.textEdited.connect(self._take)
        self._folder.chosen.connect(self._take_folder)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)

    def use_folder(self, folder: str) -> None:
        """Save the faxes to the chosen number in this folder."""
        self._folder.take(folder)

    def _take_folder(self) -> None:
        """Who chooses a folder wants faxes saved there."""
        if self._form.currentData() in (_LIKE_ALL, _NONE):
            self._form.setCurrentIndex(self._form.findData(_PDF))
        self._take()

    def _did(self) -> str:
        return str(self._numbers.currentData())

    def _show_rule(self) -> None:
        """Fill the fields with the rule of the chosen number."""
        rule = self._rules.get(self._did())
        self._form.clear()
        if self._did() != _ALL:
            self._form.addItem("As for all numbers", _LIKE_ALL)
        for words, form in _FORMS:
            self._form.addItem(words, form)
        self._form.setCurrentIndex(max(0, self._form.findData(rule.form.value if rule else _LIKE_ALL)))
        self._folder.show_folder(rule.folder if rule else "")
        self._pattern.setText(rule.pattern if rule else _standard_pattern())
        self._fit()

    def _take(self) -> None:
        """Keep what the fields say as the rule of the chosen number."""
        from byfax_desktop.store.kept_faxes import KeepForm, KeepRule

        form, of_all = self._form.currentData(), self._rules.get(_ALL)
        if form in (_PDF, _TIFF) and not self._folder.folder and of_all:
            self._folder.show_folder(of_all.folder)
        if form == _LIKE_ALL:
            self._rules.pop(self._did(), None)
        else:
            pattern = self._pattern.text().strip()
            self._rules[self._did()] = KeepRule(self._did(), KeepForm(form), self._folder.folder, pattern)
        self._fit()

    def _fit(self) -> None:
        """Show the example, and grey what has no meaning now."""
        is_saved = self._form.currentData() in (_PDF, _TIFF)
        self._pattern.setEnabled(is_saved)
        self._example.setText(self._example_text() if is_saved else "")
        lacking = [did for did, rule in self._rules.items() if rule.form.value != _NONE and not rule.folder]
        save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(not lacking)
        save.setToolTip("Choose a folder first" if lacking else "")

    def _example_text(self) -> str:
        """The name that a fax of now would get."""
        to = self._did() or next(
            (str(self._numbers.itemData(place)) for place in range(1, self._numbers.count())), ""
        )
        rule = self._rules[self._did()]
        return example_text(rule.pattern, rule.form, to)

    def _accept(self) -> None:
        self.wanted.emit(tuple(self._rules.values()), self._old.isChecked())
        self.accept()

    def _offer_numbers(self, numbers: set[str]) -> None:
        self._numbers.addItem("All numbers", _ALL)
        for number in sorted(numbers):
            self._numbers.addItem(shown_number(number), number)

    def _name_parts(self) -> None:
        for part, name, spoken in (
            (self._numbers, "keeping_number", "Faxes to"),
            (self._form, "keeping_form", "Save as"),
            (self._pattern, "keeping_pattern", "Pattern of names"),
            (self._old, "keeping_old", "Save the faxes that are here already too"),
        ):
            part.setObjectName(name)
            part.setAccessibleName(spoken)
        self._pattern.setAccessibleDescription(FIELDS)
        self._example.setObjectName("keeping_example")

    def _arrange(self) -> None:
        hint = QLabel(FIELDS, self)
        hint.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        for label in (hint, self._example):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("Faxes &to:", self._numbers)
        form.addRow("Save &as:", self._form)
        form.addRow("Folder:", self._folder)
        form.addRow("&Name:", self._pattern)
        form.addRow("", self._example)
        form.addRow("", hint)
        form.addRow("", self._old)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(form)
        column.addStretch()
        column.addWidget(self._buttons)
        self.setMinimumWidth(_LEAST_WIDTH)


def _standard_pattern() -> str:
    from byfax_desktop.engine.keeping import STANDARD_PATTERN

    return STANDARD_PATTERN
