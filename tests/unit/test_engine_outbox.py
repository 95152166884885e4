"""The list of sent faxes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fake_service import FakeService
from heard_events import HeardEvents

from byfax_desktop.engine import outbox as outbox_module
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import OutboxChanged
from byfax_desktop.engine.outbox import Outbox
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.database import Database
from byfax_desktop.store.sent import SentBroadcast, SentFaxes, SentMessage

NOW = datetime.now(UTC)


@pytest.fixture
def service():
    return FakeService()


@pytest.fixture
def sent(tmp_path):
    database = Database(tmp_path / "faxes.db")
    yield SentFaxes(database)
    database.close()


@pytest.fixture
def bus():
    return EventBus()


@pytest.fixture
def heard(bus):
    return HeardEvents(bus)


@pytest.fixture
def outbox(service, sent, bus):
    return Outbox(service.faxout, sent, bus)


def send(service, ref, *messages, age=timedelta()):
    service.accept(ref, messages or ((f"{ref}-M1", "+4930123456"),))
    service.broadcasts[ref] = replace(service.broadcasts[ref], created=NOW - age)


def listed(heard):
    return [entry.broadcast.broadcast_ref for entry in heard.of(OutboxChanged)[-1].entries]


def test_the_newest_broadcast_comes_first(outbox, service, heard):
    send(service, "old", age=timedelta(days=2))
    send(service, "new")
    send(service, "middle", age=timedelta(days=1))
    outbox.look_at_all()

    assert listed(heard) == ["new", "middle", "old"]


def test_recipients_have_their_names_in_the_order_in_which_they_were_given(outbox, service, sent, heard):
    people = (SentMessage("M2", "+442079460018", "Bob"), SentMessage("M1", "+4930123456", "Anna", "ACME"))
    sent.keep(SentBroadcast("B1", "Offer", NOW, people))
    send(service, "B1", ("M1", "+4930123456"), ("M3", "+375170000001"), ("M2", "+442079460018"))
    outbox.look_at_all()

    (entry,) = heard.of(OutboxChanged)[-1].entries
    assert entry.subject == "Offer"
    assert [(each.message.message_ref, each.name, each.company) for each in entry.messages] == [
        ("M2", "Bob", ""),
        ("M1", "Anna", "ACME"),
        ("M3", "", ""),
    ]


def test_nothing_is_told_while_nothing_changes(outbox, service, heard):
    send(service, "B1")
    outbox.look_at_all()
    outbox.look_at_live()
    outbox.look_for_new()

    assert len(heard.of(OutboxChanged)) == 1


def test_an_empty_list_is_told_once(outbox, heard):
    outbox.look_at_all()
    outbox.look_at_all()

    assert [event.entries for event in heard.of(OutboxChanged)] == [()]


def test_only_live_faxes_are_asked_for_again(outbox, service, heard):
    send(service, "done")
    service.finish_all()
    send(service, "live")
    outbox.look_at_all()
    asked = []
    ask = service.faxout.iter_broadcasts
    service.faxout.iter_broadcasts = lambda which: (asked.append(which.broadcast_refs), ask(which))[1]
    outbox.look_at_live()

    assert asked == [("live",)]


def test_a_change_of_a_live_fax_is_told(outbox, service, heard):
    send(service, "B1")
    outbox.look_at_all()
    assert outbox.is_live
    service.finish_all()
    outbox.look_at_live()

    (entry,) = heard.of(OutboxChanged)[-1].entries
    assert entry.broadcast.state is BroadcastState.DONE
    assert entry.messages[0].message.state is RecipientState.SUCCESS
    assert not outbox.is_live


def test_a_fax_sent_elsewhere_is_found(outbox, service, heard):
    send(service, "mine", age=timedelta(hours=1))
    outbox.look_at_all()
    send(service, "theirs")
    outbox.look_for_new()

    assert listed(heard) == ["theirs", "mine"]


def test_a_fax_that_the_service_no_longer_has_leaves_the_list(outbox, service, heard):
    send(service, "B1")
    send(service, "B2")
    outbox.look_at_all()
    del service.broadcasts["B1"]
    outbox.look_at_all()

    assert listed(heard) == ["B2"]


def test_many_broadcasts_are_asked_for_in_parts(outbox, service, heard, monkeypatch):
    monkeypatch.setattr(outbox_module, "REFS_A_CALL", 2)
    for number in range(5):
        send(service, f"B{number}")
    outbox.look_at_all()

    assert service.count("iter_recipients") == 3
    assert all(entry.messages for entry in heard.of(OutboxChanged)[-1].entries)


def test_a_broadcast_without_a_date_does_no_harm(outbox, service, heard):
    send(service, "B1")
    ask = service.faxout.iter_broadcasts
    service.faxout.iter_broadcasts = lambda which: (replace(each, created=None) for each in ask(which))
    outbox.look_at_all()
    outbox.look_for_new()

    assert listed(heard) == ["B1"]
