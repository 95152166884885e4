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
    try:
        request = json.loads(sys.stdin.buffer.read())
        limit_resources(request.get("seconds", PROCESSOR_SECONDS))
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
    if request["do"] == "rasterize":
        return json.dumps(_rasterize(request)).encode()
    path = Path(request["path"])
    info = inspect(path)
    if request["do"] == "inspect":
        return json.dumps({"kind": info.kind.value, "pages": info.pages, "size": info.size}).encode()
    from byfax_desktop.fax.picture import page_png

    index = request["index"]
    if info.pages is not None and not 0 <= index < info.pages:
        raise IndexError(index)
    return page_png(path, info.kind, index, request["width"])


def _rasterize(request: dict[str, Any]) -> dict[str, Any]:
    """How many pages were written; or the kind of trouble and with which document; or why they can't be written."""
    from byfax_desktop.fax.geometry import Mode, Resolution
    from byfax_desktop.fax.page_choice import PageChoice
    from byfax_desktop.fax.rasterize import DocumentFailed, rasterize

    documents = [Path(each) for each in request["documents"]]
    choice = PageChoice(tuple((first, last) for first, last in request["ranges"]))
    resolution, mode = Resolution[request["resolution"]], Mode[request["mode"]]
    try:
        return {"pages": rasterize(documents, Path(request["out"]), resolution, mode, choice)}
    except DocumentFailed as failed:
        return {"trouble": failed.trouble.kind.name, "place": failed.place}
    except OSError as error:  # that of the file that is written: those of documents are troubles
        return {"errno": error.errno}


def limit_resources(processor_seconds: int = PROCESSOR_SECONDS) -> None:
    """Bound memory and processor time of this process, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, processor_seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # the system's own limit may be lower
            resource.setrlimit(what, (most, most))
