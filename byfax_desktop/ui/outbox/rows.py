"""The rows of the Outbox one below the other: days, faxes, and under a fax that is unfolded its recipients.

A flat list of rows in place of a tree: a view of the former takes no time to learn of 100,000 of them, nor of one more.
Each row is a number, for the same reason for which the places come in columns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from operator import neg
from typing import TYPE_CHECKING, NamedTuple

from byfax_desktop.ui.outbox.days import begin_of, day_of, end_of

if TYPE_CHECKING:
    from datetime import date

    from byfax_desktop.store.sent_order import SentPlaces, SentView

Order = tuple[int | float | str, float, int]
"""By what rows are in order, all in one direction: key, time of sending, tie."""

_PERSON = 1 << 32
"""The row of a fax is the number of its slot, that of a recipient has this many times their place, from 1, added to it;
the title of a day is minus one less the place of the day."""


class RowKey(NamedTuple):
    """By what a row is the same wherever it stands; ``position`` is that of a recipient under a fax, else -1."""

    id: int
    position: int = -1


@dataclass(frozen=True, slots=True)
class Added:
    """Rows come to stand from ``first`` on."""

    first: int
    rows: list[int]


@dataclass(frozen=True, slots=True)
class Gone:
    """Rows ``first`` to ``last`` go."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Rows ``first`` to ``last`` go before the row that now stands at ``target``."""

    first: int
    last: int
    target: int


Step = Added | Gone | Moved


