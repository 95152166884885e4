"""Running a foreign program that ends when we want it to, with all that it started, and without network if possible."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import psutil

MEMORY = 1536 * 1024**2
"""Bytes held by all of its processes together."""

FILE = 512 * 1024**2
"""Bytes of one file that it writes, where the system can hold it to that."""

_LOOK_EVERY = 0.1
_END_SECONDS = 5
_QUIETLY = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
_NICENESS = 5


class RanTooLong(Exception):
    """It was ended because it took too long or nobody wants it any more."""


def run_contained(
    command: Sequence[str],
    folder: Path,
    environment: dict[str, str],
    timeout_s: float,
    cancelled: Callable[[], bool],
) -> int:
    """Run it in ``folder`` and return its exit code; nothing that it started goes on after that.

    Raises RanTooLong, MemoryError where it takes too much of it, and OSError where it cannot be started.
    """
    with subprocess.Popen(
        [*_without_network(), *command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
        creationflags=_QUIETLY,
    ) as process:
        family: set[psutil.Process] = set()
        try:
            _hold_back(process)
            return _watch(process, family, timeout_s, cancelled)
        finally:
            _end(process, family)


def _hold_back(process: subprocess.Popen[bytes]) -> None:
    """Let the app go first, and the disk keep room. From outside: with threads, nothing can be done in a fork."""
    if sys.platform == "linux":
        with contextlib.suppress(psutil.Error, OSError):
            itself = psutil.Process(process.pid)
            itself.nice(_NICENESS)
            itself.rlimit(psutil.RLIMIT_FSIZE, (FILE, FILE))


def _watch(
    process: subprocess.Popen[bytes],
    family: set[psutil.Process],
    timeout_s: float,
    cancelled: Callable[[], bool],
) -> int:
    deadline = time.monotonic() + timeout_s
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(_LOOK_EVERY)
        with contextlib.suppress(psutil.Error):
            family |= set(psutil.Process(process.pid).children(recursive=True))
        if time.monotonic() > deadline or cancelled():
            raise RanTooLong
        if sum(_memory(pid) for pid in {process.pid, *(each.pid for each in family)}) > MEMORY:
            raise MemoryError


def _memory(pid: int) -> int:
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def _end(process: subprocess.Popen[bytes], family: set[psutil.Process]) -> None:
    """Its group, and whoever left the group."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        with contextlib.suppress(psutil.Error):
            family |= set(psutil.Process(process.pid).children(recursive=True))
    for each in family:
        with contextlib.suppress(psutil.Error):
            each.kill()
    process.kill()
    psutil.wait_procs(family, _END_SECONDS)


@cache
def _without_network() -> tuple[str, ...]:
    """What a command begins with on Linux to have no network, where users may do that."""
    unshare = shutil.which("unshare") if sys.platform.startswith("linux") else None
    if unshare is None:
        return ()
    begin = (unshare, "--map-root-user", "--net", "--")
    tried = subprocess.run([*begin, "true"], capture_output=True, stdin=subprocess.DEVNULL)
    return begin if tried.returncode == 0 else ()
