"""Words in the picture of a page, read by an installed Tesseract: on this computer, off the network, in no hurry."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from byfax_desktop.fax.convert.contained import RanTooLong, run_contained
from byfax_desktop.fax.installed import installed
from byfax_desktop.fax.private import create_private
from byfax_desktop.fax.wanted import PagePicture

LANGUAGES = ("eng", "deu", "rus")
"""Those that are read where their data are installed, by Tesseract's names (ISO 639-2)."""
SECONDS = 60
_ORIENTATION = "osd"
_LIST_SECONDS = 10
_MOST_BYTES = 1024 * 1024
"""Of the words of a page."""
_KEPT = ("HOME", "LANG", "PATH", "SYSTEMROOT", "TESSDATA_PREFIX", "USERPROFILE")
_WINDOWS = r"Tesseract-OCR\tesseract.exe"


class CannotRead(Exception):
    """Tesseract is not there, has no language, or gave up over a page."""


def program() -> Path | None:
    """The Tesseract to use; None where there is none. Asked anew each time: it may just have been installed."""
    if found := installed("tesseract"):
        return found
    if sys.platform == "win32":
        place = Path(os.environ.get("PROGRAMFILES", "C:\\")) / _WINDOWS
        return place if place.is_file() else None
    return None


def languages(found: Path) -> tuple[str, ...]:
    """Which of ours it can read."""
    known = _installed(found)
    return tuple(each for each in LANGUAGES if each in known)


def words_in(picture: PagePicture, scratch: Path, cancelled: Callable[[], bool]) -> str:
    """The words of a page in black, grey and white. ``scratch`` is a private folder, in which nothing is left.

    Raises CannotRead, and OSError where ``scratch`` cannot be written.
    """
    found = program()
    known = _installed(found) if found else set[str]()
    spoken = [each for each in LANGUAGES if each in known]
    if found is None or not spoken:
        raise CannotRead
    # With its data for that, it notices that a page came in upside down.
    layout = "1" if _ORIENTATION in known else "3"
    with tempfile.TemporaryDirectory(prefix="page-", dir=scratch, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with create_private(folder / "page.pgm") as file:
            file.write(b"P5 %d %d 255\n" % (picture.width, picture.height) + picture.dots)
        command = [
            str(found),
            "page.pgm",
            "words",
            "-l",
            "+".join(spoken),
            "--dpi",
            "204",
            "--psm",
            layout,
            "txt",
        ]
        try:
            code = run_contained(command, folder, _environment(), SECONDS, cancelled)
        except (RanTooLong, MemoryError):
            raise CannotRead from None
        words = folder / "words.txt"
        if code or not words.is_file():
            raise CannotRead
        with words.open("rb") as file:
            return file.read(_MOST_BYTES).decode("utf-8", "replace")


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {"OMP_THREAD_LIMIT": "1"}


def _installed(found: Path) -> set[str]:
    try:
        told = subprocess.run(
            [found, "--list-langs"],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_LIST_SECONDS,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.SubprocessError):
        return set()
    return set((told.stdout + told.stderr).decode("utf-8", "replace").split())
