"""What the Outbox says of a fax."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale
from tab_doubles import NOON, entry, message

from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.ui.outbox.facts import broadcast_facts, message_facts
from byfax_desktop.ui.outbox.texts import (
    broadcast_pages,
    broadcast_title,
    broadcast_tries,
    message_pages,
    recipient_title,
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def test_a_broadcast_is_called_by_subject_and_first_recipient() -> None:
    people = (message("1", "Anna", "ACME"), message("2"), message("3"))
    assert broadcast_title(entry("a", people, subject="Offer")) == "Offer · Anna, ACME + 2"
    assert broadcast_title(entry("a", people[:1])) == "Anna, ACME"


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
    facts = message_facts(fax)
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
    facts = message_facts(fax)
    assert facts.icon_name == "state-failed"
    assert facts.advice.count(". ") >= 1
    assert "byFax adds: “line 7 busy”" in facts.advice


def test_a_reason_that_is_newer_than_the_program_is_told_as_it_came() -> None:
    fax = message("m", state=RecipientState.FAILED, reason=StateCode("MOON_PHASE"))
    assert "MOON_PHASE" in message_facts(fax).advice


def test_a_broadcast_to_one_is_told_with_all_that_is_known_of_this_one() -> None:
    facts = broadcast_facts(entry("ref", (message("m", "Anna", remote_id="ACME"),), "Offer"))
    values = dict(facts.facts)
    assert facts.title == "Offer · Anna"
    assert facts.facts[0].name == "Handed over"
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
