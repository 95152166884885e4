"""Documents as one TIFF of fax pages: exactly what the other machine will print."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from byfax_desktop.fax.g4 import TiffWriter
from byfax_desktop.fax.geometry import Resolution
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.private import create_private
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


def rasterize(
    documents: Sequence[FaxDocument],
    out: Path,
    resolution: Resolution,
    choice: PageChoice,
    workers: int,
    count: Callable[[FaxDocument], int],
    code: Callable[[FaxDocument, int], CodedPage],
    progress: Progress = silent,
) -> int:
    """Write the chosen pages, in order, to ``out``, readable by its owner only; returns how many there are.

    ``count`` and ``code`` (of a page from 0) are called on ``workers`` threads. What they raise passes through, and
    so does OSError where ``out`` cannot be written; either leaves an unfinished file.
    """
    with ThreadPoolExecutor(workers, "byfax-rasterize") as pool, create_private(out) as file:
        try:
            tasks = _tasks(documents, list(pool.map(count, documents)), choice)
            writer = TiffWriter(file, resolution)
            progress(0, len(tasks))
            for done, page in enumerate(_in_order(pool, tasks, code, workers * _AHEAD), start=1):
                if page is not None:
                    writer.add(*page)
                progress(done, len(tasks))
            return writer.count
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _tasks(documents: Sequence[FaxDocument], counts: Sequence[int], choice: PageChoice) -> list[_Task]:
    """The pages that are chosen in their documents, and then among all of those."""
    kept = [
        (document, index)
        for document, pages in zip(documents, counts, strict=True)
        for index in range(pages)
        if document.treatment.pages.has(index + 1)
    ]
    return [task for number, task in enumerate(kept, start=1) if choice.has(number)]


def _in_order(
    pool: ThreadPoolExecutor,
    tasks: Sequence[_Task],
    code: Callable[[FaxDocument, int], CodedPage],
    ahead: int,
) -> Iterator[CodedPage]:
    """The pages one after the other; only ``ahead`` of them are made before they are wanted."""
    under_way: deque[Future[CodedPage]] = deque()
    for document, index in tasks:
        under_way.append(pool.submit(code, document, index))
        if len(under_way) >= ahead:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()
