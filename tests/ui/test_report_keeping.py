"""Which reports are saved by themselves: the dialog."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from byfax_desktop.store.proofs import ProofForm, ProofPlace, ProofRule
from byfax_desktop.ui.outbox.report_keeping import ReportKeepingDialog

AT_FIRST = (
    ProofRule(ProofPlace.ACCOUNT, ProofForm.EVIDENCE),
    ProofRule(ProofPlace.FOLDER, ProofForm.NONE),
)


class Hands:
    """A person at the dialog."""

    def __init__(self, qtbot: QtBot, *rules: ProofRule) -> None:
        self._qtbot = qtbot
        self.dialog = ReportKeepingDialog(rules or AT_FIRST)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        self.wanted: list[tuple[ProofRule, ...]] = []
        self.dialog.wanted.connect(self.wanted.append)

    @property
    def save(self) -> QPushButton:
        buttons = self.dialog.findChild(QDialogButtonBox)
        assert isinstance(buttons, QDialogButtonBox)
        return buttons.button(QDialogButtonBox.StandardButton.Save)

    @property
    def example(self) -> str:
        label = self.dialog.findChild(QLabel, "report_keeping_example")
        assert isinstance(label, QLabel)
        return label.text()

    @property
    def own(self) -> QCheckBox:
        box = self.dialog.findChild(QCheckBox, "report_keeping_own")
        assert isinstance(box, QCheckBox)
        return box

    def box(self, name: str) -> QComboBox:
        box = self.dialog.findChild(QComboBox, f"report_keeping_{name}")
        assert isinstance(box, QComboBox)
        return box

    @property
    def pattern(self) -> QLineEdit:
        line = self.dialog.findChild(QLineEdit, "report_keeping_pattern")
        assert isinstance(line, QLineEdit)
        return line

    def write_pattern(self, pattern: str) -> None:
        self.pattern.selectAll()
        self._qtbot.keyClicks(self.pattern, pattern)


def test_at_first_evidence_is_kept_and_nothing_is_saved_elsewhere(qtbot: QtBot) -> None:
    hands = Hands(qtbot)
    assert hands.own.isChecked()
    assert hands.box("form").currentText() == "Nothing"
    assert hands.example == ""
    assert not hands.pattern.isEnabled()
    hands.save.click()
    (rules,) = hands.wanted
    assert [rule.form for rule in rules] == [ProofForm.EVIDENCE, ProofForm.NONE]


def test_the_accounts_own_evidence_can_be_switched_off(qtbot: QtBot) -> None:
    hands = Hands(qtbot)
    qtbot.keyClick(hands.own, Qt.Key.Key_Space)
    hands.save.click()
    assert hands.wanted[0][0] == ProofRule(ProofPlace.ACCOUNT, ProofForm.NONE)
    assert not Hands(qtbot, *hands.wanted[0]).own.isChecked()


def test_without_a_folder_nothing_can_be_saved(qtbot: QtBot) -> None:
    hands = Hands(qtbot)
    qtbot.keyClicks(hands.box("form"), "Evidence")
    assert not hands.save.isEnabled()
    assert hands.save.toolTip() == "Choose a folder first"
    hands.dialog.folder.take("/mine")
    qtbot.keyClicks(hands.box("which"), "Faxes that")
    hands.save.click()
    pattern = "{result} {date} {time} {to}"
    assert hands.wanted[0][1] == ProofRule(ProofPlace.FOLDER, ProofForm.EVIDENCE, "/mine", pattern, True)


def test_who_chooses_a_folder_wants_reports_saved(qtbot: QtBot) -> None:
    hands = Hands(qtbot)
    hands.dialog.folder.take("/mine")
    assert hands.box("form").currentText() == "Report"


def test_a_folder_is_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    hands = Hands(qtbot)
    button = hands.dialog.findChild(QPushButton, "report_keeping_choose_folder")
    assert isinstance(button, QPushButton)
    button.click()
    place = hands.dialog.findChild(QFileDialog, "report_keeping_folder_place")
    assert isinstance(place, QFileDialog)
    place.fileSelected.emit(str(tmp_path))
    place.close()
    assert hands.dialog.folder.folder == str(tmp_path)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{number} {subject}", "4930123456 Offer.pdf"),
        ("{result}/{to}", "OK_Anna Schmidt.pdf"),
        ("../{other}", "_{other}.pdf"),
    ],
)
def test_the_example_follows_the_pattern(qtbot: QtBot, pattern: str, name: str) -> None:
    hands = Hands(qtbot)
    hands.dialog.folder.take("/mine")
    hands.write_pattern(pattern)
    assert name in hands.example


def test_what_was_chosen_is_shown(qtbot: QtBot) -> None:
    rule = ProofRule(ProofPlace.FOLDER, ProofForm.EVIDENCE, "/mine", "{to}", True)
    hands = Hands(qtbot, AT_FIRST[0], rule)
    assert (hands.dialog.folder.folder, hands.pattern.text()) == ("/mine", "{to}")
    hands.save.click()
    assert hands.wanted == [(AT_FIRST[0], rule)]
