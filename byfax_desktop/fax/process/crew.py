"""Child processes that look into documents: started when needed, used again, killed when they hang or grow."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from byfax_desktop.fax.process.child import REST
from byfax_desktop.fax.process.wire import Garbled, Message, receive, send

RETIRES_AT = 400 * 1024**2
"""Bytes; a child that ever held more is replaced, so that its next document finds room."""
KILLED_AT = 1536 * 1024**2
"""Bytes held; for systems that don't bound a process's memory themselves."""

_ABANDONED_AFTER = 0.5
"""Seconds that a child may go on with what nobody wants any more: starting another takes about as long."""
_LOOK_EVERY = 0.1
_RESTS_AFTER = 2.0
"""Seconds after which an idle child lets go of its document."""
_ROOT = Path(__file__).parents[3]
_NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_MEMORY_SETTINGS = {
    "PILLOW_BLOCKS_MAX": "8",
    "MALLOC_TRIM_THRESHOLD_": str(128 * 1024**2),
    "MALLOC_MMAP_THRESHOLD_": str(64 * 1024**2),
}
"""Have Pillow and the GNU C library keep the memory of one page for the next: a sixth of the time goes otherwise."""
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv.pop(1)); "
    "from byfax_desktop.fax.process.child import main; sys.exit(main())"
)


class Lost(Exception):
    """The child did not answer: it died, or wrote what is no answer."""


class TooLong(Lost):
    """It was killed because it took too long."""


class TooMuch(Lost):
    """It was killed because it took too much memory."""


class Abandoned(Lost):
    """It was killed because nobody wants the answer, or because the crew was closed."""


def never() -> bool:
    """Nobody changes their mind."""
    return False


@dataclass(eq=False)
class _Child:
    process: subprocess.Popen[bytes]
    document: str = ""
    """The path of the document that it has open."""
    idle_since: float = 0.0
    deadline: float = 0.0
    cancelled: Callable[[], bool] = never
    unwanted_since: float | None = None
    killed_for: type[Lost] = field(default=Lost)

    def kill(self, why: type[Lost]) -> None:
        if self.killed_for is Lost:
            self.killed_for = why
        self.process.kill()


class Crew:
    """At most ``most`` children; ``ask`` from any number of threads. ``environment`` is what children get."""

    def __init__(self, most: int, environment: dict[str, str], program: Sequence[str] | None = None) -> None:
        self._most = most
        self._environment = environment
        self._program = list(program or _child_program())
        self._watches_memory = not sys.platform.startswith("linux")
        self._changed = threading.Condition()
        self._idle: list[_Child] = []
        self._busy: set[_Child] = set()
        self._closed = False
        self._watch: threading.Thread | None = None

    def warm(self, count: int = 1) -> None:
        """Have so many children ready before they are needed. Raises OSError where none can be started."""
        with self._changed:
            while not self._closed and len(self._idle) < min(count, self._most - len(self._busy)):
                self._idle.append(self._start())

    def ask(self, request: dict[str, Any], seconds: float, cancelled: Callable[[], bool] = never) -> Message:
        """A child's answer to a request about the document at ``request["path"]``; waits for a free child.

        Raises Lost in its kinds, and OSError where no child can be started.
        """
        child = self._take(request["path"], seconds, cancelled)
        message = None
        try:
            send(cast(BinaryIO, child.process.stdin), request)
            message = receive(cast(BinaryIO, child.process.stdout))
        except (OSError, Garbled):
            pass
        finally:
            self._give_back(child, message)
        if message is None:
            raise child.killed_for
        return message

    def close(self) -> None:
        """Kill all children; what is being asked ends, and nothing can be asked any more."""
        with self._changed:
            self._closed = True
            for child in self._busy:
                child.kill(Abandoned)
            idle, self._idle = self._idle, []
            self._changed.notify_all()
        for child in idle:
            _end(child)

    def _take(self, document: str, seconds: float, cancelled: Callable[[], bool]) -> _Child:
        with self._changed:
            while not (self._closed or self._idle or len(self._busy) < self._most):
                if cancelled():
                    raise Abandoned
                self._changed.wait(_LOOK_EVERY)
            if self._closed:
                raise Abandoned
            self._keep_watch()
            child = self._choose(document)
            child.document = document
            child.deadline = time.monotonic() + seconds
            child.cancelled = cancelled
            child.unwanted_since = None
            self._busy.add(child)
            return child

    def _keep_watch(self) -> None:
        if self._watch is not None:
            return
        watch = threading.Thread(target=self._look_after, name="byfax-page-watch", daemon=True)
        try:
            watch.start()
        except RuntimeError:  # no child may work that nobody would end
            raise Lost from None
        self._watch = watch

    def _choose(self, document: str) -> _Child:
        """The one that knows the document, else the one that has been idle for longest."""
        dead = [child for child in self._idle if child.process.poll() is not None]
        for child in dead:
            self._idle.remove(child)
            _end(child)
        for child in self._idle:
            if child.document == document:
                self._idle.remove(child)
                return child
        unused = [child for child in self._idle if not child.document]
        if unused:
            self._idle.remove(unused[0])
            return unused[0]
        if len(self._idle) + len(self._busy) < self._most:
            return self._start()
        return self._idle.pop(0)

    def _give_back(self, child: _Child, message: Message | None) -> None:
        memory = message[0].get("memory") if message is not None else None
        kept = isinstance(memory, int) and memory < RETIRES_AT
        with self._changed:
            self._busy.discard(child)
            kept = kept and not self._closed and child.killed_for is Lost
            if kept:
                child.idle_since = time.monotonic()
                self._idle.append(child)
            self._changed.notify()
        if not kept:
            _end(child)

    def _start(self) -> _Child:
        return _Child(
            subprocess.Popen(
                self._program,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._environment,
                creationflags=_NO_CONSOLE,
            )
        )

    def _look_after(self) -> None:
        """End what takes too long, is not wanted any more, or takes too much memory, until all rest."""
        while True:
            time.sleep(_LOOK_EVERY)
            with self._changed:
                now = time.monotonic()
                for child in self._busy:
                    self._look_at(child, now)
                for child in self._idle:
                    if child.document and now > child.idle_since + _RESTS_AFTER:
                        _have_rest(child)
                if not self._busy and not any(child.document for child in self._idle):
                    self._watch = None
                    return

    def _look_at(self, child: _Child, now: float) -> None:
        if now > child.deadline:
            child.kill(TooLong)
        elif child.unwanted_since is not None:
            if now > child.unwanted_since + _ABANDONED_AFTER:
                child.kill(Abandoned)
        elif _is_cancelled(child):
            child.unwanted_since = now
        elif self._watches_memory and _memory_of(child.process) > KILLED_AT:
            child.kill(TooMuch)


def _is_cancelled(child: _Child) -> bool:
    try:
        return child.cancelled()
    except Exception:  # whoever asks such a question gets their answer, and the others keep their watch
        return False


def _have_rest(child: _Child) -> None:
    child.document = ""
    with contextlib.suppress(OSError):  # a child that has died is noticed when it is needed
        send(cast(BinaryIO, child.process.stdin), {"do": REST})


def _memory_of(process: subprocess.Popen[bytes]) -> int:
    import psutil  # only where it is needed: it takes time to load

    try:
        return int(psutil.Process(process.pid).memory_info().rss)
    except psutil.Error:
        return 0


def _end(child: _Child) -> None:
    """The child is gone and its pipes are closed."""
    child.process.kill()
    for stream in (child.process.stdin, child.process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):  # what was still to be written has nowhere to go
                stream.close()
    child.process.wait()


def _child_program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--page-helper"]
    # The places that this program's own modules come from, but not the folder where it was started.
    here = _current_folder()
    places = [place for place in sys.path if Path(place).is_absolute() and place != here]
    return [sys.executable, "-I", "-c", _START, json.dumps([*places, str(_ROOT)])]


def _current_folder() -> str:
    try:
        return str(Path.cwd())
    except OSError:  # it was removed
        return ""


def child_environment(scratch: Path) -> dict[str, str]:
    """This program's environment without its own settings; temporary files go to ``scratch``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BYFAX_")}
    return kept | _MEMORY_SETTINGS | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch))
