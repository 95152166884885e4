"""What the Outbox says of a fax."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QLocale
from tab_doubles import NOON, entry, local_entry, message

from byfax_desktop.engine.clock import milliseconds
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.submissions import FaxState, HistoryEntry
from byfax_desktop.ui.outbox.facts import broadcast_facts, message_facts
from byfax_desktop.ui.outbox.texts import (
    broadcast_duration,
    broadcast_pages,
    broadcast_speed,
    broadcast_station,
    broadcast_title,
    broadcast_tries,
    message_duration,
    message_pages,
    message_speed,
    message_station,
    recipient_title,
)
from byfax_desktop.ui.widgets.texts import long_time


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = QLocale()
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)
    monkeypatch.undo()
    time.tzset()


def test_a_broadcast_is_called_by_subject_and_first_recipient() -> None:
    people = (message("1", "Anna", "ACME"), message("2"), message("3"))
    assert broadcast_title(entry("a", people, subject="Offer")) == "Offer · Anna, ACME + 2"
    assert broadcast_title(entry("a", people[:1])) == "Anna, ACME"


def test_a_subject_read_from_the_right_leaves_the_number_beside_it_as_it_is():
    number = [message("1")]
    assert broadcast_title(entry("a", number, subject="שלום")) == "\u2068שלום\u2069 · +49 30 123456"


def test_a_broadcast_of_which_no_recipient_is_known_still_has_a_title() -> None:
    assert broadcast_title(entry("a", (), recipient_count=4)) == "4 recipients"
    assert broadcast_title(entry("a", (), recipient_count=1)) == "1 recipient"
    assert broadcast_title(entry("a", ())) == "Fax"


def test_a_recipient_without_a_name_is_called_by_the_number_once() -> None:
    assert recipient_title(message("1")) == "+49 30 123456"
    assert recipient_title(message("1", "Anna")) == "Anna  +49 30 123456"
    assert recipient_title(message("1", number=None)) == "An unknown number"


def test_pages_are_counted_over_all_recipients() -> None:
    some = (message("1", pages_total=3, pages_sent=3), message("2", pages_total=3))
    assert broadcast_pages(entry("a", some)) == "3 of 6"
    assert broadcast_pages(entry("a", (*some, message("3")))) == "–"
    assert message_pages(message("1", pages_sent=2).message) == "2"
    assert message_pages(message("1").message) == "–"


def test_tries_are_told_for_a_broadcast_only_where_they_mean_one_number() -> None:
    tried = message("1", attempt=3)
    assert broadcast_tries(entry("a", (tried,))) == "3"
    assert broadcast_tries(entry("a", (tried, tried))) == ""


def test_the_facts_of_a_delivered_fax() -> None:
    fax = message(
        "m1",
        "Anna",
        pages_total=13,
        pages_sent=13,
        call_started=NOON,
        call_ended=NOON + timedelta(seconds=370),
        line_duration=370,
        speed=14400,
        remote_id=" ACME FAX ",
        cost=Decimal("0.4"),
        currency="EUR",
        attempt=1,
    )
    facts = message_facts(entry("a", (fax,)), fax)
    values = dict(facts.facts)
    assert (facts.icon_name, facts.state, facts.advice) == ("state-delivered", "Delivered, 13 pages", "")
    assert values["On the line"] == "6 min 10 s"
    assert values["Speed"] == "14400 bit/s"
    assert values["Remote station"] == "ACME FAX"
    assert values["Cost"] == "0.40 EUR"
    assert values["Message ref"] == "m1"
    assert "Send ref" not in values


def test_the_facts_of_a_failed_fax_say_why_and_what_to_do() -> None:
    fax = message("m", state=RecipientState.FAILED, reason=StateCode.BUSY, reason_message="line 7 busy")
    facts = message_facts(entry("a", (fax,)), fax)
    assert facts.icon_name == "state-failed"
    assert facts.advice.count(". ") >= 1
    assert "byFax adds: “line 7 busy”" in facts.advice


def test_a_reason_that_is_newer_than_the_program_is_told_as_it_came() -> None:
    fax = message("m", state=RecipientState.FAILED, reason=StateCode("MOON_PHASE"))
    assert "MOON_PHASE" in message_facts(entry("a", (fax,)), fax).advice


def test_a_broadcast_to_one_is_told_with_all_that_is_known_of_this_one() -> None:
    facts = broadcast_facts(entry("ref", (message("m", "Anna", remote_id="ACME"),), "Offer"))
    values = dict(facts.facts)
    assert facts.title == "Offer · Anna"
    assert facts.facts[0] == ("Handed over", "23 November 2026, 12:00:00")
    assert values["Remote station"] == "ACME"
    assert values["Message ref"] == "m"


def test_the_facts_of_a_broadcast() -> None:
    facts = broadcast_facts(
        entry("ref", (message("1"), message("2")), "Offer", state=BroadcastState.DELIVERING)
    )
    values = dict(facts.facts)
    assert facts.title == "Offer · +49 30 123456 + 1"
    assert values["Recipients"] == "2 recipients"
    assert values["Broadcast ref"] == "ref"
    assert values["Cost"] == "0.42 EUR"
    assert "Completed" not in values


NO_NETWORK = Trouble("The service cannot be reached.", "Check the network.", "ConnectTimeout")


def test_a_fax_that_was_not_handed_over_says_since_when_and_until_when_it_waits() -> None:
    later = datetime.now(UTC) + timedelta(minutes=5)
    waiting = broadcast_facts(local_entry(FaxState.QUEUED, due=later))
    values = dict(waiting.facts)
    assert values["Send pressed"] == "23 November 2026, 12:00:00"
    assert "Handed over" not in values
    assert values["Leaves"].endswith(f"{later:%H:%M:%S}")
    tried = dict(broadcast_facts(local_entry(FaxState.UNKNOWN, due=later, tries=2)).facts)
    assert (tried["Attempts"], tried["Next try"]) == ("2", values["Leaves"])


@pytest.mark.parametrize("state", [FaxState.HELD, FaxState.NEEDS_YOU, FaxState.REJECTED])
def test_what_waits_for_a_person_does_not_say_when_it_goes_on(state: FaxState) -> None:
    later = datetime.now(UTC) + timedelta(minutes=5)
    names = {fact.name for fact in broadcast_facts(local_entry(state, due=later, tries=1)).facts}
    assert not names & {"Leaves", "Next try"}


def test_what_is_in_the_way_is_told_once_with_what_to_do() -> None:
    rejected = broadcast_facts(local_entry(FaxState.REJECTED, trouble=NO_NETWORK))
    assert (rejected.state, rejected.advice) == ("The service cannot be reached", "Check the network.")
    asking = broadcast_facts(local_entry(FaxState.UNKNOWN, trouble=NO_NETWORK))
    assert asking.state == "Asking byFax whether it has this fax"
    assert asking.advice == "The service cannot be reached. Check the network."
    assert broadcast_facts(local_entry(FaxState.QUEUED)).advice == ""


def test_each_recipient_of_a_fax_that_waits_waits_for_the_same_reason() -> None:
    people = (message("1", "Anna"), message("2", "Bob"))
    held = local_entry(FaxState.HELD, people, NO_NETWORK)
    told = message_facts(held, people[0])
    assert (told.state, told.advice) == ("The service cannot be reached", "Check the network.")


HISTORY = (
    HistoryEntry(milliseconds(NOON), "queued", "Send was pressed"),
    HistoryEntry(milliseconds(NOON), "accepted", "Delivered, 2 pages", "1"),
    HistoryEntry(milliseconds(NOON), "accepted", "Busy", "2"),
)


def test_the_history_says_whom_it_concerns_where_there_are_several() -> None:
    told = broadcast_facts(entry("a", (message("1", "Anna"), message("2", "Bob"))), HISTORY)
    assert [line.value for line in told.history] == [
        "Send was pressed",
        "Anna: Delivered, 2 pages",
        "Bob: Busy",
    ]
    assert told.as_text().splitlines()[-4:-1] == [
        "History",
        f"{told.history[0].name} Send was pressed",
        f"{told.history[1].name} Anna: Delivered, 2 pages",
    ]


def test_the_history_of_one_recipient_leaves_out_the_others() -> None:
    people = (message("1", "Anna"), message("2", "Bob"))
    told = message_facts(entry("a", people), people[0], HISTORY)
    assert [line.value for line in told.history] == ["Send was pressed", "Delivered, 2 pages"]


def test_the_history_of_a_fax_to_many_tells_what_concerns_all() -> None:
    people = tuple(message(f"{number}") for number in range(11))
    told = broadcast_facts(entry("a", people), HISTORY)
    assert [line.value for line in told.history] == ["Send was pressed"]
    mine = message_facts(entry("a", people), people[2], HISTORY)
    assert [line.value for line in mine.history] == ["Send was pressed", "Busy"]


def test_of_a_very_long_history_the_end_is_told() -> None:
    many = tuple(HistoryEntry(milliseconds(NOON), "queued", f"Try {number}") for number in range(1203))
    told = broadcast_facts(entry("a"), many).history
    assert (told[0].value, told[1].value, told[-1].value) == (
        "1,003 lines before these",
        "Try 1003",
        "Try 1202",
    )
    assert len(told) == 201


def test_the_history_is_told_in_local_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Minsk")
    time.tzset()
    (line,) = broadcast_facts(entry("a"), HISTORY[:1]).history
    assert line.name.endswith("15:00")


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        ({}, ("–", "–", "–")),
        ({"call_duration": 70, "line_duration": 65, "speed": 14400}, ("1 min 5 s", "14,400 bit/s", "–")),
        ({"call_duration": 70, "remote_id": " +49 30 1 "}, ("1 min 10 s", "–", "+49 30 1")),
        ({"remote_id": "שלום"}, ("–", "–", "\u2068שלום\u2069")),
    ],
)
def test_how_a_call_went_is_told_as_far_as_it_is_known(
    known: dict[str, Any], shown: tuple[str, str, str]
) -> None:
    fax = message("1", **known)
    told = (message_duration(fax.message), message_speed(fax.message), message_station(fax.message))
    assert told == shown
    alone = entry("a", (fax,))
    assert (broadcast_duration(alone), broadcast_speed(alone), broadcast_station(alone)) == shown


def test_of_several_calls_only_the_time_is_told_together() -> None:
    people = (message("1", call_duration=70, speed=9600, remote_id="A"), message("2", call_duration=20))
    assert broadcast_duration(entry("a", people)) == "1 min 30 s"
    assert broadcast_speed(entry("a", people)) == broadcast_station(entry("a", people)) == ""


def test_of_a_fax_without_news_it_is_told_since_when_and_what_to_do() -> None:
    then = datetime.now(UTC) - timedelta(hours=3, minutes=1)
    fax = replace(message("1", state=RecipientState.DELIVERING), news=then)
    told = message_facts(entry("a", (fax,), state=BroadcastState.DELIVERING), fax)
    assert told.state == "No final word for over 3 hours"
    assert "Ask it now; if it matters, call the recipient" in told.advice
    assert ("Last news", long_time(then)) in told.facts
    assert told.advice == broadcast_facts(entry("a", (fax, fax), state=BroadcastState.DELIVERING)).advice


def test_where_there_are_news_none_are_missed() -> None:
    fax = replace(message("1", state=RecipientState.DELIVERING), news=datetime.now(UTC))
    told = message_facts(entry("a", (fax,), state=BroadcastState.DELIVERING), fax)
    assert told.state == "Sending"
    assert told.advice == ""
    assert "Last news" not in [each.name for each in told.facts]
