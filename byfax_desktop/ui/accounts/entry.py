"""What a person enters of an account, and what can come of it beside an account."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Entry:
    """What was entered. ``ref`` is that of an account that is here; then an empty key or secret stays as it is.

    ``for_run`` keeps key and secret in memory alone; an empty ``title`` leaves it to the program.
    """

    base_url: str
    api_key: str = field(repr=False)
    api_secret: str = field(repr=False)
    title: str = ""
    ref: str = ""
    for_run: bool = False


@dataclass(frozen=True, slots=True)
class MixedUp:
    """The service refused what was entered, and takes it put right so: ``offer`` says how."""

    trouble: Trouble
    offer: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class NotKept:
    """The service takes what was entered, but this computer's keyring does not: a person decides what then."""

    trouble: Trouble
    entry: Entry
    is_missing: bool
    """Whether there is no keyring at all."""
