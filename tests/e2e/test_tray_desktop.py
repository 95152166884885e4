"""The program in a real tray: closed, brought back by a second start, and begun hidden."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from desktop_session import DesktopSession, WatchedProgram, missing_tools

_MISSING = [*missing_tools(), *(() if shutil.which("trayer") else ("trayer",))]
pytestmark = pytest.mark.skipif(bool(_MISSING), reason=f"needs {', '.join(_MISSING)}")

WINDOW = "Demo – byFax Desktop"


def is_visible(seen: dict[str, Any]) -> bool:
    return bool(seen.get("main_window", {}).get("visible"))


def is_hidden(seen: dict[str, Any]) -> bool:
    return "main_window" in seen and not is_visible(seen)


def is_online(seen: dict[str, Any]) -> bool:
    return bool(seen.get("status_connection", {}).get("text") == "Online")


def press(session: DesktopSession, keys: str) -> None:
    """Keys are for the window that has the keyboard, which comes a moment after it is visible."""
    session.run("xdotool", "search", "--sync", "--onlyvisible", "--name", WINDOW, "windowactivate", "--sync")
    session.press(keys)


def close(session: DesktopSession, program: WatchedProgram) -> None:
    """Close the window by the key of the window manager, which now and then misses the first press."""
    for seconds in (5, 5, 60):
        # The window may go between being found and being pressed at.
        with suppress(AssertionError, subprocess.CalledProcessError):
            press(session, "alt+F4")
            program.wait_for("its hiding", is_hidden, seconds)
        if is_hidden(program.widgets()):
            return
    raise AssertionError("it cannot be closed")


@pytest.mark.timeout(180)
def test_a_closed_window_goes_on_in_the_tray_and_comes_back(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "settings.ini").write_text("[desktop]\nstay_in_tray=true\n", "utf-8")
    with DesktopSession(tmp_path) as session:
        tray = session.tool("trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request")
        session.run("xdotool", "search", "--sync", "--class", "trayer")
        program = session.program("--demo", "--data-dir", str(data))
        program.wait_for("the window", lambda seen: is_visible(seen) and is_online(seen))
        program.wait_for("the icon", lambda seen: "tray_menu" in seen)
        close(session, program)

        again = session.program("--demo", "--data-dir", str(data))
        assert again.process.wait(60) == 0
        program.wait_for("the window", is_visible)

        close(session, program)
        tray.terminate()
        program.wait_for("the window, for nothing else would bring it back", is_visible)
        press(session, "ctrl+q")
        assert program.process.wait(20) == 0


@pytest.mark.timeout(120)
def test_a_hidden_start_works_in_the_tray_without_a_window(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with DesktopSession(tmp_path) as session:
        session.tool("trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request")
        program = session.program("--hidden", "--demo", "--data-dir", str(data))
        program.wait_for("its work without a window", lambda seen: is_hidden(seen) and is_online(seen))
        assert session.program("--demo", "--data-dir", str(data)).process.wait(60) == 0
        program.wait_for("the window", is_visible)
        press(session, "ctrl+q")
        assert program.process.wait(20) == 0
