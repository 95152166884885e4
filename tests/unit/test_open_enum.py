"""Lists of words that the service may lengthen at any time."""

from __future__ import annotations

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.openenum import OpenEnum
from byfax_desktop.service.states import BroadcastState, RecipientState

KINDS = OpenEnum.__subclasses__()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_listed_word_is_itself(kind):
    for member in kind:
        assert kind(member.value) is member
        assert member.known


@given(st.text())
def test_any_other_word_is_kept(text):
    if text in RecipientState._value2member_map_:
        return
    state = RecipientState(text)

    assert (state.name, state.value, str(state), state.known) == ("UNKNOWN", text, text, False)
    assert state == text
    assert state not in set(RecipientState)
    assert state == RecipientState(text)
    assert hash(state) == hash(RecipientState(text))


def test_a_new_word_leaves_the_list_as_it_was():
    before = list(StateCode)
    StateCode("MOON_IN_THE_WAY")

    assert list(StateCode) == before
    assert "MOON_IN_THE_WAY" not in StateCode.__members__


def test_a_new_word_is_not_the_listed_unknown():
    assert BroadcastState("TELEPORTING") != BroadcastState.UNKNOWN
    assert BroadcastState("UNKNOWN") is BroadcastState.UNKNOWN


def test_a_new_word_survives_copying_and_storing():
    state = BroadcastState("TELEPORTING")

    assert copy.deepcopy(state) == pickle.loads(pickle.dumps(state)) == state
    assert json.dumps(state) == '"TELEPORTING"'


@pytest.mark.parametrize("value", [None, 5, b"SUCCESS"])
def test_only_text_is_a_word(value):
    with pytest.raises(ValueError, match="is not a valid"):
        StateCode(value)
