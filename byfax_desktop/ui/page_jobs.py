"""Looking into documents without holding up the window: the page helper's calls, on threads of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from byfax_desktop.ui.page_image import PageImage, page_image, turned
from byfax_desktop.ui.workers import Request, Workers

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.fax.inspect import DocumentInfo
    from byfax_desktop.fax.legibility.findings import Legibility
    from byfax_desktop.fax.wanted import FaxLook, PagePicture, WantedPage

WORKERS = 2

PageRequest = Request
"""Something asked of PageJobs; ``cancel`` it when the answer is no longer wanted."""


class Helper(Protocol):
    """What is asked of ``fax.helper.PageHelper``.

    Its calls block, and raise for a document that is no good, and some time after ``cancelled`` has become true.
    """

    def inspect(self, path: Path, password: str = "", cancelled: Callable[[], bool] = ...) -> DocumentInfo:
        """Kind, size and number of pages."""
        ...

    def page(self, wanted: WantedPage, cancelled: Callable[[], bool] = ...) -> PagePicture:
        """One page's dots."""
        ...

    def legibility(
        self, path: Path, pages: int, look: FaxLook, password: str = "", cancelled: Callable[[], bool] = ...
    ) -> Legibility:
        """What will not be read of a document."""
        ...

    def warm(self) -> None:
        """Be ready for the first document."""
        ...


class PageJobs(QObject):
    """Runs the page helper's calls on worker threads; callbacks run on the thread this object lives on.

    A callback gets the result, or a ``Trouble`` in its place. The owner of a callback cancels its requests when it
    goes. ``make_helper`` is called on a worker thread at the first request: importing it takes time.
    """

    def __init__(self, make_helper: Callable[[], Helper], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_helper = make_helper
        self._helper: Helper | None = None
        self._lock = threading.Lock()
        self._workers = Workers("byfax-pages", WORKERS, self)
        self._readers = Workers("byfax-legibility", 1, self)  # no picture waits for them

    def warm(self) -> None:
        """Have all ready before the first document comes: its pages shall be seen at once."""
        self._workers.run(lambda: self._shared_helper().warm(), lambda _: None)

    def inspect(
        self, path: Path, callback: Callable[[DocumentInfo | Trouble], None], password: str = ""
    ) -> PageRequest:
        """Find out what a document is and how many pages it has. Cancelled meanwhile, it is given up."""
        return self._workers.run_heeding(
            lambda request: self._shared_helper().inspect(path, password, lambda: request.cancelled), callback
        )

    def page(
        self,
        wanted: WantedPage,
        callback: Callable[[PageImage | Trouble], None],
        quarter_turns: int = 0,
    ) -> PageRequest:
        """Get the picture of a page, turned clockwise, ready to be painted. Cancelled meanwhile, it is given up."""

        def work(request: Request) -> PageImage:
            picture = self._shared_helper().page(wanted, lambda: request.cancelled)
            return turned(page_image(picture), quarter_turns)

        return self._workers.run_heeding(work, callback)

    def legibility(
        self,
        path: Path,
        pages: int,
        look: FaxLook,
        callback: Callable[[Legibility | Trouble], None],
        password: str = "",
    ) -> PageRequest:
        """Find out what will not be read of a document with so many pages, as it comes out with that look."""
        return self._readers.run_heeding(
            lambda request: self._shared_helper().legibility(
                path, pages, look, password, lambda: request.cancelled
            ),
            callback,
        )

    def _shared_helper(self) -> Helper:
        with self._lock:
            if self._helper is None:
                self._helper = self._make_helper()
            return self._helper
