"""Threads that share out work and that nobody waits for: the program may end whatever they are doing."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

_Result = TypeVar("_Result")


class Hands:
    """As concurrent.futures' pool of threads, which keeps a program from ending while one of its threads works."""

    def __init__(self, count: int, name: str) -> None:
        self._work: queue.SimpleQueue[tuple[Future[object], Callable[[], object]] | None] = (
            queue.SimpleQueue()
        )
        self._count = count
        for number in range(count):
            threading.Thread(target=self._serve, name=f"{name}-{number}", daemon=True).start()

    def give(self, work: Callable[[], _Result]) -> Future[_Result]:
        """Have ``work`` done in its turn."""
        future: Future[_Result] = Future()
        self._work.put((future, work))  # type: ignore[arg-type] # what goes in comes out again
        return future

    def dismiss(self) -> None:
        """Nothing more is wanted; what has not been begun never is."""
        while True:
            try:
                task = self._work.get_nowait()
            except queue.Empty:
                break
            if task is not None:
                task[0].cancel()
        for _ in range(self._count):
            self._work.put(None)

    def _serve(self) -> None:
        while task := self._work.get():
            future, work = task
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(work())
            except BaseException as failure:
                future.set_exception(failure)
