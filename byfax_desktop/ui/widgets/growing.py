"""Windows that become as high as what they have come to say."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def grow_to_fit(window: QWidget) -> None:
    """Make a window that is shown higher where its texts need more lines than it has room for; never lower."""
    room = window.layout()
    if room is None or not window.isVisible():
        return
    room.activate()
    wanted = max(room.totalHeightForWidth(window.width()), room.totalSizeHint().height())
    if wanted > window.height():
        window.resize(window.width(), wanted)
