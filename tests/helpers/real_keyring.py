"""GNOME's keyring on the screen of a test, on a message bus of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from desktop_session import DesktopSession

PASSWORD = "test"
"""That of the keyring."""
PROMPT = "Unlock"
"""In the title of the window that asks for it."""
_TOOLS = ("gnome-keyring-daemon", "dbus-daemon", "dbus-send")
_WAIT = "until dbus-send --session --dest=org.freedesktop.DBus / org.freedesktop.DBus.ListNames; do :; done"
_LOCK = "import secretstorage as s; s.get_default_collection(s.dbus_init()).lock()"


def missing_keyring() -> list[str]:
    """The programs that this needs and the computer lacks."""
    return [tool for tool in _TOOLS if shutil.which(tool) is None]


def begin_keyring(session: DesktopSession, folder: Path) -> None:
    """Start a bus, and an unlocked keyring on it."""
    address = f"unix:path={folder / 'bus'}"
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    session.environment |= {"DBUS_SESSION_BUS_ADDRESS": address, "XDG_RUNTIME_DIR": str(runtime)}
    session.tool("dbus-daemon", "--session", "--nofork", f"--address={address}")
    session.run("sh", "-c", _WAIT)
    subprocess.run(
        ["gnome-keyring-daemon", "--replace", "--unlock", "--components=secrets"],
        env=session.environment,
        input=PASSWORD.encode(),
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=60,
    )


def lock_keyring(session: DesktopSession) -> None:
    """Lock it, as a computer does that was left alone."""
    session.run(sys.executable, "-c", _LOCK)
