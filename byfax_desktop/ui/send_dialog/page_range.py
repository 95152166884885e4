"""Pages of several documents chosen as one range, as in print dialogs."""

from __future__ import annotations

from collections.abc import Sequence

from byfax_desktop.fax.page_choice import ALL_PAGES, PageChoice


def split(choice: PageChoice, counts: Sequence[int]) -> tuple[PageChoice | None, ...]:
    """The choice for each of documents with so many pages; None where nothing of one is chosen."""
    first = 1
    choices = []
    for count in counts:
        choices.append(_part(choice, first, count))
        first += count
    return tuple(choices)


def joined(choices: Sequence[PageChoice], counts: Sequence[int]) -> PageChoice:
    """The pages that are chosen of all documents, as one choice; of none, one that has no page of theirs."""
    chosen: list[int] = []
    first = 1
    for choice, count in zip(choices, counts, strict=True):
        chosen.extend(first + page - 1 for page in range(1, count + 1) if choice.has(page))
        first += count
    if len(chosen) == sum(counts):
        return ALL_PAGES
    return _ranges(chosen) or PageChoice(((first, None),))


def _part(choice: PageChoice, first: int, count: int) -> PageChoice | None:
    chosen = [page for page in range(1, count + 1) if choice.has(first + page - 1)]
    return ALL_PAGES if len(chosen) == count else _ranges(chosen)


def _ranges(pages: Sequence[int]) -> PageChoice | None:
    """Ascending pages as ranges; None for no page."""
    ranges: list[tuple[int, int]] = []
    for page in pages:
        if ranges and ranges[-1][1] == page - 1:
            ranges[-1] = (ranges[-1][0], page)
        else:
            ranges.append((page, page))
    return PageChoice(tuple(ranges)) if ranges else None
