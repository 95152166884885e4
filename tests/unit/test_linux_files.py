"""What Linux desktops look for: the entry of the menu, and what software centres show."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from byfax_desktop.cli.arguments import parse
from byfax_desktop.desktop.links import SCHEMES
from byfax_desktop.fax.kind import Kind

ROOT = Path(__file__).parents[2]
ENTRY = ROOT / "packaging" / "linux" / "byfax-desktop.desktop"
METAINFO = ROOT / "packaging" / "linux" / "biz.byfax.Desktop.metainfo.xml"


def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(ENTRY, "utf-8")
    return parser["Desktop Entry"]


def checked(*command: str) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"needs {command[0]}")
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_entry_is_one_by_the_standard() -> None:
    checked("desktop-file-validate", "--warn-kde", str(ENTRY))


def test_the_metainfo_is_one_by_the_standard() -> None:
    checked("appstreamcli", "validate", "--no-net", str(METAINFO))


def test_whatever_can_be_faxed_can_be_opened_with_the_program_and_the_links_too() -> None:
    kinds = entry()["MimeType"].split(";")
    assert {kind.value for kind in Kind} <= set(kinds)
    assert {f"x-scheme-handler/{scheme}" for scheme in SCHEMES} <= set(kinds)
    assert len(kinds) == len(set(kinds))


def test_the_entry_starts_the_program_by_its_name_with_files_and_links() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    program, given = entry()["Exec"].split()
    assert program in project["scripts"]
    assert given == "%U"
    assert parse(["file:///home/me/a%20b.pdf", "tel:+4930123"]).files == [Path("/home/me/a b.pdf")]


def test_all_of_it_is_installed_where_desktops_look() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    shared = build["targets"]["wheel"]["shared-data"]
    assert all((ROOT / source).is_file() for source in shared)
    assert f"share/icons/hicolor/scalable/apps/{entry()['Icon']}.svg" in shared.values()
    assert f"share/applications/{ENTRY.name}" in shared.values()


def test_the_metainfo_names_the_entry() -> None:
    root = ET.parse(METAINFO).getroot()
    assert root.findtext("launchable") == ENTRY.name
    assert root.findtext("id") == METAINFO.name.removesuffix(".metainfo.xml")
    assert root.findtext("name") == entry()["Name"]
