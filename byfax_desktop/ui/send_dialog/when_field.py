"""Now, or at a time: on the clocks of this computer, or on the recipients' own."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QDateTime, QSignalBlocker, QTime, QTimeZone, Signal
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QHBoxLayout, QWidget

_NOW, _LATER = 0, 1
_HERE, _THERE = 0, 1
_AS_TYPED = QTimeZone.utc()
"""A zone in which every time is there, also one that clocks here skip: the checks say what is wrong with that."""


class WhenField(QWidget):
    """``value`` is None for now, aware for a moment here, and naive for each recipient's own time."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = QComboBox(self)
        self._time = QDateTimeEdit(self)
        self._whose = QComboBox(self)
        self._set_up()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.choice)
        row.addWidget(self._time, 1)
        row.addWidget(self._whose, 1)
        self._show_later()
        self.choice.currentIndexChanged.connect(self._take_choice)
        self._time.dateTimeChanged.connect(self.changed)
        self._whose.currentIndexChanged.connect(self.changed)
        self.setFocusProxy(self.choice)

    def value(self) -> datetime | None:
        """As chosen, to the minute."""
        if self.choice.currentIndex() == _NOW:
            return None
        local = self._local()
        return local if self._whose.currentIndex() == _THERE else local.replace(tzinfo=_here())

    def set_value(self, when: datetime | None) -> None:
        """Show this; nothing is told."""
        blockers = [QSignalBlocker(each) for each in (self.choice, self._time, self._whose)]
        self.choice.setCurrentIndex(_NOW if when is None else _LATER)
        if when is not None:
            self._whose.setCurrentIndex(_HERE if when.tzinfo else _THERE)
            local = when.astimezone(_here()).replace(tzinfo=None) if when.tzinfo else when
            self._show(local)
        self._show_later()
        del blockers

    def _local(self) -> datetime:
        day, time = self._time.date(), self._time.time()
        return datetime(day.year(), day.month(), day.day(), time.hour(), time.minute())

    def _show(self, local: datetime) -> None:
        moment = QDateTime(
            QDate(local.year, local.month, local.day), QTime(local.hour, local.minute), _AS_TYPED
        )
        self._time.setDateTime(moment)

    def _take_choice(self) -> None:
        if self.choice.currentIndex() == _LATER and self._local() <= datetime.now():
            with QSignalBlocker(self._time):
                self._show(_next_full_hour())
        self._show_later()
        self.changed.emit()

    def _show_later(self) -> None:
        is_later = self.choice.currentIndex() == _LATER
        self._time.setVisible(is_later)
        self._whose.setVisible(is_later)

    def _set_up(self) -> None:
        self.choice.setObjectName("when")
        self.choice.setAccessibleName("When to send")
        self.choice.addItems(["Now", "At a time"])
        self._time.setObjectName("send_time")
        self._time.setAccessibleName("Date and time")
        self._time.setCalendarPopup(True)
        self._time.setTimeZone(_AS_TYPED)
        self._show(_next_full_hour())
        self._whose.setObjectName("whose_time")
        self._whose.setAccessibleName("Whose time")
        self._whose.addItems([f"my time ({_here().key})", "each recipient's own time"])


def _here() -> ZoneInfo:
    try:
        return ZoneInfo(bytes(QTimeZone.systemTimeZoneId().data()).decode())
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def _next_full_hour() -> datetime:
    """The next one that is at least half an hour ahead, as it reads here."""
    return (datetime.now() + timedelta(hours=1, minutes=30)).replace(minute=0, second=0, microsecond=0)
