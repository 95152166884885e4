"""Why the keyboard has come to a widget."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent

_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


def comes_by_hand(event: QFocusEvent) -> bool:
    """Whether a person has gone there, and not only come back to the window from elsewhere."""
    return event.reason() not in _BACK
