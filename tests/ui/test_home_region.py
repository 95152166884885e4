"""Which country's numbers may be typed without a country code."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QInputDialog, QWidget
from tab_doubles import DictSettings, make_session

from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.recipients import RecipientsPanel
from byfax_desktop.ui.home_region import ask_home_region, home_region


@pytest.fixture
def settings():
    return DictSettings()


@pytest.mark.parametrize(
    ("system", "region"),
    [
        (QLocale(QLocale.Language.German, QLocale.Country.Austria), "AT"),
        (QLocale(QLocale.Language.C), None),
    ],
)
def test_it_is_that_of_the_computer_unless_one_is_chosen(monkeypatch, settings, system, region):
    monkeypatch.setattr(QLocale, "system", lambda: system)
    assert home_region(settings) == region

    settings.setValue("numbers/region", "FR")

    assert home_region(settings) == "FR"


def test_a_person_chooses_a_country_by_its_name(qtbot, settings):
    owner = QWidget()
    qtbot.addWidget(owner)
    told = []
    dialog = ask_home_region(owner, settings, told.append)
    assert dialog.textValue() == "That of this computer"
    assert dialog.comboBoxItems()[1:] == sorted(dialog.comboBoxItems()[1:])

    dialog.setTextValue("Belarus")
    dialog.accept()

    assert (home_region(settings), told) == ("BY", ["Belarus"])
    again = ask_home_region(owner, settings, told.append)
    assert again.textValue() == "Belarus"
    again.setTextValue("That of this computer")
    again.accept()
    assert (settings.value("numbers/region"), told) == ("", ["Belarus", ""])
    assert all(isinstance(each, QInputDialog) for each in (dialog, again))


def test_numbers_are_read_as_that_country_s(qtbot, tmp_path):
    session = make_session(tmp_path)
    session.settings.setValue("numbers/region", "BY")
    panel = RecipientsPanel(session)
    qtbot.addWidget(panel)
    panel.add([RecipientEntry(number="8 017 336-00-00")])

    assert panel.region == "BY"
