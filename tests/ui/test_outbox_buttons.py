"""The buttons and menu entries of the Outbox for every state of a fax, and for several that stand differently."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot
from sent_in_memory import fax_at, faxes, settle, tell
from tab_doubles import local_entry, make_session, message

from byfax_desktop.engine.events import OutboxEntry
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.ui.outbox.tab import OutboxTab
from byfax_desktop.ui.session import Session

HOVERING = RecipientState("HOVERING")
"""A state that the contract does not have."""
BAR = ("pause", "resume", "cancel", "resubmit", "delete")
NEW_FAXES = ("again", "rest", "not_reached", "standard", "forward")

_ALWAYS = "again forward"
_LIVE = f"pause cancel {_ALWAYS}"
_FAILED = f"resubmit delete rest standard {_ALWAYS}"
THERE = {
    RecipientState.UNKNOWN: _LIVE,
    RecipientState.PENDING: _LIVE,
    RecipientState.PREPARING: _LIVE,
    RecipientState.READY: _LIVE,
    RecipientState.SUBMITTING: _LIVE,
    RecipientState.SUBMITTED: _LIVE,
    RecipientState.DELIVERING: _LIVE,
    RecipientState.PAUSING: f"resume cancel {_ALWAYS}",
    RecipientState.RESUMING: _LIVE,
    RecipientState.PAUSED: f"resume cancel {_ALWAYS}",
    RecipientState.ABORTING: _ALWAYS,
    RecipientState.ABORTED: _FAILED,
    RecipientState.CANCELLING: _ALWAYS,
    RecipientState.CANCELLED: f"delete {_ALWAYS}",
    RecipientState.SUCCESS: f"delete {_ALWAYS}",
    RecipientState.FAILED: _FAILED,
    RecipientState.DELETED: f"delete {_ALWAYS}",
    HOVERING: _LIVE,
}
"""What can be done with a fax of which four of eight pages arrived, whose only recipient stands so at byFax."""
HERE = {
    FaxState.QUEUED: f"pause cancel {_ALWAYS}",
    FaxState.UPLOADING: f"cancel {_ALWAYS}",
    FaxState.SUBMITTING: f"cancel {_ALWAYS}",
    FaxState.UNKNOWN: f"cancel {_ALWAYS}",
    FaxState.DOUBT: f"cancel {_ALWAYS}",
    FaxState.HELD: f"resume cancel {_ALWAYS}",
    FaxState.NEEDS_YOU: f"resubmit cancel {_ALWAYS}",
    FaxState.REJECTED: f"resubmit delete {_ALWAYS}",
    FaxState.CANCELLED: f"delete {_ALWAYS}",
}
"""The same of one that byFax is not known to have."""


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


def there(state: RecipientState, ref: str = "a") -> OutboxEntry:
    fax = message(
        f"{ref}-1",
        state=state,
        reason=StateCode.TRANSMISSION_ERROR,
        pages_sent=4,
        pages_total=8,
        attempt=1,
    )
    return local_entry(FaxState.ACCEPTED, (fax,), ref=ref, is_there=True)


def here(state: FaxState, ref: str = "a") -> OutboxEntry:
    return local_entry(state, (message(f"{ref}-1", state=RecipientState.PENDING),), ref=ref)


def offered(tab: OutboxTab) -> set[str]:
    """What can be chosen, on the buttons and in the menus alike; everything else says why not, in a sentence."""
    able = set()
    for name in (*BAR, *NEW_FAXES):
        actions = [each for each in tab.findChildren(QAction) if each.objectName() == f"outbox_{name}_action"]
        assert len(actions) == 1
        (action,) = actions
        assert action in tab.tree.actions()
        button = tab.findChild(QToolButton, f"outbox_{name}")
        if isinstance(button, QToolButton) and name in BAR:
            assert button.isEnabled() == action.isEnabled()
            assert button.accessibleName()
        if action.isEnabled():
            able.add(name)
        else:
            assert action.toolTip().endswith("."), (name, action.toolTip())
    return able


def choose_all(tab: OutboxTab) -> None:
    tab.tree.selectAll()
    settle()


@pytest.mark.parametrize("state", THERE, ids=lambda state: state.value)
def test_of_a_fax_that_byfax_has(tab: OutboxTab, session: Session, state: RecipientState) -> None:
    tell(session, there(state))
    choose_all(tab)
    assert offered(tab) == set(THERE[state].split())


@pytest.mark.parametrize("state", HERE)
def test_of_a_fax_that_is_here(tab: OutboxTab, session: Session, state: FaxState) -> None:
    tell(session, here(state))
    choose_all(tab)
    assert offered(tab) == set(HERE[state].split())


def test_no_state_is_forgotten() -> None:
    assert set(RecipientState) <= set(THERE)
    at_byfax = {FaxState.ACCEPTED, FaxState.DELIVERED, FaxState.PARTLY, FaxState.FAILED}
    assert set(FaxState) == set(HERE) | at_byfax


def test_of_two_that_stand_differently_all_that_is_possible_with_one_of_them(
    tab: OutboxTab, session: Session
) -> None:
    cases = [(there(state, state.value), THERE[state]) for state in THERE]
    cases += [(here(state, state.value), HERE[state]) for state in HERE]
    tell(session, *(each for each, _ in cases))
    read_all(tab)
    places = [fax_at(tab, place) for place in range(len(cases))]
    selection, flag = tab.tree.selectionModel(), QItemSelectionModel.SelectionFlag
    for one, two in combinations(range(len(cases)), 2):
        selection.select(places[one], flag.ClearAndSelect | flag.Rows)
        selection.select(places[two], flag.Select | flag.Rows)
        able = set(f"{cases[one][1]} {cases[two][1]}".split()) & set(BAR)
        assert offered(tab) == able, (cases[one][0], cases[two][0])


def read_all(tab: OutboxTab) -> None:
    """Rows are read when they are seen first."""
    choose_all(tab)
    for place in range(len(faxes(tab))):
        tab.tree.scrollTo(fax_at(tab, place))
        settle()
