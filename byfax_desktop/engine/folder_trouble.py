"""Why nothing can be saved in a folder now, in words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from byfax_desktop.engine.trouble import Trouble

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


class FolderTrouble(Exception):
    """Nothing can be saved in this folder now; ``trouble`` says why, and what to do."""

    def __init__(self, what: str, folder: Path, error: OSError) -> None:
        """``what`` was to be saved, in words such as New faxes."""
        super().__init__(folder.name)
        self.trouble = _words(f"{what} cannot be saved in the folder “{folder.name}”", error)
        self.what, self.do, self.details = self.trouble.what, self.trouble.do, self.trouble.details


@contextmanager
def saving_in(what: str, folder: Path) -> Iterator[None]:
    """Have what fails inside the block for the disk's sake be the trouble of this folder. Raises FolderTrouble."""
    try:
        yield
    except OSError as error:
        raise FolderTrouble(what, folder, error) from error


def see_folder(folder: Path) -> None:
    """Raise FileNotFoundError where a folder is not there."""
    if not folder.is_dir():
        raise FileNotFoundError(errno.ENOENT, "no folder")


def _words(what: str, error: OSError) -> Trouble:
    details = f"{type(error).__name__} {errno.errorcode.get(error.errno or 0, '')}".strip()
    wait = "They are saved as soon as that is possible."
    if error.errno in _FULL:
        return Trouble(f"{what}: its disk is full.", f"Free some space. {wait}", details)
    if isinstance(error, FileNotFoundError):
        return Trouble(
            f"{what}: it is not there.", f"Connect its disk, or choose another folder. {wait}", details
        )
    return Trouble(f"{what}.", f"Check that you may write there, or choose another folder. {wait}", details)
