"""A disk of a given size, and a person without rights: what only root can make for a test."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

_NOBODY = 65534


class SmallDisk:
    """A file system in memory, mounted at ``folder``."""

    def __init__(self, folder):
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self, spare=0):
        """Leave no more than ``spare`` bytes."""
        with self._filler.open("ab", buffering=0) as filler:
            for size in (1 << 16, 1 << 12):
                try:
                    while self.free() > spare:
                        filler.write(bytes(min(size, self.free() - spare)))
                except OSError:
                    continue

    def free(self):
        """The bytes that are left."""
        disk = os.statvfs(self.folder)
        return disk.f_bavail * disk.f_frsize

    def clear(self):
        """Give the space back."""
        self._filler.unlink()

    def write_protect(self):
        """Have nothing written to it any more."""
        subprocess.run(["mount", "-o", "remount,ro", str(self.folder)], check=True, capture_output=True)


@contextmanager
def small_disk(folder, size="2m"):
    """A disk of this size, mounted at ``folder``; skips the test where that is not permitted."""
    if not sys.platform.startswith("linux"):
        pytest.skip("needs a file system in memory")
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "small-disk", str(folder)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not permitted here")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True, capture_output=True)


@contextmanager
def without_rights():
    """Be nobody, if this is root, whom no mode of a file keeps out; gives a folder of one's own."""
    if os.name != "posix":
        pytest.skip("needs the modes of POSIX")
    with tempfile.TemporaryDirectory(prefix="byfax-nobody-") as name:
        folder = Path(name)
        is_root = os.geteuid() == 0
        if is_root:
            os.chown(folder, _NOBODY, _NOBODY)
            os.seteuid(_NOBODY)
        try:
            yield folder
        finally:
            if is_root:
                os.seteuid(0)
            for each in (folder, *folder.rglob("*")):
                each.chmod(0o700)
