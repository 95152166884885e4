"""What one recipient gets, and what is missing for whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.merging import personal
from byfax_desktop.ui.compose.merge import (
    MergeFindings,
    MergeTexts,
    holds_placeholders,
    look_for_gaps,
    texts_for,
)
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry

ANNA = RecipientEntry("Anna", "", "030 123456", values=(("Sum", "5"), ("Due", "")))
BOB = RecipientEntry("Bob", "ACME", "+49 30 654321", subject="For {Company}", values=(("Sum", "7"),))


def test_each_gets_their_own_texts() -> None:
    texts = MergeTexts("Bill of {sum}", "Dear {Name}, {Unknown} {{x}}", "{Number} <CurPage> {CurPage}")
    subject, cover, header = texts_for(texts, ANNA, "DE")
    assert subject.text == "Bill of 5"
    assert (cover.text, cover.unknown) == ("Dear Anna, {Unknown} {x}", ("Unknown",))
    assert (header.text, header.unknown) == ("+4930123456 <CurPage> {CurPage}", ())
    assert texts_for(texts, BOB, "DE")[0].text == "For ACME"


@pytest.mark.parametrize(
    ("texts", "holds"),
    [
        (MergeTexts(), False),
        (MergeTexts("5 {{braces}}", "a { b", "<CurPage>"), False),
        (MergeTexts(header="Page {CurPage} of {CurPages}"), False),
        (MergeTexts(header="{Name}"), True),
        (MergeTexts(cover_text="Dear {Name}"), True),
    ],
)
def test_it_is_told_whether_anything_is_filled_in(texts: MergeTexts, holds: bool) -> None:
    assert holds_placeholders(texts) is holds


def test_a_subject_of_their_own_counts() -> None:
    assert holds_placeholders(MergeTexts(), [ANNA, BOB])
    assert not holds_placeholders(MergeTexts(), [ANNA])


def test_what_is_missing_is_found_with_whom() -> None:
    texts = MergeTexts("{Sum} until {Due}", "{What}")
    assert look_for_gaps(texts, [ANNA, BOB], None) == MergeFindings(("What",), (0,))
    assert look_for_gaps(MergeTexts("{Due}"), [BOB, RecipientEntry("C")], None).unknown == ("Due",)
    assert look_for_gaps(MergeTexts("{Company}"), [BOB, ANNA, RecipientEntry("C")], None).empty == (1, 2)


def test_it_ends_where_it_is_not_wanted_any_more() -> None:
    answers = iter([True, False])
    found = look_for_gaps(MergeTexts("{Due}"), [ANNA] * 200, None, lambda: next(answers))
    assert len(found.empty) == 64


@given(st.text("{}Nameé x\n", max_size=20), st.text("ab{}", max_size=5))
def test_the_preview_is_what_is_sent(template: str, value: str) -> None:
    entry = RecipientEntry("Anna", value, "+49 30 123456", values=(("N", value),))
    sent = personal(Draft(subject=template, cover_text=template), entry.as_recipient("+4930123456"))
    subject, cover, _ = texts_for(MergeTexts(template, template), entry, None)
    assert (subject.text, cover.text) == (sent.subject, sent.cover_text)
