"""For each of the service's codes, the one best thing to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tab_doubles import NOON, entry, local_entry, message

from byfax_desktop.engine.outcomes import BestAction, action_for, best_action
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.meaning import Category
from byfax_desktop.service.sentence_table import TABLE
from byfax_desktop.service.sentences import sentence
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.submissions import FaxState

AGAIN = ("Send it again", "Try again", "try again")
"""How advice begins that Send again follows."""


@pytest.mark.parametrize("code", sorted(TABLE, key=lambda code: code.value))
def test_the_button_does_what_the_words_advise(code):
    told, do = action_for(code), sentence(code).do
    if told is BestAction.SEND_AGAIN:
        assert any(words in do for words in AGAIN) or TABLE[code][0] is Category.TEMPORARY
    elif told is BestAction.CALL:
        assert "Call the recipient" in do
    elif told is BestAction.CHANGE:
        assert "support" not in do
        assert "website" not in do
    assert told is not BestAction.CHECK_NOW, "a fax that has failed has its final word"


def test_there_is_an_action_for_every_code():
    assert len(TABLE) == 154


@pytest.mark.parametrize(
    "category", [Category.LINE, Category.BAD_NUMBER, Category.FILE_REFUSED, Category.FUNDS]
)
def test_what_can_be_done_here_has_a_button(category):
    left = {code for code, (group, _) in TABLE.items() if group is category}
    without = {code for code in left if action_for(code) is BestAction.NOTHING}
    assert without <= {StateCode.LINE_UNAUTHORIZED}


@pytest.mark.parametrize(
    ("code", "action"),
    [
        (StateCode.BUSY, BestAction.SEND_AGAIN),
        (StateCode.VOICE_ANSWER, BestAction.CHANGE),
        (StateCode.CALL_REJECTED, BestAction.CALL),
        (StateCode.API_KEY_NOT_FOUND, BestAction.NOTHING),
        (StateCode("A_WORD_OF_TOMORROW"), BestAction.SEND_AGAIN),
        (None, BestAction.SEND_AGAIN),
    ],
)
def test_each_kind_of_reason_leads_somewhere_else(code, action):
    assert action_for(code) is action


@pytest.mark.parametrize("state", sorted(RecipientState, key=lambda state: state.value))
def test_only_a_fax_that_failed_is_to_be_sent_again(state):
    fax = message("1", state=state, reason=StateCode.BUSY)
    has_failed = state in (RecipientState.FAILED, RecipientState.ABORTED)
    expected = BestAction.SEND_AGAIN if has_failed else BestAction.NOTHING
    assert best_action(entry("a", (fax,)), fax) is expected


def test_where_there_is_no_final_word_one_asks():
    fax = replace(message("1", state=RecipientState.DELIVERING), news=NOON)
    sent = entry("a", (fax,), state=BroadcastState.DELIVERING)
    assert best_action(sent, fax, NOON + timedelta(hours=1)) is BestAction.CHECK_NOW
    assert best_action(sent, fax, NOON) is BestAction.NOTHING


def test_while_it_waits_here_the_service_has_said_nothing_to_go_by():
    waiting = local_entry(FaxState.HELD)
    fax = message("1", state=RecipientState.FAILED, reason=StateCode.BUSY)
    assert best_action(waiting, fax) is BestAction.NOTHING
