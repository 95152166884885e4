"""How the tries of a fax are told in its details."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sent_in_memory import tell
from tab_doubles import NOON, StandInEngine, entry, make_session, message

from byfax_desktop.engine.attempts import Attempt
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Message
from byfax_desktop.service.states import RecipientState
from byfax_desktop.ui.outbox.facts import broadcast_facts, message_facts
from byfax_desktop.ui.outbox.tab import OutboxTab
from byfax_desktop.ui.outbox.tries import tries_text

BUSY = {"state": RecipientState.SUBMITTED, "reason": StateCode.BUSY}


def attempt(number: int, ref: str = "1", **told: Any) -> Attempt:
    return Attempt(ref, number, Message(message_ref=ref, attempt=number, **told))


def lines(*attempts: Attempt) -> list[str]:
    return tries_text(Message(message_ref="1", attempt=len(attempts)), attempts).splitlines()


def test_each_try_is_told_with_its_time_and_what_came_of_it() -> None:
    first, second = lines(
        attempt(1, call_started=NOON, **BUSY),
        attempt(2, state=RecipientState.SUCCESS, reason=StateCode.SUCCESS, pages_sent=3),
    )
    assert re.fullmatch(r"1st try .+: busy", first)
    assert second == "2nd try: delivered, 3 pages"


def test_a_try_that_goes_on_says_how_far_it_is() -> None:
    going = attempt(3, state=RecipientState.DELIVERING, pages_total=5, pages_sent=1)
    assert lines(going) == ["3rd try: sending page 2 of 5"]


def test_of_a_try_that_was_not_told_to_its_end_none_is_made_up() -> None:
    told = lines(attempt(1, state=RecipientState.DELIVERING), attempt(2, **BUSY))
    assert told == ["1st try: ended, byFax did not say how", "2nd try: busy"]


def test_a_reason_newer_than_the_program_is_told_as_it_came() -> None:
    (told,) = lines(attempt(1, state=RecipientState.FAILED, reason=StateCode("LINE_OF_TOMORROW")))
    assert "LINE_OF_TOMORROW" in told


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (21, "21st"), (112, "112th")],
)
def test_tries_are_counted_as_people_do(number: int, word: str) -> None:
    assert lines(attempt(number, **BUSY)) == [f"{word} try: busy"]


def test_of_very_many_tries_the_last_are_told() -> None:
    told = lines(*(attempt(number, **BUSY) for number in range(1, 36)))
    assert (told[0], told[1], told[-1], len(told)) == (
        "15 before these",
        "16th try: busy",
        "35th try: busy",
        21,
    )


def test_where_no_tries_are_kept_their_count_is_told() -> None:
    fax = message("1", attempt=2)
    assert dict(message_facts(entry("a", (fax,)), fax).facts)["Tries"] == "2"
    assert tries_text(Message(message_ref="1"), ()) == ""


def test_one_recipients_tries_leave_out_the_others() -> None:
    people = (message("1"), message("2"))
    tries = (attempt(1, "1", **BUSY), attempt(1, "2", state=RecipientState.SUCCESS))
    assert (
        dict(message_facts(entry("a", people), people[1], (), tries).facts)["Tries"] == "1st try: delivered"
    )
    alone = entry("a", people[:1])
    assert dict(broadcast_facts(alone, (), tries).facts)["Tries"] == "1st try: busy"


def test_the_details_tell_the_tries_as_soon_as_they_are_read(qtbot: QtBot, tmp_path: Path) -> None:
    session = make_session(tmp_path)
    assert isinstance(session.engine, StandInEngine)
    session.engine.tries["1"] = (attempt(1, **BUSY),)
    tab = OutboxTab(session)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    tell(session, entry("a", (message("1", attempt=1),)))

    def shown() -> str:
        label = tab.findChild(QLabel, "outbox_facts_tries")
        return str(label.text()) if label else ""

    qtbot.waitUntil(lambda: shown() == "1st try: busy")
