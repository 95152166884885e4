"""A file that takes a name in a person's folder: whole, private, and never in the place of another."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from byfax_desktop.fax.private import create_private

_MOST = 10_000
"""So many files of one name stand in a folder at most."""


def digest_of(path: Path) -> str:
    """SHA-256 of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def part_of(folder: Path, ref: str) -> Path:
    """Where a fax lies in its folder until it has its name: the same place each time, so that nothing is left over."""
    mark = hashlib.sha256(ref.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return folder / f".byfax-{mark}.part"


def copy_private(source: Path, target: Path) -> None:
    """Copy a file, on the disk when this returns. Raises OSError."""
    with source.open("rb") as original, create_private(target) as copy:
        shutil.copyfileobj(original, copy)
        copy.flush()
        os.fsync(copy.fileno())


def free_names(name: str) -> Iterator[str]:
    """The name, then with a counter before its suffix, as long as one asks."""
    path = Path(name)
    yield name
    for number in range(2, _MOST):
        yield f"{path.stem} ({number}){path.suffix}"


def take_name(part: Path, target: Path) -> bool:
    """Give a file its name; False, and nothing is changed, when there is something of this name. Raises OSError."""
    try:
        os.link(part, target)
    except FileExistsError:
        return False
    except OSError:
        # A file system without hard links: the name is taken by an empty file first.
        try:
            os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            return False
        part.replace(target)
    else:
        part.unlink()
    return True


def has_name(target: Path, digest: str) -> bool:
    """Whether a file got this name before; the empty file that only took the name is removed. Raises OSError."""
    if not target.is_file():
        return False
    if target.stat().st_size == 0:
        target.unlink()
        return False
    return digest_of(target) == digest
