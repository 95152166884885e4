"""Why a recipient was not taken."""

from __future__ import annotations

from byfax_desktop.engine.refusals import refusal_reason
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import MISSING_CODE, RecipientReport


def test_a_code_is_put_into_words():
    reason = refusal_reason(RecipientReport(StateCode.INVALID_NUMBER, "libphone: 3"))

    assert reason.startswith("This isn't a valid fax number.")
    assert "libphone" not in reason


def test_without_a_code_the_note_is_shown():
    assert refusal_reason(RecipientReport(MISSING_CODE, "The disk is full.")) == "The disk is full."
