"""Where the program keeps its data, readable by its owner alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

APP_FOLDER = "byfax-desktop"
DATA_DIR_VARIABLE = "BYFAX_DATA_DIR"


class DataPaths:
    """The folders and files below one root. A folder is made, with mode 0700, when it is first asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def standard(cls, given: Path | None = None, environment: Mapping[str, str] = os.environ) -> DataPaths:
        """The given root, else the one that ``BYFAX_DATA_DIR`` names, else the place for this system's user data."""
        named = environment.get(DATA_DIR_VARIABLE, "").strip()
        return cls(given or (Path(named).expanduser() if named else _user_data()))

    @property
    def accounts_file(self) -> Path:
        """The list of accounts, without secrets."""
        return private_folder(self.root) / "accounts.json"

    @property
    def settings_file(self) -> Path:
        """What was chosen in the window."""
        return self.root / "settings.ini"

    @property
    def log_file(self) -> Path:
        """The log of the program."""
        return self._folder("logs") / "byfax-desktop.log"

    @property
    def demo_service(self) -> Path:
        """The state of the built-in demo service."""
        return self._folder("demo-service")

    def account(self, ref: str) -> Path:
        """The data of one account; ``ref`` is one that the account book made."""
        return self._folder("accounts", ref)

    def has_account(self, ref: str) -> bool:
        """Whether anything is kept for an account; makes no folder."""
        return (self.root / "accounts" / ref).is_dir()

    def wipe_account(self, ref: str) -> bool:
        """Delete all data of an account; False where something of it could not be deleted. Raises ValueError."""
        if ref in ("", ".", "..") or Path(ref).name != ref:
            raise ValueError(ref)  # The name of no account: another folder would go.
        folder = self.root / "accounts" / ref
        shutil.rmtree(folder, ignore_errors=True)
        return not folder.exists()

    def _folder(self, *names: str) -> Path:
        """A folder below the root; each on the way there is private too."""
        folder = private_folder(self.root)
        for name in names:
            folder = private_folder(folder / name)
        return folder


def _user_data() -> Path:
    from platformdirs import user_data_path

    return user_data_path(APP_FOLDER, appauthor=False)


def private_folder(path: Path) -> Path:
    """The folder, made if there is none, closed to others if it was open. Raises OSError."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o700)
    return path


def write_private(path: Path, text: str) -> None:
    """Replace a file by one with this text and mode 0600; a crash leaves the old or the new one. Raises OSError."""
    temporary = path.with_name(f".{path.name}.part")
    temporary.unlink(missing_ok=True)
    with os.fdopen(
        os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
