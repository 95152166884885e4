"""For how long a fax can be taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from tab_doubles import DictSettings

from byfax_desktop.ui.take_back_time import CHOICES, keep_take_back_time, take_back_time


def test_ten_seconds_suit_most() -> None:
    assert take_back_time(DictSettings()) == 10


@pytest.mark.parametrize("seconds", [seconds for seconds, _ in CHOICES])
def test_what_was_chosen_outlives_the_program(tmp_path, seconds: int) -> None:
    path = str(tmp_path / "settings.ini")
    keep_take_back_time(QSettings(path, QSettings.Format.IniFormat), seconds)
    assert take_back_time(QSettings(path, QSettings.Format.IniFormat)) == seconds


@pytest.mark.parametrize("kept", ["", "abc", "-1", "7", "1e9"])
def test_a_value_that_cannot_be_chosen_is_as_good_as_none(kept: str) -> None:
    settings = DictSettings()
    settings["fax/take_back_seconds"] = kept
    assert take_back_time(settings) == 10
