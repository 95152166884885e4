"""macOS hands files and links to a program that runs as events, not as a second start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent

from byfax_desktop.desktop.handover import Handover


class FileEvents(QObject):
    """An event filter for the application; ``take`` gets each file and each number."""

    def __init__(self, take: Callable[[Handover], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._take = take

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is to be opened, and leave everything else."""
        if not isinstance(event, QFileOpenEvent):
            return super().eventFilter(watched, event)
        handover = _meant(event)
        if handover is not None:
            self._take(handover)
        return handover is not None


def _meant(event: QFileOpenEvent) -> Handover | None:
    from byfax_desktop.desktop.links import BadLink, is_link, number_of

    if event.file():
        return Handover(files=(Path(event.file()),))
    link = event.url().toString()
    if not is_link(link):
        return None
    try:
        return Handover(numbers=(number_of(link),))
    except BadLink:
        return None
