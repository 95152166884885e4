"""The rows of the Outbox one below the other: days, faxes, and under a fax that is unfolded its recipients.

A flat list of rows in place of a tree: a view of the former takes no time to learn of 100,000 of them, nor of one more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from byfax_desktop.ui.outbox.days import begin_of, day_of, day_words, end_of

if TYPE_CHECKING:
    from datetime import date

    from byfax_desktop.store.sent_order import SentPlace, SentView

Order = tuple[object, object, object]
"""By what rows are in order: the first three fields of a SentPlace."""


class DayRow(NamedTuple):
    """The title of the faxes of a day; its first three fields put it before them."""

    key: float
    created: float
    tie: int
    day: date

    @property
    def words(self) -> str:
        """What the title says."""
        return day_words(self.day)


class PersonRow(NamedTuple):
    """A recipient under their fax."""

    fax: SentPlace
    position: int


if TYPE_CHECKING:
    Row = DayRow | PersonRow | SentPlace


class RowKey(NamedTuple):
    """By what a row is the same wherever it stands; ``position`` is that of a recipient under a fax."""

    id: int
    position: int = -1


@dataclass(frozen=True, slots=True)
class Added:
    """Rows come to stand from ``first`` on."""

    first: int
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Gone:
    """Rows ``first`` to ``last`` go."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Rows ``first`` to ``last`` go before the row that now stands at ``target``, and become these ``rows``."""

    first: int
    last: int
    target: int
    rows: list[Row]


Step = Added | Gone | Moved


