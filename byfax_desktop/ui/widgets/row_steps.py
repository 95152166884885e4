"""The fewest announcements that turn one list of rows into another, so that views keep selection and place."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Remove:
    """Rows ``first`` to ``last`` go."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Insert:
    """Rows come to stand at ``first`` to ``last``, taken from the same places of the new list."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Move:
    """The row at ``source`` goes to stand at ``target``, counted after it was taken out."""

    source: int
    target: int


Step = Remove | Insert | Move


def unique_keys(refs: Iterable[str]) -> list[tuple[str, int]]:
    """A key for each ref that no other row has: a service may name two things alike, or not at all."""
    seen: Counter[str] = Counter()
    keys = []
    for ref in refs:
        keys.append((ref, seen[ref]))
        seen[ref] += 1
    return keys


def rows_before(refs: Iterable[str], first: str) -> int:
    """How many rows have come to stand before the row that was the first; 0 where that is gone."""
    return next((row for row, ref in enumerate(refs) if ref == first), 0)


def row_steps(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Step]:
    """The steps from ``old`` to ``new``, lists of unique keys: removals, then moves, then insertions."""
    if old == new:
        return
    wanted = {key: row for row, key in enumerate(new)}
    yield from _removals(old, wanted)
    known = set(old)
    kept = [key for key in old if key in wanted]
    yield from _moves([wanted[key] for key in kept])
    yield from _runs((row for row, key in enumerate(new) if key not in known), Insert)


def carry_out(step: Step, rows: list[Row], new: Callable[[int], Row]) -> None:
    """Take a step in ``rows``; ``new`` makes the row for a place of the new list."""
    match step:
        case Remove(first, last):
            del rows[first : last + 1]
        case Insert(first, last):
            rows[first:first] = [new(row) for row in range(first, last + 1)]
        case Move(source, target):
            rows.insert(target, rows.pop(source))


def _removals(old: Sequence[Hashable], wanted: dict[Hashable, int]) -> Iterator[Step]:
    runs = list(_runs((row for row, key in enumerate(old) if key not in wanted), Remove))
    yield from reversed(runs)


def _runs(rows: Iterable[int], step: type[Remove] | type[Insert]) -> Iterator[Remove | Insert]:
    """Neighbouring rows taken together, from the top down."""
    first = last = None
    for row in rows:
        if first is None or last is None:
            first = last = row
        elif row == last + 1:
            last = row
        else:
            yield step(first, last)
            first = last = row
    if first is not None and last is not None:
        yield step(first, last)


def _moves(ranks: list[int]) -> Iterator[Move]:
    """Sort ``ranks`` by moving only those outside the longest run that is in order already."""
    standing = _longest_rising(ranks)
    if len(standing) == len(ranks):
        return
    now = list(ranks)
    settled = sorted(standing)
    for rank in sorted(set(ranks) - set(standing)):
        source = now.index(rank)
        del now[source]
        below = bisect_left(settled, rank)
        target = now.index(settled[below - 1]) + 1 if below else 0
        now.insert(target, rank)
        settled.insert(below, rank)
        if source != target:
            yield Move(source, target)


def _longest_rising(ranks: list[int]) -> list[int]:
    """The longest subsequence that rises, by patience sorting."""
    if all(left < right for left, right in pairwise(ranks)):
        return ranks
    tails: list[int] = []
    tail_rows: list[int] = []
    before: list[int] = []
    for row, rank in enumerate(ranks):
        pile = bisect_left(tails, rank)
        before.append(tail_rows[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [rank]
        tail_rows[pile : pile + 1] = [row]
    rising = []
    row = tail_rows[-1] if tail_rows else -1
    while row >= 0:
        rising.append(ranks[row])
        row = before[row]
    return rising[::-1]
