"""The child process of ``helper``: one request on standard input, one answer on standard output, and the end."""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from typing import Any

from byfax_desktop.fax.inspect import inspect
from byfax_desktop.fax.trouble import DocumentTrouble

MEMORY = 2 * 1024**3
"""Bytes of address space."""
PROCESSOR_SECONDS = 60


def main() -> int:
    """Answer the request; returns the exit code."""
    limit_resources()
    try:
        request = json.loads(sys.stdin.buffer.read())
        head, content = b"ok", _answer(request)
    except DocumentTrouble as trouble:
        head, content = trouble.kind.name.encode(), b""
    except MemoryError:
        head, content = b"TOO_LARGE", b""
    except Exception:
        head, content = b"CRASHED", b""
    sys.stdout.buffer.write(head + b"\n" + content)
    sys.stdout.buffer.flush()
    return 0


def _answer(request: dict[str, Any]) -> bytes:
    path = Path(request["path"])
    info = inspect(path)
    if request["do"] == "inspect":
        return json.dumps({"kind": info.kind.value, "pages": info.pages, "size": info.size}).encode()
    from byfax_desktop.fax.picture import page_png

    index = request["index"]
    if info.pages is not None and not 0 <= index < info.pages:
        raise IndexError(index)
    return page_png(path, info.kind, index, request["width"])


def limit_resources() -> None:
    """Bound memory and processor time of this process, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # the system's own limit may be lower
            resource.setrlimit(what, (most, most))
