"""Which of the received faxes are listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot
from tab_doubles import NOON, NOON_MS, StandInEngine, make_session, received

from byfax_desktop.engine.events import InboxChanged, InboxEntry
from byfax_desktop.service.states import InboundState
from byfax_desktop.ui.inbox.sift import InboxSift, Kind, Said
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.notice import Notice

HOUR = timedelta(hours=1)
STRANGE = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["../../etc", "\0", "CON", "\u202e4321", "x" * 300, "📠", "שלום"]
)


def nobody(_number: str | None) -> str:
    return ""


def picked(sift: InboxSift, *entries: InboxEntry, stays: str = "") -> list[str]:
    return [each.fax.ref for each in sift.pick(entries, Said(nobody), stays)]


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> InboxTab:
    tab = InboxTab(session)
    qtbot.addWidget(tab)
    tab.resize(1000, 600)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


def tell(session: Session, *entries: InboxEntry) -> None:
    session.bridge.inbox_changed.emit(InboxChanged(entries))


def refs(tab: InboxTab) -> list[str]:
    return [each.fax.ref for each in tab.list.model.records]


def choose_kind(tab: InboxTab, kind: Kind) -> None:
    box = tab.findChild(QComboBox, "inbox_kind")
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findText(kind.value))


def current(tab: InboxTab) -> str | None:
    entry = tab.list.model.record(tab.list.view.currentIndex())
    return entry.fax.ref if entry else None


# What matches


def test_what_is_said_of_a_fax_is_made_once_until_the_fax_or_a_name_changes() -> None:
    asked: list[str | None] = []
    names = {"+4930123456": "Anna"}

    def name_of(number: str | None) -> str:
        asked.append(number)
        return names.get(number or "", "")

    said, fax = Said(name_of), received("one")
    said.prepare([fax])
    assert InboxSift(text="anna").pick([fax], said) == (fax,)
    assert len(asked) == 1

    changed = received("one", remote_sid="ACME")
    assert InboxSift(text="acme").pick([changed], said) == (changed,)
    names["+4930123456"] = "Bob"
    said.forget()
    assert InboxSift(text="anna").pick([changed], said) == ()


def test_those_that_are_kept_only_here_are_found() -> None:
    gone = replace(received("gone"), is_gone=True)
    assert picked(InboxSift(kind=Kind.ONLY_HERE), received("there"), gone) == ["gone"]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        (Kind.ALL, "new read empty"),
        (Kind.NEW, "new empty"),
        (Kind.READ, "read"),
        (Kind.WITH_PAGES, "new read"),
        (Kind.WITHOUT_PAGES, "empty"),
    ],
)
def test_each_kind_is_what_its_name_says(kind: Kind, found: str) -> None:
    entries = (received("new"), received("read", unread=False), received("empty", has_file=False))
    assert picked(InboxSift(kind=kind), *entries) == found.split()


@pytest.mark.parametrize(
    "text",
    [
        "+49 30 123456",
        "030 123456",
        "(030) 123-456",
        "0049 30 123456",
        "123456",
        "acme",
        "ACME gmbh",
        "gmbh a",
        "one",
    ],
)
def test_a_fax_is_found_by_number_station_and_ref(text: str) -> None:
    entries = (received("one", remote_sid="ACME GmbH"), received("two", sender="+442079460000"))
    assert picked(InboxSift(text=text), *entries) == ["one"]


def test_a_fax_is_found_by_the_name_of_its_sender() -> None:
    def name_of(number: str | None) -> str:
        return "Анна Ёлкина" if number == "+4930123456" else ""

    entries = (received("one"), received("two", sender="+442079460000"))
    assert [each.fax.ref for each in InboxSift(text="ёлкина").pick(entries, Said(name_of))] == ["one"]


def test_faxes_of_a_time_are_those_from_its_beginning_to_before_its_end() -> None:
    entries = [received(str(hours), received=NOON + hours * HOUR) for hours in range(3)]
    undated = received("undated", received=None)
    sift = InboxSift(since=NOON_MS, until=NOON_MS + 2 * 3_600_000)
    assert picked(sift, *entries, undated) == ["0", "1"]
    assert picked(InboxSift(), undated) == ["undated"]


def test_everything_must_match_together_but_for_what_stays() -> None:
    entries = (received("a"), received("b", did="+375170000002"), received("c", unread=False))
    sift = InboxSift(did="+375170000001", kind=Kind.NEW, text="30")
    assert picked(sift, *entries) == ["a"]
    assert picked(sift, *entries, stays="c") == ["a", "c"]


@given(text=STRANGE, sender=STRANGE, station=STRANGE, state=STRANGE)
def test_strange_texts_are_only_text(text: str, sender: str, station: str, state: str) -> None:
    entry = received("r", sender=sender, remote_sid=station, state=InboundState(state))
    found = picked(InboxSift(text=text), entry)
    if text.strip() and text.casefold() in station.casefold():
        assert found == ["r"]


@given(STRANGE)
def test_a_station_is_found_by_its_own_name(station: str) -> None:
    assert picked(InboxSift(text=station), received("r", remote_sid=station)) == ["r"]


# On the tab


def test_what_is_looked_for_is_listed_and_all_again_afterwards(tab: InboxTab, session: Session) -> None:
    tell(session, received("one", remote_sid="ACME"), received("two", unread=False))
    tab.list.filters.search.setText("acme")
    assert refs(tab) == ["one"]
    count = tab.findChild(QLabel, "inbox_count")
    assert isinstance(count, QLabel)
    assert count.text() == "1 fax, 1 new"
    tab.list.filters.clear()
    assert refs(tab) == ["one", "two"]


def test_days_can_be_chosen(tab: InboxTab, session: Session) -> None:
    tell(session, received("one"), received("old", received=NOON - timedelta(days=40)))
    box = tab.findChild(QComboBox, "inbox_period")
    assert isinstance(box, QComboBox)
    period = tab.list.filters.findChild(type(box.parentWidget()))
    day = NOON.astimezone().date()
    period.set_days(day, date(day.year, day.month, day.day))
    assert refs(tab) == ["one"]


def test_who_looks_for_faxes_does_not_open_those_on_the_way(
    tab: InboxTab, session: Session, qtbot: QtBot
) -> None:
    tell(session, received("one", remote_sid="ACME"), received("two", has_file=False))
    assert current(tab) == "one"
    engine = session.engine
    assert isinstance(engine, StandInEngine)
    engine.read.clear()

    choose_kind(tab, Kind.WITHOUT_PAGES)

    assert refs(tab) == ["two"]
    assert current(tab) is None
    assert engine.read == []


def test_a_new_fax_stays_in_sight_while_it_is_read(tab: InboxTab, session: Session) -> None:
    tell(session, received("one"), received("two"))
    choose_kind(tab, Kind.NEW)
    assert current(tab) == "one"

    tell(session, received("one", unread=False), received("two"))
    assert refs(tab) == ["one", "two"]
    tab.list.view.setCurrentIndex(tab.list.model.index(1, 0))
    tell(session, received("one", unread=False), received("two", unread=False))

    assert refs(tab) == ["two"]


def test_where_nothing_matches_that_is_said_with_a_way_back(tab: InboxTab, session: Session) -> None:
    tell(session, received("one"))
    tab.list.filters.search.setText("nobody")
    nothing = tab.findChild(Notice, "inbox_nothing_found")
    assert isinstance(nothing, Notice)
    assert nothing.isVisible()
    nothing.button.click()
    assert refs(tab) == ["one"]
    assert not nothing.isVisible()
    assert tab.list.view.hasFocus()


def test_the_faxes_to_one_number_are_shown_whatever_was_looked_for(tab: InboxTab, session: Session) -> None:
    tell(session, received("one"), received("two", did="+375170000002"))
    tab.list.filters.search.setText("nobody")
    tab.show_faxes_to("+375170000002")
    assert refs(tab) == ["two"]


def test_a_number_is_the_same_with_its_plus_and_without(tab: InboxTab, session: Session) -> None:
    tell(session, received("one"), received("two", did="375170000002"))
    tab.show_faxes_to("+375170000002")
    assert refs(tab) == ["two"]


def test_another_account_begins_with_all_its_faxes(tab: InboxTab, session: Session) -> None:
    tell(session, received("one"))
    tab.list.filters.search.setText("nobody")
    session.set_account(None)
    tell(session, received("other"))
    assert refs(tab) == ["other"]


def test_the_keyboard_goes_to_the_search_and_from_there_to_the_list(
    tab: InboxTab, session: Session, qtbot: QtBot
) -> None:
    tell(session, received("one"))
    tab.list.view.setFocus()
    qtbot.keyClick(tab.list.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert tab.list.filters.search.hasFocus()
    qtbot.keyClick(tab.list.filters.search, Qt.Key.Key_Down)
    assert tab.list.view.hasFocus()
