"""The pictures of one document's pages: fetched as they come into sight, kept as long as they fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from byfax_desktop.ui.widgets.page_cache import PageCache

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble

CACHE_BYTES = 48 * 1024 * 1024
MAX_WIDTH = 1728
"""The pixels of a fax line (T.4): a wider picture would show nothing more."""


class Cancellable(Protocol):
    """A request whose answer may no longer be wanted."""

    def cancel(self) -> None:
        """Have no answer."""
        ...


class PageSource(Protocol):
    """What is asked of ``ui.page_jobs.PageJobs``."""

    def page_image(
        self, path: Path, index: int, width: int, callback: Callable[[QImage | Trouble], None]
    ) -> Cancellable:
        """Have ``callback`` called with the picture of a page, or with why there is none."""
        ...


class PagePictures(QObject):
    """Holds pictures of the pages that were wanted last, and fetches those that it lacks."""

    arrived = Signal(int)
    """A page has a new picture."""
    failed = Signal(int)
    """A page cannot be shown; ``trouble`` says why."""

    def __init__(self, source: PageSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._path: Path | None = None
        self._cache = PageCache(CACHE_BYTES)
        self._widths: dict[int, int] = {}
        self._troubles: dict[int, Trouble] = {}
        self._requests: dict[int, Cancellable] = {}
        self.destroyed.connect(_canceller(self._requests))

    def open(self, path: Path | None) -> None:
        """Forget the document before, and take pictures from this one."""
        self._drop_requests(())
        self._path = path
        self._cache.clear()
        self._widths.clear()
        self._troubles.clear()

    def want(self, pages: Iterable[int], width: int) -> None:
        """Have these pages as pictures ``width`` pixels wide; what was wanted before and is not now is dropped."""
        width = max(1, min(width, MAX_WIDTH))
        wanted = tuple(pages)
        self._drop_requests(wanted)
        for page in wanted:
            if not self._has(page, width):
                self._fetch(page, width)

    def image(self, page: int) -> QImage | None:
        """The picture of a page, perhaps of another width than was wanted last."""
        return self._cache.get(page)

    def trouble(self, page: int) -> Trouble | None:
        """Why a page cannot be shown."""
        return self._troubles.get(page)

    @property
    def is_idle(self) -> bool:
        """Whether no picture is on its way."""
        return not self._requests

    def _has(self, page: int, width: int) -> bool:
        if page in self._troubles:
            return True
        # Either the picture of this width is here, or it is on its way.
        here = page in self._requests or page in self._cache.pages
        return here and self._widths.get(page) == width

    def _fetch(self, page: int, width: int) -> None:
        if self._path is None:
            return
        if page in self._requests:
            self._requests.pop(page).cancel()
        self._widths[page] = width
        self._requests[page] = self._source.page_image(
            self._path, page, width, lambda result: self._take(page, result)
        )

    def _take(self, page: int, result: QImage | Trouble) -> None:
        self._requests.pop(page, None)
        if not isinstance(result, QImage):
            self._troubles[page] = result
            self.failed.emit(page)
        elif result.isNull():
            self._troubles[page] = _no_picture()
            self.failed.emit(page)
        else:
            self._cache.put(page, result)
            self.arrived.emit(page)

    def _drop_requests(self, wanted: tuple[int, ...]) -> None:
        for page in [page for page in self._requests if page not in wanted]:
            self._requests.pop(page).cancel()
            self._widths.pop(page, None)


def _canceller(requests: dict[int, Cancellable]) -> Callable[[], None]:
    """What cancels the requests that are open when their owner is gone; it holds no reference to the owner."""

    def cancel_all() -> None:
        for request in requests.values():
            request.cancel()

    return cancel_all


def _no_picture() -> Trouble:
    from byfax_desktop.engine.trouble import Trouble

    return Trouble("This page could not be shown.", "Save the file and open it with another program.")
