"""What the icon in the tray says: one state, and all counts in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from byfax_desktop.ui.tab_bar import Counts


class TrayState(Enum):
    """What matters most; the value is the icon of its badge, empty for none."""

    TROUBLE = "attention"
    OFFLINE = "close"
    UNREAD = "unread"
    SENDING = "up"
    IDLE = ""


@dataclass(frozen=True, slots=True)
class TrayWords:
    """The state, and what stands beside the icon when somebody points at it."""

    state: TrayState
    tip: str


def tray_words(
    account: str, connection: str, counts: Counts, is_held: bool = False, paused: str = ""
) -> TrayWords:
    """What to show of an account: ``connection`` is the word of ``engine.events.Connection``, empty without one.

    ``paused`` is the time of day till which notifications are.
    """
    words = []
    if connection == "refused":
        words.append("Sign-in refused")
    elif connection == "offline":
        words.append("Offline")
    if is_held:
        words.append("All faxes wait")
    if counts.for_you:
        words.append(f"{counts.for_you} {'needs' if counts.for_you == 1 else 'need'} you")
    if counts.live:
        words.append(f"{counts.live} on {'its' if counts.live == 1 else 'their'} way")
    if counts.unread:
        words.append(f"{counts.unread} unread")
    pause = f"Notifications paused till {paused}" if paused else ""
    title = f"byFax Desktop – {account}" if account else "byFax Desktop"
    return TrayWords(
        _state(connection, counts, is_held), "\n".join(filter(None, (title, " · ".join(words), pause)))
    )


def _state(connection: str, counts: Counts, is_held: bool) -> TrayState:
    if connection == "refused" or counts.for_you or (is_held and connection != "offline"):
        return TrayState.TROUBLE
    if connection == "offline":
        return TrayState.OFFLINE
    if counts.unread:
        return TrayState.UNREAD
    return TrayState.SENDING if counts.live else TrayState.IDLE
