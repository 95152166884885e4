"""How the program ended last: kept in a file that is there while it runs, and that a good end takes away.

A native crash writes into it where in the code each thread was (frames only: no locals, no contents), and so does an
error that ends the program. A run that was killed, or that ended with the computer, leaves it empty: that was
somebody's will, or nobody's, and nothing in the program is to be reported.
"""

from __future__ import annotations

import faulthandler
import os
import threading
from enum import Enum, auto
from pathlib import Path
from typing import TextIO

from byfax_desktop.desktop.paths import DataPaths

CRASH_FILE = "last-crash.txt"
"""In the folder of the log: where in the code the program was when it last ended by an error."""


class LastEnd(Enum):
    """How a run of the program ended."""

    GOOD = auto()
    CUT_SHORT = auto()
    """Killed from outside, or with the computer."""
    CRASHED = auto()


class RunRecord:
    """The file of this run; ``name`` tells apart windows that may be open on the same data."""

    def __init__(self, paths: DataPaths, name: str) -> None:
        self._paths = paths
        self._name = f"{name}.running"
        self._lock = threading.Lock()
        self._file: TextIO | None = None
        self._has_ended = False

    def begin(self) -> LastEnd:
        """How the last run ended, which is asked once; this one is recorded from now on. Raises OSError."""
        with self._lock:
            if self._has_ended:
                return LastEnd.GOOD
            path = self._path()
            last = _keep_crash(path)
            self._file = _anew(path)
            faulthandler.enable(self._file)
            return last

    def fail(self, error: BaseException) -> None:
        """The program ends by an error that nobody caught: keep where it arose, for the next start to offer."""
        import traceback

        with self._lock:
            self._close()
            frames = "".join(traceback.format_tb(error.__traceback__))
            text = f"Traceback (most recent call last):\n{frames}{type(error).__name__}\n"
            with _anew(self._path()) as file:
                file.write(text)

    def end(self) -> None:
        """The program ends as it should. Raises OSError."""
        with self._lock:
            if not self._has_ended and self._file is not None:
                self._close()
                self._path().unlink(missing_ok=True)
            self._has_ended = True

    def _close(self) -> None:
        self._has_ended = True
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None

    def _path(self) -> Path:
        return self._paths.log_file.with_name(self._name)


def _anew(path: Path) -> TextIO:
    """The file, empty, for its owner alone. Raises OSError."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8")


def _keep_crash(path: Path) -> LastEnd:
    """What the file of the last run tells; a crash stays beside the log until there is another one."""
    try:
        is_crash = path.stat().st_size > 0
    except FileNotFoundError:
        return LastEnd.GOOD
    if not is_crash:
        return LastEnd.CUT_SHORT
    path.replace(path.with_name(CRASH_FILE))
    return LastEnd.CRASHED
