"""Small programs in the place of the page helper's children, and what shows whether they are gone."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

ROOT = Path(__file__).parents[2]

_SPEECH = """
import json, os, struct, sys, time

def receive():
    sizes = sys.stdin.buffer.read(8)
    if len(sizes) < 8:
        sys.exit(0)
    head, content = struct.unpack("<LL", sizes)
    told = json.loads(sys.stdin.buffer.read(head))
    sys.stdin.buffer.read(content)
    return receive() if told.get("do") == "rest" else told

def write(data):
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()

def send(told, content=b""):
    head = json.dumps(told).encode()
    write(struct.pack("<LL", len(head), len(content)) + head + content)

def wait_for(path):
    while not os.path.exists(path):
        time.sleep(0.01)

"""


def answering(text: str) -> list[str]:
    """A program that runs ``text`` for each ``request``; it may ``send``, ``write`` and ``wait_for`` a file."""
    loop = "while True:\n    request = receive()\n" + textwrap.indent(text, "    ")
    return [sys.executable, "-I", "-S", "-c", _SPEECH + loop]


def started_otherwise(text: str) -> list[str]:
    """The real child, where ``text`` has changed something before it begins."""
    begin = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom byfax_desktop.fax.process import answers, child\n"
    return [sys.executable, "-I", "-c", f"{begin}{textwrap.dedent(text)}\nsys.exit(child.main())"]


def spied(
    monkeypatch: pytest.MonkeyPatch, started: threading.Event | None = None
) -> list[subprocess.Popen[bytes]]:
    """The children that are started from now on."""
    children: list[subprocess.Popen[bytes]] = []

    class Spied(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            children.append(self)
            if started:
                started.set()

    monkeypatch.setattr(subprocess, "Popen", Spied)
    return children


@contextmanager
def nothing_left() -> Iterator[None]:
    """What happens inside soon leaves no process behind, not even a dead one, and no open file."""
    before = _open_files(), _children()
    yield
    patience = time.monotonic() + 10  # threads that nobody waits for tidy up after themselves
    while time.monotonic() < patience and (_open_files(), _children()) != before:
        time.sleep(0.01)
    assert _children() <= before[1]
    assert _open_files() <= before[0]


def _children() -> set[int]:
    return {child.pid for child in psutil.Process().children()}


def _open_files() -> int:
    folder = Path("/proc/self/fd")
    return len(os.listdir(folder)) if folder.exists() else 0  # noqa: PTH208 - as many each time
