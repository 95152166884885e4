"""What is done to a document's pages, kept as JSON and read again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.fax.geometry import Mode
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.treatment import MOST_CONTRAST, MOST_CUT_MM, NO_CUT, PLAIN, Cut, Treatment

ranges = st.tuples(st.integers(1, 500), st.none() | st.integers(0, 50)).map(
    lambda pair: (pair[0], None if pair[1] is None else pair[0] + pair[1])
)
millimetres = st.integers(0, MOST_CUT_MM)
treatments = st.builds(
    Treatment,
    mode=st.none() | st.sampled_from(Mode),
    quarter_turns=st.integers(0, 3),
    pages=st.lists(ranges, min_size=1, max_size=4).map(lambda found: PageChoice(tuple(found))),
    contrast=st.integers(-MOST_CONTRAST, MOST_CONTRAST),
    cut=st.builds(Cut, millimetres, millimetres, millimetres, millimetres),
    skip_blank=st.booleans(),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
NAMES = ("mode", "quarter_turns", "pages", "contrast", "cut", "skip_blank")


@given(treatments)
def test_it_survives_being_written_down(treatment: Treatment) -> None:
    assert Treatment.from_json(json.loads(json.dumps(treatment.to_json()))) == treatment


@given(treatments)
def test_only_what_was_chosen_is_written(treatment: Treatment) -> None:
    kept = treatment.to_json()
    assert treatment.is_plain == (not kept)
    assert all(getattr(treatment, name) != getattr(PLAIN, name) for name in kept)


def test_nothing_chosen_is_plain() -> None:
    assert Treatment().is_plain
    assert Treatment.from_json({}) == PLAIN
    assert PLAIN.cut == NO_CUT


@pytest.mark.parametrize(
    ("treatment", "kept"),
    [
        (Treatment(mode=Mode.PHOTO), {"mode": "photo"}),
        (Treatment(quarter_turns=3), {"quarter_turns": 3}),
        (Treatment(pages=PageChoice(((2, 4), (7, None)))), {"pages": [[2, 4], [7, None]]}),
        (Treatment(cut=Cut(top=15)), {"cut": [0, 15, 0, 0]}),
        (Treatment(contrast=-20, skip_blank=True), {"contrast": -20, "skip_blank": True}),
    ],
)
def test_what_is_written_stays_readable_for_later_versions(
    treatment: Treatment, kept: dict[str, Any]
) -> None:
    assert treatment.to_json() == kept
    assert Treatment.from_json(kept) == treatment


@given(treatments, st.sampled_from(NAMES), anything)
def test_a_damaged_choice_is_a_treatment_or_one_of_three_errors(
    treatment: Treatment, name: str, value: Any
) -> None:
    kept = treatment.to_json() | {name: value}
    try:
        found = Treatment.from_json(kept)
    except (ValueError, KeyError, TypeError):
        return
    # What was taken can be used and kept.
    assert found.pages.has(1) in (True, False)
    assert -MOST_CONTRAST <= found.contrast <= MOST_CONTRAST
    assert 0 <= found.quarter_turns % 4 < 4
    cut = found.cut
    assert all(0 <= edge <= MOST_CUT_MM for edge in (cut.left, cut.top, cut.right, cut.bottom))
    assert Treatment.from_json(json.loads(json.dumps(found.to_json()))) == found


@given(st.dictionaries(st.text(max_size=6), anything, max_size=3) | anything)
def test_anything_else_is_one_of_three_errors_too(kept: Any) -> None:
    try:
        Treatment.from_json(kept)
    except (ValueError, KeyError, TypeError):
        return


@pytest.mark.parametrize(
    "kept",
    [
        {"mode": "poster"},
        {"quarter_turns": "once"},
        {"contrast": 101},
        {"contrast": -10_000_000},
        {"contrast": "more"},
        {"cut": [1, 2, 3, 4, 5]},
        {"cut": [-1, 0, 0, 0]},
        {"cut": [0, 0, 0, 101]},
        {"cut": {"left": 1}},
        {"cut": "ab"},
        {"pages": []},
        {"pages": 4},
        {"pages": [[1]]},
        {"pages": [["1", "2"]]},
        {"pages": ["ab"]},
        {"skip_blank": "perhaps"},
        {"unheard_of": 1},
    ],
    ids=str,
)
def test_what_never_was_a_choice_is_refused(kept: dict[str, Any]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        Treatment.from_json(kept)
