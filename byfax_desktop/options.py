"""What the command line asks of the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """How to open the window: ``files`` and ``numbers`` go to Compose; ``None`` leaves a choice to the program.

    ``url`` is the service's base URL (credentials then come from the environment), ``account`` the ref or title
    of an account of the account book, ``data_dir`` the root of all data of the program. A ``hidden`` window waits in
    the tray, where there is one.
    """

    files: tuple[Path, ...] = ()
    demo: bool = False
    url: str | None = None
    account: str | None = None
    data_dir: Path | None = None
    numbers: tuple[str, ...] = ()
    hidden: bool = False

    @property
    def begins_hidden(self) -> bool:
        """Whether no window is wanted; whoever hands over files or numbers wants to see them."""
        return self.hidden and not self.files and not self.numbers

    @property
    def choice(self) -> str:
        """Which account was asked for by name, in one word; empty where that is left to the program."""
        return "demo" if self.demo else self.account or self.url or ""

    @property
    def whose(self) -> tuple[str, ...]:
        """The arguments that say again whose data and which account these are."""
        words = ["--demo"] if self.demo else []
        for name, value in (("--account", self.account), ("--url", self.url), ("--data-dir", self.data_dir)):
            if value is not None:
                words += [name, str(value.absolute() if isinstance(value, Path) else value)]
        return tuple(words)
