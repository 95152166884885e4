"""All sent faxes as rows: whatever comes, goes, moves, is sorted or folded, they stand as if put down anew."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from tab_doubles import entry, message

from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.sent_order import SentPlaces, SentView, SortBy
from byfax_desktop.ui.outbox import lines
from byfax_desktop.ui.outbox.columns import COLUMNS, STATE_COLUMN
from byfax_desktop.ui.outbox.days import day_of, day_words
from byfax_desktop.ui.outbox.line import Line
from byfax_desktop.ui.outbox.model import MOST_STEPS, UNREAD, OutboxModel
from byfax_desktop.ui.outbox.rows import RowKey, Rows

NOON = round(datetime(2026, 11, 23, 12).timestamp() * 1000)
MIDNIGHT = round(datetime(2026, 11, 23).timestamp() * 1000)
HOUR = 3_600_000
MOMENTS = (
    *(NOON - hours * HOUR for hours in range(0, 72, 7)),
    *(MIDNIGHT, MIDNIGHT - 1, MIDNIGHT + 1),
    *(0, -1, -(10**15), 10**16),  # what a service with a wrong clock may say
)
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
TREE = SentView()


def places(*rows: tuple[Any, int, int, int]) -> SentPlaces:
    """Rows of key, moment, id and people as columns."""
    return SentPlaces(*([row[column] for row in rows] for column in range(4)))


def listed(*people: int) -> Rows:
    """Faxes to so many people each, the first the newest, an hour apart and with ids from 1."""
    moments = [NOON - HOUR * age for age in range(len(people))]
    return Rows(TREE, places(*((at, at, age + 1, people[age]) for age, at in enumerate(moments))))


def texts(model: OutboxModel, column: int = 0) -> list[str | None]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


@pytest.fixture
def model(qtbot: QtBot) -> OutboxModel:
    model = OutboxModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


class Listing(RuleBasedStateMachine):
    """Faxes change, and what is listed of them is changed by steps; beside it, all is put down anew each time."""

    def __init__(self) -> None:
        super().__init__()
        self.faxes: dict[int, tuple[int, str, int]] = {}
        """Moment, text and people by id."""
        self.unfolded: set[int] = set()
        self.wanted = 1
        """Only faxes whose id this number divides are listed."""
        self.model = OutboxModel()
        QAbstractItemModelTester(self.model, QAbstractItemModelTester.FailureReportingMode.Fatal, self.model)
        self.view = TREE
        self.held: dict[RowKey, QPersistentModelIndex] = {}
        self.show()

    def show(self) -> None:
        """Read the whole order anew."""
        rows = self.model.rows
        self.model.show(Rows(self.view, self.places(self.faxes), rows.unfolded if rows is not None else ()))
        self.hold()

    def hold(self) -> None:
        """Hold all rows, as a view holds the current one and those that are chosen."""
        model = self.model
        indexes = [model.index(row, 0) for row in range(model.rowCount())]
        self.held = {key: QPersistentModelIndex(each) for each in indexes if (key := model.key(each))}

    def places(self, some: Any) -> SentPlaces:
        """Where those of ``some`` stand that are wanted."""
        rows = []
        for each in some:
            if each in self.faxes and each % self.wanted == 0:
                moment, text, people = self.faxes[each]
                rows.append((moment if self.view.by is SortBy.TIME else text, moment, each, people))
        rows.sort(key=lambda row: (row[0], row[1], row[2]), reverse=self.view.descending)
        return places(*rows)

    def tell(self, *ids: int) -> None:
        """These have changed."""
        rows, fresh = self.model.rows, self.places(ids)
        assert rows is not None
        if not self.model.take_changes(rows.differing(ids, fresh), fresh):
            self.show()

    @rule(ids=st.sets(st.integers(1, 30), min_size=1, max_size=8), data=st.data())
    def change(self, ids: set[int], data: st.DataObject) -> None:
        for each in ids:
            moment = data.draw(st.sampled_from(MOMENTS))
            self.faxes[each] = (
                moment,
                data.draw(st.sampled_from(("", "a", "b", "я", "😀", "\0"))),
                data.draw(st.integers(0, 4)),
            )
        self.tell(*ids)

    @precondition(lambda self: self.faxes)
    @rule(data=st.data())
    def change_what_it_is_sorted_by(self, data: st.DataObject) -> None:
        each = data.draw(st.sampled_from(sorted(self.faxes)))
        moment, _, people = self.faxes[each]
        self.faxes[each] = (moment, data.draw(st.sampled_from("abcя")), people)
        self.tell(each)
        for key, index in self.held.items():
            assert self.model.key(index) == key, "whoever holds a row holds it wherever it goes"

    @precondition(lambda self: self.faxes)
    @rule(data=st.data())
    def learn_of_recipients(self, data: st.DataObject) -> None:
        each = data.draw(st.sampled_from(sorted(self.faxes)))
        moment, text, people = self.faxes[each]
        self.faxes[each] = (moment, text, people + data.draw(st.integers(0, 3)))
        self.tell(each)
        assert all(self.model.key(index) == key for key, index in self.held.items())

    @precondition(lambda self: self.faxes)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        gone = data.draw(st.sets(st.sampled_from(sorted(self.faxes)), min_size=1))
        for each in gone:
            del self.faxes[each]
        self.tell(*gone)
        for key, index in self.held.items():
            assert self.model.key(index) == (None if key.id in gone else key)

    @rule(data=st.data())
    def fold(self, data: st.DataObject) -> None:
        keys = sorted({key.id for key in self.held})
        if keys:
            each = data.draw(st.sampled_from(keys))
            is_unfolded = each not in self.unfolded
            self.model.fold(self.model.find(RowKey(each)), is_unfolded)
            if self.faxes[each][2] > 1:
                self.unfolded ^= {each}

    @rule(by=st.sampled_from((SortBy.TIME, SortBy.FAX)), descending=st.booleans())
    def sort(self, by: SortBy, descending: bool) -> None:
        self.view = SentView(by=by, descending=descending)
        self.show()

    @rule(wanted=st.integers(1, 3))
    def filter(self, wanted: int) -> None:
        self.wanted = wanted
        self.show()

    @invariant()
    def it_stands_as_if_put_down_anew(self) -> None:
        assert self.seen() == self.expected()
        self.hold()

    def seen(self) -> list[object]:
        rows = self.model.rows
        assert rows is not None
        return [rows.day(row) or rows.key(row) for row in range(self.model.rowCount())]

    def expected(self) -> list[object]:
        """The rows, by the plainest of means."""
        found: list[object] = []
        day: date | None = None
        order = self.places(self.faxes)
        for row_id, moment, people in zip(order.ids, order.created, order.people, strict=True):
            if self.view.by is SortBy.TIME and day_of(moment) != day:
                day = day_of(moment)
                found.append(day)
            found.append(RowKey(row_id))
            if row_id in self.unfolded and people > 1:
                found += [RowKey(row_id, position) for position in range(people)]
        return found


Listing.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestListing = pytest.mark.usefixtures("qapp")(Listing.TestCase)


def test_qt_finds_no_fault_with_it(qtmodeltester: ModelTester, qapp: object) -> None:
    model = OutboxModel()
    model.show(listed(1, 3, 1))
    model.fold(model.find(RowKey(2)), is_unfolded=True)
    model.take_lines({1: Line(entry("a"))})

    qtmodeltester.check(model)


def test_days_are_titles_that_can_be_neither_chosen_nor_gone_to(model: OutboxModel) -> None:
    model.show(listed(*([1] * 20)))

    titles = [row for row in range(model.rowCount()) if model.key(model.index(row, 0)) is None]

    assert [model.index(row, 0).data() for row in titles] == ["Monday 23 November", "Sunday 22 November"]
    for row in titles:
        assert not model.index(row, 0).flags() & (Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
        assert model.index(row, 0).data(SPOKEN) == model.index(row, 0).data()
        assert model.entry(model.index(row, 0)) is None
    assert model.index(1, 0).flags() & Qt.ItemFlag.ItemIsSelectable


def test_a_row_that_is_not_read_says_so_quietly_and_is_wanted(model: OutboxModel, qtbot: QtBot) -> None:
    model.show(listed(1, 1))
    with qtbot.waitSignal(model.wanted):
        assert model.index(1, 0).data() == UNREAD
    assert model.index(1, 1).data() is None
    assert model.index(1, 0).data(SPOKEN) == "Being read"
    assert model.entry(model.index(1, 0)) is None
    assert model.lines.to_read(()) == [1]


def test_what_is_read_is_filled_in_without_a_row_that_moves(model: OutboxModel, qtbot: QtBot) -> None:
    model.show(listed(1, 1))
    with qtbot.waitSignal(model.dataChanged) as told, qtbot.assertNotEmitted(model.rowsInserted):
        model.take_lines({2: Line(entry("b", subject="Offer"))})

    assert (told.args[0].row(), told.args[1].row()) == (2, 2)
    assert model.index(2, 0).data() == "Offer · +49 30 123456"
    assert model.index(1, 0).data() == UNREAD


def test_a_row_is_asked_for_once_until_it_changes(model: OutboxModel) -> None:
    model.show(listed(1, 1))
    texts(model)
    model.lines.note_asked(model.lines.to_read(()))
    texts(model)
    assert model.lines.to_read([1, 2]) == []

    model.make_stale([2])

    assert model.lines.to_read([1, 2]) == [2], "nobody was answered, but it may be different now"
    model.lines.note_asked([2])
    model.take_lines({1: Line(entry("a")), 2: Line(entry("b"))})
    assert model.lines.to_read([1, 2]) == []
    model.make_stale()
    assert model.lines.to_read([2]) == [2], "what is out of sight can wait"


def test_what_says_something_old_says_it_until_the_new_is_read(model: OutboxModel) -> None:
    model.show(listed(1))
    model.take_lines({1: Line(entry("a", subject="Old"))})
    model.make_stale([1])
    assert model.index(1, 0).data() == "Old · +49 30 123456"
    model.take_lines({1: Line(entry("a", subject="New"))})
    assert model.index(1, 0).data() == "New · +49 30 123456"


def test_of_lines_that_were_in_sight_some_time_not_all_are_held(
    model: OutboxModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "HELD", 10)
    model.show(listed(1))
    large = Line(entry("a", tuple(message(f"{place}") for place in range(8))))
    model.take_lines({1: Line(entry("b"))})
    model.take_lines({2: large})
    assert 1 not in model.lines, "a fax to many counts for as many"
    assert 2 in model.lines
    model.take_lines({2: large, 3: Line(entry("c", ()))})
    assert len(model.lines) == 2


def test_what_changes_while_it_is_read_is_read_once_more(model: OutboxModel) -> None:
    model.show(listed(1))
    model.lines.note_asked([1])
    model.make_stale([1])
    model.take_lines({1: Line(entry("a", subject="Old"))})
    assert model.lines.to_read([1]) == [1]


def test_recipients_stand_below_an_unfolded_fax_and_say_what_its_entry_has(model: OutboxModel) -> None:
    model.show(listed(1, 2))
    people = (message("1", "Anna"), message("2", "Bob"))
    model.take_lines({2: Line(entry("b", people, subject="Offer"))})
    fax = model.find(RowKey(2))
    assert model.is_foldable(fax)
    assert not model.is_foldable(model.find(RowKey(1))), "a fax to one has nobody below it"

    model.fold(fax, is_unfolded=True)

    assert [name and name.split()[0] for name in texts(model)[3:]] == ["Anna", "Bob"]
    person = model.find(RowKey(2, 1))
    assert model.message(person) is people[1]
    assert [model.level(model.index(row, 0)) for row in range(model.rowCount())] == [0, 1, 1, 2, 2]
    model.fold(person)
    assert model.rowCount() == 3


def test_what_was_unfolded_stays_so_in_another_order_and_when_it_comes_back(model: OutboxModel) -> None:
    model.show(listed(1, 2))
    model.fold(model.find(RowKey(2)), is_unfolded=True)
    rows = model.rows
    assert rows is not None
    model.show(Rows(TREE, places((NOON, NOON, 1, 1)), rows.unfolded))
    assert model.take_changes({2}, places((NOON + 1, NOON + 1, 2, 3)))
    assert model.rows is not None
    assert model.rows.below(2) == 3


def test_what_was_folded_while_the_order_was_read_is_so_in_it() -> None:
    rows = listed(2, 3, 1)
    rows.unfold_as({2, 77})
    assert [rows.key(row) for row in range(2, 6)] == [RowKey(2), RowKey(2, 0), RowKey(2, 1), RowKey(2, 2)]
    rows.unfold_as({1})
    assert [rows.key(row) for row in range(1, 5)] == [RowKey(1), RowKey(1, 0), RowKey(1, 1), RowKey(2)]
    assert rows.unfolded == {1}


def test_too_many_that_move_are_left_to_be_read_anew(model: OutboxModel) -> None:
    model.show(listed(*([1] * (MOST_STEPS + 1))))
    before = model.rowCount()
    assert not model.take_changes(range(1, MOST_STEPS + 2), places())
    assert model.rowCount() == before
    assert model.take_changes(range(1, MOST_STEPS + 1), places())
    assert model.rowCount() == 2


def test_in_a_flat_list_each_recipient_has_a_row_and_nothing_is_set_in(model: OutboxModel) -> None:
    view = SentView(flat=True)
    model.show(Rows(view, places((NOON, NOON, 7, 0), (NOON, NOON, 8, 0), (NOON, NOON, -3, 0))))
    people = (message("1", "Anna"), message("2", "Bob"))
    fax = entry("b", people)
    model.take_lines({7: Line(fax, people[0]), 8: Line(fax, people[1]), -3: Line(entry("c", ()))})

    assert [name and name.split()[0] for name in texts(model)[1:]] == ["Anna", "Bob", "Fax"]
    assert model.message(model.index(2, 0)) is people[1]
    assert model.entry(model.index(2, 0)) is fax
    assert {model.level(model.index(row, 0)) for row in range(4)} == {0}
    assert not model.is_foldable(model.index(1, 0))


def test_another_kind_of_list_knows_nothing_of_the_lines_of_the_first(model: OutboxModel) -> None:
    model.show(listed(1))
    model.take_lines({1: Line(entry("a"))})
    model.show(Rows(SentView(flat=True), places((NOON, NOON, 1, 0))))
    assert texts(model)[1] == UNREAD


def test_a_row_is_spoken_in_one_sentence(model: OutboxModel) -> None:
    busy = message(
        "m", "Doctor Lee", state=RecipientState.FAILED, reason=StateCode.BUSY, pages_total=4, attempt=3
    )
    several = (busy, message("n", "Anna"))
    model.show(listed(1, 2))
    model.take_lines({1: Line(entry("a", (busy,), "Results")), 2: Line(entry("b", several, "Results"))})

    alone, both = model.find(RowKey(1)), model.find(RowKey(2))

    assert alone.data(SPOKEN) == "Results, to Doctor Lee, not delivered: busy after 3 tries"
    assert both.data(SPOKEN).endswith(", recipients folded away")
    model.fold(both, is_unfolded=True)
    assert model.find(RowKey(2)).data(SPOKEN).endswith(", recipients below")
    person = model.find(RowKey(2, 0))
    assert person.data(SPOKEN) == "To Doctor Lee, 4 pages, not delivered: busy after 3 tries"
    tries = next(place for place, each in enumerate(COLUMNS) if each.name == "tries")
    assert person.siblingAtColumn(tries).data(SPOKEN) == "Tries: 3"
    model.hear_day(alone.row())
    assert alone.data(SPOKEN).startswith("Monday 23 November. Results, to Doctor Lee")


def test_the_state_has_an_icon_beside_its_words(model: OutboxModel) -> None:
    model.show(listed(1))
    model.take_lines({1: Line(entry("a"))})
    state = model.index(1, STATE_COLUMN)
    assert not state.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert state.data() == "Delivered"
    assert model.index(1, 0).data(Qt.ItemDataRole.DecorationRole) is None


@pytest.mark.parametrize(
    "name", ["A" * 300, "😀" * 40, "a\0b", "\u202eevil", "\u200f", "\ud800", "line\nbreak"]
)
def test_whatever_a_name_holds_is_shown_and_spoken(model: OutboxModel, name: str) -> None:
    model.show(listed(1))
    model.take_lines({1: Line(entry("a", (message("1", name),), subject=name))})
    for column in range(len(COLUMNS)):
        assert isinstance(model.index(1, column).data(), str)
        assert isinstance(model.index(1, column).data(SPOKEN), str)


def test_nothing_that_hides_letters_or_turns_them_around_is_shown(model: OutboxModel) -> None:
    model.show(listed(1))
    model.take_lines({1: Line(entry("a", (message("1", "\u202eAn\0na"),), subject="Of\u200ffer\n2211"))})
    assert model.index(1, 0).data() == "Offer 2211 · Anna"
    assert model.index(1, 0).data(SPOKEN) == "Offer 2211, to Anna, delivered"


def test_without_rows_there_is_nothing(model: OutboxModel) -> None:
    model.show(listed(1))
    model.show(None)
    assert model.rowCount() == 0
    assert model.find(RowKey(1)) == QModelIndex()
    assert not model.take_changes({1}, places())


@pytest.mark.parametrize(
    ("back", "words"),
    [(0, "Today"), (1, "Yesterday"), (2, "Saturday 21 November"), (400, "Sunday 19 October 2025")],
)
def test_a_day_is_called_as_people_call_it(back: int, words: str) -> None:
    today = date(2026, 11, 23)
    assert day_words(today - timedelta(back), today) == words
