"""A child process of ``helper``: answers one request after the other until there are no more."""

from __future__ import annotations

import contextlib
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from byfax_desktop.fax.process.wire import Garbled, receive, send

MEMORY = 2 * 1024**3
"""Bytes of address space."""
PROCESSOR_SECONDS = 60
"""For one request."""
REST = "rest"
"""What is asked of a child that has nothing to do; it answers nothing."""


def main() -> int:
    """Answer until the other side closes; returns the exit code."""
    questions, answers = _private_streams()
    limit_memory()
    from byfax_desktop.fax.process.answers import (
        Answers,  # loaded before the first request, so that it finds all ready
    )

    with ExitStack() as stack:
        answering = stack.enter_context(Answers())
        while True:
            try:
                message = receive(questions)
            except Garbled:
                return 1
            if message is None:
                return 0
            if message[0].get("do") == REST:
                answering.rest()
                continue
            limit_processor()
            told, content = _answer(answering, message[0])
            told["memory"] = _memory()
            try:
                send(answers, told, content)
            except OSError:
                return 1


def _answer(answering: Any, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    from byfax_desktop.fax.trouble import DocumentTrouble

    try:
        told, content = answering.to(request)
    except DocumentTrouble as trouble:
        return {"trouble": trouble.kind.name}, b""
    except MemoryError:
        return {"trouble": "TOO_LARGE"}, b""
    except Exception:
        return {"trouble": "CRASHED"}, b""
    return {"answer": told}, content


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for us alone: what a library prints must not land between the answers."""
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return questions, answers


def limit_memory() -> None:
    """Bound the address space of this process, where the system can, and have it leave no core file."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):  # the system's own limit may be lower
            resource.setrlimit(what, (most, most))


def limit_processor(seconds: int = PROCESSOR_SECONDS) -> None:
    """Have this process end when it has used so much more processor time, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def _memory() -> int:
    """Bytes that this process held at most."""
    if sys.platform == "win32":
        return 0
    if sys.platform == "linux":
        # What getrusage says there begins with the most that the parent ever held.
        with contextlib.suppress(OSError, ValueError):
            told = Path("/proc/self/status").read_text()
            for line in told.splitlines():
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
