"""Keeps every test away from the files, the keyring and the screen of the person who runs it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# Qt reads these at its start and some fixtures outlive a test, so they are set once, before anything is imported.
_HOME = pytest.StashKey[Path]()
_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
}
_FOREIGN = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")

settings.register_profile("byfax", deadline=None)
settings.load_profile("byfax")


def pytest_configure(config: pytest.Config) -> None:
    """Give the whole run a home of its own, no screen, no keyring and no account."""
    home = Path(tempfile.mkdtemp(prefix="byfax-home-"))
    config.stash[_HOME] = home
    for name in [*_FOREIGN, *(each for each in os.environ if each.startswith("BYFAX_"))]:
        os.environ.pop(name, None)
    for name, folder in _FOLDERS.items():
        (home / folder).mkdir(exist_ok=True)
        os.environ[name] = str(home / folder)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    shutil.rmtree(config.stash[_HOME], ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's data of one test are none of the next one's business."""
    monkeypatch.setenv("BYFAX_DATA_DIR", str(tmp_path / "byfax-data"))
