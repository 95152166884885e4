"""Options: kept from one fax to the next, told in words where they are not as usual."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shell_doubles import REAL, shell_session

from byfax_desktop.engine.drafts import Draft
from byfax_desktop.service.states import FaxMode, FaxQuality
from byfax_desktop.ui.compose.fax_options import FaxOptions
from byfax_desktop.ui.compose.header import HEADER
from byfax_desktop.ui.compose.option_words import FIRST, LAST, option_words
from byfax_desktop.ui.compose.options import OptionsRow

OPTIONS = st.builds(
    FaxOptions,
    st.sampled_from(["FINE", "STANDARD"]),
    st.sampled_from(["TEXT", "PHOTO"]),
    st.none() | st.text(),
    st.integers(0, 10),
    st.none() | st.integers(1, 100),
    st.none() | st.datetimes(timezones=st.just(UTC)),
    st.booleans(),
)


@given(OPTIONS)
def test_options_go_into_a_draft_and_come_out_of_it(options):
    assert FaxOptions.of(options.put_into(Draft())) == options


@given(OPTIONS)
def test_the_next_fax_begins_with_them_but_not_with_the_time(options):
    assert FaxOptions.from_json(options.to_json()) == replace(options, send_at=None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        '{"quality": "SUPERB"}',
        '{"retries": 99}',
        '{"retries": []}',
        '{"priority": 0}',
        '{"header": 7}',
        '{"nobody": 1}',
        '{"send_at": "2020"}',
    ],
)
def test_what_was_never_kept_is_as_usual(text):
    assert FaxOptions.from_json(text) == FaxOptions()


def test_what_is_not_offered_is_as_usual():
    draft = Draft(quality=FaxQuality("A_QUALITY_OF_TOMORROW"), mode=FaxMode("A_MODE_OF_TOMORROW"))

    assert (FaxOptions.of(draft).quality, FaxOptions.of(draft).mode) == ("FINE", "TEXT")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ()),
        ({"quality": "STANDARD"}, ()),
        ({"retries": 0}, ("one try only",)),
        ({"retries": 1}, ("1 more try",)),
        ({"retries": 10}, ("10 more tries",)),
        ({"priority": FIRST}, ("high priority",)),
        ({"priority": LAST}, ("low priority",)),
        ({"priority": 33}, ("33 priority",)),
        ({"header": None}, ("no header line",)),
        ({"header": ""}, ("no header line",)),
        ({"header": "Hello"}, ("another header line",)),
        ({"header": HEADER, "prepared": True}, ("pages made here",)),
    ],
)
def test_only_what_is_not_as_usual_is_told(changes, words):
    assert option_words(FaxOptions(**changes)) == words


def test_a_time_is_told_with_whose_it_is():
    (here,) = option_words(FaxOptions(send_at=datetime(2030, 5, 6, 7, 8).astimezone()))
    (theirs,) = option_words(FaxOptions(send_at=datetime(2030, 5, 6, 7, 8)))

    assert "7:08" in here
    assert theirs == f"{here} their time"


class TestRow:
    @pytest.fixture
    def session(self, qtbot, tmp_path):
        made = shell_session(tmp_path)
        made.set_account(REAL)
        return made

    @pytest.fixture
    def row(self, qtbot, session):
        made = OptionsRow(session)
        qtbot.addWidget(made)
        return made

    def test_a_choice_is_told_once(self, qtbot, row):
        heard = []
        row.changed.connect(lambda: heard.append(row.options.quality))
        row._quality.setCurrentIndex(1)
        row.choose(FaxOptions(quality="STANDARD"))

        assert heard == ["STANDARD"]

    def test_the_last_choice_of_an_account_is_its_next_beginning(self, row):
        row.change(mode="PHOTO", retries=7, send_at=datetime(2030, 1, 1, tzinfo=UTC))
        row.remember()
        row.choose(FaxOptions())

        row.clear()

        assert row.options == FaxOptions(mode="PHOTO", retries=7)
        assert row._rest.text() == "7 more tries"
