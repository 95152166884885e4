"""The sentences in which a person is asked to look twice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from byfax_desktop.engine.guard.cautions import Caution, Reason, Remark
from byfax_desktop.ui.send_dialog.guard_words import grouped, last_digits, sentences

ANNA = "+493012345678"
NINE = round(datetime(2026, 11, 23, 9, 12, tzinfo=UTC).timestamp() * 1000)


def about_one(reason, **facts):
    return sentences(Caution((Remark(reason, **facts),), (ANNA,), must_retype=True))


def test_every_reason_has_a_sentence_for_one_number():
    facts = {"other": ANNA, "count": 3, "country": "FR", "usual": "DE", "at": NINE}
    said = [about_one(reason, **facts) for reason in Reason]

    assert all(sentence.endswith(".") and "{" not in sentence for sentence in said)
    assert len(set(said)) == len(said) - 1, "only many and a broadcast say the same"


@pytest.mark.parametrize(
    ("reason", "facts", "sentence"),
    [
        (Reason.FIRST_FAX, {}, "No fax has gone to this number before."),
        (
            Reason.NEAR_KNOWN,
            {"other": "+493012345679"},
            "It differs by one slip from +49\u00a030\u00a012345679, where your faxes arrive.",
        ),
        (
            Reason.NEVER_DELIVERED,
            {"count": 1},
            "One fax to this number has failed, and none has ever arrived there.",
        ),
        (
            Reason.DEAD,
            {"count": 72},
            "72 faxes to this number have failed for more than a week; the number may be dead.",
        ),
        (
            Reason.OTHER_COUNTRY,
            {"country": "FR", "usual": "DE"},
            "It is in France; most of your faxes go to Germany.",
        ),
    ],
)
def test_a_reason_is_said_in_words_that_need_no_manual(reason, facts, sentence):
    assert about_one(reason, **facts) == sentence


def test_several_reasons_are_several_sentences():
    caution = Caution((Remark(Reason.FIRST_FAX), Remark(Reason.MOBILE)), (ANNA,), must_retype=True)

    assert sentences(caution) == (
        "No fax has gone to this number before. It is a mobile phone's number; few of them take faxes."
    )


def test_many_numbers_are_counted_with_the_first_of_them():
    remarks = (Remark(Reason.NEAR_KNOWN, count=1), Remark(Reason.FIRST_FAX, count=40))
    said = sentences(Caution(remarks, tuple(f"+4930123456{at}" for at in range(10, 50))))

    assert said.startswith(
        "1 number differs by one slip from a number where your faxes arrive. 40 numbers get "
    )
    assert said.endswith(
        "The first of them: +49\u00a030\u00a012345610, +49\u00a030\u00a012345611, +49\u00a030\u00a012345612."
    )


@pytest.mark.parametrize(
    ("reason", "state", "begin", "end"),
    [
        (Reason.SAME_AGAIN, "SUCCESS", "These pages were sent to +49", ", and arrived."),
        (Reason.SAME_AGAIN, "FAILED", "These pages were sent to +49", ", and failed."),
        (Reason.REPEAT, "", "A fax was sent to +49", "."),
    ],
)
def test_a_repeat_tells_what_became_of_the_first(reason, state, begin, end):
    said = sentences(Caution((Remark(reason, count=1, at=NINE, state=state),), (ANNA,)))

    assert said.startswith(begin)
    assert said.endswith(end)
    assert "within the last hour" in said


def test_a_repeat_to_many_counts_them():
    said = sentences(Caution((Remark(Reason.REPEAT, count=12, at=NINE),), (ANNA,) * 12))

    assert said.startswith("A fax was sent to 12 of these numbers within the last hour, last at ")


def test_a_number_is_shown_in_groups_and_its_last_digits_are_typed():
    assert grouped(ANNA) == "+49\u200230\u200212345678"
    assert last_digits(ANNA) == "5678"
