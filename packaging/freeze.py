"""Makes the program that runs without Python, in ``dist/``: ``python3 packaging/dev.py package`` calls it.

``folder`` is a folder with the program in it, ``file`` a single file, ``deb`` a package of the folder for Debian and
Ubuntu. The same checkout gives the same bytes on the same system, as far as PyInstaller lets it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"
DIST = ROOT / "dist"
NAME = "byfax-desktop"
sys.path.insert(0, str(ROOT))
_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==", re.MULTILINE)
_LICENCE = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
_MEBI = 1024 * 1024


def main(arguments: Sequence[str]) -> int:
    """Make what is asked for, the folder where nothing is; returns the exit code."""
    makers = {"folder": freeze_folder, "file": freeze_file, "deb": freeze_deb}
    asked = arguments or ["folder"]
    if unknown := [each for each in asked if each not in makers]:
        print(f"{unknown[0]} is none of: {', '.join(makers)}", file=sys.stderr)
        return 2
    for each in asked:
        made = makers[each]()
        print(f"{made.relative_to(ROOT)}: {size_of(made) / _MEBI:.0f} MiB")
    return 0


def freeze_folder(dist: Path = DIST) -> Path:
    """The folder with the program, its licences and the list of what is in it."""
    _run_pyinstaller(dist, {})
    folder = dist / NAME
    add_papers(folder / "licences")
    return folder


def freeze_file() -> Path:
    """The program as a single file; slower to start, since it unpacks itself each time. Its licences lie beside it."""
    _run_pyinstaller(DIST / "file", {"BYFAX_ONE_FILE": "1"})
    add_papers(DIST / "file" / "licences")
    return DIST / "file" / (f"{NAME}.exe" if sys.platform == "win32" else NAME)


def freeze_deb() -> Path:
    """The package for Debian and Ubuntu."""
    from deb import make_deb

    return make_deb(freeze_folder(), DIST)


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(each.lstat().st_size for each in files if not each.is_dir())


def add_papers(folder: Path) -> None:
    """Put the licences of all that is in the program, and the lists of it, into a folder."""
    from byfax_desktop.desktop.parts import list_parts

    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PACKAGING / "licences", folder)
    (folder / NAME).mkdir()
    shutil.copy(ROOT / "LICENSE", folder / NAME / "LICENSE")
    for part in parts_of(PACKAGING / "lock" / "run.txt"):
        for place, text in licence_files(part):
            target = folder / part.name / place
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(text, target)
    list_parts(folder)
    lock = str(PACKAGING / "lock" / "run.txt")
    project = ["--pyproject", str(ROOT / "pyproject.toml")]
    out = ["--output-reproducible", "-o", str(folder / "sbom.json")]
    _run([sys.executable, "-m", "cyclonedx_py", "requirements", lock, *project, *out])


def parts_of(lock: Path) -> Iterator[Distribution]:
    """What the lock names and this system has: some is for other systems only."""
    for name in _PINNED.findall(lock.read_text("utf-8")):
        try:
            yield distribution(name)
        except PackageNotFoundError:
            continue


def licence_files(part: Distribution) -> Iterator[tuple[Path, Path]]:
    """Its texts of licences, and who wrote it: where each lies within the part, and where on this computer."""
    for each in part.files or ():
        is_one = _LICENCE.search(each.name) or "licenses" in each.parts
        text = Path(str(each.locate()))
        if is_one and each.suffix not in (".py", ".pyc") and text.is_file():
            yield Path(*each.parts[1:] or each.parts), text


def _run_pyinstaller(dist: Path, settings: dict[str, str]) -> None:
    places = ["--distpath", str(dist), "--workpath", str(ROOT / "build" / dist.name)]
    spec = str(PACKAGING / f"{NAME}.spec")
    _run([sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places, spec], settings)


def _run(command: list[str], settings: dict[str, str] | None = None) -> None:
    subprocess.run(command, cwd=ROOT, env={**os.environ, **fixed_settings(), **(settings or {})}, check=True)


def fixed_settings() -> dict[str, str]:
    """What would else be another in each run: the order in sets, and the moment, here that of the last commit."""
    command = ["git", "log", "-1", "--format=%ct"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    return {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": told or "1735689600"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
