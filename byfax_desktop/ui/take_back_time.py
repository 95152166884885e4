"""For how long a fax can be taken back after Send: what a person has chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from byfax_desktop.ui.session import Settings

CHOICES = ((0, "&Off"), (5, "&5 seconds"), (10, "&10 seconds"), (30, "&30 seconds"), (60, "&60 seconds"))
"""Seconds, and what they are called."""

_KEY = "fax/take_back_seconds"
_STANDARD = 10


def take_back_time(settings: Settings) -> int:
    """The chosen seconds; a value that is none of the choices is as good as none."""
    kept = str(settings.value(_KEY))
    return next((seconds for seconds, _ in CHOICES if str(seconds) == kept), _STANDARD)


def keep_take_back_time(settings: Settings, seconds: int) -> None:
    """Remember the chosen seconds."""
    settings.setValue(_KEY, seconds)