class Rows:
    """All rows of a list, in order. Making one takes a while: not for the window's thread."""

    def __init__(self, view: SentView, places: SentPlaces, unfolded: Collection[int] = ()) -> None:
        self.view = view
        # In a flat list nobody stands below anybody, but what was unfolded is so again when it is left.
        self.unfolded = set(unfolded)
        # What is known of faxes lies in slots, which stay where they are however the rows move.
        self._keys, self._created, self._ids = places.keys, places.created, places.ids
        self._people = places.people
        self._slots = dict(zip(places.ids, range(len(places.ids)), strict=True))
        self._days: list[date] = []
        self._rows = list(self._with_days()) if has_days(view) else list(range(len(places.ids)))
        for slot in sorted(self._slots[each] for each in self.unfolded & self._slots.keys())[::-1]:
            row = self._at(self._order(slot)) + 1
            self._rows[row:row] = self._below(slot)

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def count(self) -> int:
        """How many faxes there are, or recipients in a flat list."""
        return len(self._slots)

    def day(self, row: int) -> date | None:
        """The day that a row is the title of; None for any other row."""
        here = self._rows[row]
        return self._days[-1 - here] if here < 0 else None

    def key(self, row: int) -> RowKey | None:
        """The key of a row; None for a day."""
        here = self._rows[row]
        return None if here < 0 else RowKey(self._ids[here % _PERSON], here // _PERSON - 1)

    def people(self, row_id: int) -> int:
        """How many recipients a fax has; 0 in a flat list, and for one that is not listed."""
        slot = self._slots.get(row_id)
        return 0 if slot is None else self._people[slot]

    def below(self, row_id: int) -> int:
        """How many recipients stand below a fax."""
        people = self.people(row_id)
        return people if people > 1 and row_id in self.unfolded else 0

    def find(self, key: RowKey) -> int | None:
        """The row with this key; the fax itself where a recipient is folded away, None where it is not listed."""
        slot = self._slots.get(key.id)
        if slot is None:
            return None
        row = self._at(self._order(slot))
        return row + 1 + key.position if 0 <= key.position < self.below(key.id) else row

    def day_above(self, row: int) -> date | None:
        """The day whose faxes a row is among; None where they do not stand by days."""
        here = self._rows[row]
        if here < 0:
            return self._days[-1 - here]
        return day_of(self._created[here % _PERSON]) if has_days(self.view) else None

    # Changes

    def fold_steps(self, row_id: int, is_unfolded: bool) -> Iterator[Step]:
        """What it takes to unfold a fax, or to fold it; to be carried out one by one."""
        slot = self._slots.get(row_id)
        if slot is None or self._people[slot] < 2 or (row_id in self.unfolded) == is_unfolded:
            return
        row = self._at(self._order(slot)) + 1
        if is_unfolded:
            self.unfolded.add(row_id)
            yield Added(row, self._below(slot))
        else:
            self.unfolded.discard(row_id)
            yield Gone(row, row + self._people[slot] - 1)

    def unfold_as(self, unfolded: Collection[int]) -> None:
        """Have these unfolded and no others, before anybody sees the rows."""
        for each in self.unfolded ^ set(unfolded):
            for step in self.fold_steps(each, each in unfolded):
                self.carry_out(step)
        self.unfolded = set(unfolded)

    def differing(self, considered: Iterable[int], places: SentPlaces) -> list[int]:
        """Which of these ids come, go, move or have other recipients when they stand where ``places`` say.

        May be asked on another thread as long as no steps are taken meanwhile but those of folding.
        """
        columns = zip(places.keys, places.created, places.people, strict=True)
        fresh = dict(zip(places.ids, columns, strict=True))
        return [each for each in considered if self._known(each) != fresh.get(each)]

    def steps(self, considered: Iterable[int], places: SentPlaces) -> Iterator[Step]:
        """What it takes so that, of these ids, those stand where ``places`` say and the others are gone.

        Each step is to be carried out before the next is asked for.
        """
        fresh = {row_id: place for place, row_id in enumerate(places.ids)}
        for each in considered:
            place = fresh.get(each)
            if place is None:
                yield from self._removal(each)
                continue
            key, created, people = places.keys[place], places.created[place], places.people[place]
            known = self._known(each)
            if known and known[:2] == (key, created):
                yield from self._recount(each, people)
            elif known and not has_days(self.view):
                yield from self._move(each, key, created)
                yield from self._recount(each, people)
            else:
                yield from self._removal(each)
                yield self._addition(each, key, created, people)

    def carry_out(self, step: Step) -> None:
        """Take a step."""
        match step:
            case Added(first, rows):
                self._rows[first:first] = rows
            case Gone(first, last):
                del self._rows[first : last + 1]
            case Moved(first, last, target):
                block = self._rows[first : last + 1]
                del self._rows[first : last + 1]
                place = target if target < first else target - len(block)
                self._rows[place:place] = block

    def _recount(self, row_id: int, people: int) -> Iterator[Step]:
        """Other recipients of a fax have become known."""
        slot, before = self._slots[row_id], self.below(row_id)
        self._people[slot] = people
        row, now = self._at(self._order(slot)) + 1, self._below(slot)
        if len(now) > before:
            yield Added(row + before, now[before:])
        elif len(now) < before:
            yield Gone(row + len(now), row + before - 1)

    def _move(self, row_id: int, key: int | float | str, created: int) -> Iterator[Step]:
        slot = self._slots[row_id]
        first = self._at(self._order(slot))
        last, target = first + self.below(row_id), self._at((key, created, self.view.tie(row_id)))
        if not first <= target <= last + 1:
            yield Moved(first, last, target)
        self._keys[slot], self._created[slot] = key, created

    def _removal(self, row_id: int) -> Iterator[Step]:
        slot = self._slots.get(row_id)
        if slot is None:
            return
        first = self._at(self._order(slot))
        last = first + self.below(row_id)
        del self._slots[row_id]
        is_last = last + 1 == len(self._rows) or self._rows[last + 1] < 0
        if is_last and first and self._rows[first - 1] < 0:
            # With its last fax a day goes too.
            first -= 1
        yield Gone(first, last)

    def _addition(self, row_id: int, key: int | float | str, created: int, people: int) -> Step:
        slot = self._slots[row_id] = len(self._ids)
        self._keys.append(key)
        self._created.append(created)
        self._ids.append(row_id)
        self._people.append(people)
        rows = [slot, *self._below(slot)]
        row = self._at(self._order(slot))
        if has_days(self.view):
            day = day_of(created)
            if not row or self.day_above(row - 1) != day:
                rows.insert(0, self._day_row(day))
        return Added(row, rows)

    # Places

    def _known(self, row_id: int) -> tuple[int | float | str, int, int] | None:
        slot = self._slots.get(row_id)
        return None if slot is None else (self._keys[slot], self._created[slot], self._people[slot])

    def _order(self, slot: int) -> Order:
        return self._keys[slot], self._created[slot], self.view.tie(self._ids[slot])

    def _order_of(self, row: int) -> Order:
        here = self._rows[row]
        if here >= 0:
            return self._order(here % _PERSON)
        # The title of a day stands before whatever was sent on it.
        day = self._days[-1 - here]
        return end_of(day) if self.view.descending else begin_of(day), float("-inf"), 0

    def _at(self, order: Order) -> int:
        """The first row that does not stand before this order."""
        first, end, descending = 0, len(self._rows), self.view.descending
        while first < end:
            middle = (first + end) // 2
            here = self._order_of(middle)
            if here > order if descending else here < order:
                first = middle + 1
            else:
                end = middle
        return first

    def _below(self, slot: int) -> list[int]:
        """The rows below a fax as they are to be."""
        people = self.below(self._ids[slot])
        return list(range(slot + _PERSON, slot + (people + 1) * _PERSON, _PERSON))

    def _day_row(self, day: date) -> int:
        self._days.append(day)
        return -len(self._days)

    def _with_days(self) -> Iterator[int]:
        first = 0
        while first < len(self._created):
            day = day_of(self._created[first])
            yield self._day_row(day)
            # Which rows are of a day is found by its edge: 100,000 moments are not asked for their day.
            if self.view.descending:
                end = bisect_right(self._created, -begin_of(day), first + 1, key=neg)
            else:
                end = bisect_left(self._created, end_of(day), first + 1)
            yield from range(first, end)
            first = end


def has_days(view: SentView) -> bool:
    """Whether the faxes of a list stand by days."""
    return view.by == "time"
