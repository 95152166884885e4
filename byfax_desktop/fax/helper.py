"""Looking into documents without risk: every call runs in a child process that can hang or die alone."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.inspect import DocumentInfo, Kind
from byfax_desktop.fax.page_choice import ALL_PAGES, PageChoice
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

PAGE_SECONDS = 3
"""How long one page may take when all are made."""

_ROOT = Path(__file__).parents[2]
_NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from byfax_desktop.fax.child import main; sys.exit(main())"


class PageHelper:
    """Its calls block for at most ``timeout_s`` seconds and raise DocumentTrouble.

    Safe to use from several threads; each call has a child of its own. ``close`` ends the calls that are under way,
    and so does the end of this program. ``program`` is what starts the child, where it isn't the usual one.
    """

    def __init__(self, timeout_s: float = 20, program: Sequence[str] | None = None) -> None:
        self._timeout = timeout_s
        self._program = list(program or _child_program())
        self._children: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._closed = False
        atexit.register(self.close)

    def inspect(self, path: Path) -> DocumentInfo:
        """Kind, MIME type, number of pages and size of a document."""
        answer = self._ask({"do": "inspect", "path": str(path)}, path)
        try:
            found = json.loads(answer)
            kind = Kind(found["kind"])
            return DocumentInfo(kind, kind.value, found["pages"], found["size"])
        except (ValueError, KeyError, TypeError):
            raise DocumentTrouble.of(TroubleKind.CRASHED, path) from None

    def page_count(self, path: Path) -> int | None:
        """Number of pages; ``None`` where only the service can tell."""
        return self.inspect(path).pages

    def page_png(self, path: Path, index: int, width: int) -> bytes:
        """The PNG of one page (from 0), ``width`` pixels wide, in true shape."""
        return self._ask({"do": "page", "path": str(path), "index": index, "width": width}, path)

    def rasterize(
        self,
        documents: Sequence[Path],
        out: Path,
        resolution: Resolution,
        mode: Mode,
        choice: PageChoice = ALL_PAGES,
    ) -> int:
        """Write the chosen pages of all documents as fax pages to ``out``; returns how many there are.

        May take longer than the other calls, by ``PAGE_SECONDS`` for each page. Raises OSError too, where ``out``
        cannot be written; an unfinished file is left then, and after any other failure.
        """
        pages = sum(self.inspect(document).pages or 1 for document in documents)
        seconds = int(self._timeout + PAGE_SECONDS * pages)
        request = {
            "do": "rasterize",
            "documents": [str(each.absolute()) for each in documents],
            "out": str(out.absolute()),
            "resolution": resolution.name,
            "mode": mode.name,
            "ranges": choice.ranges,
            "seconds": seconds,
        }
        answer = json.loads(self._ask(request, documents[0], seconds))
        if "errno" in answer:
            raise OSError(answer["errno"], "cannot be written", str(out))
        if "trouble" in answer:
            raise DocumentTrouble.of(TroubleKind[answer["trouble"]], documents[answer["place"]])
        return int(answer["pages"])

    def close(self) -> None:
        """End every call that is under way; there can be no more after it."""
        atexit.unregister(self.close)
        with self._lock:
            self._closed = True
            for child in self._children:
                child.kill()

    def _ask(self, request: dict[str, Any], path: Path, timeout_s: float | None = None) -> bytes:
        child = self._start(path)
        try:
            answer, _ = child.communicate(json.dumps(request).encode(), timeout_s or self._timeout)
        except subprocess.TimeoutExpired:
            raise DocumentTrouble.of(TroubleKind.TIMEOUT, path) from None
        finally:
            self._end(child)
        if child.returncode != 0:
            raise DocumentTrouble.of(TroubleKind.CRASHED, path)
        return _unpacked(answer, path)

    def _start(self, path: Path) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise DocumentTrouble.of(TroubleKind.CRASHED, path)
            child = subprocess.Popen(
                self._program,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_scrubbed_environment(),
                creationflags=_NO_CONSOLE,
            )
            self._children.add(child)
            return child

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        """Whatever came of the call, its child is gone and its pipes are closed."""
        with self._lock:
            self._children.discard(child)
        if child.poll() is None:
            child.kill()
        with child:
            pass


def _unpacked(answer: bytes, path: Path) -> bytes:
    """The child's answer: a line of ``ok`` and what was asked for, or a line with the kind of trouble."""
    head, _, content = answer.partition(b"\n")
    if head == b"ok":
        return content
    known = head.decode("ascii", "replace")
    kind = TroubleKind[known] if known in TroubleKind.__members__ else TroubleKind.CRASHED
    raise DocumentTrouble.of(kind, path)


def _child_program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--page-helper"]
    return [sys.executable, "-I", "-c", _START, str(_ROOT)]


def _scrubbed_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("BYFAX_")}
