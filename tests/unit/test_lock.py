"""What is installed is what the project asks for, on every system."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUN = PROJECT["project"]["dependencies"]
TEST = RUN + PROJECT["dependency-groups"]["dev"]


def locked(name):
    """The requirements of a lock file, each with the hashes that may be installed."""
    text = (ROOT / "packaging" / "lock" / f"{name}.txt").read_text("utf-8")
    entries = re.findall(r"^(\S.*?) \\\n((?: {4}--hash=\S+(?: \\)?\n)+)", text, re.MULTILINE)
    return {
        canonicalize_name(Requirement(entry).name): (Requirement(entry), hashes.split())
        for entry, hashes in entries
    }


def pinned(requirement):
    [pin] = requirement.specifier
    assert pin.operator == "=="
    return pin.version


@pytest.mark.parametrize(("name", "wanted"), [("run", RUN), ("test", TEST)])
def test_the_lock_holds_what_the_project_asks_for(name, wanted):
    lock = locked(name)
    for text in wanted:
        requirement = Requirement(text)
        found, _ = lock[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(pinned(found)), text


@pytest.mark.parametrize("name", ["run", "test"])
def test_each_pin_is_exact_and_has_its_hashes(name):
    for requirement, hashes in locked(name).values():
        assert pinned(requirement)
        assert any(each.startswith("--hash=sha256:") for each in hashes)


def test_the_tests_run_with_what_the_app_runs_with():
    run, test = locked("run"), locked("test")

    assert {name: str(requirement.specifier) for name, (requirement, _) in run.items()} == {
        name: str(test[name][0].specifier) for name in run
    }


def test_the_lock_serves_every_system_and_names_no_index():
    for name in ("run", "test"):
        text = (ROOT / "packaging" / "lock" / f"{name}.txt").read_text("utf-8")
        assert "sys_platform == 'win32'" in text
        assert "://" not in text
