"""A screen of one's own for a test: Xvfb with a window manager, the program in it, and a hand to type and click."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_STILL = 4
"""In how many looks, a tenth of a second apart, a widget must be in the same place."""
NEEDED = ("Xvfb", "xdotool", "openbox")


def missing_tools() -> list[str]:
    """The programs that this needs and the computer lacks."""
    return [tool for tool in NEEDED if shutil.which(tool) is None]


class DesktopSession:
    """Xvfb and openbox, started on a free display and stopped at the end; use as a context manager."""

    def __init__(self, folder: Path, size: str = "1280x800x24") -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
        self._start(command, pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as number:
            self.display = f":{number.readline().strip()}"
        self.environment = self._scrubbed() | {"DISPLAY": self.display, "HOME": str(folder)}
        self._start(["openbox"], env=self.environment)

    def __enter__(self) -> DesktopSession:
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._processes):
            process.terminate()
        for process in reversed(self._processes):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()

    def program(self, *arguments: str) -> WatchedProgram:
        """Start byFax Desktop with ``arguments``."""
        snapshot = self._folder / "widgets.json"
        script = str(Path(__file__).with_name("watched_app.py"))
        process = self._start([sys.executable, script, str(snapshot), *arguments], env=self.environment)
        return WatchedProgram(self, process, snapshot)

    def drag_source(self, path: Path) -> None:
        """Open a small window in the corner from which ``path`` can be dragged."""
        script = str(Path(__file__).with_name("drag_source.py"))
        self._start([sys.executable, script, str(path)], env=self.environment)
        self.run("xdotool", "search", "--sync", "--onlyvisible", "--name", "file manager")

    def drop_window(self, told: Path) -> None:
        """Open a small window in the corner that takes files, and tells of them in ``told``."""
        script = str(Path(__file__).with_name("drop_window.py"))
        self._start([sys.executable, script, str(told)], env=self.environment)
        self.run("xdotool", "search", "--sync", "--onlyvisible", "--name", "mail program")

    def tool(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a program that goes on beside ours, such as a tray; it ends with the session."""
        return self._start(list(command), env=self.environment)

    def run(self, *command: str) -> str:
        """Run a tool on this screen and return what it printed."""
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=60, check=True
        )
        return done.stdout

    def click(self, x: int, y: int) -> None:
        """Press and release the left button."""
        self.run("xdotool", "mousemove", str(x), str(y), "click", "1")

    def drag(
        self,
        start: tuple[int, int],
        end: tuple[int, int],
        begun: Callable[[], object] = lambda: None,
        arrived: Callable[[], object] = lambda: None,
    ) -> None:
        """Press at ``start``, move in steps as a hand does, release at ``end``.

        ``begun`` is called after the first step, and ``arrived`` after the last one.
        """
        (x0, y0), (x1, y1) = start, end
        steps = [(x0 + (x1 - x0) * i // 12, y0 + (y1 - y0) * i // 12) for i in range(1, 13)]
        self.run("xdotool", "mousemove", str(x0), str(y0), "mousedown", "1")
        self.run("xdotool", "mousemove", "--sync", str(steps[0][0]), str(steps[0][1]))
        begun()
        for x, y in steps[1:]:
            self.run("xdotool", "mousemove", "--sync", str(x), str(y))
        self.run("xdotool", "mousemove_relative", "--", "2", "2")
        arrived()
        self.run("xdotool", "mouseup", "1")

    def type(self, text: str) -> None:
        """Type on the keyboard."""
        self.run("xdotool", "type", "--delay", "20", text)

    def press(self, *keys: str) -> None:
        """Press keys, e.g. ``ctrl+2``."""
        self.run("xdotool", "key", *keys)

    def picture(self, path: Path) -> None:
        """Save what the screen shows, where ImageMagick is there."""
        if shutil.which("import"):
            self.run("import", "-window", "root", str(path))

    def _start(self, command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
        self._processes.append(process)
        return process

    def _scrubbed(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("BYFAX_", "QT_", "XDG_"))
        }
        for name in ("CONFIG", "DATA", "CACHE", "STATE"):
            kept[f"XDG_{name}_HOME"] = str(self._folder / name.lower())
        return kept | {"PYTHONPATH": str(ROOT), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


class WatchedProgram:
    """The running program, seen through the texts of its widgets."""

    def __init__(self, session: DesktopSession, process: subprocess.Popen[bytes], snapshot: Path) -> None:
        self._session = session
        self.snapshot = snapshot
        self.process = process

    def widgets(self) -> dict[str, Any]:
        """Every named widget as it is now."""
        try:
            content: dict[str, Any] = json.loads(self.snapshot.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        return content

    def wait_for(self, what: str, condition: Callable[[dict[str, Any]], Any], seconds: float = 60) -> Any:
        """The first true value of ``condition``; AssertionError, and a picture of the screen, when there is none."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            assert self.process.poll() is None, f"the program ended while waiting for {what}"
            if value := condition(self.widgets()):
                return value
            time.sleep(0.1)
        self._session.picture(self.snapshot.with_name("failed.png"))
        raise AssertionError(f"no {what} within {seconds} s; see {self.snapshot.with_name('failed.png')}")

    def click(self, name: str) -> None:
        """Click the middle of a widget once it is visible and enabled, and stands still.

        A window that has just been opened is moved to its place by the window manager.
        """
        boxes: list[list[int] | None] = []

        def still(seen: dict[str, Any]) -> list[int] | None:
            boxes.append(_ready(seen.get(name)))
            is_still = len(boxes) >= _STILL and all(box == boxes[-1] for box in boxes[-_STILL:])
            return boxes[-1] if is_still else None

        box = self.wait_for(f"enabled {name}", still)
        self._session.click(box[0] + box[2] // 2, box[1] + box[3] // 2)

    def click_cell(self, name: str, column: int) -> None:
        """Click a cell in the first row of a view."""
        view = self.wait_for(f"cells of {name}", lambda seen: seen.get(name, {}).get("cells") and seen[name])
        x, y = view["viewport"]
        cell = view["cells"][column]
        self._session.click(x + cell[0] + cell[2] // 2, y + cell[1] + cell[3] // 2)


def _ready(widget: dict[str, Any] | None) -> list[int] | None:
    return widget["box"] if widget and widget["visible"] and widget["enabled"] else None
