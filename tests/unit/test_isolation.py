"""No test meets the files, the accounts or the screen of the person who runs it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from platformdirs import user_data_path

from byfax_desktop.desktop.paths import DataPaths

TEMPORARY = Path(tempfile.gettempdir())


def test_the_home_is_a_temporary_one():
    assert Path.home().is_relative_to(TEMPORARY)
    assert user_data_path("byfax-desktop").is_relative_to(TEMPORARY)


def test_the_programs_data_are_those_of_this_test_alone(tmp_path):
    assert DataPaths.standard().root.is_relative_to(tmp_path)


def test_no_account_screen_or_keyring_comes_from_outside():
    assert [name for name in os.environ if name.startswith("BYFAX_")] == ["BYFAX_DATA_DIR"]
    assert not {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"} & set(os.environ)
