"""Turning one list of rows into another by the fewest announcements."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.ui.widgets.row_steps import (
    Insert,
    Move,
    Remove,
    carry_out,
    row_steps,
    rows_before,
    unique_keys,
)

LISTS = st.lists(st.integers(0, 30), unique=True, max_size=20)


def carried_out(old: list[int], new: list[int]) -> list[int]:
    rows = list(old)
    for step in row_steps(old, new):
        carry_out(step, rows, new.__getitem__)
    return rows


@given(LISTS, LISTS)
def test_the_steps_lead_to_the_new_list(old: list[int], new: list[int]) -> None:
    assert carried_out(old, new) == new


@given(LISTS, LISTS)
def test_a_row_that_stays_is_never_removed(old: list[int], new: list[int]) -> None:
    gone = sum(step.last - step.first + 1 for step in row_steps(old, new) if isinstance(step, Remove))
    come = sum(step.last - step.first + 1 for step in row_steps(old, new) if isinstance(step, Insert))
    assert gone == len(set(old) - set(new))
    assert come == len(set(new) - set(old))


def test_equal_lists_need_no_step() -> None:
    assert list(row_steps([1, 2], [1, 2])) == []


def test_neighbours_come_and_go_together() -> None:
    assert list(row_steps([1, 2, 3], [3, 4, 5])) == [Remove(0, 1), Insert(1, 2)]


def test_one_row_that_rose_is_one_move() -> None:
    assert list(row_steps([1, 2, 3, 4], [4, 1, 2, 3])) == [Move(3, 0)]


@given(st.lists(st.sampled_from(["", "a", "b"]), max_size=12))
def test_keys_are_unique_even_where_refs_are_not(refs: list[str]) -> None:
    keys = unique_keys(refs)
    assert len(set(keys)) == len(refs)
    assert [ref for ref, _ in keys] == refs


def test_new_rows_on_top_are_counted() -> None:
    assert rows_before(["x", "y", "a", "b"], "a") == 2
    assert rows_before(["x", "y"], "a") == 0
