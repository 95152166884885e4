"""Today, this week and this month at a glance: what arrived, what failed, how many pages, what it cost."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QToolButton, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.outbox.share_bar import ShareBar
from byfax_desktop.ui.widgets.period import Period, days_of, midnight
from byfax_desktop.ui.widgets.texts import NOTHING, count, money
from byfax_desktop.ui.workers import Request, canceller

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.store.sent_totals import SentTotal
    from byfax_desktop.ui.session import Session

PERIODS = (Period.TODAY, Period.WEEK, Period.MONTH)

_SHOWN = "outbox/chart"
_TITLES = ("Delivered", "Failed", "Pages sent", "Cost")
_BAR_COLUMN, _FIRST_NUMBER = 1, 2
_PAUSE_MS = 1000
"""Faxes change one after another: they are summed up when this has passed."""
_MINUTE_MS = 60_000


class FaxChart(QFrame):
    """A bar and four numbers a period; ``toggle`` shows and hides it, and that is remembered.

    Read only while it is seen: again when faxes have changed, and when a day has begun.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outbox_chart")
        self.setAccessibleName("Sums of sent faxes")
        self._session = session
        self._requests: set[Request] = set()
        self._since: tuple[int, ...] = ()
        self._bars = [ShareBar(f"outbox_chart_{each.name.lower()}", self) for each in PERIODS]
        self._numbers = [[self._number() for _ in _TITLES] for _ in PERIODS]
        self._trouble = QLabel(self)
        self.toggle = self._make_toggle()
        self._arrange()
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self._ask)
        self._minutes = QTimer(self, interval=_MINUTE_MS)
        self._minutes.timeout.connect(self._ask_for_new_day)
        session.bridge.outbox_changed.connect(self._ask_soon)
        session.account_changed.connect(self._forget)
        self.destroyed.connect(canceller(self._requests))
        self._show_numbers(())
        self.setVisible(self.toggle.isChecked())

    def showEvent(self, event: QShowEvent) -> None:
        """Read what there is now."""
        super().showEvent(event)
        self._ask()
        self._minutes.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._soon.stop()
        self._minutes.stop()

    def _ask_soon(self) -> None:
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _ask_for_new_day(self) -> None:
        if _beginnings() != self._since:
            self._ask()

    def _ask(self) -> None:
        self._cancel()
        since = self._since = _beginnings()
        engine = self._session.engine
        self._requests.add(self._session.workers.run(lambda: engine.sent_totals(since), self._take))

    def _take(self, totals: tuple[SentTotal, ...] | Trouble) -> None:
        self._cancel()
        if isinstance(totals, tuple):
            self._trouble.hide()
            self._show_numbers(totals)
        else:
            self._trouble.setText(f"{totals.what} {totals.do}".strip())
            self._trouble.show()
            self._show_numbers(())

    def _cancel(self) -> None:
        canceller(self._requests)()
        self._requests.clear()

    def _forget(self) -> None:
        """Another account: nothing of the one before may be seen."""
        self._cancel()
        self._trouble.hide()
        self._show_numbers(())
        self._ask_soon()

    def _show_numbers(self, totals: tuple[SentTotal, ...]) -> None:
        for place, period in enumerate(PERIODS):
            total = totals[place] if place < len(totals) else None
            texts = _texts(total) if total else (NOTHING,) * len(_TITLES)
            for label, text in zip(self._numbers[place], texts, strict=True):
                label.setText(text)
            told = _sentence(total) if total else "not known"
            delivered, failed = (total.delivered, total.failed) if total else (0, 0)
            self._bars[place].show_share(delivered, failed, f"{period.value}: {told}.")

    def _number(self) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return label

    def _make_toggle(self) -> QToolButton:
        button = QToolButton(self.parentWidget())
        button.setObjectName("outbox_chart_toggle")
        button.setIcon(icon("chart"))
        button.setText("Sums")
        button.setAccessibleName("Show sums of today, this week and this month")
        button.setToolTip("Sums of today, this week and this month")
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setChecked(str(self._session.settings.value(_SHOWN, "false")) == "true")
        button.toggled.connect(self._show_or_hide)
        return button

    def _show_or_hide(self, is_shown: bool) -> None:
        self._session.settings.setValue(_SHOWN, "true" if is_shown else "false")
        self.setVisible(is_shown)

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 4, 8, 4)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(_BAR_COLUMN, 1)
        for column, title in enumerate(_TITLES, _FIRST_NUMBER):
            head = self._number()
            head.setText(title)
            head.setForegroundRole(self.palette().ColorRole.PlaceholderText)
            grid.addWidget(head, 0, column)
        for row, period in enumerate(PERIODS, 1):
            grid.addWidget(QLabel(period.value, self), row, 0)
            grid.addWidget(self._bars[row - 1], row, _BAR_COLUMN)
            for column, label in enumerate(self._numbers[row - 1], _FIRST_NUMBER):
                grid.addWidget(label, row, column)
        self._trouble.setObjectName("outbox_chart_trouble")
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        grid.addWidget(self._trouble, len(PERIODS) + 1, 0, 1, _FIRST_NUMBER + len(_TITLES))


def _beginnings() -> tuple[int, ...]:
    """When each of the periods began, on this computer's clock."""
    today, weekday = datetime.now().astimezone().date(), QLocale().firstDayOfWeek().value
    return tuple(midnight(days_of(each, today, weekday)[0] or today) for each in PERIODS)


def _texts(total: SentTotal) -> tuple[str, ...]:
    numbers = (total.delivered, total.failed, total.pages)
    return (*(QLocale().toString(each) for each in numbers), _cost(total) or NOTHING)


def _sentence(total: SentTotal) -> str:
    told = (
        f"{QLocale().toString(total.delivered)} delivered",
        f"{QLocale().toString(total.failed)} failed",
        f"{count(total.pages, 'page', 'pages')} sent",
        _cost(total) or "nothing to pay",
    )
    return ", ".join(told)


def _cost(total: SentTotal) -> str:
    return " + ".join(money(amount, currency) for currency, amount in total.costs)
