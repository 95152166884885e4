"""Deleting received faxes in the window: several at once, with a way back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from tab_doubles import StandInEngine, make_session, received

from byfax_desktop.engine.events import (
    Connection,
    ConnectionChanged,
    FaxesDeleted,
    FaxesRestored,
    InboxChanged,
    InboxEntry,
    RemovalWished,
)
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.store.removals import RemovalScope
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.message_bar import MessageBar
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.take_back_time import keep_take_back_time

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
EVERYWHERE, SERVICE = RemovalScope.EVERYWHERE, RemovalScope.SERVICE
REFUSED = Trouble("byFax does not let go of it.", "Ask byFax.")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def engine(session: Session) -> StandInEngine:
    assert isinstance(session.engine, StandInEngine)
    return session.engine


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> InboxTab:
    tab = InboxTab(session)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    tell(session, *(received(f"f{number}") for number in range(1, 6)))
    tab.list.view.setFocus()
    return tab


def tell(session: Session, *entries: InboxEntry) -> None:
    session.bridge.inbox_changed.emit(InboxChanged(entries))


def wished(session: Session, *refs: str, scope: RemovalScope = EVERYWHERE, **more: float) -> None:
    event = RemovalWished(refs, scope, **({"seconds": 9.5} | more))  # type: ignore[arg-type]
    session.bridge.removal_wished.emit(event)


def action(tab: InboxTab, name: str) -> QAction:
    (found,) = [each for each in tab.list.view.actions() if each.objectName() == f"inbox_{name}_action"]
    return found


def bar(tab: InboxTab) -> MessageBar:
    found = tab.findChild(MessageBar, "inbox_removal")
    assert isinstance(found, MessageBar)
    return found


def undo(tab: InboxTab) -> QPushButton:
    found = tab.findChild(QPushButton, "inbox_removal_action")
    assert isinstance(found, QPushButton)
    return found


def select(tab: InboxTab, *rows: int) -> None:
    view, flags = tab.list.view, tab.list.view.selectionModel().SelectionFlag
    view.go_to(rows[0])
    for row in rows[1:]:
        view.selectionModel().select(tab.list.model.index(row, 0), flags.Select | flags.Rows)


def chosen(tab: InboxTab) -> list[str]:
    return [each.fax.ref for each in tab.list.chosen()]


# Choosing several


def test_several_are_chosen_with_shift_and_all_with_a_key(tab: InboxTab, qtbot: QtBot) -> None:
    select(tab, 1)
    qtbot.keyClick(tab.list.view, Qt.Key.Key_Down, SHIFT)
    assert chosen(tab) == ["f2", "f3"]
    qtbot.keyClick(tab.list.view, Qt.Key.Key_End, SHIFT)
    assert chosen(tab) == ["f2", "f3", "f4", "f5"]
    qtbot.keyClick(tab.list.view, Qt.Key.Key_A, CTRL)
    assert chosen(tab) == ["f1", "f2", "f3", "f4", "f5"]
    qtbot.keyClick(tab.list.view, Qt.Key.Key_Home)
    assert chosen(tab) == ["f1"]


def test_all_are_those_too_that_the_table_does_not_know_yet(
    tab: InboxTab, session: Session, qtbot: QtBot
) -> None:
    tell(session, *(received(f"n{number}") for number in range(1_200)))
    qtbot.keyClick(tab.list.view, Qt.Key.Key_A, CTRL)
    assert len(chosen(tab)) == 1_200


def test_several_are_marked_at_once(tab: InboxTab, session: Session, engine: StandInEngine) -> None:
    tell(session, received("f1"), received("f2", unread=False), received("f3"), received("f4"))
    select(tab, 0, 1, 2)
    action(tab, "read").trigger()
    assert engine.read == ["f1", "f3"]

    tell(session, *(received(f"f{number}", unread=False) for number in (1, 2, 3)), received("f4"))
    assert action(tab, "read").text() == "Mark as un&read"
    action(tab, "read").trigger()
    assert engine.unread == ["f1", "f2", "f3"]


# Deleting


def test_del_deletes_the_chosen_faxes_and_goes_on_to_the_next(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    select(tab, 2, 1)
    qtbot.keyClick(tab.list.view, Qt.Key.Key_Delete)
    assert engine.removed == [(("f2", "f3"), EVERYWHERE, 10)]
    assert chosen(tab) == ["f4"]

    tell(session, received("f1"), received("f4"), received("f5"))
    assert chosen(tab) == ["f4"]


def test_after_the_last_it_goes_up(tab: InboxTab, qtbot: QtBot) -> None:
    select(tab, 4, 3)
    qtbot.keyClick(tab.list.view, Qt.Key.Key_Delete)
    assert chosen(tab) == ["f3"]


def test_where_all_go_nothing_is_opened(tab: InboxTab, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClick(tab.list.view, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(tab.list.view, Qt.Key.Key_Delete)
    tell(session)
    assert chosen(tab) == []


def test_who_has_chosen_a_longer_time_has_it_here_too(
    tab: InboxTab, session: Session, engine: StandInEngine
) -> None:
    for seconds, had in ((0, 10), (5, 10), (30, 30)):
        keep_take_back_time(session.settings, seconds)
        select(tab, 0)
        action(tab, "delete").trigger()
        assert engine.removed[-1][2] == had


def test_a_copy_can_be_kept_of_what_has_pages_and_is_at_the_service(
    tab: InboxTab, session: Session, engine: StandInEngine
) -> None:
    tell(session, received("f1"), received("f2", has_file=False), replace(received("f3"), is_gone=True))
    select(tab, 1)
    assert not action(tab, "delete_there").isEnabled()
    select(tab, 2)
    assert not action(tab, "delete_there").isEnabled()
    assert action(tab, "delete").isEnabled()
    select(tab, 0, 1, 2)
    action(tab, "delete_there").trigger()
    assert engine.removed == [(("f1",), SERVICE, 10)]
    assert chosen(tab) == ["f1", "f2", "f3"], "it stays in the list"


def test_pages_are_removed_here_of_what_byfax_still_has(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    here = Path("x.tif")
    tell(
        session,
        received("f1", here),
        received("f2"),
        replace(received("f3", here), is_gone=True),
        received("f4", here),
    )
    select(tab, 1, 2)
    assert not action(tab, "drop").isEnabled()
    select(tab, 0, 1, 2, 3)
    action(tab, "drop").trigger()
    qtbot.waitUntil(lambda: engine.dropped_pages == [("f1", "f4")])
    words = "The pages of 2 faxes are no longer on this computer. byFax still has them."
    qtbot.waitUntil(lambda: tab.pane.message.text == words)

    engine.note_trouble = PermissionError(13, "no", "x.tif")
    action(tab, "drop").trigger()
    qtbot.waitUntil(lambda: "may not be read or written" in tab.pane.message.text)


def test_nothing_is_offered_where_nothing_is_chosen(tab: InboxTab, session: Session) -> None:
    tell(session)
    for name in ("delete", "delete_there", "drop", "read"):
        assert not action(tab, name).isEnabled()


# What is said, and the way back


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (
            RemovalWished(("f1",), EVERYWHERE, 9),
            "The fax is deleted here and at byFax. When the time is over, it cannot be brought back.",
        ),
        (
            RemovalWished(("f1",), EVERYWHERE, 9, unread=1),
            "The fax is deleted here and at byFax. It was not read yet. When the time is over, it cannot be"
            " brought back.",
        ),
        (
            RemovalWished(("f1", "f2", "f3"), EVERYWHERE, 9, unread=2),
            "3 faxes are deleted here and at byFax. 2 were not read yet. When the time is over, they cannot be"
            " brought back.",
        ),
        (
            RemovalWished(("f1",), EVERYWHERE, 9, gone=1),
            "The fax is deleted here; byFax no longer has it. When the time is over, it cannot be brought back.",
        ),
        (
            RemovalWished(("f1", "f2"), SERVICE, 9),
            "2 faxes are deleted at byFax; the pages stay on this computer. When the time is over, they cannot be"
            " brought back to byFax.",
        ),
    ],
)
def test_it_says_what_is_lost(tab: InboxTab, session: Session, event: RemovalWished, words: str) -> None:
    session.bridge.removal_wished.emit(event)
    assert bar(tab).text == words
    assert undo(tab).text() == "Un&do (9 s)"


def test_without_a_network_it_says_when_it_is_done(tab: InboxTab, session: Session) -> None:
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.OFFLINE))
    wished(session, "f1")
    assert "as soon as it can be reached" in bar(tab).text
    wished(session, "f1", gone=1)
    assert "as soon as" not in bar(tab).text


def test_a_key_brings_back_what_was_deleted_last_then_what_was_before(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    wished(session, "f1", "f2")
    wished(session, "f5")
    qtbot.keyClick(tab.list.view, Qt.Key.Key_Z, CTRL)
    assert engine.restored == [("f5",)]
    session.bridge.faxes_restored.emit(FaxesRestored(("f5",)))
    assert chosen(tab) == ["f5"]
    assert bar(tab).text.startswith("2 faxes are deleted")

    undo(tab).click()
    assert engine.restored == [("f5",), ("f1", "f2")]
    session.bridge.faxes_restored.emit(FaxesRestored(("f1", "f2")))
    assert bar(tab).text == "2 faxes are back."
    qtbot.keyClick(tab.list.view, Qt.Key.Key_Z, CTRL)
    assert len(engine.restored) == 2


def test_when_the_time_is_over_the_offer_goes(tab: InboxTab, session: Session, qtbot: QtBot) -> None:
    wished(session, "f1", seconds=0.2)
    assert not bar(tab).isHidden()
    qtbot.waitUntil(bar(tab).isHidden)


def test_it_says_when_it_was_too_late(tab: InboxTab, session: Session) -> None:
    wished(session, "f1")
    undo(tab).click()
    session.bridge.faxes_restored.emit(FaxesRestored((), 1))
    assert bar(tab).text == "It was too late for 1 fax. byFax was already asked to delete it."


def test_what_came_of_each_is_said(tab: InboxTab, session: Session) -> None:
    session.bridge.faxes_deleted.emit(FaxesDeleted(("f1", "f2")))
    assert bar(tab).text == "2 faxes were deleted."

    session.bridge.faxes_deleted.emit(FaxesDeleted(("f1",), (("f2", REFUSED), ("unknown", REFUSED))))
    assert bar(tab).text == "2 faxes were not deleted. byFax does not let go of it. Ask byFax."
    details = tab.findChild(QLabel, "inbox_removal_details")
    assert isinstance(details, QLabel)
    assert details.text().splitlines() == [
        "+49 30 123456: byFax does not let go of it. Ask byFax.",
        "unknown: byFax does not let go of it. Ask byFax.",
    ]


def test_success_does_not_take_the_place_of_what_can_still_be_undone(tab: InboxTab, session: Session) -> None:
    wished(session, "f5")
    session.bridge.faxes_deleted.emit(FaxesDeleted(("f1",)))
    assert bar(tab).text.startswith("The fax is deleted")


def test_another_account_has_nothing_to_undo(tab: InboxTab, session: Session, engine: StandInEngine) -> None:
    wished(session, "f1")
    session.set_account(None)
    assert bar(tab).isHidden()
    bar(tab).action_triggered.emit()
    assert engine.restored == []


# One that was refused


def test_one_that_was_not_deleted_says_so_until_it_is_left(
    tab: InboxTab, session: Session, engine: StandInEngine
) -> None:
    assert not action(tab, "leave").isVisible()
    tell(session, replace(received("f1"), not_deleted=REFUSED), received("f2"))
    select(tab, 0)
    index = tab.list.model.index(0, 0)
    assert index.data() == "Not deleted · +49 30 123456"
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("not deleted: byFax does not let go of it.")

    action(tab, "leave").trigger()
    assert engine.restored == [("f1",)]
    select(tab, 1)
    assert not action(tab, "leave").isVisible()
