"""A different machine that answers, in a running engine: marked for whoever looks, until a person says it is right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_service import FakeService
from heard_events import HeardEvents
from sent_now import sent_now

from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.engine import Engine
from byfax_desktop.engine.events import FaxQueued, OutboxChanged


@pytest.fixture
def service():
    return FakeService()


@pytest.fixture
def engine(service, tmp_path):
    made = Engine(service, tmp_path / "account", poll_scale=0.005)
    made.start()
    yield made
    made.close()


@pytest.fixture
def heard(engine):
    return HeardEvents(engine.bus)


def send(engine, heard, service, path, station):
    """Have a fax taken by a machine that calls itself so; returns its recipient as the Outbox shows it then."""
    job = engine.submit(Draft((path,), (DraftRecipient("+4930123456", "Anna"),), SenderIdentity("Me")))
    (ref,) = heard.wait_for(FaxQueued, lambda event: event.job_id == job).broadcast_refs

    def arrived():
        for message_ref, message in list(service.messages.items()):
            if message.broadcast_ref == ref:
                service.messages[message_ref] = replace(message, remote_id=station)
                service.finish_all()

    service.before["list_recipients"] = arrived
    return seen(engine, heard, ref, lambda message: message.message.remote_id == station)


def seen(engine, heard, ref, fits):
    def found():
        return [
            each
            for entry in sent_now(engine)
            if entry.broadcast.broadcast_ref == ref
            for each in entry.messages
            if fits(each)
        ]

    heard.wait_for(OutboxChanged, lambda _: found())
    return found()[0]


def test_another_machine_is_marked_until_a_person_says_that_it_is_right(engine, heard, service, tmp_path):
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7 letter")
    assert send(engine, heard, service, letter, "ST MARY HOSP").expected_station == ""
    other = send(engine, heard, service, letter, "ACME PC")
    assert other.expected_station == "ST MARY HOSP"

    engine.accept_station(other.message.message_ref)
    seen(
        engine,
        heard,
        other.message.broadcast_ref,
        lambda message: message.message.remote_id == "ACME PC" and not message.expected_station,
    )
    assert send(engine, heard, service, letter, "ACME PC ").expected_station == ""
