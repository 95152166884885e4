"""How the pages of a document lie: most as a whole, some otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_MOST = 10_000
"""More pages than anybody turns one by one; what says so was not written here."""


@dataclass(frozen=True, slots=True)
class PageTurns:
    """Quarter turns clockwise, 0 to 3: of all pages, and of those (from 0) that lie otherwise, in their order."""

    whole: int = 0
    others: tuple[tuple[int, int], ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether all pages lie as they came."""
        return self == UPRIGHT

    def of(self, page: int) -> int:
        """How a page lies."""
        return next((turns for each, turns in self.others if each == page), self.whole)

    def turned(self, step: int) -> PageTurns:
        """All pages turned by so many quarters more."""
        others = tuple((page, (turns + step) % 4) for page, turns in self.others)
        return PageTurns((self.whole + step) % 4, others)

    def page_turned(self, page: int, step: int) -> PageTurns:
        """One page turned by so many quarters more."""
        others = dict(self.others)
        others[page] = (self.of(page) + step) % 4
        if others[page] == self.whole:
            del others[page]
        return PageTurns(self.whole, tuple(sorted(others.items())))

    def runs(self, pages: int) -> Iterator[tuple[int, int, int]]:
        """The first and last page (from 0) of each run of pages that lie alike, and how they lie."""
        for turns, run in groupby(range(pages), self.of):
            alike = list(run)
            yield alike[0], alike[-1], turns

    def to_text(self) -> str:
        """For the database; empty where all pages lie as they came."""
        return "" if self.is_plain else json.dumps([self.whole, self.others])

    @classmethod
    def from_text(cls, text: str) -> PageTurns:
        """The reverse; what cannot be read is as good as nothing."""
        if not text:
            return UPRIGHT
        try:
            whole, others = json.loads(text)
            pairs = tuple(sorted((int(page), int(turns) % 4) for page, turns in others))
            turns = cls(int(whole) % 4, pairs)
        except (OverflowError, TypeError, ValueError):
            return UPRIGHT
        is_sound = all(0 <= page < _MOST for page, _ in pairs) and len(dict(pairs)) == len(pairs)
        return turns if is_sound else UPRIGHT


UPRIGHT = PageTurns()
