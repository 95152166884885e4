"""The dialog in which a person says which reports of sent faxes are saved by themselves, where and how named."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.ui.help.explained import explain
from byfax_desktop.ui.widgets.folder_field import FolderField
from byfax_desktop.ui.widgets.texts import isolated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from byfax_desktop.store.proofs import ProofRule

_NONE, _REPORT, _EVIDENCE = "none", "report", "evidence"
_FORMS = (
    ("Nothing", _NONE),
    ("Report", _REPORT),
    ("Evidence: the report with the pages", _EVIDENCE),
)
_WHICH = (("All faxes", False), ("Faxes that failed", True))
_FIELDS = (
    "{result} stands for OK or FAILED; {date}, {time}, {to}, {number} and {subject} for what a fax has of these."
    " A file that has the name already is kept."
)
_EVIDENCE_MEANS = (
    "One PDF for each fax that has ended: the report, every try, the pages as they went and their SHA-256."
    " It lies with the data of this account and stays when byFax deletes the fax."
    " More than 50 recipients have one together."
)
_LEAST_WIDTH = 520


class ReportKeepingDialog(QDialog):
    """``wanted`` with the rules when a person accepts."""

    wanted = Signal(object)

    def __init__(self, rules: Iterable[ProofRule], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report_keeping_dialog")
        self.setWindowTitle("Save reports automatically")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._own = QCheckBox("Keep &evidence of each fax with this account", self)
        self._form = QComboBox(self)
        self._which = QComboBox(self)
        self._folder = FolderField("report_keeping", "Folder for reports", self)
        self._pattern = QLineEdit(self)
        self._example = QLabel(self)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._name_parts()
        self._show(rules)
        self._arrange()
        explain(self)
        self._form.currentIndexChanged.connect(self._fit)
        self._pattern.textChanged.connect(self._fit)
        self._folder.chosen.connect(self._take_folder)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self._fit()

    @property
    def folder(self) -> FolderField:
        """Where reports go."""
        return self._folder

    def _show(self, rules: Iterable[ProofRule]) -> None:
        for words, form in _FORMS:
            self._form.addItem(words, form)
        for words, failed_only in _WHICH:
            self._which.addItem(words, failed_only)
        of = {rule.place.value: rule for rule in rules}
        own, chosen = of.get("account"), of.get("folder")
        self._own.setChecked(own is not None and own.form.value != _NONE)
        self._pattern.setText(chosen.pattern if chosen and chosen.pattern else _standard_pattern())
        if chosen is not None:
            self._form.setCurrentIndex(self._form.findData(chosen.form.value))
            self._which.setCurrentIndex(self._which.findData(chosen.failed_only))
            self._folder.show_folder(chosen.folder)

    def _take_folder(self) -> None:
        """Who chooses a folder wants something saved there."""
        if self._form.currentData() == _NONE:
            self._form.setCurrentIndex(self._form.findData(_REPORT))
        self._fit()

    def _fit(self) -> None:
        """Show the example, and grey what has no meaning now."""
        is_saved = self._form.currentData() != _NONE
        for part in (self._which, self._pattern):
            part.setEnabled(is_saved)
        example = isolated(_example_name(self._pattern.text().strip()))
        self._example.setText(f"For example: {example}" if is_saved else "")
        lacks_folder = is_saved and not self._folder.folder
        save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(not lacks_folder)
        save.setToolTip("Choose a folder first" if lacks_folder else "")

    def _accept(self) -> None:
        from byfax_desktop.store.proofs import ProofForm, ProofPlace, ProofRule

        own = ProofForm.EVIDENCE if self._own.isChecked() else ProofForm.NONE
        chosen = ProofRule(
            ProofPlace.FOLDER,
            ProofForm(self._form.currentData()),
            self._folder.folder,
            self._pattern.text().strip(),
            bool(self._which.currentData()),
        )
        self.wanted.emit((ProofRule(ProofPlace.ACCOUNT, own), chosen))
        self.accept()

    def _name_parts(self) -> None:
        for part, name, spoken in (
            (self._own, "report_keeping_own", "Keep evidence of each fax with this account"),
            (self._form, "report_keeping_form", "What to save"),
            (self._which, "report_keeping_which", "Of which faxes"),
            (self._pattern, "report_keeping_pattern", "Pattern of names"),
        ):
            part.setObjectName(name)
            part.setAccessibleName(spoken)
        self._own.setAccessibleDescription(_EVIDENCE_MEANS)
        self._pattern.setAccessibleDescription(_FIELDS)
        self._example.setObjectName("report_keeping_example")

    def _arrange(self) -> None:
        means, hint = self._hint(_EVIDENCE_MEANS), self._hint(_FIELDS)
        self._example.setTextFormat(Qt.TextFormat.PlainText)
        self._example.setWordWrap(True)
        room = QGroupBox("In a folder of yours", self)
        form = QFormLayout(room)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&What:", self._form)
        form.addRow("&Of:", self._which)
        form.addRow("Folder:", self._folder)
        form.addRow("&Name:", self._pattern)
        form.addRow("", self._example)
        form.addRow("", hint)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(self._own)
        column.addWidget(means)
        column.addWidget(room)
        column.addStretch(1)
        column.addWidget(self._buttons)
        self.setMinimumWidth(_LEAST_WIDTH)

    def _hint(self, text: str) -> QLabel:
        hint = QLabel(text, self)
        hint.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        hint.setTextFormat(Qt.TextFormat.PlainText)
        hint.setWordWrap(True)
        return hint


def _standard_pattern() -> str:
    from byfax_desktop.engine.proof_names import STANDARD_PATTERN

    return STANDARD_PATTERN


def _example_name(pattern: str) -> str:
    """The name that the report of a fax that has just arrived would get."""
    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
    from byfax_desktop.engine.evidence import ProvedFax
    from byfax_desktop.engine.proof_names import proof_name
    from byfax_desktop.service.records import Broadcast, Message
    from byfax_desktop.service.states import RecipientState

    fax = Message(number="+4930123456", state=RecipientState.SUCCESS, call_ended=datetime.now(UTC))
    anna = OutboxMessage(fax, "Anna Schmidt", "ACME")
    return proof_name(ProvedFax(OutboxEntry(Broadcast(), (anna,), "Offer"), anna), 0, pattern)
