"""What the settings of the program keep of an account: senders, options and covers used last."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from byfax_desktop.ui.session import Settings


def forget_settings(settings: Settings, account_ref: str) -> None:
    """Drop everything that is kept under the ref of an account."""
    for key in settings.allKeys():
        if account_ref in key.split("/"):
            settings.remove(key)
