"""Where data lie, and that only their owner can read them."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from byfax_desktop.desktop.paths import DataPaths, private_folder, write_private


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_given_root_comes_before_the_environment(tmp_path):
    environment = {"BYFAX_DATA_DIR": "/elsewhere"}

    assert DataPaths.standard(tmp_path, environment).root == tmp_path
    assert DataPaths.standard(None, environment).root == Path("/elsewhere")


@pytest.mark.parametrize("environment", [{}, {"BYFAX_DATA_DIR": "  "}])
def test_otherwise_the_system_says_where(environment):
    assert DataPaths.standard(None, environment).root.name == "byfax-desktop"


def test_every_folder_is_its_owners_alone(tmp_path):
    paths = DataPaths(tmp_path / "data")
    folders = [
        paths.accounts_file.parent,
        paths.log_file.parent,
        paths.account("a1"),
        paths.account("a1").parent,
        paths.demo_service,
    ]

    assert {mode(folder) for folder in folders} == {0o700}


def test_a_folder_that_was_open_to_others_is_closed(tmp_path):
    open_folder = tmp_path / "open"
    open_folder.mkdir(mode=0o755)
    open_folder.chmod(0o755)

    assert mode(private_folder(open_folder)) == 0o700


def test_a_file_is_replaced_by_a_private_one(tmp_path):
    path = tmp_path / "accounts.json"
    path.write_text("old")
    path.chmod(0o644)
    (tmp_path / ".accounts.json.part").write_text("left by a crash")
    write_private(path, "new")

    assert path.read_text() == "new"
    assert mode(path) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["accounts.json"]


@pytest.mark.parametrize("ref", ["", ".", "..", "a/b", "../a"])
def test_only_the_data_of_one_account_are_wiped(tmp_path, ref):
    paths = DataPaths(tmp_path)
    paths.account("a")
    with pytest.raises(ValueError, match=f"^{re.escape(ref)}$"):
        paths.wipe_account(ref)

    assert paths.has_account("a")
    assert paths.wipe_account("a")
    assert not paths.has_account("a")
