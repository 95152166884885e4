"""The list of sent faxes in its window: by days, flat or folded, sorted by keys, and a person's place in it stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QLocale, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot
from sent_in_memory import changed, fax_at, faxes, person_at, refs, settle, tell
from tab_doubles import NOON, StandInEngine, entry, make_session, message

from byfax_desktop.engine.events import OutboxEntry
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.sent_filter import SentFilter
from byfax_desktop.store.trouble import StoreTrouble
from byfax_desktop.ui.outbox.columns import COLUMNS, STATE_COLUMN
from byfax_desktop.ui.outbox.model import UNREAD
from byfax_desktop.ui.outbox.rows import RowKey
from byfax_desktop.ui.outbox.tab import OutboxTab
from byfax_desktop.ui.outbox.table import MOST_CHOSEN
from byfax_desktop.ui.session import Session

SPOKEN = Qt.ItemDataRole.AccessibleTextRole
NAMES = [each.name for each in COLUMNS]
_Flag = QItemSelectionModel.SelectionFlag


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def engine(session: Session) -> StandInEngine:
    assert isinstance(session.engine, StandInEngine)
    return session.engine


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> OutboxTab:
    return opened(qtbot, session)


def opened(qtbot: QtBot, session: Session) -> OutboxTab:
    tab = OutboxTab(session)
    qtbot.addWidget(tab)
    tab.resize(900, 600)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


def several(number: int, *people: int) -> tuple[OutboxEntry, ...]:
    """Faxes an hour apart, the newest first: to so many people each, else to two."""
    return tuple(
        entry(
            f"{place}",
            tuple(
                message(f"{place}-{each}", f"Person {each}")
                for each in range([*people, *[2] * number][place])
            ),
            subject=f"Subject {place:03}",
            created=NOON - timedelta(hours=place),
        )
        for place in range(number)
    )


def choose(tab: OutboxTab, *rows: QModelIndex) -> None:
    """These rows and no others, the last of them the current one; whatever keys an earlier test has left pressed."""
    selection = tab.tree.selectionModel()
    selection.clearSelection()
    for row in rows:
        selection.select(row, _Flag.Select | _Flag.Rows)
        selection.setCurrentIndex(row, _Flag.NoUpdate)


def chosen(tab: OutboxTab) -> list[RowKey | None]:
    return [tab.model.key(tab.model.index(row, 0)) for row in tab.tree.chosen_rows()]


def current(tab: OutboxTab) -> RowKey | None:
    return tab.model.key(tab.tree.currentIndex())


def press(tab: OutboxTab, key: Qt.Key) -> None:
    QTest.keyClick(tab.tree, key)
    settle()


def sort_by(tab: OutboxTab, name: str) -> None:
    """Click the title of a column."""
    header = tab.tree.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(NAMES.index(name)) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle()


def action(tab: OutboxTab, name: str) -> QAction:
    found = tab.findChild(QAction, f"outbox_{name}_action")
    assert isinstance(found, QAction)
    assert found in tab.tree.actions(), "the keyboard reaches it by the context menu"
    return found


def titles(tab: OutboxTab) -> list[str]:
    rows = [tab.model.index(row, 0) for row in range(tab.model.rowCount())]
    return [str(row.data()) for row in rows if tab.model.key(row) is None]


# Days


def test_faxes_stand_by_days_while_they_are_sorted_by_time(tab: OutboxTab, session: Session) -> None:
    tell(session, *several(40))
    assert titles(tab) == ["Monday 23 November", "Sunday 22 November", "Saturday 21 November"]
    sort_by(tab, "fax")
    assert titles(tab) == []
    sort_by(tab, "time")
    assert titles(tab)[0] == "Monday 23 November"
    sort_by(tab, "time")
    assert titles(tab)[0] == "Saturday 21 November"


def test_keys_pass_over_the_title_of_a_day_and_the_next_fax_says_it_aloud(
    tab: OutboxTab, session: Session
) -> None:
    tell(session, *several(40, *[1] * 40))
    choose(tab, fax_at(tab, 0))
    while tab.model.index(tab.tree.currentIndex().row() + 1, 0).data() != "Sunday 22 November":
        press(tab, Qt.Key.Key_Down)
    assert not tab.tree.currentIndex().data(SPOKEN).startswith("Monday")
    press(tab, Qt.Key.Key_Down)
    assert tab.tree.currentIndex().data(SPOKEN).startswith("Sunday 22 November. Subject")
    press(tab, Qt.Key.Key_Down)
    assert tab.tree.currentIndex().data(SPOKEN).startswith("Subject")


def test_a_day_is_no_target_of_what_is_done_with_all(tab: OutboxTab, session: Session) -> None:
    tell(session, *several(40))
    tab.tree.selectAll()
    settle()
    targets, _ = tab.list.chosen()
    assert len(targets) == 40


# Folding


def test_right_and_left_unfold_and_fold_and_lead_back_to_the_fax(tab: OutboxTab, session: Session) -> None:
    tell(session, *several(3))
    choose(tab, fax_at(tab, 1))
    fax = current(tab)
    assert fax is not None
    press(tab, Qt.Key.Key_Right)
    assert tab.tree.isExpanded(fax_at(tab, 1))
    press(tab, Qt.Key.Key_Down)
    assert current(tab) == RowKey(fax.id, 0)
    press(tab, Qt.Key.Key_Left)
    assert current(tab) == fax
    press(tab, Qt.Key.Key_Left)
    assert not tab.tree.isExpanded(fax_at(tab, 1))


def test_the_mark_in_front_of_a_fax_folds_it_and_chooses_nothing(tab: OutboxTab, session: Session) -> None:
    tell(session, *several(3))
    choose(tab, fax_at(tab, 0))
    cell = tab.tree.visualRect(fax_at(tab, 1))
    QTest.mouseClick(
        tab.tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell.left() + 8, cell.center().y())
    )
    assert tab.tree.isExpanded(fax_at(tab, 1))
    assert current(tab) == tab.model.key(fax_at(tab, 0))
    QTest.mouseDClick(
        tab.tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell.left() + 60, cell.center().y())
    )
    assert not tab.tree.isExpanded(fax_at(tab, 1))


def test_who_is_at_a_recipient_that_is_folded_away_is_at_the_fax(tab: OutboxTab, session: Session) -> None:
    tell(session, *several(3))
    choose(tab, person_at(tab, 1, 1))
    tab.tree.collapse(fax_at(tab, 1))
    assert current(tab) == tab.model.key(fax_at(tab, 1))
    assert chosen(tab) == [current(tab)]


# Flat


def test_each_recipient_has_a_row_by_choice_and_that_is_remembered(
    tab: OutboxTab, session: Session, qtbot: QtBot
) -> None:
    tell(session, *several(3, 1, 2, 3))
    toggle = tab.findChild(QToolButton, "outbox_flat")
    assert isinstance(toggle, QToolButton)
    assert toggle.accessibleName()
    toggle.click()
    settle()
    people = [tab.model.message(index) for index in faxes(tab)]
    assert [each.message.message_ref for each in people if each] == ["0-0", "1-0", "1-1", "2-0", "2-1", "2-2"]

    again = opened(qtbot, session)
    tell(session, *several(3, 1, 2, 3))
    assert len(faxes(again)) == 6
    action(again, "flat").trigger()
    settle()
    assert len(faxes(again)) == 3


def test_what_was_unfolded_is_so_again_when_a_flat_list_is_left(tab: OutboxTab, session: Session) -> None:
    tell(session, *several(3))
    tab.tree.expand(fax_at(tab, 1))
    for _ in range(2):
        action(tab, "flat").trigger()
        settle()
    assert [tab.tree.isExpanded(each) for each in faxes(tab)] == [False, True, False]


def test_one_recipient_of_a_flat_list_is_wished_for_alone(tab: OutboxTab, session: Session) -> None:
    tell(session, *several(1))
    action(tab, "flat").trigger()
    settle()
    choose(tab, fax_at(tab, 1))
    ((target,), _) = tab.list.chosen()
    assert target.refs == ("0", "0-1")


# Sorting


def test_a_click_on_a_title_sorts_and_another_turns_it_and_that_is_kept(
    tab: OutboxTab, session: Session, qtbot: QtBot
) -> None:
    tell(session, *several(3))
    sort_by(tab, "fax")
    assert refs(tab) == ["0", "1", "2"]
    sort_by(tab, "fax")
    assert refs(tab) == ["2", "1", "0"]

    again = opened(qtbot, session)
    tell(session, *several(3))
    assert refs(again) == ["2", "1", "0"]
    header = again.tree.horizontalHeader()
    assert header.sortIndicatorSection() == NAMES.index("fax")
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder


def test_numbers_and_times_begin_with_the_largest(tab: OutboxTab, session: Session) -> None:
    tell(session, *several(3))
    sort_by(tab, "pages")
    assert tab.tree.horizontalHeader().sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    sort_by(tab, "state")
    assert tab.tree.horizontalHeader().sortIndicatorOrder() is Qt.SortOrder.AscendingOrder


def test_the_menu_sorts_too(tab: OutboxTab, session: Session) -> None:
    tell(session, *several(3))
    menu = action(tab, "sort").menu()
    entries = {each.text().replace("&", ""): each for each in menu.actions()}
    assert entries["Time"].isChecked()
    assert entries["Descending"].isChecked()
    entries["Fax"].trigger()
    settle()
    assert refs(tab) == ["0", "1", "2"]
    entries["Descending"].trigger()
    settle()
    assert refs(tab) == ["2", "1", "0"]
    assert tab.tree.horizontalHeader().sortIndicatorSection() == NAMES.index("fax")


def test_what_was_kept_by_another_hand_is_no_trouble(qtbot: QtBot, session: Session) -> None:
    session.settings.setValue("outbox/sort", "horoscope sideways")
    session.settings.setValue("outbox/flat", 7)
    tab = opened(qtbot, session)
    tell(session, *several(2))
    assert refs(tab) == ["0", "1"]


# Reading


def test_a_row_out_of_sight_is_read_when_it_comes_into_sight(tab: OutboxTab, session: Session) -> None:
    tell(session, *several(400))
    last = fax_at(tab, 399)
    assert tab.model.entry(last) is None
    assert tab.tree.verticalScrollBar().maximum() > 300 * tab.tree.rowHeight(0), (
        "the bar shows the true length"
    )
    before = tab.tree.verticalScrollBar().maximum()
    tab.tree.scrollToBottom()
    assert last.data() == UNREAD
    settle()
    assert str(last.data()).startswith("Subject 399")
    assert tab.tree.verticalScrollBar().maximum() == before
    assert tab.tree.verticalScrollBar().value() == before


def test_far_rows_are_not_read_for_a_change(
    tab: OutboxTab, session: Session, engine: StandInEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(session, *several(400))
    read: list[int] = []
    at = engine.sent.at
    monkeypatch.setattr(engine.sent, "at", lambda ids, flat: read.extend(ids) or at(ids, flat))
    tell(session, *several(400))
    assert 0 < len(read) < 100


def test_the_number_of_all_that_match_is_told(
    tab: OutboxTab, session: Session, engine: StandInEngine
) -> None:
    tell(session, *several(1500))
    label = tab.findChild(QLabel, "outbox_count")
    assert isinstance(label, QLabel)
    assert label.text() == f"{QLocale().toString(1500)} faxes"
    action(tab, "flat").trigger()
    settle()
    assert label.text() == f"{QLocale().toString(3000)} recipients"


def test_a_disk_that_cannot_be_read_is_told_of_once_and_read_again_with_the_next_news(
    tab: OutboxTab, session: Session, engine: StandInEngine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(session, *several(2))
    told: list[object] = []
    tab.troubled.connect(told.append)

    def fail(*_: object) -> None:
        raise StoreTrouble("The disk is full.", "Free some space.")

    with monkeypatch.context() as broken:
        broken.setattr(engine.sent, "changes", fail)
        tell(session, *several(3))
    assert len(told) == 1
    assert refs(tab) == ["0", "1"]
    tell(session, *several(4))
    assert refs(tab) == ["0", "1", "2", "3"]


def test_as_time_passes_what_is_said_of_faxes_on_their_way_changes(
    tab: OutboxTab, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    then = datetime.now(UTC)

    class HalfAnHourLater(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> HalfAnHourLater:
            return cls.fromtimestamp(then.timestamp() + 1800, tz)

    people = tuple(replace(message(ref, state=RecipientState.DELIVERING), news=then) for ref in ("1", "2"))
    tell(session, entry("live", people, state=BroadcastState.DELIVERING), entry("done"))
    person = person_at(tab, 0, 0).siblingAtColumn(STATE_COLUMN)
    fax = fax_at(tab, 0).siblingAtColumn(STATE_COLUMN)
    assert (fax.data(), person.data()) == ("Sending, 0 of 2 delivered", "Sending")
    monkeypatch.setattr("byfax_desktop.engine.silence.datetime", HalfAnHourLater)
    told: list[tuple[int, int]] = []
    tab.model.dataChanged.connect(lambda top, bottom: told.append((top.row(), bottom.row())))
    (minutes,) = [each for each in tab.list.findChildren(QTimer) if each.interval() == 60_000]

    minutes.timeout.emit()
    settle()

    assert fax.data() == "0 of 2 delivered, no final word on 2"
    assert person.data() == "No final word for over 30 minutes"
    assert told == [(fax.row(), fax.row() + 2)], "what has ended stays as it is"


# A person's place


@pytest.fixture
def placed(tab: OutboxTab, session: Session) -> OutboxTab:
    """Somebody is at a recipient in the middle, and has chosen two faxes."""
    tell(session, *several(100))
    person = person_at(tab, 50, 1)
    settle()
    choose(tab, fax_at(tab, 48), tab.model.find(tab.model.key(person) or RowKey(0)))
    tab.tree.scrollTo(tab.tree.currentIndex(), tab.tree.ScrollHint.PositionAtCenter)
    settle()
    return tab


def place_of(tab: OutboxTab) -> tuple[object, ...]:
    """Who is current and chosen, what is unfolded, and how far from the edge the current row is."""
    index = tab.tree.currentIndex()
    rows = tab.model.rows
    assert rows is not None
    return current(tab), frozenset(chosen(tab)), set(rows.unfolded), tab.tree.visualRect(index).top()


def test_a_place_stays_when_faxes_come_on_top_and_others_change_and_go(
    placed: OutboxTab, session: Session
) -> None:
    before = place_of(placed)
    new = tuple(entry(f"new {n}", created=NOON + timedelta(minutes=n)) for n in (3, 2, 1))
    tell(session, *new, *several(100))
    assert place_of(placed) == before
    tell(session, *new, *several(10), *several(100)[12:])
    assert place_of(placed) == before


def test_a_place_stays_when_more_change_than_are_moved_one_by_one(
    placed: OutboxTab, session: Session
) -> None:
    before = place_of(placed)
    new = tuple(entry(f"new {n}", created=NOON + timedelta(minutes=n)) for n in range(200, 0, -1))
    tell(session, *new, *several(100))
    assert place_of(placed) == before


def test_a_place_stays_when_the_faxes_are_sorted_otherwise(placed: OutboxTab) -> None:
    before = place_of(placed)
    sort_by(placed, "fax")
    assert place_of(placed) == before
    sort_by(placed, "time")
    assert place_of(placed) == before


def test_a_place_stays_while_a_filter_comes_and_goes_and_news_come(
    placed: OutboxTab, session: Session, engine: StandInEngine
) -> None:
    before = place_of(placed)
    engine.sent.found = several(100)[40:]
    placed.filters.search.setText("subject")
    settle()
    assert place_of(placed)[:3] == before[:3]
    tell(session, entry("new", created=NOON + timedelta(hours=1)), *several(100))
    assert refs(placed)[0] == "40"
    assert place_of(placed)[:3] == before[:3]
    placed.filters.clear()
    settle()
    assert place_of(placed)[:3] == before[:3]


def test_who_is_at_the_top_sees_what_comes(tab: OutboxTab, session: Session) -> None:
    tell(session, *several(100))
    tell(session, entry("new", created=NOON + timedelta(minutes=1)), *several(100))
    assert tab.tree.verticalScrollBar().value() == 0
    assert refs(tab)[0] == "new"
    assert current(tab) == tab.model.key(fax_at(tab, 1)), "who was at the first fax still is at that"


def test_when_the_current_fax_goes_its_neighbour_is_current(tab: OutboxTab, session: Session) -> None:
    tell(session, *several(5))
    choose(tab, fax_at(tab, 2))
    tell(session, *several(2), *several(5)[3:])
    assert tab.tree.currentIndex().isValid()
    assert tab.list.current() is not None


# Choosing


def test_of_more_than_can_be_read_at_once_nothing_is_done(tab: OutboxTab, session: Session) -> None:
    tell(session, *several(MOST_CHOSEN + 1))
    tab.tree.selectAll()
    settle()
    cancel = tab.findChild(QToolButton, "outbox_cancel")
    assert isinstance(cancel, QToolButton)
    assert not cancel.isEnabled()
    assert cancel.toolTip() == f"Choose at most {QLocale().toString(1000)} faxes at a time."


def test_chosen_faxes_out_of_sight_are_read_before_something_is_done(
    tab: OutboxTab, session: Session
) -> None:
    tell(session, *several(300))
    tab.tree.selectAll()
    assert tab.list.chosen()[1] == "The chosen faxes are being read. Wait a moment."
    settle()
    assert len(tab.list.chosen()[0]) == 300


def test_who_types_into_the_list_looks_for_that(tab: OutboxTab, session: Session) -> None:
    tell(session, *several(3))
    tab.tree.setFocus()
    QTest.keyClicks(tab.tree, "o")
    assert tab.filters.search.text() == "o"
    assert tab.filters.search.hasFocus()
    assert tab.filters.wanted() == SentFilter("o")


# Widths


def test_with_all_columns_in_a_narrow_window_the_state_is_still_read(
    tab: OutboxTab, session: Session
) -> None:
    tell(session, *several(3))
    header = tab.tree.horizontalHeader()
    for column in range(len(COLUMNS)):
        header.setSectionHidden(column, False)
    QTest.qWait(0)
    room = tab.tree.fontMetrics().horizontalAdvance("Sending page 10 of 100, try 3")
    assert header.sectionSize(STATE_COLUMN) > room
    assert header.length() > tab.tree.viewport().width(), "what has no room is reached by scrolling"
    for column in range(2, len(COLUMNS)):
        header.setSectionHidden(column, True)
    QTest.qWait(0)
    assert header.length() == tab.tree.viewport().width(), "and no room is left over"


def test_all_that_begins_at_the_left_stands_before_all_that_ends_at_the_right() -> None:
    is_right = [bool(each.alignment & Qt.AlignmentFlag.AlignRight) for each in COLUMNS]
    assert is_right == sorted(is_right)


def test_news_of_everything_are_read_whole(tab: OutboxTab, session: Session, engine: StandInEngine) -> None:
    tell(session, *several(2))
    engine.sent.entries = several(3)
    session.bridge.outbox_changed.emit(changed(session, None, engine.sent.entries))
    settle()
    assert refs(tab) == ["0", "1", "2"]
