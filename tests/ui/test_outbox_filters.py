"""Which of the sent faxes are listed: chosen by state, time and sender, and searched by one field."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QDateEdit, QLabel
from pytestqt.qtbot import QtBot
from sent_in_memory import refs, settle, tell
from tab_doubles import StandInEngine, entry, make_session

from byfax_desktop.engine.events import FaxQueued
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.store.sent_filter import SentFilter, SentGroup
from byfax_desktop.store.trouble import StoreTrouble
from byfax_desktop.ui.outbox.filter_bar import FilterBar
from byfax_desktop.ui.outbox.tab import OutboxTab
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.notice import Notice
from byfax_desktop.ui.widgets.period import Period, PeriodBox, days_of

MONDAY, SUNDAY = 1, 7
TODAY = date(2026, 11, 25)  # a Wednesday


@pytest.fixture
def bar(qtbot: QtBot) -> FilterBar:
    bar = FilterBar()
    qtbot.addWidget(bar)
    return bar


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def engine(session: Session) -> StandInEngine:
    assert isinstance(session.engine, StandInEngine)
    return session.engine


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> OutboxTab:
    tab = OutboxTab(session)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


def box(owner: FilterBar | OutboxTab, name: str) -> QComboBox:
    found = owner.findChild(QComboBox, name)
    assert isinstance(found, QComboBox)
    return found


def choose(owner: FilterBar | OutboxTab, name: str, text: str) -> None:
    chosen = box(owner, name)
    chosen.setCurrentIndex(chosen.findText(text))


def count_of(tab: OutboxTab) -> str:
    label = tab.findChild(QLabel, "outbox_count")
    assert isinstance(label, QLabel)
    return label.text()


# Days


@pytest.mark.parametrize(
    ("period", "weekday", "first", "end"),
    [
        (Period.ANY, MONDAY, None, None),
        (Period.TODAY, MONDAY, TODAY, date(2026, 11, 26)),
        (Period.YESTERDAY, MONDAY, date(2026, 11, 24), TODAY),
        (Period.WEEK, MONDAY, date(2026, 11, 23), date(2026, 11, 26)),
        (Period.WEEK, SUNDAY, date(2026, 11, 22), date(2026, 11, 26)),
        (Period.MONTH, MONDAY, date(2026, 11, 1), date(2026, 11, 26)),
        (Period.LAST_MONTH, MONDAY, date(2026, 10, 1), date(2026, 11, 1)),
    ],
)
def test_a_period_lies_where_its_name_says(
    period: Period, weekday: int, first: date | None, end: date | None
) -> None:
    assert days_of(period, TODAY, weekday) == (first, end)


@given(st.dates(date(1971, 1, 1), date(9000, 1, 1)), st.integers(1, 7))
def test_today_is_in_this_week_and_this_month_and_not_in_what_is_past(today: date, weekday: int) -> None:
    for period in (Period.TODAY, Period.WEEK, Period.MONTH):
        first, end = days_of(period, today, weekday)
        assert first is not None
        assert end is not None
        assert first <= today < end
    for period in (Period.YESTERDAY, Period.LAST_MONTH):
        assert days_of(period, today, weekday)[1] <= today  # type: ignore[operator]
    first, _ = days_of(Period.WEEK, today, weekday)
    assert first is not None
    assert first.isoweekday() == weekday
    assert today - first < timedelta(7)


def test_days_from_one_to_another_are_whole_and_in_either_order(qtbot: QtBot) -> None:
    period = PeriodBox("outbox", "When")
    qtbot.addWidget(period)
    with qtbot.waitSignal(period.changed):
        period.set_days(date(2026, 11, 20), date(2026, 11, 10))

    since, until = period.span()

    assert since is not None
    assert until is not None
    assert datetime.fromtimestamp(since / 1000, UTC).astimezone() == datetime(2026, 11, 10).astimezone()
    assert datetime.fromtimestamp(until / 1000, UTC).astimezone() == datetime(2026, 11, 21).astimezone()


def test_days_are_offered_only_where_they_are_to_be_chosen(bar: FilterBar, qtbot: QtBot) -> None:
    bar.show()
    day = bar.findChild(QDateEdit, "outbox_first_day")
    assert not day.isVisible()
    choose(bar, "outbox_period", Period.BETWEEN.value)
    assert day.isVisible()


# What is wanted


def test_at_first_everything_is_wanted(bar: FilterBar) -> None:
    assert bar.is_empty
    assert bar.wanted() == SentFilter()


def test_each_choice_says_which_faxes_are_wanted(bar: FilterBar) -> None:
    bar.show_senders(("Berlin", "Minsk"))
    choose(bar, "outbox_group", "Not delivered")
    choose(bar, "outbox_sender", "Minsk")
    bar.search.setText("  offer ")
    bar.period.set_days(TODAY, TODAY)

    wanted = bar.wanted()

    assert (wanted.text, wanted.group, wanted.sender) == ("offer", SentGroup.NOT_DELIVERED, "Minsk")
    assert (wanted.since, wanted.until) == bar.period.span()
    assert not bar.is_empty


def test_there_is_a_choice_for_every_group(bar: FilterBar) -> None:
    group = box(bar, "outbox_group")
    assert {group.itemData(place) for place in range(1, group.count())} == {each.value for each in SentGroup}


def test_clearing_tells_once(bar: FilterBar, qtbot: QtBot) -> None:
    choose(bar, "outbox_group", "Delivered")
    bar.search.setText("offer")
    told: list[None] = []
    bar.changed.connect(lambda: told.append(None))

    bar.clear()
    bar.clear()

    assert bar.is_empty
    assert len(told) == 1


def test_senders_are_offered_where_there_are_several(bar: FilterBar, qtbot: QtBot) -> None:
    bar.show()
    sender = box(bar, "outbox_sender")
    bar.show_senders(("Minsk",))
    assert not sender.isVisible()
    bar.show_senders(("minsk", "Berlin"))
    assert sender.isVisible()
    assert [sender.itemText(place) for place in range(sender.count())] == ["Any sender", "Berlin", "minsk"]


def test_the_chosen_sender_stays_chosen_when_others_come(bar: FilterBar) -> None:
    bar.show_senders(("Berlin", "Minsk"))
    choose(bar, "outbox_sender", "Minsk")
    bar.show_senders(("Brest",))
    assert bar.wanted().sender == "Minsk"


# On the tab


def test_what_is_found_is_listed_and_all_again_without_a_filter(
    tab: OutboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    tell(session, entry("a"), entry("b"))
    assert count_of(tab) == "2 faxes"
    engine.sent.found = (entry("old"),)

    tab.filters.search.setText("old")

    qtbot.waitUntil(lambda: refs(tab) == ["old"])
    assert engine.sought == [SentFilter("old")]
    assert count_of(tab) == "1 fax"
    tab.filters.clear()
    settle()
    assert refs(tab) == ["a", "b"]


def test_news_are_sifted_too(tab: OutboxTab, session: Session, engine: StandInEngine, qtbot: QtBot) -> None:
    tell(session, entry("a"))
    engine.sent.found = (entry("a"),)
    choose(tab, "outbox_group", "Delivered")
    qtbot.waitUntil(lambda: len(engine.sought) == 1)
    engine.sent.found = (entry("b"), entry("a"))

    tell(session, entry("c"), entry("b"), entry("a"))

    qtbot.waitUntil(lambda: refs(tab) == ["b", "a"])


def test_where_nothing_matches_that_is_said_with_a_way_back(
    tab: OutboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    tell(session, entry("a"))
    tab.filters.search.setText("nobody")
    nothing = tab.findChild(Notice, "outbox_nothing_found")
    assert isinstance(nothing, Notice)
    qtbot.waitUntil(nothing.isVisible)
    assert nothing.text == "No sent fax matches. Change what you look for, or show all."

    nothing.button.click()
    settle()

    assert refs(tab) == ["a"]
    assert not nothing.isVisible()
    assert tab.tree.isVisible()


def test_a_fax_that_was_just_sent_is_seen_whatever_was_looked_for(
    tab: OutboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    tell(session, entry("a"))
    tab.filters.search.setText("nobody")
    qtbot.waitUntil(lambda: refs(tab) == [])

    session.bridge.fax_queued.emit(FaxQueued("job", ("new",)))
    tell(session, entry("new"), entry("a"))

    assert tab.filters.is_empty
    assert refs(tab) == ["new", "a"]


def test_who_sends_is_asked_when_there_are_faxes(
    tab: OutboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    engine.known_senders = ("Berlin", "Minsk")
    tell(session, entry("a"))
    qtbot.waitUntil(lambda: box(tab, "outbox_sender").isVisible())


def test_the_faxes_of_another_account_are_not_sifted_by_what_was_wanted_before(
    tab: OutboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    engine.known_senders = ("Berlin", "Minsk")
    tell(session, entry("a"))
    qtbot.waitUntil(lambda: box(tab, "outbox_sender").isVisible())
    choose(tab, "outbox_sender", "Minsk")
    engine.known_senders = ()

    session.set_account(None)

    assert tab.filters.is_empty
    assert box(tab, "outbox_sender").count() == 1


def test_a_disk_that_cannot_be_read_is_told_and_the_list_stays(
    tab: OutboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    tell(session, entry("a"))
    engine.sent.found = StoreTrouble("The data could not be read.", "Try again.")
    with qtbot.waitSignal(tab.troubled) as told:
        tab.filters.search.setText("offer")

    assert isinstance(told.args[0], Trouble)
    assert refs(tab) == ["a"]


def test_the_keyboard_goes_to_the_search_and_from_there_to_the_list(
    tab: OutboxTab, session: Session, qtbot: QtBot
) -> None:
    tell(session, entry("a"))
    tab.tree.setFocus()
    keys = QKeySequence(QKeySequence.StandardKey.Find)[0]
    qtbot.keyClick(tab.tree, keys.key(), keys.keyboardModifiers())
    assert tab.filters.search.hasFocus()
    qtbot.keyClick(tab.filters.search, Qt.Key.Key_Down)
    assert tab.tree.hasFocus()
    tab.filters.search.take_keyboard()
    qtbot.keyClick(tab.filters.search, Qt.Key.Key_Return)
    assert tab.tree.hasFocus()


def test_every_choice_has_a_name_for_those_who_hear_it(bar: FilterBar) -> None:
    for name in ("outbox_group", "outbox_period", "outbox_sender"):
        assert box(bar, name).accessibleName()
    assert bar.search.accessibleName() == "Search sent faxes"
