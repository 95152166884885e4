"""What Compose says of recipients that the service did not take."""

from __future__ import annotations

import pytest

from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import RecipientReport
from byfax_desktop.service.sentences import sentence
from byfax_desktop.ui.compose.results import refused_words


def report(code: StateCode, number: str) -> RecipientReport:
    return RecipientReport(code, None, "m", number)


@pytest.mark.parametrize(
    ("refused", "recipients", "what"),
    [
        (1, 1, "byFax did not take the number."),
        (2, 2, "byFax took none of the numbers."),
        (1, 3, "byFax did not take 1 of 3 numbers; the others are being called."),
    ],
)
def test_it_says_what_happened_to_the_others(refused: int, recipients: int, what: str) -> None:
    reports = [report(StateCode.NUMBER_BLOCKED, "+4930123456")] * refused
    assert refused_words(reports, recipients)[0] == what


def test_each_number_has_its_reason() -> None:
    reports = [
        report(StateCode.NUMBER_BLOCKED, "+4930123456"),
        report(StateCode.INVALID_NUMBER, "+442079460000"),
    ]
    lines = refused_words(reports, 5)[1].splitlines()
    assert lines[0].startswith("+49 30 123456: ")
    assert sentence(StateCode.NUMBER_BLOCKED).what in lines[0]
    assert sentence(StateCode.INVALID_NUMBER).what in lines[1]


def test_a_report_without_a_number_still_has_its_reason() -> None:
    nameless = RecipientReport(StateCode.NUMBER_BLOCKED, None, "m", None)
    assert sentence(StateCode.NUMBER_BLOCKED).what in refused_words([nameless], 1)[1]
