"""Work that must not hold up the window: done on threads, answered on the thread of the window."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Collection
from itertools import count
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from byfax_desktop.engine.trouble import Explained, Trouble, as_trouble
from byfax_desktop.ui.crash import log_error

_Result = TypeVar("_Result")


class Request:
    """A piece of work asked for; ``cancel`` when its result is no longer wanted."""

    def __init__(self, work: Callable[[Request], object], callback: Callable[[Any], None]) -> None:
        self.work = work
        self.callback = callback
        self._cancelled = False

    def cancel(self) -> None:
        """Have the callback not called any more, and the work not begun if it has not yet."""
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        """Whether the result is no longer wanted."""
        return self._cancelled


_Queue = queue.SimpleQueue[tuple[int, Request]]


class _Answers(QObject):
    """Tells of answers on behalf of Workers, and keeps what was asked until its thread is done with it.

    Its threads keep it: Workers may go while one of them answers, and a signal must not come from what is just going.
    What was asked may be the last that holds a closed window, and that must come to its end on the window's thread.
    """

    answered = Signal(int, object)
    """The number of a request, and what came of it."""
    let_go = Signal(int)
    """A thread holds nothing of this request any more."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[int, Request] = {}
        self._numbers = count()
        self.let_go.connect(self._drop, Qt.ConnectionType.QueuedConnection)

    def keep(self, request: Request) -> int:
        """Keep a request; returns its number."""
        number = next(self._numbers)
        self._kept[number] = request
        return number

    def request(self, number: int) -> Request:
        """The one with this number."""
        return self._kept[number]

    @Slot(int)
    def _drop(self, number: int) -> None:
        del self._kept[number]


class Workers(QObject):
    """Does pieces of work in the order in which they are asked for, ``count`` of them at a time.

    A callback runs on the thread this object lives on and gets the result, or a ``Trouble`` in its place. A method of
    a widget that has gone meanwhile is not called; whoever gives another kind of callback cancels its requests.
    """

    def __init__(self, name: str, count: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._count = count
        self._threads = 0
        self._queue: _Queue = queue.SimpleQueue()
        self._answers = _Answers()
        self._answers.answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], _Result], callback: Callable[[_Result | Trouble], None]) -> Request:
        """Have ``work`` done on a thread, then ``callback`` called with what came of it."""
        return self.run_heeding(lambda _: work(), callback)

    def run_heeding(
        self, work: Callable[[Request], _Result], callback: Callable[[_Result | Trouble], None]
    ) -> Request:
        """As ``run``, for work that looks at its request: once that is cancelled, it may end in any way."""
        request = Request(work, callback)
        self._queue.put((self._answers.keep(request), request))
        if self._threads < self._count:
            self._threads += 1
            # Daemons: the program ends without waiting for what nobody will see.
            name = f"{self._name}-{self._threads}"
            what = (self._queue, self._answers)
            threading.Thread(target=_serve, args=what, name=name, daemon=True).start()
        return request

    @Slot(int, object)
    def _answer(self, number: int, result: object) -> None:
        request = self._answers.request(number)
        if not (request.cancelled or _is_gone(request.callback)):
            request.callback(result)


def _is_gone(callback: Callable[[Any], None]) -> bool:
    """Whether it is a method of an object that Qt has deleted, also one to which arguments were given before."""
    owner = getattr(getattr(callback, "func", callback), "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)


def cancel_all(requests: Collection[Request]) -> None:
    """Cancel all of these."""
    for request in requests:
        request.cancel()


def canceller(requests: Collection[Request]) -> Callable[[], None]:
    """What cancels these when their owner is gone; it holds no reference to the owner."""
    return lambda: cancel_all(requests)


def _serve(requests: _Queue, answers: _Answers) -> None:
    while True:
        answers.let_go.emit(_serve_next(requests, answers))


def _serve_next(requests: _Queue, answers: _Answers) -> int:
    """Returns the number of a request of which nothing is left on this thread then."""
    number, request = requests.get()
    if not request.cancelled:
        answers.answered.emit(number, _result(request))
    return number


def _result(request: Request) -> object:
    try:
        return request.work(request)
    except Exception as failure:  # told to the person who asked, in words
        if not isinstance(failure, (Explained, OSError)) and not request.cancelled:
            log_error(failure)
        return as_trouble(failure)
