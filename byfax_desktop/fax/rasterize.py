"""Documents as one TIFF of fax pages: exactly what the other machine will print."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from byfax_desktop.fax.g4 import TiffWriter
from byfax_desktop.fax.geometry import Resolution
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.private import create_private
from byfax_desktop.fax.process.hands import Hands
from byfax_desktop.fax.wanted import FaxDocument

CodedPage = tuple[bytes, tuple[int, int]] | None
"""T.6 coding, dots and lines of a page; None for one that is left out."""

Progress = Callable[[int, int], None]
"""Pages done, and how many there will be at most."""

_AHEAD = 3
"""Pages under way for each worker: enough that none waits for the one before."""

_Task = tuple[FaxDocument, int]


def silent(_done: int, _total: int) -> None:
    """Nobody wants to know how far it is."""


@dataclass(frozen=True, slots=True)
class Work:
    """Who does it: ``count`` and ``code`` (of a page from 0) are called on threads, as many as there are ``workers``.

    ``stop`` makes those end soon that are under way: nobody waits for them any more.
    """

    count: Callable[[FaxDocument], int]
    code: Callable[[FaxDocument, int], CodedPage]
    stop: Callable[[], None]
    workers: int


def rasterize(
    documents: Sequence[FaxDocument],
    out: Path,
    resolution: Resolution,
    choice: PageChoice,
    work: Work,
    progress: Progress = silent,
) -> int:
    """Write the chosen pages, in order, to ``out``, readable by its owner only; returns how many there are.

    What the ``work`` raises passes through, and so does OSError where ``out`` cannot be written; either leaves an
    unfinished file.
    """
    with create_private(out) as file:
        hands = Hands(work.workers, "byfax-rasterize")
        try:
            counts = [hands.give(partial(work.count, document)) for document in documents]
            tasks = _tasks(documents, [count.result() for count in counts], choice)
            writer = TiffWriter(file, resolution)
            progress(0, len(tasks))
            for done, page in enumerate(_in_order(hands, tasks, work), start=1):
                if page is not None:
                    writer.add(*page)
                progress(done, len(tasks))
            return writer.count
        finally:
            work.stop()
            hands.dismiss()


def _tasks(documents: Sequence[FaxDocument], counts: Sequence[int], choice: PageChoice) -> list[_Task]:
    """The pages that are chosen in their documents, and then among all of those."""
    kept = [
        (document, index)
        for document, pages in zip(documents, counts, strict=True)
        for index in range(pages)
        if document.treatment.pages.has(index + 1)
    ]
    return [task for number, task in enumerate(kept, start=1) if choice.has(number)]


def _in_order(hands: Hands, tasks: Sequence[_Task], work: Work) -> Iterator[CodedPage]:
    """The pages one after the other; only some are made before they are wanted."""
    under_way: deque[Future[CodedPage]] = deque()
    for document, index in tasks:
        under_way.append(hands.give(partial(work.code, document, index)))
        if len(under_way) >= work.workers * _AHEAD:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()
