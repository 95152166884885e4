"""The engine as a whole, with a service in memory: what is asked of it, and what it tells."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fake_service import FakeService
from heard_events import HeardEvents
from sent_now import sent_now

from byfax_desktop.engine.cover_fields import CoverFields
from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.engine import Engine
from byfax_desktop.engine.events import (
    BalanceChanged,
    Connection,
    ConnectionChanged,
    CoverPreviewReady,
    CoversChanged,
    DraftFound,
    FaxPagesReady,
    FaxQueued,
    FaxTakenBack,
    InboxChanged,
    JobFinished,
    JobStarted,
    NumbersChanged,
    OutboxChanged,
    WaitingChanged,
)
from byfax_desktop.engine.machine import Rules
from byfax_desktop.engine.silence import HEARING
from byfax_desktop.engine.states import entry_is_live
from byfax_desktop.fax.convert import office
from byfax_desktop.fax.covers.sample import sample_cover
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import NoAnswer, Unreachable
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.store.wishes import WishKind


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


def is_there(engine):
    """Whether byFax is known to have the newest fax."""
    newest = sent_now(engine)[:1]
    return bool(newest) and newest[0].local.is_there


def test_at_start_it_tells_all_that_the_account_has(engine, service, heard):
    service.add_fax("F1")
    engine.start()

    assert heard.wait_for(BalanceChanged).balance is service.balance
    assert heard.wait_for(NumbersChanged).dids == service.dids
    assert heard.wait_for(CoversChanged).covers == service.covers
    assert heard.wait_for(OutboxChanged) == OutboxChanged(None, is_empty=True)
    assert heard.wait_for(InboxChanged, lambda event: event.faxes).faxes[0].fax.ref == "F1"
    heard.wait_for(ConnectionChanged, lambda event: event.state is Connection.ONLINE)
    assert heard.of(ConnectionChanged)[0].state is Connection.CONNECTING


def test_a_fax_is_submitted_and_followed_to_its_end(engine, service, heard, draft):
    engine.start()
    job_id = engine.submit(draft)

    queued = heard.wait_for(FaxQueued)
    assert queued.job_id == job_id
    assert heard.wait_for(JobFinished, lambda event: event.job_id == job_id).trouble is None
    event = heard.wait_for(OutboxChanged, lambda event: not event.is_empty)
    assert event.live == 1
    (fax,) = sent_now(engine)
    assert fax.broadcast.broadcast_ref == queued.broadcast_refs[0]
    assert (fax.subject, fax.messages[0].name) == ("Offer", "Anna")

    heard.wait_for(OutboxChanged, lambda _: is_there(engine))
    service.finish_all()
    heard.wait_for(OutboxChanged, lambda _: not entry_is_live(sent_now(engine)[0]))
    assert sent_now(engine)[0].messages[0].message.state is RecipientState.SUCCESS


def test_the_balance_is_asked_for_when_the_last_fax_has_ended(engine, service, heard, draft):
    engine.start()
    engine.submit(draft)
    heard.wait_for(OutboxChanged, lambda _: is_there(engine))
    service.balance = type(service.balance)(StateCode.SUCCESS, None, None, "USD")
    service.finish_all()

    heard.wait_for(BalanceChanged, lambda event: event.balance.currency == "USD")


def test_a_draft_that_cannot_be_sent_ends_its_job_with_the_reason(engine, heard, draft):
    job_id = engine.submit(replace(draft, recipients=()))

    trouble = heard.wait_for(JobFinished, lambda event: event.job_id == job_id).trouble
    assert trouble.what
    assert trouble.do
    assert heard.of(FaxQueued) == []


def test_what_stops_the_queue_is_told_once_and_goes_on_when_a_person_says_so(engine, service, heard, draft):
    engine.start()
    service.refuses["submit"] = "INSUFFICIENT_FUNDS"
    engine.submit(draft)
    held = heard.wait_for(WaitingChanged, lambda event: event.hold is not None)
    assert held.waiting == 1
    assert held.hold.what
    service.refuses.clear()
    engine.go_on()

    heard.wait_for(WaitingChanged, lambda event: event == WaitingChanged(0))


def test_a_fax_in_doubt_is_shown_as_such_and_settled(tmp_path, service, draft):
    service.lose_answer("submit", NoAnswer("Nothing came.", "Wait."))
    engine = Engine(service, tmp_path / "account", 0.005, Rules().scaled(0.001))
    heard = HeardEvents(engine.bus)
    engine.start()
    engine.submit(draft)

    heard.wait_for(OutboxChanged, lambda _: is_there(engine))
    assert service.count("submit") == 1
    engine.close()


def test_a_fax_is_taken_back_in_time(engine, service, heard, draft):
    engine.start()
    engine.submit(draft, take_back=30)
    queued = heard.wait_for(FaxQueued)
    engine.take_back(queued.broadcast_refs)

    assert heard.wait_for(FaxTakenBack).draft.subject == "Offer"
    assert service.count("submit") == 0


def test_a_fax_is_taken_back_too_late(engine, heard, draft):
    engine.start()
    engine.submit(draft)
    queued = heard.wait_for(FaxQueued)
    heard.wait_for(OutboxChanged, lambda _: is_there(engine))
    job_id = engine.take_back(queued.broadcast_refs)

    assert "already on its way" in heard.wait_for(JobFinished, lambda e: e.job_id == job_id).trouble.what


def test_a_wish_is_carried_out(engine, service, heard, draft):
    engine.start()
    engine.submit(draft)
    heard.wait_for(OutboxChanged, lambda _: is_there(engine))
    engine.wish(WishKind.CANCEL, heard.wait_for(FaxQueued).broadcast_refs[0])

    heard.wait_for(OutboxChanged, lambda _: sent_now(engine)[0].local.state is FaxState.CANCELLED)
    assert sent_now(engine)[0].messages[0].message.state is RecipientState.CANCELLED
    assert service.count("cancel") == 1


def test_a_fax_whose_transfer_is_called_off_is_not_sent(engine, service, heard, draft):
    inside, go_on = threading.Event(), threading.Event()
    service.before["upload_document"] = lambda: inside.set() or go_on.wait(20)
    engine.start()
    engine.submit(draft, take_back=0.2)
    ref = heard.wait_for(FaxQueued).broadcast_refs[0]
    assert inside.wait(20)
    transfer = heard.of(JobStarted)[-1]
    assert transfer.name == "Sending Offer"
    engine.cancel_job(transfer.job_id)
    until(lambda: "Cancel was chosen" in [entry.words for entry in engine.history(ref)])
    go_on.set()

    heard.wait_for(OutboxChanged, lambda _: sent_now(engine)[0].local.state is FaxState.CANCELLED)
    assert service.count("submit") == 0


def test_what_it_knows_is_shown_without_a_network_and_goes_out_later(tmp_path, service, draft):
    first = Engine(service, tmp_path / "account", 0.005)
    told = HeardEvents(first.bus)
    first.submit(draft)
    told.wait_for(FaxQueued)
    first.close()
    gone = [Unreachable("No network.", "Connect.") for _ in range(3)]
    for operation in ("check_document", "list_broadcasts", "list_faxes", "get_balance"):
        service.lose_request(operation, *gone)
    second = Engine(service, tmp_path / "account", 0.005)
    heard = HeardEvents(second.bus)
    second.start()

    heard.wait_for(OutboxChanged)
    assert [entry.subject for entry in sent_now(second)] == ["Offer"]
    heard.wait_for(ConnectionChanged, lambda event: event.state is Connection.OFFLINE)
    heard.wait_for(OutboxChanged, lambda _: is_there(second))
    second.close()


def test_two_programs_on_one_journal_send_each_fax_once(tmp_path, service, draft):
    engines = [Engine(service, tmp_path / "account", 0.005) for _ in range(2)]
    heard = [HeardEvents(engine.bus) for engine in engines]
    for engine in engines:
        engine.start()
    for number in range(6):
        engines[number % 2].submit(replace(draft, subject=str(number)))
    for each, engine in zip(heard, engines, strict=True):
        each.wait_for(
            OutboxChanged,
            lambda _, engine=engine: [fax.local.is_there for fax in sent_now(engine)] == 6 * [True],
        )

    assert service.count("submit") == 6
    for engine in engines:
        engine.close()


def test_a_copy_that_nothing_needs_is_removed_at_the_start(engine, heard, tmp_path):
    spool = tmp_path / "account" / "spool"
    spool.mkdir(mode=0o700)
    orphan = spool / ("0" * 64)
    orphan.write_bytes(b"never sent")
    os.utime(orphan, (0, 0))
    engine.start()

    until(lambda: not orphan.exists())


def test_a_draft_is_found_by_the_next_start_until_it_is_sent(tmp_path, service, draft):
    draft = replace(draft, draft_id="D1")
    first = Engine(service, tmp_path / "account", 0.005)
    told = HeardEvents(first.bus)
    first.keep_draft(draft)
    first.keep_draft(replace(draft, draft_id="D0"))
    first.drop_draft("D0")
    first.keep_draft(draft)
    until(lambda: [each.id for each in first._desk.drafts.all()] == ["D1"])
    first.close()

    second = Engine(service, tmp_path / "account", 0.005)
    heard = HeardEvents(second.bus)
    second.start()
    assert heard.wait_for(DraftFound).draft == draft
    second.submit(draft)
    heard.wait_for(FaxQueued)
    second.keep_draft(draft)
    second.close()

    third = Engine(service, tmp_path / "account", 0.005)
    heard = HeardEvents(third.bus)
    third.start()
    heard.wait_for(OutboxChanged, lambda event: not event.is_empty)
    assert heard.of(DraftFound) == []
    assert told.of(JobFinished) == []
    third.close()


def test_a_draft_that_could_not_be_kept_is_kept_with_the_next_word(tmp_path, draft):
    from outbox_bench import Bench

    from byfax_desktop.engine.writing import Writing
    from byfax_desktop.store.trouble import StoreTrouble

    bench = Bench(tmp_path)
    writing = Writing(bench.desk)
    writing.keep(replace(draft, draft_id="D1"))
    with bench.desk.database.transaction() as connection:
        connection.execute("ALTER TABLE draft RENAME TO away")
    with pytest.raises(StoreTrouble):
        writing.write()
    with bench.desk.database.transaction() as connection:
        connection.execute("ALTER TABLE away RENAME TO draft")
    writing.write()

    assert writing.latest().draft_id == "D1"
    bench.close()


def test_an_engine_that_cannot_begin_leaves_no_lock(tmp_path, service, monkeypatch):
    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.store.trouble import StoreTrouble

    def fails(_desk):
        raise StoreTrouble("a", "b")

    monkeypatch.setattr(Desk, "take_up", fails)
    with pytest.raises(StoreTrouble):
        Engine(service, tmp_path / "account")

    assert list((tmp_path / "account" / "owners").iterdir()) == []


def until(holds):
    deadline = time.monotonic() + 20
    while not holds() and time.monotonic() < deadline:
        threading.Event().wait(0.01)
    assert holds()


def test_its_history_can_be_read(engine, heard, draft):
    engine.start()
    engine.submit(draft)
    heard.wait_for(OutboxChanged, lambda _: is_there(engine))

    words = [entry.words for entry in engine.history(heard.wait_for(FaxQueued).broadcast_refs[0])]
    assert words[:2] == ["Send was pressed", "Uploading 1 document"]


def test_whom_faxes_went_to_can_be_read(engine, heard, draft):
    assert engine.faxed_before() == ()
    engine.submit(draft)
    heard.wait_for(FaxQueued)

    assert [(each.number, each.name, each.times) for each in engine.faxed_before()] == [
        (each.number, each.name, 0) for each in reversed(draft.recipients)
    ]


def test_a_fax_that_comes_in_is_told_without_being_asked_for(engine, service, heard):
    engine.start()
    heard.wait_for(InboxChanged)
    service.add_fax("F1")

    heard.wait_for(InboxChanged, lambda event: [entry.fax.ref for entry in event.faxes] == ["F1"])


def test_pages_are_fetched_on_demand(engine, service, heard):
    service.add_fax("F1", datetime.now(UTC) - timedelta(days=100))
    engine.start()
    heard.wait_for(InboxChanged, lambda event: event.faxes)
    assert service.count("download_fax") == 0
    job_id = engine.fetch_fax("F1")

    assert heard.wait_for(FaxPagesReady).path.read_bytes() == service.fax_bytes
    assert heard.wait_for(JobFinished, lambda event: event.job_id == job_id).trouble is None
    heard.wait_for(InboxChanged, lambda event: event.faxes and event.faxes[0].path)


def test_a_fax_is_marked_as_read(engine, service, heard):
    service.add_fax("F1")
    engine.start()
    heard.wait_for(InboxChanged, lambda event: event.faxes)
    engine.mark_read("F1")

    heard.wait_for(InboxChanged, lambda event: event.faxes and not event.faxes[0].unread)


def test_a_cover_preview_is_fetched(engine, heard):
    engine.fetch_cover_preview("C1")

    assert heard.wait_for(CoverPreviewReady).cover_ref == "C1"


def test_covers_are_changed_in_jobs_and_told_of(engine, heard, tmp_path):
    docx = tmp_path / "mine.docx"
    docx.write_bytes(sample_cover())
    engine.add_cover("Mine", docx)
    added = heard.wait_for(CoversChanged).covers[-1]
    assert added.title == "Mine"
    engine.rename_cover(added.ref, "Ours")
    heard.wait_for(CoversChanged, lambda event: event.covers[-1].title == "Ours")
    engine.reload_cover(added.ref, docx)
    assert heard.wait_for(CoverPreviewReady).cover_ref == added.ref, "its new picture comes by itself"
    saved = engine.download_cover(added.ref, tmp_path / "copy.docx")
    heard.wait_for(JobFinished, lambda event: event.job_id == saved)
    assert (tmp_path / "copy.docx").read_bytes() == docx.read_bytes()
    engine.delete_cover(added.ref)
    heard.wait_for(CoversChanged, lambda event: len(event.covers) == 1)


def test_a_change_of_covers_that_fails_says_why(engine, heard, tmp_path):
    job_id = engine.add_cover("Mine", tmp_path / "gone.docx")
    told = heard.wait_for(JobFinished, lambda event: event.job_id == job_id)
    assert told.trouble.what == "“gone.docx” is no longer there."


def test_a_filled_cover_is_made_quietly(engine, heard, monkeypatch):
    monkeypatch.setattr(office, "program", lambda: None)
    job_id = engine.preview_cover("C1", CoverFields())
    told = heard.wait_for(JobFinished, lambda event: event.job_id == job_id)
    assert "the filled page cannot be shown" in told.trouble.what
    assert heard.of(JobStarted) == []


def test_a_network_that_goes_and_comes_back(engine, service, heard):
    engine.start()
    heard.wait_for(ConnectionChanged, lambda event: event.state is Connection.ONLINE)
    gone = [Unreachable("No network.", "Connect.") for _ in range(4)]
    service.lose_request("list_faxes", *gone)

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
    service.add_fax("F1", has_file=False)  # one whose pages are here would stay listed
    engine.start()
    heard.wait_for(InboxChanged, lambda event: event.faxes)
    service.faxes.clear()
    service.covers = ()
    engine.refresh()

    heard.wait_for(InboxChanged, lambda event: event.faxes == ())
    heard.wait_for(CoversChanged, lambda event: event.covers == ())


def test_after_sleep_nothing_is_taken_for_silence_until_the_service_was_asked(engine, service):
    service.lose_request("list_broadcasts", Unreachable("No network.", "Connect."))
    engine.wake_up()
    with pytest.raises(Unreachable):
        engine._look_at_outbox()
    assert HEARING.is_lost

    engine._look_at_outbox()
    assert not HEARING.is_lost


def test_an_awakening_asks_for_everything_anew(engine, service, heard):
    service.add_fax("F1", has_file=False)  # one whose pages are here would stay listed
    engine.start()
    heard.wait_for(InboxChanged, lambda event: event.faxes)
    service.faxes.clear()
    engine.wake_up()

    heard.wait_for(InboxChanged, lambda event: event.faxes == ())


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
