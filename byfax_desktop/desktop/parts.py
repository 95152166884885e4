"""What the program is made of: the packages in it, their versions, and the licences under which they are."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

PACKAGES = (
    "PySide6-Essentials",
    "zeep",
    "lxml",
    "urllib3",
    "certifi",
    "filelock",
    "keyring",
    "jeepney",
    "platformdirs",
    "phonenumbers",
    "pypdfium2",
    "Pillow",
    "pi-heif",
    "charset-normalizer",
    "fpdf2",
    "markdown-it-py",
    "psutil",
    "openpyxl",
    "tzdata",
)
"""What the program itself asks for, as pyproject.toml has it; a checkout that is run as it lies has no metadata."""

LICENCES = "licences"
"""The folder beside a program that runs without Python; packaging/freeze.py puts the papers there."""

_LIST = "parts.json"
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
_CLASS = "License :: "
_LONGEST = 60
"""Some packages have the whole text of their licence where its name belongs."""


@dataclass(frozen=True, slots=True)
class Part:
    """A package in the program; ``licence`` is empty where the package does not say it in a word."""

    name: str
    version: str
    licence: str


def parts() -> tuple[Part, ...]:
    """All of them by name: as they are installed, else as they were put into the program. It reads many small files."""
    folder = licences_folder()
    return installed_parts() if folder is None else listed_parts(folder)


def licences_folder() -> Path | None:
    """Where the licences lie beside a program that runs without Python; None where it runs with it."""
    if not getattr(sys, "frozen", False):
        return None
    return Path(sys.executable).parent / LICENCES


def installed_parts(names: Iterable[str] = PACKAGES) -> tuple[Part, ...]:
    """The packages of these names that are installed, and all that they ask for."""
    found: dict[str, Part] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # it is for another system
        if _key(package.name) not in found:
            found[_key(package.name)] = Part(package.name, package.version, _licence(package))
            waiting += _asked_for(package)
    return tuple(found[key] for key in sorted(found))


def listed_parts(folder: Path) -> tuple[Part, ...]:
    """The parts that the list in a folder of licences names; none where it is missing or damaged."""
    try:
        listed = json.loads((folder / _LIST).read_text("utf-8"))
        return tuple(Part(str(each["name"]), str(each["version"]), str(each["licence"])) for each in listed)
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def list_parts(folder: Path) -> None:
    """Write the list of what is installed into a folder of licences. Raises OSError."""
    listed = [asdict(part) for part in installed_parts()]
    (folder / _LIST).write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _asked_for(package: Distribution) -> Iterator[str]:
    for line in package.requires or ():
        requirement, _, marker = line.partition(";")
        if "extra" not in marker and (name := _NAME.match(requirement)):
            yield name[0]


def _licence(package: Distribution) -> str:
    told = package.metadata.get_all("License-Expression", []) + package.metadata.get_all("License", [])
    short = [each.strip() for each in told if each and "\n" not in each and len(each) <= _LONGEST]
    classes = [
        each.rpartition(" :: ")[2]
        for each in package.metadata.get_all("Classifier", [])
        if each.startswith(_CLASS)
    ]
    return next((each for each in (*short, *classes) if each and each != "UNKNOWN"), "")


def _key(name: str) -> str:
    """Names of packages differ in nothing by case and by these signs (the standard of the package index)."""
    return re.sub(r"[-_.]+", "-", name).lower()
