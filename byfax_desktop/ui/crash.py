"""Errors that nobody foresaw: into the log, and a sentence on the screen; never a traceback before a person."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal


class CrashReport(QObject):
    """Catches what no code caught, on any thread, and emits ``crashed`` on the thread of the window."""

    crashed = Signal()
    _caught = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._caught.connect(self.crashed, Qt.ConnectionType.QueuedConnection)

    def install(self) -> Callable[[], None]:
        """Catch from now on; returns what puts the hooks of before back."""
        before = sys.excepthook, threading.excepthook
        sys.excepthook = self._report
        threading.excepthook = self._report_thread

        def uninstall() -> None:
            sys.excepthook, threading.excepthook = before

        return uninstall

    def _report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log_error(error)
        self._caught.emit()

    def _report_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._report(args.exc_type, args.exc_value, args.exc_traceback)


def log_error(error: BaseException) -> None:
    """Write the type of an error and where it arose to the log; not its text: that may quote a fax or a secret."""
    import logging
    import traceback

    places = "".join(traceback.format_tb(error.__traceback__))
    logging.getLogger(__name__).error("Unforeseen %s\n%s", type(error).__name__, places)
