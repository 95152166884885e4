"""Recipients from the clipboard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.ui.compose.recipient_lines import RecipientEntry, recipients_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+49 30 123456", RecipientEntry("", "", "+49 30 123456")),
        ("Anna Schmidt\t+49 30 123456", RecipientEntry("Anna Schmidt", "", "+49 30 123456")),
        ("Anna\tACME GmbH\t+49 30 123456", RecipientEntry("Anna", "ACME GmbH", "+49 30 123456")),
        ("Anna;ACME;+49 30 123456", RecipientEntry("Anna", "ACME", "+49 30 123456")),
        ('"Anna"\t"ACME"\t"+49 30 123456"', RecipientEntry("Anna", "ACME", "+49 30 123456")),
        ("Anna\t+49 30 123456\tanna@acme.test", RecipientEntry("Anna", "anna@acme.test", "+49 30 123456")),
        ("Anna\tACME\tBerlin\t(030) 12 34 56", RecipientEntry("Anna", "ACME", "(030) 12 34 56")),
        ("Studio 54\tACME\t+49 30 123456", RecipientEntry("Studio 54", "ACME", "+49 30 123456")),
        ("no number at all", RecipientEntry("", "", "no number at all")),
    ],
)
def test_a_line_is_understood(text: str, expected: RecipientEntry) -> None:
    assert recipients_of(text) == [expected]


def test_each_line_is_a_recipient_and_blank_lines_are_none() -> None:
    text = "Anna\t+49 30 1\r\n\r\n  \t \nBob\t+49 30 222222\n"
    assert [entry.number for entry in recipients_of(text)] == ["+49 30 1", "+49 30 222222"]


@given(st.text())
def test_any_text_gives_entries_that_are_not_blank(text: str) -> None:
    for entry in recipients_of(text):
        assert not entry.is_blank


@given(st.integers(10_000, 10**14).map(lambda digits: f"+{digits}"), st.text("abc äЖ", max_size=9))
def test_a_number_is_never_lost_beside_a_name(number: str, name: str) -> None:
    assert recipients_of(f"{name}\t{number}") == [RecipientEntry(name.strip(), "", number)]
