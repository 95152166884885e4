"""Starting with the computer: each system has a place of its own where that is said, and the user's own is used.

Linux: Desktop Application Autostart Specification. Windows: the Run key of the user. macOS: a launch agent. Only the
first is tried by the tests; the others are not tried on their systems yet.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from byfax_desktop.desktop.paths import write_private

NAME = "byfax-desktop"
HIDDEN = "--hidden"
"""The argument by which a start at sign-in opens no window."""

_LABEL = "biz.byfax.Desktop"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_QUOTED = str.maketrans({letter: f"\\{letter}" for letter in '"`$\\'})


class Autostart(Protocol):
    """Whether, and how, the program starts with the computer. Every method reads or writes; OSError when it fails."""

    def is_on(self) -> bool:
        """Whether it does."""
        ...

    def turn_on(self, command: Sequence[str]) -> None:
        """Have this command run at each sign-in. Raises ValueError for one that cannot be written there."""
        ...

    def turn_off(self) -> None:
        """Have nothing run."""
        ...


def autostart(environment: Mapping[str, str] = os.environ) -> Autostart:
    """The place of this system."""
    if sys.platform == "win32":
        return RunKey()
    if sys.platform == "darwin":
        return LaunchAgent(Path.home() / "Library" / "LaunchAgents")
    named = Path(environment.get("XDG_CONFIG_HOME", ""))
    return DesktopEntry((named if named.is_absolute() else Path.home() / ".config") / "autostart")


def program_command(environment: Mapping[str, str] = os.environ) -> list[str]:
    """How this program can be started again."""
    if image := environment.get("APPIMAGE"):
        # The program itself lies in a folder that is there only as long as it runs.
        return [image]
    if getattr(sys, "frozen", False):
        return [sys.executable]
    script = Path(sys.argv[0])
    if script.stem == NAME and script.is_file():
        return [str(script.absolute())]
    return [sys.executable, "-m", "byfax_desktop"]


class DesktopEntry:
    """A desktop entry in the folder of those that are started at sign-in."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"{NAME}.desktop"

    def is_on(self) -> bool:
        """An entry may be there and be switched off: desktops write so in it."""
        try:
            lines = self._path.read_text("utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return False
        words = {line.replace(" ", "").lower() for line in lines}
        return not words & {"hidden=true", "x-gnome-autostart-enabled=false"}

    def turn_on(self, command: Sequence[str]) -> None:
        """Write the entry anew, for the program may have moved."""
        lines = (
            "[Desktop Entry]",
            "Type=Application",
            "Name=byFax Desktop",
            "Comment=Send and receive faxes",
            f"Exec={exec_line(command)}",
            f"Icon={NAME}",
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
        )
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_private(self._path, "\n".join(lines) + "\n")

    def turn_off(self) -> None:
        """Remove the entry."""
        self._path.unlink(missing_ok=True)


class LaunchAgent:
    """A property list of launchd."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"{_LABEL}.plist"

    def is_on(self) -> bool:
        """Whether there is one."""
        return self._path.is_file()

    def turn_on(self, command: Sequence[str]) -> None:
        """Write it anew."""
        import plistlib

        told = {"Label": _LABEL, "ProgramArguments": list(command), "RunAtLoad": True}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_private(self._path, plistlib.dumps(told).decode("utf-8"))

    def turn_off(self) -> None:
        """Remove it."""
        self._path.unlink(missing_ok=True)


class RunKey:
    """A value in the registry."""

    def is_on(self) -> bool:
        """Whether there is one."""
        if sys.platform == "win32":
            import winreg

            with suppress(FileNotFoundError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
                winreg.QueryValueEx(key, NAME)
                return True
        return False

    def turn_on(self, command: Sequence[str]) -> None:
        """Write it anew."""
        if sys.platform == "win32":
            import subprocess
            import winreg

            line = subprocess.list2cmdline(command)
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
                winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, line)

    def turn_off(self) -> None:
        """Remove it."""
        if sys.platform == "win32":
            import winreg

            with (
                suppress(FileNotFoundError),
                winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY, 0, winreg.KEY_SET_VALUE) as key,
            ):
                winreg.DeleteValue(key, NAME)


def exec_line(command: Sequence[str]) -> str:
    """A command as the Exec key of a desktop entry has it (Desktop Entry Specification 1.5, "The Exec key").

    Raises ValueError for words that it cannot have.
    """
    if any(not word.isprintable() for word in command):
        raise ValueError("A control character in a command.")
    quoted = " ".join(f'"{word.translate(_QUOTED)}"' for word in command)
    # A value's own backslashes are doubled, and a percent sign would be a field code.
    return quoted.replace("\\", "\\\\").replace("%", "%%")
