"""What is said of options that are not as usual."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from byfax_desktop.ui.compose.fax_options import FaxOptions
from byfax_desktop.ui.compose.header import HEADER

FIRST, USUAL, LAST = 1, 50, 100
"""Priorities in three words; without any, the service takes faxes as they come."""
_USUAL = FaxOptions()


def option_words(options: FaxOptions) -> tuple[str, ...]:
    """Piece by piece, such as ``at 24 Nov 2026 09:00`` and ``5 more tries``; nothing of what is as usual."""
    pieces = (
        when_words(options.send_at) if options.send_at else "",
        "pages made here" if options.prepared else "",
        tries_words(options.retries) if options.retries != _USUAL.retries else "",
        f"{priority_words(options.priority)} priority" if options.priority else "",
        "" if options.header == HEADER else "another header line" if options.header else "no header line",
    )
    return tuple(filter(None, pieces))


def tries_words(retries: int) -> str:
    """How often a busy line is tried again."""
    if not retries:
        return "one try only"
    return "1 more try" if retries == 1 else f"{retries} more tries"


def priority_words(priority: int | None) -> str:
    """A priority as people say it."""
    names = {None: "usual", FIRST: "high", USUAL: "usual", LAST: "low"}
    return names.get(priority, str(priority))


def when_words(send_at: datetime) -> str:
    """A moment on the clocks of this computer, or a time on the recipients' own."""
    shown = send_at.astimezone().replace(tzinfo=None) if send_at.tzinfo else send_at
    moment = QDateTime(QDate(shown.year, shown.month, shown.day), QTime(shown.hour, shown.minute))
    words = QLocale().toString(moment, QLocale.FormatType.ShortFormat)
    return f"at {words}" if send_at.tzinfo else f"at {words} their time"
