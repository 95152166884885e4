"""The buttons above the Outbox."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QMessageBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from tab_doubles import local_entry, message

from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.ui.outbox.wish_bar import WishBar
from byfax_desktop.ui.outbox.wishes import Target

WAITS = Target(local_entry(FaxState.QUEUED, ref="waits"))
HELD = Target(local_entry(FaxState.HELD, ref="held"))
REJECTED = Target(local_entry(FaxState.REJECTED, ref="rejected"))
UNCLEAR = Target(local_entry(FaxState.NEEDS_YOU, ref="unclear"))


@pytest.fixture
def view(qtbot: QtBot) -> QWidget:
    view = QListView()
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def bar(qtbot: QtBot, view: QWidget) -> WishBar:
    bar = WishBar(view)
    qtbot.addWidget(bar)
    return bar


@pytest.fixture
def wished(bar: WishBar) -> list[tuple[str, Any]]:
    heard: list[tuple[str, Any]] = []
    bar.wished.connect(lambda kind, targets: heard.append((kind, targets)))
    return heard


def button(bar: WishBar, kind: str) -> QToolButton:
    found = bar.findChild(QToolButton, f"outbox_{kind}")
    assert isinstance(found, QToolButton)
    return found


def question(bar: WishBar) -> QMessageBox:
    found = bar.findChild(QMessageBox, "wish_question")
    assert isinstance(found, QMessageBox)
    return found


def enabled(bar: WishBar) -> list[str]:
    kinds = ("pause", "resume", "cancel", "resubmit", "delete")
    return [kind for kind in kinds if button(bar, kind).isEnabled()]


def test_only_what_makes_sense_is_offered_and_the_rest_says_why(bar: WishBar) -> None:
    assert enabled(bar) == []
    assert button(bar, "pause").toolTip() == "Choose a fax first."
    bar.fit((HELD,))
    assert enabled(bar) == ["resume", "cancel"]
    assert button(bar, "resume").toolTip() == "Let the fax go on"
    assert button(bar, "resubmit").toolTip() == "Choose Resume to let it go on."


def test_of_several_it_is_done_with_those_for_which_it_makes_sense(
    bar: WishBar, wished: list[tuple[str, Any]]
) -> None:
    bar.fit((WAITS, REJECTED, HELD))
    assert enabled(bar) == ["pause", "resume", "cancel", "resubmit", "delete"]
    button(bar, "cancel").click()
    assert wished == [("cancel", (WAITS, HELD))]


def test_where_it_makes_sense_for_none_of_several_it_says_so(bar: WishBar) -> None:
    bar.fit((WAITS, HELD))
    assert button(bar, "resubmit").toolTip() == "None of the chosen faxes stands so that this is possible."
    bar.fit((WAITS, WAITS))
    assert button(bar, "resubmit").toolTip() == "It has not been sent yet."


@pytest.mark.parametrize(("answer", "is_deleted"), [(0, True), (1, False)], ids=["delete", "leave"])
def test_deleting_is_asked_for_as_it_cannot_be_undone(
    bar: WishBar, wished: list[tuple[str, Any]], answer: int, is_deleted: bool
) -> None:
    bar.fit((REJECTED, WAITS))
    button(bar, "delete").click()
    assert wished == []
    assert question(bar).text() == "Delete this fax?"
    question(bar).buttons()[answer].click()
    assert wished == ([("delete", (REJECTED,))] if is_deleted else [])


def test_what_may_arrive_twice_is_asked_for(bar: WishBar, wished: list[tuple[str, Any]]) -> None:
    bar.fit((UNCLEAR, REJECTED))
    button(bar, "resubmit").click()
    assert question(bar).text() == "Send 2 faxes again?"
    assert "arrive twice" in question(bar).informativeText()
    question(bar).buttons()[0].click()
    assert wished == [("resubmit", (UNCLEAR, REJECTED))]


def test_who_picked_up_a_telephone_is_called_again_only_if_that_is_wanted(
    bar: WishBar, wished: list[tuple[str, Any]]
) -> None:
    voice = message("m", state=RecipientState.FAILED, reason=StateCode.VOICE_ANSWER)
    target = Target(local_entry(FaxState.FAILED, (voice,), is_there=True))
    bar.fit((target,))
    button(bar, "resubmit").click()
    assert wished == []
    assert "Check the number first" in question(bar).informativeText()
    question(bar).buttons()[0].click()
    assert wished == [("resubmit", (target,))]


def test_what_cannot_arrive_twice_is_sent_again_at_once(bar: WishBar, wished: list[tuple[str, Any]]) -> None:
    bar.fit((REJECTED,))
    button(bar, "resubmit").click()
    assert wished == [("resubmit", (REJECTED,))]


def test_del_deletes_while_the_list_has_the_keyboard(bar: WishBar, view: QWidget, qtbot: QtBot) -> None:
    bar.fit((REJECTED,))
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert question(bar).text() == "Delete this fax?"


def test_the_context_menu_offers_the_same(bar: WishBar, view: QWidget) -> None:
    assert view.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu
    assert [action.text() for action in view.actions()] == [
        "&Pause",
        "&Resume",
        "&Cancel",
        "&Send again",
        "&Delete",
    ]
