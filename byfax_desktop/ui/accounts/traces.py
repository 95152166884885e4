"""What the settings of the program keep of an account: senders, options and covers used last."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from byfax_desktop.ui.session import Settings


def forget_settings(settings: Settings, account_ref: str) -> None:
    """Drop everything that is kept under the ref of an account, such as ``sender/REF/name`` and ``told_REF``."""
    for key in settings.allKeys():
        if account_ref in re.split("[/_]", key):
            settings.remove(key)
