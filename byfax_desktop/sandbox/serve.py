"""The sandbox as a program: serves until it is interrupted, or until the process that started it is gone."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from byfax_desktop.sandbox.address_note import ADDRESS_NOTE
from byfax_desktop.sandbox.server import Sandbox
from byfax_desktop.sandbox.service import Login


def serve(port: int = 0, speed: float = 1.0, data_dir: Path | None = None, watch_stdin: bool = False) -> int:
    """Print the address, key and secret, and serve until Ctrl-C; with ``watch_stdin``, also until its end.

    Returns 0. Raises OSError when the port is taken.
    """
    ended = threading.Event()
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), lambda *_: ended.set())
    login = Login()
    with Sandbox(port, speed, data_dir) as sandbox, _announced(sandbox.url, data_dir):
        sys.stdout.write(f"{sandbox.url}\napi-key: {login.key}\napi-secret: {login.secret}\n")
        sys.stdout.flush()
        if watch_stdin:
            threading.Thread(target=_until_end_of_input, args=(ended,), daemon=True).start()
        while not ended.wait(0.5):
            pass
    return 0


@contextmanager
def _announced(url: str, data_dir: Path | None) -> Iterator[None]:
    """Leave the address in the folder while it is served, so that no second service works on the same state."""
    if data_dir is None:
        yield
        return
    note = data_dir / ADDRESS_NOTE
    note.write_text(url, "utf-8")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def _until_end_of_input(ended: threading.Event) -> None:
    while sys.stdin.buffer.read(1):
        pass
    ended.set()
