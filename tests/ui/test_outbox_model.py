"""The tree of sent faxes: always the last snapshot, and no row moves or goes without need."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, tzinfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from tab_doubles import entry, local_entry, message

from byfax_desktop.engine.events import OutboxEntry
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.ui.outbox.columns import STATE_COLUMN
from byfax_desktop.ui.outbox.model import CHUNK, OutboxModel
from byfax_desktop.ui.outbox.texts import broadcast_title, recipient_title

MESSAGES = st.lists(st.sampled_from("abcde"), max_size=4, unique=True)
SNAPSHOTS = st.lists(
    st.dictionaries(st.sampled_from("ABCDEFG"), st.tuples(st.integers(0, 2), MESSAGES), max_size=6).map(
        lambda rows: tuple(made(ref, subject, refs) for ref, (subject, refs) in rows.items())
    ),
    min_size=1,
    max_size=6,
)


def made(ref: str, subject: int, refs: list[str]) -> OutboxEntry:
    names = tuple(message(f"{ref}{each}", name=f"{each}{subject}") for each in refs)
    return entry(ref, names, subject=f"Subject {subject}")


def checked(model: OutboxModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)


def texts(model: QAbstractItemModel) -> list[tuple[str, list[str]]]:
    found = []
    for row in range(model.rowCount()):
        top = model.index(row, 0)
        below = [model.index(child, 0, top).data() for child in range(model.rowCount(top))]
        found.append((top.data(), below))
    return found


def wanted(entries: tuple[OutboxEntry, ...]) -> list[tuple[str, list[str]]]:
    return [(broadcast_title(each), [recipient_title(m) for m in each.messages]) for each in entries]


@pytest.fixture
def model(qtbot: QtBot) -> OutboxModel:
    return OutboxModel()


@given(SNAPSHOTS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_model_is_always_the_last_snapshot(
    qtbot: QtBot, snapshots: list[tuple[OutboxEntry, ...]]
) -> None:
    model = OutboxModel()
    checked(model)
    for snapshot in snapshots:
        model.show(snapshot)
        assert texts(model) == wanted(snapshot)


@given(SNAPSHOTS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whoever_holds_a_row_holds_it_as_long_as_the_fax_is_listed(
    qtbot: QtBot, snapshots: list[tuple[OutboxEntry, ...]]
) -> None:
    model = OutboxModel()
    model.show(snapshots[0])
    held = {}
    for row, each in enumerate(snapshots[0]):
        top = model.index(row, 0)
        held[each.broadcast.broadcast_ref] = QPersistentModelIndex(top)
        for child, recipient in enumerate(each.messages):
            held[recipient.message.message_ref] = QPersistentModelIndex(model.index(child, 0, top))
    seen = set(held)
    for snapshot in snapshots[1:]:
        model.show(snapshot)
        seen &= {ref for each in snapshot for ref in refs_of(each)}
        for ref in seen:
            message_there = model.message(held[ref])
            found = model.entry(held[ref])
            assert found is not None
            assert ref == (
                message_there.message.message_ref if message_there else found.broadcast.broadcast_ref
            )


def refs_of(each: OutboxEntry) -> set[str]:
    return {each.broadcast.broadcast_ref, *(m.message.message_ref for m in each.messages)}


def test_what_did_not_change_is_not_announced(model: OutboxModel, qtbot: QtBot) -> None:
    snapshot = (entry("a"), entry("b"), entry("c"))
    model.show(snapshot)
    with qtbot.assertNotEmitted(model.dataChanged):
        model.show(snapshot)


def test_only_the_changed_row_is_announced(model: OutboxModel, qtbot: QtBot) -> None:
    snapshot = (entry("a"), entry("b"), entry("c"))
    model.show(snapshot)
    with qtbot.waitSignal(model.dataChanged) as change:
        model.show((snapshot[0], replace(snapshot[1], subject="New"), snapshot[2]))
    top, bottom = change.args[:2]
    assert (top.row(), bottom.row()) == (1, 1)
    assert top.data() == "New · +49 30 123456"


def test_a_recipient_that_was_seen_and_changed_is_announced(model: OutboxModel, qtbot: QtBot) -> None:
    model.show((entry("a", (message("m", state=RecipientState.DELIVERING),)),))
    top = model.index(0, 0)
    assert model.index(0, 1, top).data() == "Sending"
    with qtbot.waitSignals([model.dataChanged, model.dataChanged]):
        model.show((entry("a", (message("m", state=RecipientState.SUCCESS),)),))
    assert model.index(0, 1, top).data() == "Delivered"


def test_recipients_of_a_fax_that_waits_follow_what_it_waits_for(model: OutboxModel, qtbot: QtBot) -> None:
    model.show((local_entry(FaxState.UPLOADING),))
    top = model.index(0, 0)
    assert model.index(0, 1, top).data() == "Uploading"
    with qtbot.waitSignals([model.dataChanged, model.dataChanged]):
        model.show((local_entry(FaxState.SUBMITTING),))
    assert model.index(0, 1, top).data() == "Handing over to byFax"


def test_the_model_is_never_reset(model: OutboxModel, qtbot: QtBot) -> None:
    model.show((entry("a"),))
    with qtbot.assertNotEmitted(model.modelReset):
        model.show((entry("b"),))
        model.show(())


def test_two_broadcasts_of_one_ref_are_both_shown(model: OutboxModel) -> None:
    checked(model)
    model.show((entry("a", subject="One"), entry("a", subject="Two")))
    assert [title for title, _ in texts(model)] == ["One · +49 30 123456", "Two · +49 30 123456"]


def test_thousands_of_faxes_come_a_chunk_at_a_time(model: OutboxModel) -> None:
    model.show(tuple(entry(f"{number}", ()) for number in range(2 * CHUNK + 5)))
    assert model.rowCount() == CHUNK
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert model.rowCount() == 2 * CHUNK + 5
    assert not model.canFetchMore(QModelIndex())


def test_a_view_that_asks_for_more_in_the_middle_of_a_change_gets_each_fax_once(model: OutboxModel) -> None:
    checked(model)
    everything = tuple(entry(f"{number}", (), subject=f"{number}") for number in range(CHUNK + 5))
    model.show(everything)
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert [title for title, _ in texts(model)] == [broadcast_title(each) for each in everything]


def test_new_faxes_on_top_push_none_out_of_reach(model: OutboxModel) -> None:
    old = tuple(entry(f"{number}", ()) for number in range(CHUNK + 5))
    model.show(old)
    last = QPersistentModelIndex(model.index(CHUNK - 1, 0))
    model.show((entry("new 1", ()), entry("new 2", ()), *old))
    assert last.isValid()
    assert model.rowCount() == CHUNK + 2


def test_a_row_is_spoken_in_one_sentence(model: OutboxModel) -> None:
    busy = message(
        "m",
        "Doctor Lee",
        state=RecipientState.FAILED,
        reason=StateCode.BUSY,
        pages_total=4,
        attempt=3,
    )
    model.show((entry("a", (busy,), subject="Results"),))
    spoken = Qt.ItemDataRole.AccessibleTextRole
    top = model.index(0, 0)
    assert top.data(spoken) == "Results, to Doctor Lee, not delivered: busy after 3 tries"
    below = model.index(0, 0, top)
    assert below.data(spoken) == "To Doctor Lee, 4 pages, not delivered: busy after 3 tries"
    assert below.siblingAtColumn(3).data(spoken) == "Tries: 3"


def test_the_state_has_an_icon_beside_its_words(model: OutboxModel) -> None:
    model.show((entry("a"),))
    state = model.index(0, 1)
    assert not state.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert state.data() == "Delivered"
    assert model.index(0, 0).data(Qt.ItemDataRole.DecorationRole) is None


def test_as_time_passes_what_is_said_of_faxes_on_their_way_changes(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    then = datetime.now(UTC)

    class HalfAnHourLater(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> HalfAnHourLater:
            return cls.fromtimestamp(then.timestamp() + 1800, tz)

    people = tuple(replace(message(ref, state=RecipientState.DELIVERING), news=then) for ref in ("1", "2"))
    model = OutboxModel()
    checked(model)
    model.show((entry("live", people, state=BroadcastState.DELIVERING), entry("done")))
    fax = model.index(0, STATE_COLUMN)
    recipient = model.index(0, STATE_COLUMN, model.index(0, 0))
    assert fax.data() == "Sending, 0 of 2 delivered"
    assert recipient.data() == "Sending"
    monkeypatch.setattr("byfax_desktop.engine.silence.datetime", HalfAnHourLater)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda top, _: told.append((top.parent().isValid(), top.row())))

    model.grow_older()

    assert fax.data() == "0 of 2 delivered, no final word on 2"
    assert recipient.data() == "No final word for over 30 minutes"
    assert told == [(False, 0), (True, 0)], "what has ended stays as it is"
