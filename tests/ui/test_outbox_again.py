"""The faxes that can be made of a sent one: for every state it is settled which, on the buttons themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton
from pytestqt.qtbot import QtBot
from sent_in_memory import fax_at, person_at, settle, tell
from tab_doubles import local_entry, make_session, message

from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.ui.outbox.again import (
    AGAIN,
    FORWARD,
    NOT_REACHED,
    REST,
    STANDARD,
    AgainActions,
    AgainWish,
)
from byfax_desktop.ui.outbox.again_rules import why_not
from byfax_desktop.ui.outbox.tab import OutboxTab
from byfax_desktop.ui.outbox.wishes import Target
from byfax_desktop.ui.session import Session

HOWS = (AGAIN, REST, NOT_REACHED, STANDARD, FORWARD)
ALWAYS = {AGAIN, FORWARD}
HOVERING = RecipientState("HOVERING")
"""A state that the contract does not have."""


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> OutboxTab:
    tab = OutboxTab(session)
    qtbot.addWidget(tab)
    tab.resize(900, 600)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


def broken(ref: str = "1", sent: int | None = 3, **facts: object) -> OutboxMessage:
    """A fax of eight pages of which so many arrived."""
    told = {
        "state": RecipientState.FAILED,
        "reason": StateCode.TRANSMISSION_ERROR,
        "pages_sent": sent,
        "pages_total": 8,
        "attempt": 1,
    } | facts
    return message(ref, **told)


def there(*messages: OutboxMessage, local: FaxState = FaxState.FAILED) -> OutboxEntry:
    return local_entry(local, messages, is_there=True)


def action(tab: OutboxTab, how: str) -> QAction:
    found = tab.tree.findChild(QAction, f"outbox_{how}_action")
    assert isinstance(found, QAction)
    return found


def offered(tab: OutboxTab) -> set[str]:
    """What can be chosen; everything else says why not, in a sentence."""
    able = {how for how in HOWS if action(tab, how).isEnabled()}
    for how in set(HOWS) - able:
        assert action(tab, how).toolTip().endswith(".")
    return able


def show(tab: OutboxTab, session: Session, *entries: OutboxEntry) -> None:
    tell(session, *entries)
    choose(tab, fax_at(tab, 0))


def choose(tab: OutboxTab, place: QModelIndex) -> None:
    """This row and no other, whatever keys a test before has left pressed."""
    tab.tree.selectionModel().setCurrentIndex(
        place,
        QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
    )
    settle()


OF_EACH_STATE = dict.fromkeys([*RecipientState, HOVERING], ALWAYS) | {
    RecipientState.FAILED: ALWAYS | {REST, STANDARD},
    RecipientState.ABORTED: ALWAYS | {REST, STANDARD},
}


@pytest.mark.parametrize("state", OF_EACH_STATE, ids=lambda state: state.value)
def test_for_every_state_of_a_recipient(tab: OutboxTab, session: Session, state: RecipientState) -> None:
    show(tab, session, there(broken(state=state), local=FaxState.ACCEPTED))
    assert offered(tab) == OF_EACH_STATE[state]


@pytest.mark.parametrize("state", sorted(set(FaxState)))
def test_for_every_state_on_this_computer(tab: OutboxTab, session: Session, state: FaxState) -> None:
    show(tab, session, local_entry(state, (broken(),)))
    is_told_by_the_service = state in (
        *(FaxState.ACCEPTED, FaxState.DELIVERED, FaxState.PARTLY, FaxState.FAILED, FaxState.CANCELLED),
    )
    assert offered(tab) == (ALWAYS | {REST, STANDARD} if is_told_by_the_service else ALWAYS)


@pytest.mark.parametrize(
    ("fax", "why"),
    [
        (broken(sent=0), "None of its pages arrived."),
        (broken(sent=None), "byFax has not said how many pages arrived."),
        (broken(sent=8), "All of its pages were confirmed."),
        (broken(sent=11), "All of its pages were confirmed."),
        (broken(pages_total=None), "byFax has not said how many pages arrived."),
        (broken(state=RecipientState.SUCCESS), "All of its pages arrived."),
        (broken(state=RecipientState.CANCELLED), "It was cancelled or deleted, and did not fail."),
        (broken(state=RecipientState.DELIVERING), "It is on its way."),
        (broken(sent=0, attempt=3), ""),
        (broken(sent=7), ""),
    ],
)
def test_why_there_is_no_rest(fax: OutboxMessage, why: str) -> None:
    assert why_not(REST, [Target(there(fax))]) == why


def test_of_a_broadcast_one_chooses_whose_rest(tab: OutboxTab, session: Session, qtbot: QtBot) -> None:
    both = there(broken("1"), broken("2", state=RecipientState.SUCCESS), local=FaxState.PARTLY)
    show(tab, session, both)
    assert offered(tab) == ALWAYS | {NOT_REACHED, STANDARD}
    assert action(tab, REST).toolTip() == "Each recipient got other pages. Choose one of them."

    choose(tab, person_at(tab, 0, 0))
    assert offered(tab) == ALWAYS | {REST, NOT_REACHED, STANDARD}
    with qtbot.waitSignal(tab.again_asked) as asked:
        action(tab, REST).trigger()
    assert asked.args == [AgainWish(REST, "a", "1")]

    choose(tab, person_at(tab, 0, 1))
    assert offered(tab) == ALWAYS
    assert action(tab, NOT_REACHED).toolTip() == "It reached everybody."


def test_of_several_at_once_none_is_made(tab: OutboxTab, session: Session) -> None:
    show(tab, session, there(broken()), local_entry(FaxState.QUEUED, ref="b"))
    tab.tree.selectAll()
    assert offered(tab) == set()
    assert action(tab, AGAIN).toolTip() == "Choose one fax for this."
    button = tab.findChild(QToolButton, "outbox_again")
    assert isinstance(button, QToolButton)
    assert not button.isEnabled()


def test_where_nothing_is_chosen_it_says_so(qtbot: QtBot) -> None:
    view = QMenu()
    qtbot.addWidget(view)
    actions = AgainActions(view)
    qtbot.addWidget(actions.button)
    for how in HOWS:
        found = view.findChild(QAction, f"outbox_{how}_action")
        assert isinstance(found, QAction)
        assert (found.isEnabled(), found.toolTip()) == (False, "Choose a fax first.")


@pytest.mark.parametrize(
    ("key", "modifier", "how"),
    [
        (Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier, AGAIN),
        (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier, FORWARD),
        (Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier, REST),
    ],
)
def test_keys(
    tab: OutboxTab, session: Session, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, how: str
) -> None:
    show(tab, session, there(broken()))
    tab.tree.activateWindow()
    tab.tree.setFocus()
    qtbot.waitUntil(tab.tree.hasFocus)
    with qtbot.waitSignal(tab.again_asked) as asked:
        QTest.keyClick(tab.tree, key, modifier)
    assert asked.args is not None
    assert asked.args[0].how == how


def test_the_menu_of_the_button_says_why_not_and_has_a_letter_for_each(
    tab: OutboxTab, session: Session
) -> None:
    show(tab, session, there(broken()))
    button = tab.findChild(QToolButton, "outbox_again")
    assert isinstance(button, QToolButton)
    menu = button.menu()
    assert menu is not None
    assert menu.toolTipsVisible()
    letters = [each.text()[each.text().index("&") + 1].lower() for each in menu.actions()]
    assert len(set(letters)) == len(HOWS)


def test_in_the_context_menu_no_letter_is_there_twice(tab: OutboxTab) -> None:
    texts = [each.text() for each in tab.tree.actions() if not each.isSeparator()]
    letters = [text[text.index("&") + 1].lower() for text in texts]
    assert len(set(letters)) == len(letters), texts


def test_the_context_menu_says_why_not(tab: OutboxTab, session: Session, qtbot: QtBot) -> None:
    show(tab, session, there(broken(sent=0)))
    place = QPoint(20, 20)
    QApplication.sendEvent(
        tab.tree,
        QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, tab.tree.mapToGlobal(place)),
    )
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.toolTipsVisible()
    (rest,) = [each for each in menu.actions() if each.text() == "Send t&he rest…"]
    assert rest.toolTip() == "None of its pages arrived."
    menu.close()
