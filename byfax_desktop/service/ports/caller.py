"""What a port needs of the client, and how a listing becomes an iterator over all its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from threading import Event
from typing import Protocol, TypeVar

from byfax_desktop.service.files import Progress
from byfax_desktop.service.records import Answer

PAGE_SIZE = 500
"""Items asked for at a time."""

AnswerT = TypeVar("AnswerT", bound=Answer)
_Item = TypeVar("_Item", covariant=True)


class Caller(Protocol):
    """Makes one call; see ``ByfaxClient.call``."""

    def call(
        self,
        answer: type[AnswerT],
        operation: str,
        values: Mapping[str, object],
        *,
        into: Path | None = None,
        progress: Progress | None = None,
        cancel: Event | None = None,
    ) -> AnswerT:
        """Make the call."""


class Page(Protocol[_Item]):
    """A page of a listing."""

    @property
    def items(self) -> tuple[_Item, ...]:
        """The items on this page."""

    @property
    def count_total(self) -> int | None:
        """How many items all pages have, where the service says it."""


def all_items(page_of: Callable[[int], Page[_Item]]) -> Iterator[_Item]:
    """The items of every page of a listing, each page asked for when the one before is used up.

    Ends at the first empty page, when as many items came as the service says there are, or at a page that is the one
    before it once more, which is what a service gives that knows no pages.
    """
    seen = 0
    before: tuple[_Item, ...] = ()
    for number in count():
        page = page_of(number)
        if not page.items or page.items == before:
            return
        yield from page.items
        before = page.items
        seen += len(before)
        if page.count_total is not None and seen >= page.count_total:
            return
