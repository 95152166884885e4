"""Where the pages of a document lie below each other, in logical pixels. Knows nothing of widgets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

USUAL_RATIO = 297 / 215
"""Height by width of a fax page (A4 long, 8.46 inches wide), taken for a page until its picture has come."""

GAP = 16
"""Space above, between and below pages."""


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in the document, on a page or in a gap beside one."""

    page: int
    fraction: float
    """How far down the page, from 0 to 1."""
    beyond: float = 0.0
    """Pixels above the page (negative) or below it: gaps do not grow with the pages."""


class PageLayout:
    """A column of pages whose lines are all equally long, and whose heights become known one by one.

    Pages that lie on their side differ in how broad the column is at each, and are equally high.
    """

    def __init__(self, pages: int) -> None:
        self._ratios: list[float | None] = [None] * pages
        self._width = 1
        self._on_side = [False] * pages
        self._tops: list[int] = []
        self._arrange()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._ratios)

    @property
    def column_width(self) -> int:
        """The width of the broadest page."""
        widths = [self._width] if not all(self._on_side) or not self._on_side else []
        if any(self._on_side):
            widths.append(max(1, round(self._width * self.widest_ratio)))
        return max(widths)

    @property
    def widest_ratio(self) -> float:
        """The largest height by width of any page, as far as known."""
        return max((ratio for ratio in self._ratios if ratio), default=USUAL_RATIO)

    @property
    def total_height(self) -> int:
        """The height of the whole column with its gaps; 0 where there are no pages."""
        return self._tops[-1] if self.count else 0

    def set_width(self, width: int) -> None:
        """Give the lines of every page this length, at least one pixel."""
        if width != self._width:
            self._width = max(1, width)
            self._arrange()

    @property
    def has_on_side(self) -> bool:
        """Whether any page lies on its side."""
        return any(self._on_side)

    def is_on_side(self, index: int) -> bool:
        """Whether a page lies on its side."""
        return self._on_side[index]

    def set_on_side(self, on_side: Iterable[bool]) -> None:
        """Say of each page whether it lies on its side, or upright."""
        told = list(on_side)
        if told != self._on_side:
            self._on_side = told
            self._arrange()

    def set_ratio(self, index: int, ratio: float) -> bool:
        """Note the true height by width of an upright page; whether that moves anything."""
        changed = self.ratio(index) != ratio
        self._ratios[index] = ratio
        if changed:
            self._arrange()
        return changed

    def ratio(self, index: int) -> float:
        """Height by width of an upright page as far as known."""
        return self._ratios[index] or USUAL_RATIO

    def top(self, index: int) -> int:
        """Where a page begins."""
        return self._tops[index]

    def width(self, index: int) -> int:
        """How broad a page is as it lies."""
        return self._across(index) if self._on_side[index] else self._width

    def height(self, index: int) -> int:
        """How high a page is as it lies."""
        return self._width if self._on_side[index] else self._across(index)

    def page_at(self, y: float) -> int:
        """The page at a height, or the one above a gap; the first or last beyond the ends."""
        return max(0, min(bisect_right(self._tops, y, hi=self.count) - 1, self.count - 1))

    def between(self, top: int, bottom: int) -> range:
        """The pages of which something lies between two heights."""
        if not self.count:
            return range(0)
        first = self.page_at(top)
        if self._tops[first] + self.height(first) <= top:
            first += 1
        return range(first, bisect_right(self._tops, bottom, hi=self.count))

    def place_at(self, y: float) -> Place:
        """The spot at a height, to be found again after the layout has changed."""
        page = self.page_at(y)
        down, height = y - self._tops[page], self.height(page)
        on_page = max(0.0, min(down, height))
        return Place(page, on_page / height, down - on_page)

    def height_of(self, place: Place) -> int:
        """Where a spot lies now."""
        return round(self._tops[place.page] + place.fraction * self.height(place.page) + place.beyond)

    def _across(self, index: int) -> int:
        """The length of a page across its lines."""
        return max(1, round(self._width * self.ratio(index)))

    def _arrange(self) -> None:
        width = self._width
        # Without calls: there may be ten thousand pages, and each that comes may be of another height.
        heights = (
            GAP + (width if on_side else max(1, round(width * (ratio or USUAL_RATIO))))
            for ratio, on_side in zip(self._ratios, self._on_side, strict=True)
        )
        self._tops = list(accumulate(heights, initial=GAP))
