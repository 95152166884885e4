"""Looking at what can be rented, through the engine: what is told, and what becomes of a job that ends early."""

from __future__ import annotations

import threading

import pytest
from fake_service import FakeService
from heard_events import HeardEvents

from byfax_desktop.engine.engine import Engine
from byfax_desktop.engine.events import JobFinished, JobProgress, JobStarted, OffersChanged
from byfax_desktop.sandbox.server import Sandbox
from byfax_desktop.service.client import ByfaxClient, Credentials
from byfax_desktop.service.errors import Unreachable


@pytest.fixture
def service():
    return FakeService()


@pytest.fixture
def engine(service, tmp_path):
    made = Engine(service, tmp_path / "account", poll_scale=0.005)
    yield made
    made.close()


@pytest.fixture
def heard(engine):
    return HeardEvents(engine.bus)


def end_of(heard, job_id):
    return heard.wait_for(JobFinished, lambda event: event.job_id == job_id)


def test_what_is_known_is_told_first_and_what_came_after_it(engine, service, heard):
    job = engine.look_at_offers("BLR")

    assert end_of(heard, job).trouble is None
    before, after = heard.of(OffersChanged)
    assert before.known.countries is None
    assert [group.ref for group in after.known.groups("BLR").items] == ["BY-17"]


def test_nothing_is_asked_for_twice_unless_it_is_to_be_new(engine, service, heard):
    end_of(heard, engine.look_at_offers())
    end_of(heard, engine.look_at_offers())
    assert service.count("list_countries") == 1

    end_of(heard, engine.look_at_offers(anew=True))
    assert service.count("list_countries") == 2


def test_a_failure_is_told_and_takes_nothing_away(engine, service, heard):
    end_of(heard, engine.look_at_offers("BLR"))
    service.lose_request("list_did_groups", Unreachable("byFax can't be reached.", "Wait."))

    trouble = end_of(heard, engine.look_at_offers("BLR", anew=True)).trouble
    assert trouble.what == "byFax can't be reached."
    assert heard.of(OffersChanged)[-1].known.groups("BLR").items == service.groups[:1]


def test_all_states_of_a_country_are_looked_into_with_progress(engine, service, heard):
    job = engine.look_into_states("USA")

    assert end_of(heard, job).trouble is None
    steps = [event for event in heard.of(JobProgress) if event.job_id == job]
    assert [(step.done, step.total) for step in steps] == [(1, 2), (2, 2)]
    found = heard.of(OffersChanged)[-1].known
    assert {state for _, state, _ in found.all_groups()} == {"CA", "NY"}


def test_what_came_before_a_job_was_called_off_is_kept_and_no_trouble(engine, service, heard):
    asked = threading.Event()
    go_on = threading.Event()

    def wait():
        if service.count("list_did_groups") == 1:
            asked.set()
            go_on.wait(20)

    service.before["list_did_groups"] = wait
    job = engine.look_into_states("USA")
    assert asked.wait(20)
    engine.cancel_job(job)
    go_on.set()

    assert end_of(heard, job).trouble is None
    assert [state for _, state, _ in heard.of(OffersChanged)[-1].known.all_groups()] == ["CA"]


def test_one_group_is_looked_at_quietly(engine, service, heard):
    engine.look_at_offer("BY-17")

    told = heard.wait_for(OffersChanged, lambda event: event.known.group("BY-17"))
    assert told.known.group("BY-17").items == service.groups[:1]
    assert heard.of(JobStarted) == []


def test_a_group_that_is_refused_is_told(engine, service, heard):
    service.refuses["get_did_group"] = "NUMBER_GROUP_NOT_AVAILABLE"
    job = engine.look_at_offer("BY-17")

    assert end_of(heard, job).trouble.what == "This group of numbers can't be rented now."


def test_a_real_service_is_asked_over_http(tmp_path):
    with Sandbox() as sandbox:
        client = ByfaxClient(sandbox.url, Credentials("demo-key", "demo-secret"))
        engine = Engine(client, tmp_path / "account")
        heard = HeardEvents(engine.bus)
        engine.look_at_offers("BLR")
        engine.look_into_states("USA")
        engine.look_at_offer("BY-MINSK")
        known = heard.wait_for(
            OffersChanged,
            lambda event: (
                event.known.groups("BLR")
                and event.known.group("BY-MINSK")
                and event.known.groups("USA", "TX")
            ),
        ).known
        engine.close()

    assert len(known.countries.items) == 14
    (minsk,) = known.group("BY-MINSK").items
    assert minsk in known.groups("BLR").items
    assert [group.city for group in known.groups("USA", "NY").items] == ["New York"]
    assert known.groups("USA", "TX").items == ()