class Rows:
    """All rows of a list, in order. Making one may take a while: not for the window's thread."""

    def __init__(self, view: SentView, places: Sequence[SentPlace], unfolded: Collection[int] = ()) -> None:
        self.view = view
        self.unfolded = set(unfolded) if not view.flat else set[int]()
        self._places = {each.id: each for each in places}
        self._rows: list[Row] = list(_with_days(places, view.descending)) if has_days(view) else list(places)
        known = [self._places[each] for each in self.unfolded & self._places.keys()]
        for row, place in sorted(((self._at(each[:3]), each) for each in known), reverse=True):
            self._rows[row + 1 : row + 1] = self._people(place)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> Row:
        return self._rows[row]

    @property
    def count(self) -> int:
        """How many faxes there are, or recipients in a flat list."""
        return len(self._places)

    def place(self, row_id: int) -> SentPlace | None:
        """Where the fax with this id stands, or in a flat list the recipient."""
        return self._places.get(row_id)

    def key(self, row: int) -> RowKey | None:
        """The key of a row; None for a day."""
        here = self._rows[row]
        if isinstance(here, DayRow):
            return None
        return RowKey(here.fax.id, here.position) if isinstance(here, PersonRow) else RowKey(here.id)

    def find(self, key: RowKey) -> int | None:
        """The row with this key; the fax itself where a recipient is folded away, None where it is not listed."""
        place = self._places.get(key.id)
        if place is None:
            return None
        row = self._at(place[:3])
        is_seen = key.id in self.unfolded and 0 <= key.position < place.people
        return row + 1 + key.position if is_seen else row

    def day_above(self, row: int) -> date | None:
        """The day whose faxes a row is among; None where they do not stand by days."""
        here = self._rows[row]
        if isinstance(here, DayRow):
            return here.day
        place = here.fax if isinstance(here, PersonRow) else here
        return day_of(place.created) if has_days(self.view) else None

    def fold_steps(self, row_id: int, is_unfolded: bool) -> Iterator[Step]:
        """What it takes to unfold a fax, or to fold it; to be carried out one by one."""
        place = self._places.get(row_id)
        if place is None or place.people < 2 or (row_id in self.unfolded) == is_unfolded:
            return
        row = self._at(place[:3])
        if is_unfolded:
            self.unfolded.add(row_id)
            yield Added(row + 1, self._people(place))
        else:
            self.unfolded.discard(row_id)
            yield Gone(row + 1, row + place.people)

    def steps(self, considered: Collection[int], places: Collection[SentPlace]) -> Iterator[Step]:
        """What it takes so that, of these ids, those stand where ``places`` say and the others are gone.

        Each step is to be carried out before the next is asked for.
        """
        fresh = {each.id: each for each in places}
        for each in considered:
            old, new = self._places.get(each), fresh.get(each)
            if old == new:
                continue
            if old is not None and new is not None and old[:3] == new[:3]:
                yield from self._recount(old, new)
            elif old is not None and new is not None and not has_days(self.view):
                yield from self._move(old, new)
            else:
                if old is not None:
                    yield self._removal(old)
                if new is not None:
                    yield self._addition(new)

    def moves(self, considered: Collection[int], places: Collection[SentPlace]) -> int:
        """How many faxes would come, go or move."""
        fresh = {each.id: each[:3] for each in places}
        known = self._places
        return sum((known[each][:3] if each in known else None) != fresh.get(each) for each in considered)

    def carry_out(self, step: Step) -> None:
        """Take a step."""
        match step:
            case Added(first, rows):
                self._rows[first:first] = rows
            case Gone(first, last):
                del self._rows[first : last + 1]
            case Moved(first, last, target, rows):
                del self._rows[first : last + 1]
                place = target if target < first else target - (last - first + 1)
                self._rows[place:place] = rows

    def _recount(self, old: SentPlace, new: SentPlace) -> Iterator[Step]:
        """Other recipients of a fax have become known."""
        self._places[new.id] = new
        row, people = self._at(new[:3]), self._people(new)
        before = len(self._people(old))
        kept = min(before, len(people))
        self._rows[row : row + 1 + kept] = [new, *people[:kept]]
        if kept < len(people):
            yield Added(row + 1 + kept, people[kept:])
        elif kept < before:
            yield Gone(row + 1 + kept, row + before)

    def _move(self, old: SentPlace, new: SentPlace) -> Iterator[Step]:
        first, target = self._at(old[:3]), self._at(new[:3])
        last = first + len(self._people(old))
        block: list[Row] = [new, *(PersonRow(new, position) for position in range(last - first))]
        self._places[new.id] = new
        if first <= target <= last + 1:
            self._rows[first : last + 1] = block
        else:
            yield Moved(first, last, target, block)
        yield from self._recount(new._replace(people=old.people), new)

    def _removal(self, old: SentPlace) -> Step:
        first = self._at(old[:3])
        last = first + len(self._people(old))
        del self._places[old.id]
        is_alone = last + 1 == len(self._rows) or isinstance(self._rows[last + 1], DayRow)
        if is_alone and first and isinstance(self._rows[first - 1], DayRow):
            first -= 1
        return Gone(first, last)

    def _addition(self, new: SentPlace) -> Step:
        self._places[new.id] = new
        rows: list[Row] = [new, *self._people(new)]
        row = self._at(new[:3])
        if has_days(self.view) and not self._is_day_there(row, day_of(new.created)):
            rows.insert(0, _day_row(day_of(new.created), self.view.descending))
        return Added(row, rows)

    def _is_day_there(self, row: int, day: date) -> bool:
        """Whether what stands before a row is of this day."""
        return row > 0 and self.day_above(row - 1) == day

    def _people(self, place: SentPlace) -> list[Row]:
        """The rows under a fax, as long as it is unfolded."""
        if place.id not in self.unfolded or place.people < 2:
            return []
        return [PersonRow(place, position) for position in range(place.people)]

    def _at(self, order: Order) -> int:
        """The first row that does not stand before this order."""
        first, end, descending = 0, len(self._rows), self.view.descending
        while first < end:
            middle = (first + end) // 2
            here = _order(self._rows[middle])
            if here > order if descending else here < order:
                first = middle + 1
            else:
                end = middle
        return first


def has_days(view: SentView) -> bool:
    """Whether the faxes of a list stand by days."""
    return view.by == "time"


def is_fax(row: Row) -> TypeGuard[SentPlace]:
    """Whether a row is that of a fax, or in a flat list of one of its recipients."""
    return not isinstance(row, DayRow | PersonRow)


def _order(row: Row) -> Order:
    return row.fax[:3] if isinstance(row, PersonRow) else row[:3]


def _day_row(day: date, descending: bool) -> DayRow:
    """The title of a day: it stands before whatever was sent on it."""
    return DayRow(end_of(day) if descending else begin_of(day), float("-inf"), 0, day)


def _with_days(places: Sequence[SentPlace], descending: bool) -> Iterator[Row]:
    first = 0
    while first < len(places):
        day = day_of(places[first].created)
        yield _day_row(day, descending)
        # Which rows are of a day is found by its edge: 100,000 moments are not asked for their day.
        if descending:
            end = bisect_right(places, -begin_of(day), first + 1, key=lambda each: -each.created)
        else:
            end = bisect_left(places, end_of(day), first + 1, key=lambda each: each.created)
        yield from places[first:end]
        first = end
