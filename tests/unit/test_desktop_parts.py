"""What the program is made of, told as it is."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path

import pytest

from byfax_desktop.desktop.parts import (
    PACKAGES,
    installed_parts,
    licences_folder,
    list_parts,
    listed_parts,
    parts,
)

ROOT = Path(__file__).parents[2]


def test_it_knows_all_that_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert [re.match(r"[\w.-]+", each)[0] for each in project["dependencies"]] == list(PACKAGES)


def test_what_a_package_asks_for_is_a_part_too_and_each_is_told_once():
    found = installed_parts(["zeep", "ZEEP", "no-such-package"])
    names = [part.name.lower() for part in found]

    assert {"zeep", "lxml", "requests"} <= set(names)
    assert len(names) == len(set(names))
    assert names == sorted(names)


def test_nothing_that_is_only_for_the_work_on_it_is_a_part():
    assert not {"pytest", "mypy", "ruff"} & {part.name for part in parts()}


def test_versions_and_licences_are_told():
    told = {part.name: part for part in installed_parts(["lxml", "PySide6-Essentials"])}

    assert told["lxml"].licence.startswith("BSD")
    assert re.match(r"\d+\.\d+", told["lxml"].version)
    assert "LGPL" in told["PySide6_Essentials"].licence or "LGPL" in told["PySide6-Essentials"].licence


def test_a_list_of_them_is_read_as_it_was_written(tmp_path):
    list_parts(tmp_path)

    assert listed_parts(tmp_path) == installed_parts()


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"name": "zeep"}]', "null"])
def test_a_list_that_is_damaged_names_nothing(tmp_path, text):
    (tmp_path / "parts.json").write_text(text)

    assert listed_parts(tmp_path) == ()


def test_a_program_without_python_has_them_from_the_folder_beside_it(tmp_path, monkeypatch):
    assert licences_folder() is None
    (tmp_path / "licences").mkdir()
    (tmp_path / "licences" / "parts.json").write_text(
        json.dumps([{"name": "zeep", "version": "9.9", "licence": "MIT"}])
    )
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "byfax-desktop"))

    assert licences_folder() == tmp_path / "licences"
    assert [(part.name, part.version) for part in parts()] == [("zeep", "9.9")]
