"""The engine as a whole, with a service in memory: what is asked of it, and what it tells."""

from __future__ import annotations

import threading
import time

import pytest
from fake_service import FakeService
from heard_events import HeardEvents

from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.engine import Engine
from byfax_desktop.engine.events import (
    BalanceChanged,
    Connection,
    ConnectionChanged,
    CoverPreviewReady,
    CoversChanged,
    FaxPagesReady,
    FaxSubmitted,
    InboxChanged,
    JobFinished,
    JobProgress,
    NumbersChanged,
    OutboxChanged,
)
from byfax_desktop.engine.states import entry_is_live
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import NoAnswer, Unreachable, refusal
from byfax_desktop.service.states import RecipientState


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


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF-1.7 letter")
    return Draft((path,), (DraftRecipient("+4930123456", "Anna"),), SenderIdentity("Me"), subject="Offer")


def test_at_start_it_tells_all_that_the_account_has(engine, service, heard):
    service.add_fax("F1")
    engine.start()

    assert heard.wait_for(BalanceChanged).balance is service.balance
    assert heard.wait_for(NumbersChanged).dids == service.dids
    assert heard.wait_for(CoversChanged).covers == service.covers
    assert heard.wait_for(OutboxChanged).entries == ()
    assert [entry.fax.ref for entry in heard.wait_for(InboxChanged).faxes] == ["F1"]
    heard.wait_for(ConnectionChanged, lambda event: event.state is Connection.ONLINE)
    assert heard.of(ConnectionChanged)[0].state is Connection.CONNECTING


def test_a_fax_is_submitted_and_followed_to_its_end(engine, service, heard, draft):
    engine.start()
    job_id = engine.submit(draft)

    submitted = heard.wait_for(FaxSubmitted)
    assert submitted.job_id == job_id
    assert submitted.refused == ()
    assert heard.wait_for(JobFinished, lambda event: event.job_id == job_id).trouble is None
    assert heard.of(JobProgress)
    event = heard.wait_for(OutboxChanged, lambda event: event.entries)
    assert event.entries[0].broadcast.broadcast_ref == submitted.broadcast_ref
    assert (event.entries[0].subject, event.entries[0].messages[0].name) == ("Offer", "Anna")

    service.finish_all()
    event = heard.wait_for(OutboxChanged, lambda event: event.entries and not entry_is_live(event.entries[0]))
    assert event.entries[0].messages[0].message.state is RecipientState.SUCCESS


def test_the_balance_is_asked_for_when_the_last_fax_has_ended(engine, service, heard, draft):
    engine.start()
    engine.submit(draft)
    heard.wait_for(OutboxChanged, lambda event: event.entries)
    service.balance = type(service.balance)(StateCode.SUCCESS, None, None, "USD")
    service.finish_all()

    heard.wait_for(BalanceChanged, lambda event: event.balance.currency == "USD")


def test_a_fax_that_cannot_be_sent_ends_its_job_with_the_reason(engine, service, heard, draft):
    service.lose_request("submit", refusal(StateCode.INSUFFICIENT_FUNDS, None, "faxout.Submit"))
    job_id = engine.submit(draft)

    trouble = heard.wait_for(JobFinished, lambda event: event.job_id == job_id).trouble
    assert trouble.what
    assert trouble.do
    assert heard.of(FaxSubmitted) == []


def test_a_fax_in_doubt_is_told_as_such(engine, service, heard, draft):
    service.lose_request("submit", NoAnswer("Nothing came.", "Wait."))
    job_id = engine.submit(draft)

    trouble = heard.wait_for(JobFinished, lambda event: event.job_id == job_id).trouble
    assert "cannot tell" in trouble.what
    assert service.count("submit") == 1


def test_a_fax_that_comes_in_is_told_without_being_asked_for(engine, service, heard):
    engine.start()
    heard.wait_for(InboxChanged)
    service.add_fax("F1")

    heard.wait_for(InboxChanged, lambda event: [entry.fax.ref for entry in event.faxes] == ["F1"])


def test_pages_are_fetched_on_demand(engine, service, heard):
    service.add_fax("F1")
    engine.start()
    heard.wait_for(InboxChanged)
    assert service.count("download_fax") == 0
    job_id = engine.fetch_fax("F1")

    assert heard.wait_for(FaxPagesReady).path.read_bytes() == service.fax_bytes
    assert heard.wait_for(JobFinished, lambda event: event.job_id == job_id).trouble is None
    heard.wait_for(InboxChanged, lambda event: event.faxes[0].path is not None)


def test_a_fax_is_marked_as_read(engine, service, heard):
    service.add_fax("F1")
    engine.start()
    heard.wait_for(InboxChanged)
    engine.mark_read("F1")

    heard.wait_for(InboxChanged, lambda event: not event.faxes[0].unread)


def test_a_cover_preview_is_fetched(engine, heard):
    engine.fetch_cover_preview("C1")

    assert heard.wait_for(CoverPreviewReady).cover_ref == "C1"


def test_a_network_that_goes_and_comes_back(engine, service, heard):
    engine.start()
    heard.wait_for(ConnectionChanged, lambda event: event.state is Connection.ONLINE)
    gone = [Unreachable("No network.", "Connect.") for _ in range(4)]
    service.lose_request("iter_faxes", *gone)

    lost = heard.wait_for(ConnectionChanged, lambda event: event.state is Connection.OFFLINE)
    assert lost.trouble.what == "No network."
    back = heard.of(ConnectionChanged).index(lost)
    deadline = time.monotonic() + 20
    while heard.of(ConnectionChanged)[-1].state is not Connection.ONLINE and time.monotonic() < deadline:
        threading.Event().wait(0.01)
    assert [event.state for event in heard.of(ConnectionChanged)[back:]] == [
        Connection.OFFLINE,
        Connection.ONLINE,
    ]


def test_refresh_asks_for_everything_anew(engine, service, heard):
    service.add_fax("F1")
    engine.start()
    heard.wait_for(InboxChanged)
    service.faxes.clear()
    service.covers = ()
    engine.refresh()

    heard.wait_for(InboxChanged, lambda event: event.faxes == ())
    heard.wait_for(CoversChanged, lambda event: event.covers == ())


def test_a_fax_in_the_making_can_be_called_off(engine, service, heard, draft):
    going, go_on = threading.Event(), threading.Event()
    check = service.document.check_document

    def slow_check(ref):
        going.set()
        go_on.wait(20)
        return check(ref)

    service.document.check_document = slow_check
    job_id = engine.submit(draft)
    assert going.wait(20)
    engine.cancel_job(job_id)
    go_on.set()

    assert heard.wait_for(JobFinished, lambda event: event.job_id == job_id).trouble is not None
    assert service.requests == []


def test_closing_waits_for_nothing(engine, service, heard):
    inside, go_on = threading.Event(), threading.Event()

    def stuck():
        inside.set()
        go_on.wait(20)
        return service.balance

    service.faxout.get_balance = stuck
    engine.start()
    assert inside.wait(20)
    engine.close()

    assert not go_on.is_set()
    go_on.set()


def test_its_threads_keep_no_program_from_ending(engine, heard):
    engine.start()
    heard.wait_for(OutboxChanged)

    threads = [thread for thread in threading.enumerate() if thread.name.startswith("byfax-")]
    assert threads
    assert all(thread.daemon for thread in threads)
