"""The sandbox in a process of its own, so that its work never slows the window down."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


class DemoFailed(OSError):
    """The demo service could not be started."""


class DemoService:
    """A sandbox that keeps its state in ``data_dir`` and ends when this process does."""

    def __init__(self, data_dir: Path, speed: float = 1.0) -> None:
        self._data_dir = data_dir
        self._speed = speed
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        """Start it and return its base URL; waits until it serves. Raises DemoFailed."""
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
