"""The chart of the Outbox: what it says, when it reads, and what it paints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot
from sent_in_memory import tell
from tab_doubles import StandInEngine, entry, make_session

from byfax_desktop.store.sent_totals import SentTotal
from byfax_desktop.store.trouble import StoreTrouble
from byfax_desktop.ui.outbox import chart as chart_module
from byfax_desktop.ui.outbox.chart import FaxChart
from byfax_desktop.ui.outbox.share_bar import ShareBar
from byfax_desktop.ui.outbox.tab import OutboxTab
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.period import midnight

TOTALS = (
    SentTotal(12, 1, 34, (("EUR", Decimal("1.5")),)),
    SentTotal(1, 0, 1),
    SentTotal(4000, 12, 12000, (("EUR", Decimal(7)), ("USD", Decimal("0.125")))),
)


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def engine(session: Session) -> StandInEngine:
    assert isinstance(session.engine, StandInEngine)
    session.engine.totals = TOTALS
    return session.engine


@pytest.fixture
def chart(qtbot: QtBot, session: Session, engine: StandInEngine) -> FaxChart:
    chart = FaxChart(session)
    qtbot.addWidget(chart)
    qtbot.addWidget(chart.toggle)
    return chart


def spoken(chart: FaxChart) -> list[str]:
    return [bar.accessibleName() for bar in chart.findChildren(ShareBar)]


def shown(chart: FaxChart) -> set[str]:
    return {label.text() for label in chart.findChildren(QLabel)}


def test_every_bar_says_what_it_shows(qtbot: QtBot, chart: FaxChart) -> None:
    chart.toggle.click()
    qtbot.waitUntil(lambda: "12 delivered" in spoken(chart)[0])
    assert spoken(chart) == [
        "Today: 12 delivered, 1 failed, 34 pages sent, 1.50 EUR.",
        "This week: 1 delivered, 0 failed, 1 page sent, nothing to pay.",
        "This month: 4,000 delivered, 12 failed, 12,000 pages sent, 7.00 EUR + 0.125 USD.",
    ]
    assert {"12", "4,000", "12,000", "1.50 EUR", "7.00 EUR + 0.125 USD", "–"} <= shown(chart)


def test_it_asks_for_today_this_week_and_this_month(
    qtbot: QtBot, chart: FaxChart, engine: StandInEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Wednesday(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime(2026, 11, 25, 12).astimezone()

    monkeypatch.setattr(chart_module, "datetime", Wednesday)
    chart.toggle.click()
    qtbot.waitUntil(lambda: bool(engine.totals_since))
    today, week, month = engine.totals_since[0]
    assert (today, month) == (midnight(date(2026, 11, 25)), midnight(date(2026, 11, 1)))
    assert week in {midnight(date(2026, 11, day)) for day in (22, 23)}


def test_nothing_is_read_while_nobody_looks(
    qtbot: QtBot, chart: FaxChart, session: Session, engine: StandInEngine
) -> None:
    tell(session, entry("a"))
    assert not chart.isVisible()
    chart.toggle.click()
    qtbot.waitUntil(lambda: len(engine.totals_since) == 1)
    tell(session, entry("b"))
    tell(session, entry("c"))
    qtbot.waitUntil(lambda: len(engine.totals_since) == 2)


def test_that_it_is_shown_is_remembered(qtbot: QtBot, chart: FaxChart, session: Session) -> None:
    chart.toggle.click()
    again = FaxChart(session)
    qtbot.addWidget(again)
    qtbot.addWidget(again.toggle)
    assert again.toggle.isChecked()
    chart.toggle.click()
    assert session.settings.value("outbox/chart") == "false"
    assert not chart.isVisible()


def test_a_disk_in_trouble_is_told_of_in_words(qtbot: QtBot, chart: FaxChart, engine: StandInEngine) -> None:
    engine.totals = StoreTrouble("The disk is full.", "Free some space, then try again.")
    chart.toggle.click()
    trouble = chart.findChild(QLabel, "outbox_chart_trouble")
    assert isinstance(trouble, QLabel)
    qtbot.waitUntil(trouble.isVisible)
    assert trouble.text() == "The disk is full. Free some space, then try again."
    assert spoken(chart)[0] == "Today: not known."
    engine.totals = TOTALS
    chart.toggle.click()
    chart.toggle.click()
    qtbot.waitUntil(lambda: "12 delivered" in spoken(chart)[0])
    assert not trouble.isVisible()


def test_of_another_account_nothing_is_seen(qtbot: QtBot, chart: FaxChart, session: Session) -> None:
    chart.toggle.click()
    qtbot.waitUntil(lambda: "12 delivered" in spoken(chart)[0])
    session.set_account(None)
    assert spoken(chart)[0] == "Today: not known."


def test_its_button_stands_beside_the_filters(qtbot: QtBot, session: Session, engine: StandInEngine) -> None:
    tab = OutboxTab(session)
    qtbot.addWidget(tab)
    tab.resize(900, 600)
    tab.show()
    tell(session, entry("a"))
    chart = tab.findChild(FaxChart)
    button = tab.filters.findChild(QToolButton, "outbox_chart_toggle")
    assert isinstance(chart, FaxChart)
    assert isinstance(button, QToolButton)
    assert not chart.isVisible()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert chart.isVisible()
    qtbot.waitUntil(lambda: bool(engine.totals_since))


@pytest.mark.parametrize(
    ("delivered", "failed", "width"),
    [(0, 0, 0), (5, 0, 100), (0, 5, 0), (1, 1, 50), (999, 1, 97), (1, 999, 3)],
)
def test_a_part_that_there_is_can_be_seen(qtbot: QtBot, delivered: int, failed: int, width: float) -> None:
    bar = ShareBar("bar")
    qtbot.addWidget(bar)
    bar.show_share(delivered, failed, "Words")
    assert bar.delivered_width(100) == width


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_what_arrived_is_filled_from_where_lines_begin(qtbot: QtBot, direction: Qt.LayoutDirection) -> None:
    bar = ShareBar("bar")
    qtbot.addWidget(bar)
    bar.setLayoutDirection(direction)
    bar.resize(100, 10)
    bar.show_share(1, 1, "Words")
    image = bar.grab().toImage()
    is_left = direction is Qt.LayoutDirection.LeftToRight
    filled, other = (25, 75) if is_left else (75, 25)
    highlight = bar.palette().color(QPalette.ColorRole.Highlight)
    assert image.pixelColor(filled, 5) == highlight
    assert highlight not in [image.pixelColor(other + step, 5) for step in range(8)]
