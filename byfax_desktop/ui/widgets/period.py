"""A choice of days: today, this week, this month, or from one to another."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import Enum

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QWidget


class Period(Enum):
    """Days that are told by where they lie from today."""

    ANY = "Any time"
    TODAY = "Today"
    YESTERDAY = "Yesterday"
    WEEK = "This week"
    MONTH = "This month"
    LAST_MONTH = "Last month"
    BETWEEN = "From … to …"


def days_of(period: Period, today: date, first_weekday: int) -> tuple[date | None, date | None]:
    """The first day of a period and the one after its last; None where it has no such end.

    ``first_weekday`` is the one with which weeks begin, 1 for Monday to 7 for Sunday.
    """
    tomorrow = today + timedelta(1)
    month = today.replace(day=1)
    return {
        Period.TODAY: (today, tomorrow),
        Period.YESTERDAY: (today - timedelta(1), today),
        Period.WEEK: (today - timedelta((today.isoweekday() - first_weekday) % 7), tomorrow),
        Period.MONTH: (month, tomorrow),
        Period.LAST_MONTH: ((month - timedelta(1)).replace(day=1), month),
    }.get(period, (None, None))


class PeriodBox(QWidget):
    """``span`` tells the chosen days, as they are on this computer's clock when it is asked."""

    changed = Signal()

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        """``name`` begins the object names, ``spoken`` is the accessible name of the choice."""
        super().__init__(parent)
        self.choice = QComboBox(self)
        self.choice.setObjectName(f"{name}_period")
        self.choice.setAccessibleName(spoken)
        for period in Period:
            self.choice.addItem(period.value, period)
        self._first, self._last = self._day(f"{name}_first_day", "From"), self._day(f"{name}_last_day", "To")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (self.choice, self._first, self._last):
            row.addWidget(part)
        self._show_days()
        self.choice.currentIndexChanged.connect(self._take_choice)

    @property
    def period(self) -> Period:
        """What is chosen."""
        return Period(self.choice.currentData())

    def span(self) -> tuple[int | None, int | None]:
        """From when, and until before when, in milliseconds since 1970; None without such an end."""
        if self.period is Period.BETWEEN:
            first, last = sorted(_plain(each.date()) for each in (self._first, self._last))
            return midnight(first), midnight(last + timedelta(1))
        weekday = QLocale().firstDayOfWeek().value
        begin, end = days_of(self.period, datetime.now().astimezone().date(), weekday)
        return midnight(begin) if begin else None, midnight(end) if end else None

    def set_days(self, first: date, last: date) -> None:
        """Choose the days from one to another, both within."""
        self._first.setDate(QDate(first.year, first.month, first.day))
        self._last.setDate(QDate(last.year, last.month, last.day))
        self.choice.setCurrentIndex(self.choice.findData(Period.BETWEEN))

    def clear(self) -> None:
        """Choose any time."""
        self.choice.setCurrentIndex(0)

    def _take_choice(self) -> None:
        self._show_days()
        self.changed.emit()

    def _show_days(self) -> None:
        for day in (self._first, self._last):
            day.setVisible(self.period is Period.BETWEEN)

    def _day(self, name: str, spoken: str) -> QDateEdit:
        day = QDateEdit(QDate.currentDate(), self)
        day.setObjectName(name)
        day.setAccessibleName(f"{spoken} this day")
        day.setToolTip(f"{spoken} this day")
        day.setCalendarPopup(True)
        day.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        day.dateChanged.connect(self.changed)
        return day


def _plain(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def midnight(day: date) -> int:
    """When a day begins on this computer's clock, in milliseconds since 1970."""
    return round(datetime(day.year, day.month, day.day).astimezone().timestamp() * 1000)
