"""What the command line asks of the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """How to open the window: ``files`` go to Compose; ``None`` leaves a choice to the program.

    ``url`` is the service's base URL (credentials then come from the environment), ``account`` the ref or title
    of an account of the account book, ``data_dir`` the root of all data of the program.
    """

    files: tuple[Path, ...] = ()
    demo: bool = False
    url: str | None = None
    account: str | None = None
    data_dir: Path | None = None
