"""The lock: a page in the place of all contents, after some minutes without a person or at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from byfax_desktop.ui.session import Settings

LOCK_NAME, NEVER = "lock/after", "0"
"""Under what it is kept after how many minutes the program is locked."""


def begins_locked(settings: Settings) -> bool:
    """Whether nothing may be seen before somebody has entered the passphrase; asked before the first paint."""
    return str(settings.value(LOCK_NAME) or NEVER) != NEVER
