"""The sandbox in a process of its own, so that its work never slows the window down."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

from byfax_desktop.sandbox.address_note import ADDRESS_NOTE


class DemoFailed(OSError):
    """The demo service could not be started."""


class DemoService:
    """A sandbox that keeps its state in ``data_dir`` and ends when this process does.

    Where another process serves that folder already, its service is used.
    """

    def __init__(self, data_dir: Path, speed: float = 1.0) -> None:
        self._data_dir = data_dir
        self._speed = speed
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        """Start it and return its base URL; waits until it serves. Raises DemoFailed."""
        running = _running(self._data_dir)
        if running is not None:
            return running
        options = ["--speed", str(self._speed), "--data-dir", str(self._data_dir), "--watch-stdin"]
        self._process = subprocess.Popen(
            [*_program(), "sandbox", "--port", "0", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_scrubbed_environment(),
        )
        assert self._process.stdout is not None
        url = self._process.stdout.readline().decode().strip()
        if not url.startswith("http://127.0.0.1:"):
            self.stop()
            raise DemoFailed("the demo service did not start")
        return url

    def stop(self) -> None:
        """End it; returns when it has ended."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None


def _running(data_dir: Path) -> str | None:
    """The address of a service that works on this folder; a note that outlived its service doesn't count."""
    try:
        url = (data_dir / ADDRESS_NOTE).read_text("utf-8")
        if not url.startswith("http://127.0.0.1:"):
            return None
        with urllib.request.urlopen(f"{url}/soap/1.1/cover?WSDL", timeout=2) as answer:  # noqa: S310 - checked above
            return url if b"ApiServiceCover" in answer.read() else None
    except (OSError, ValueError):
        return None


def _program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "byfax_desktop"]


def _scrubbed_environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BYFAX_")}
    if not getattr(sys, "frozen", False):
        root = str(Path(__file__).parents[2])
        kept["PYTHONPATH"] = os.pathsep.join(filter(None, (root, kept.get("PYTHONPATH"))))
    return kept
