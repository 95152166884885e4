"""Which pages of a fax are meant, as people write it in print dialogs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageChoice:
    """Which pages of all documents together, counted from 1: ranges of first and last, None for to the end."""

    ranges: tuple[tuple[int, int | None], ...] = ((1, None),)

    @classmethod
    def parse(cls, text: str) -> PageChoice:
        """``1-3,7,12-`` as print dialogs take it. Raises ValueError."""
        return cls(tuple(_range(part) for part in text.split(",")))

    def has(self, number: int) -> bool:
        """Whether this page is chosen."""
        return any(first <= number and (last is None or number <= last) for first, last in self.ranges)

    def count(self, pages: int) -> int:
        """How many of so many pages are chosen; a page that is named twice is one."""
        chosen = reached = 0
        for first, last in sorted(self.ranges, key=lambda each: each[0]):
            begin, end = max(first, reached + 1), pages if last is None else min(last, pages)
            chosen += max(0, end - begin + 1)
            reached = max(reached, end)
        return chosen

    @property
    def last(self) -> int | None:
        """The last page that can be chosen; None where there is no telling."""
        ends = [last for _, last in self.ranges]
        return None if None in ends else max(end for end in ends if end is not None)


ALL_PAGES = PageChoice()


def _range(text: str) -> tuple[int, int | None]:
    first, dash, last = (part.strip() for part in text.partition("-"))
    begin = int(first) if first else 1
    end = None if dash and not last else int(last or first)
    if begin < 1 or (end is not None and end < begin) or not (first or last):
        raise ValueError(text)
    return begin, end
