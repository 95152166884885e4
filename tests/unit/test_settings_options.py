"""The options of the program, and what is made of what stands in a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tab_doubles import DictSettings

from byfax_desktop.ui.home_region import home_region
from byfax_desktop.ui.settings.option import Amount, Choice, Flag, Line, Section, TimeOfDay
from byfax_desktop.ui.settings.options import COUNTRY, OPTIONS, TAKE_BACK
from byfax_desktop.ui.take_back_time import take_back_time

FLAG = Flag("a/flag", Section.GENERAL, "A flag", True)
CHOICE = Choice("a/choice", Section.GENERAL, "A choice", "x", entries=lambda: (("x", "X"), ("y", "Y")))
LINE = Line("a/line", Section.GENERAL, "A line", "me")
AMOUNT = Amount("a/amount", Section.GENERAL, "An amount", 8080, least=1, most=65535)
TIME = TimeOfDay("a/time", Section.GENERAL, "A time", "20:00")
ALL: tuple[Any, ...] = (FLAG, CHOICE, LINE, AMOUNT, TIME, *OPTIONS)


def kept(option: Any, text: object) -> Any:
    settings = DictSettings()
    settings.setValue(option.name, text)
    return option.value(settings)


@pytest.mark.parametrize(
    ("option", "text", "value"),
    [
        (FLAG, "false", False),
        (FLAG, False, False),
        (FLAG, "No", False),
        (FLAG, "perhaps", True),
        (CHOICE, "y", "y"),
        (CHOICE, "z", "x"),
        (LINE, " proxy.example ", "proxy.example"),
        (LINE, "two\nlines", "me"),
        (LINE, "x" * 300, "me"),
        (AMOUNT, "3128", 3128),
        (AMOUNT, 3128, 3128),
        (AMOUNT, "0", 8080),
        (AMOUNT, "70000", 8080),
        (AMOUNT, "9" * 5000, 8080),
        (AMOUNT, "١٢", 12),
        (TIME, "07:30", "07:30"),
        (TIME, "24:00", "20:00"),
        (TIME, "7:30", "20:00"),
        (TIME, "٠٧:٣٠", "20:00"),
        (TIME, "late", "20:00"),
    ],
)
def test_what_makes_no_sense_counts_as_never_chosen(option: Any, text: object, value: object) -> None:
    assert kept(option, text) == value


@given(st.sampled_from(ALL), st.text(max_size=20))
def test_whatever_stands_there_a_value_of_the_right_kind_comes(option: Any, text: str) -> None:
    value = kept(option, text)
    assert type(value) is type(option.default)
    assert kept(option, value) == value


def test_each_option_has_a_name_and_a_title_of_its_own_and_a_default_that_can_be_chosen() -> None:
    assert len({option.name for option in OPTIONS}) == len(OPTIONS)
    assert len({option.title for option in OPTIONS}) == len(OPTIONS)
    for option in OPTIONS:
        assert kept(option, option.default) == option.default
        assert DictSettings().value(option.name) is None
        assert option.value(DictSettings()) == option.default


def test_options_that_need_others_stand_below_them() -> None:
    for place, option in enumerate(OPTIONS):
        if option.needs:
            assert option.needs[0] in OPTIONS[:place]


def test_the_time_to_take_back_is_the_one_of_the_menu() -> None:
    settings = DictSettings()
    assert int(TAKE_BACK.value(settings)) == take_back_time(settings)
    TAKE_BACK.keep(settings, "30")
    assert take_back_time(settings) == 30


def test_the_country_is_the_one_that_numbers_are_read_by() -> None:
    settings = DictSettings()
    COUNTRY.keep(settings, "FR")
    assert home_region(settings) == "FR"
    assert "FR" in dict(COUNTRY.entries())


def test_the_list_of_options_needs_no_qt() -> None:
    code = "import sys, byfax_desktop.ui.settings.options; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2]).returncode == 0
