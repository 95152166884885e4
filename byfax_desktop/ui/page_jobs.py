"""Looking into documents without holding up the window: the page helper's calls, on threads of their own."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.fax.inspect import DocumentInfo

WORKERS = 2


class Helper(Protocol):
    """What is asked of ``fax.helper.PageHelper``; both calls block, and raise for a document that is no good."""

    def inspect(self, path: Path) -> DocumentInfo:
        """Kind, size and number of pages."""
        ...

    def page_png(self, path: Path, index: int, width: int) -> bytes:
        """The PNG of one page (from 0), ``width`` pixels wide."""
        ...


class PageRequest:
    """Something asked of PageJobs; ``cancel`` when the answer is no longer wanted."""

    def __init__(self, work: Callable[[Helper], object], callback: Callable[[Any], None]) -> None:
        self.work = work
        self.callback = callback
        self._cancelled = False

    def cancel(self) -> None:
        """Have the callback not called any more, and the work not begun if it has not yet."""
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        """Whether the answer is no longer wanted."""
        return self._cancelled


class PageJobs(QObject):
    """Runs the page helper's calls on worker threads; callbacks run on the thread this object lives on.

    A callback gets the result, or a ``Trouble`` in its place. The owner of a callback cancels its requests when it
    goes. ``make_helper`` is called on a worker thread at the first request: importing it takes time.
    """

    _answered = Signal(object, object)

    def __init__(self, make_helper: Callable[[], Helper], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_helper = make_helper
        self._helper: Helper | None = None
        self._lock = threading.Lock()
        self._queue: queue.SimpleQueue[PageRequest] = queue.SimpleQueue()
        self._threads = 0
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def inspect(self, path: Path, callback: Callable[[DocumentInfo | Trouble], None]) -> PageRequest:
        """Find out what a document is and how many pages it has."""
        return self._ask(PageRequest(lambda helper: helper.inspect(path), callback))

    def page_image(
        self, path: Path, index: int, width: int, callback: Callable[[QImage | Trouble], None]
    ) -> PageRequest:
        """Get the picture of page ``index`` (from 0), ``width`` pixels wide, decoded and ready to be painted."""

        def work(helper: Helper) -> QImage:
            return QImage.fromData(helper.page_png(path, index, width))

        return self._ask(PageRequest(work, callback))

    def _ask(self, request: PageRequest) -> PageRequest:
        self._queue.put(request)
        if self._threads < WORKERS:
            self._threads += 1
            # Daemons: the program ends without waiting for a page nobody will see.
            threading.Thread(target=self._serve, name=f"byfax-pages-{self._threads}", daemon=True).start()
        return request

    def _serve(self) -> None:
        while True:
            request = self._queue.get()
            if not request.cancelled:
                self._answered.emit(request, self._result(request))

    def _result(self, request: PageRequest) -> object:
        from byfax_desktop.engine.trouble import as_trouble

        try:
            return request.work(self._shared_helper())
        except Exception as failure:  # whatever is wrong with a document is told beside it
            return as_trouble(failure)

    def _shared_helper(self) -> Helper:
        with self._lock:
            if self._helper is None:
                self._helper = self._make_helper()
            return self._helper

    @Slot(object, object)
    def _answer(self, request: PageRequest, result: object) -> None:
        if not request.cancelled:
            request.callback(result)
