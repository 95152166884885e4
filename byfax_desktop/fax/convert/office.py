"""Office documents as PDF, by an installed LibreOffice: without macros, links or network, and for a limited time."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from byfax_desktop.fax.convert import office_kinds, office_profile
from byfax_desktop.fax.convert.contained import RanTooLong, run_contained
from byfax_desktop.fax.installed import installed
from byfax_desktop.fax.private import create_private
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

SECONDS = 60

_COMMANDS = ("soffice", "libreoffice")
_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_WINDOWS = r"LibreOffice\program\soffice.com"
_PROGRAM_FOLDERS = ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)")
_ARGUMENTS = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard")
_NOT_FOR_OTHERS = ("BYFAX_", "DBUS_", "DISPLAY", "WAYLAND_", "SSH_", "LD_LIBRARY_PATH", "PYTHON", "QT_")
_MOST_BYTES = 200 * 1024 * 1024
"""Of the PDF."""


def program() -> Path | None:
    """The LibreOffice to use; None where there is none. Asked anew each time: it may just have been installed."""
    for command in _COMMANDS:
        if found := installed(command):
            return found
    if sys.platform == "darwin":
        places = [Path(_MAC)]
    elif sys.platform == "win32":
        folders = [os.environ[name] for name in _PROGRAM_FOLDERS if os.environ.get(name)]
        places = [Path(folder) / _WINDOWS for folder in folders]
    else:
        places = list[Path]()
    return next((place for place in places if place.is_file()), None)


def office_to_pdf(
    path: Path, out: Path, timeout_s: float = SECONDS, cancelled: Callable[[], bool] | None = None
) -> None:
    """Write the document as a private PDF. Raises DocumentTrouble; nothing else is left behind, then or otherwise.

    ``cancelled`` is asked now and then: where it says True the conversion ends, with a DocumentTrouble.
    """
    found = program()
    if found is None:
        raise DocumentTrouble.of(TroubleKind.UNSUPPORTED, path)
    with tempfile.TemporaryDirectory(prefix="office-", dir=out.parent, ignore_cleanup_errors=True) as folder:
        _convert(found, path, Path(folder), timeout_s, cancelled or (lambda: False))
        made = Path(folder) / "pages.pdf"
        if not made.is_file() or not 0 < made.stat().st_size <= _MOST_BYTES:
            protected = office_kinds.is_protected(path)
            raise DocumentTrouble.of(TroubleKind.SEALED if protected else TroubleKind.BROKEN, path)
        with made.open("rb") as source, create_private(out) as target:
            shutil.copyfileobj(source, target)


def _convert(found: Path, path: Path, folder: Path, timeout_s: float, cancelled: Callable[[], bool]) -> None:
    # A name of our own: LibreOffice goes by its end, and what people call their files may say anything.
    source = folder / f"pages{office_kinds.suffix(path)}"
    try:
        shutil.copyfile(path, source)
    except OSError:
        raise DocumentTrouble.of(TroubleKind.UNREADABLE, path) from None
    profile = folder / "profile"
    office_profile.write(profile)
    home = folder / "home"
    home.mkdir(mode=0o700)
    command = [
        str(found),
        f"-env:UserInstallation={profile.as_uri()}",
        *_ARGUMENTS,
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(source),
    ]
    try:
        run_contained(command, folder, _environment(folder, home), timeout_s, cancelled)
    except RanTooLong:
        raise DocumentTrouble.of(TroubleKind.TIMEOUT, path) from None
    except MemoryError:
        raise DocumentTrouble.of(TroubleKind.TOO_LARGE, path) from None
    except OSError:
        raise DocumentTrouble.of(TroubleKind.CRASHED, path) from None
    finally:
        with contextlib.suppress(OSError):
            source.unlink()


def _environment(folder: Path, home: Path) -> dict[str, str]:
    """Ours without our settings, our screen, and what makes a frozen program find its own libraries."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_FOR_OTHERS)}
    if "LD_LIBRARY_PATH_ORIG" in os.environ:
        kept["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH_ORIG"]
    return kept | {"HOME": str(home)} | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
