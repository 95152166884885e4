"""What is said of a document's pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.fax.geometry import Mode
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.treatment import PLAIN, Cut, Treatment
from byfax_desktop.ui.compose.document_words import choice_words, time_words, treatment_words


@pytest.mark.parametrize(
    ("treatment", "words"),
    [
        (PLAIN, ()),
        (Treatment(pages=PageChoice.parse("1-3,7,12-")), ("pages 1–3, 7, 12–",)),
        (Treatment(pages=PageChoice.parse("1,3,5,7,9,11")), ("pages 1, 3, 5, 7, …",)),
        (Treatment(quarter_turns=1), ("turned right",)),
        (Treatment(quarter_turns=2), ("upside down",)),
        (Treatment(quarter_turns=3, mode=Mode.PHOTO), ("turned left", "as photo")),
        (Treatment(mode=Mode.TEXT), ("as text",)),
        (Treatment(contrast=20), ("contrast +20",)),
        (Treatment(contrast=-5, cut=Cut(top=1)), ("contrast -5", "margins cut")),
        (Treatment(skip_blank=True), ("blank pages left out",)),
    ],
)
def test_each_choice_is_said(treatment: Treatment, words: tuple[str, ...]) -> None:
    assert treatment_words(treatment) == words


@given(st.lists(st.tuples(st.integers(1, 99), st.none() | st.integers(0, 50)), min_size=1, max_size=4))
def test_pages_are_said_as_they_can_be_written(ranges: list[tuple[int, int | None]]) -> None:
    choice = PageChoice(tuple((first, None if more is None else first + more) for first, more in ranges))
    assert PageChoice.parse(choice_words(choice).replace("–", "-")) == choice


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "about 1 s"), (59.4, "about 59 s"), (60, "about 1 min"), (131, "about 2 min")],
)
def test_time_is_rounded(seconds: float, words: str) -> None:
    assert time_words(seconds) == f"{words} on the line"
