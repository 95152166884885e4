"""What the rows of the Outbox say, as far as it was read, and which of them are to be read."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import ItemsView, Iterable, Mapping

    from byfax_desktop.ui.outbox.line import Line

HELD = 30_000
"""Of how many recipients lines are held at most, each of a fax with all of its own; what was in sight last stays."""
_MOST_MISSED = 1000
"""Of rows that are asked for out of sight, the last so many are read."""


class Lines:
    """Lines by the ids of their rows."""

    def __init__(self) -> None:
        self._lines: OrderedDict[int, Line] = OrderedDict()
        self._weight = 0
        self._stale: set[int] = set()
        self._missed: dict[int, None] = {}
        self._asked: set[int] = set()

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, row_id: int) -> bool:
        return row_id in self._lines

    def get(self, row_id: int) -> Line | None:
        """What a row says, or said when it was read."""
        return self._lines.get(row_id)

    def items(self) -> ItemsView[int, Line]:
        """All that are held."""
        return self._lines.items()

    def is_stale(self, row_id: int) -> bool:
        """Whether a row may say something else by now."""
        return row_id in self._stale

    def clear(self) -> None:
        """Hold nothing any more."""
        self._lines.clear()
        self._weight = 0
        for kept in (self._stale, self._missed, self._asked):
            kept.clear()

    def take(self, lines: Mapping[int, Line]) -> None:
        """These were read; one that was asked for and is not among them is as it was."""
        for row_id, line in lines.items():
            self._weight += _weight(line) - _weight(self._lines.get(row_id))
            self._lines[row_id] = line
            self._lines.move_to_end(row_id)
        self._asked -= self._lines.keys()
        while self._weight > HELD and len(self._lines) > 1:
            self._weight -= _weight(self._lines.popitem(last=False)[1])

    def make_stale(self, row_ids: Iterable[int] | None = None) -> None:
        """What these say may have changed, or what all do; also what is just being read."""
        known = self._lines.keys() | self._asked
        which = known if row_ids is None else known & set(row_ids)
        self._stale |= which
        self._asked -= which

    def miss(self, row_id: int) -> bool:
        """Somebody asked for a row that is not known, or not any more; whether it is to be read for that."""
        is_known = row_id in self._lines and row_id not in self._stale
        if is_known or row_id in self._asked or row_id in self._missed:
            return False
        self._missed[row_id] = None
        if len(self._missed) > _MOST_MISSED:
            del self._missed[next(iter(self._missed))]
        return True

    def to_read(self, in_sight: Iterable[int]) -> list[int]:
        """The ids of rows to be read, first of those in sight, then of those that were asked for last."""
        wanted = [each for each in in_sight if each in self._stale or each not in self._lines]
        wanted += reversed(self._missed)
        return [each for each in dict.fromkeys(wanted) if each not in self._asked]

    def note_asked(self, row_ids: Iterable[int]) -> None:
        """These are being read: nobody is to ask for them again until they change."""
        for each in row_ids:
            self._missed.pop(each, None)
            self._stale.discard(each)
            self._asked.add(each)


def _weight(line: Line | None) -> int:
    if line is None:
        return 0
    return 1 if line.message else 1 + len(line.entry.messages)
