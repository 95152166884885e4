"""How the pages of a document lie."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.fax.turns import UPRIGHT, PageTurns

STEPS = st.lists(st.tuples(st.none() | st.integers(0, 6), st.integers(-3, 3)), max_size=20)


def after(steps: list[tuple[int | None, int]]) -> PageTurns:
    turns = UPRIGHT
    for page, step in steps:
        turns = turns.turned(step) if page is None else turns.page_turned(page, step)
    return turns


@given(STEPS)
def test_each_page_lies_as_all_turns_of_it_together_say(steps: list[tuple[int | None, int]]) -> None:
    turns = after(steps)
    for page in range(8):
        assert turns.of(page) == sum(step for each, step in steps if each in (None, page)) % 4


@given(STEPS)
def test_what_is_kept_as_text_comes_back(steps: list[tuple[int | None, int]]) -> None:
    turns = after(steps)
    assert PageTurns.from_text(turns.to_text()) == turns


@given(STEPS, st.integers(1, 9))
def test_runs_are_all_pages_once_and_in_order(steps: list[tuple[int | None, int]], pages: int) -> None:
    turns, seen = after(steps), []
    for first, last, quarters in turns.runs(pages):
        for page in range(first, last + 1):
            seen.append(page)
            assert turns.of(page) == quarters
    assert seen == list(range(pages))


def test_turned_back_nothing_is_left() -> None:
    assert UPRIGHT.turned(1).page_turned(2, 1).page_turned(2, -1).turned(3) == UPRIGHT
    assert UPRIGHT.to_text() == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "7",
        "[]",
        "null",
        '["a", []]',
        "[1, [[-1, 2]]]",
        "[1, [[1, 2], [1, 3]]]",
        "[1, [[99999, 1]]]",
        '[1, [["x", 1]]]',
        "[1, [5]]",
        "[1e999, []]",
    ],
)
def test_what_nobody_wrote_turns_nothing(text: str) -> None:
    assert PageTurns.from_text(text) == UPRIGHT
