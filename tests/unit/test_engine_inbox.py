"""The list of received faxes, and their pages on this computer."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fake_service import FakeService
from heard_events import HeardEvents

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import FaxPagesReady, InboxChanged
from byfax_desktop.engine.inbox import Inbox, cached_name
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.service.errors import NotFound
from byfax_desktop.store.database import Database
from byfax_desktop.store.received import ReceivedFaxes

NOW = datetime.now(UTC)


@pytest.fixture
def service():
    made = FakeService()
    made.add_fax("F1", NOW)
    return made


@pytest.fixture
def received(tmp_path):
    database = Database(tmp_path / "faxes.db")
    yield ReceivedFaxes(database)
    database.close()


@pytest.fixture
def bus():
    return EventBus()


@pytest.fixture
def heard(bus):
    return HeardEvents(bus)


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "inbox"


@pytest.fixture
def inbox(service, received, cache, bus):
    return Inbox(service.inbox, received, cache, bus)


@pytest.fixture
def job(bus):
    return Job("J1", "Downloading", False, bus)


def listed(heard):
    return [entry.fax.ref for entry in heard.of(InboxChanged)[-1].faxes]


def test_the_newest_fax_comes_first_and_is_unread(inbox, service, heard):
    service.add_fax("F0", NOW - timedelta(days=1))
    service.add_fax("F2", NOW + timedelta(minutes=1))
    inbox.look_at_all()

    assert listed(heard) == ["F2", "F1", "F0"]
    assert all(entry.unread and entry.path is None for entry in heard.of(InboxChanged)[-1].faxes)


def test_nothing_is_told_while_nothing_changes(inbox, heard):
    inbox.look_at_all()
    inbox.look_for_new()

    assert len(heard.of(InboxChanged)) == 1


def test_only_what_came_lately_is_asked_for_again(inbox, service, heard):
    service.add_fax("F0", NOW - timedelta(days=1))
    inbox.look_at_all()
    asked = []
    ask = service.inbox.iter_faxes
    service.inbox.iter_faxes = lambda which: (asked.append(which.date_from), ask(which))[1]
    inbox.look_for_new()

    assert asked == [NOW - timedelta(hours=1)]
    assert listed(heard) == ["F1", "F0"]


def test_a_fax_that_was_still_coming_in_is_brought_up_to_date(inbox, service, heard):
    inbox.look_at_all()
    service.faxes["F1"] = replace(service.faxes["F1"], pages=7)
    inbox.look_for_new()

    assert heard.of(InboxChanged)[-1].faxes[0].fax.pages == 7


def test_a_fax_deleted_elsewhere_leaves_the_list(inbox, service, heard):
    inbox.look_at_all()
    service.faxes.clear()
    inbox.look_at_all()

    assert listed(heard) == []


def test_a_fax_stays_read_after_the_program_ended(inbox, service, received, cache, heard):
    inbox.look_at_all()
    inbox.mark_read("F1")
    assert not heard.of(InboxChanged)[-1].faxes[0].unread

    bus = EventBus()
    again = HeardEvents(bus)
    Inbox(service.inbox, received, cache, bus).look_at_all()
    assert not again.of(InboxChanged)[-1].faxes[0].unread


def test_pages_are_fetched_once_and_then_served_from_here(inbox, service, heard, job, cache):
    inbox.look_at_all()
    inbox.fetch("F1", job)
    inbox.fetch("F1", job)

    first, second = heard.of(FaxPagesReady)
    assert first.path == second.path
    assert first.path.read_bytes() == service.fax_bytes
    assert service.count("download_fax") == 1
    assert heard.of(InboxChanged)[-1].faxes[0].path == first.path


def test_pages_that_were_deleted_here_are_fetched_again(inbox, service, heard, job):
    inbox.fetch("F1", job)
    heard.of(FaxPagesReady)[0].path.unlink()
    inbox.fetch("F1", job)

    assert service.count("download_fax") == 2


def test_nobody_else_can_look_into_the_cache(inbox, job, cache):
    inbox.fetch("F1", job)

    assert stat.S_IMODE(cache.stat().st_mode) == 0o700


@pytest.mark.parametrize("ref", ["../../etc/passwd", "a/b", "CON", "x" * 400, "\0", "..", ""])
def test_a_ref_of_the_service_is_never_a_path(ref):
    name = cached_name(ref)

    assert name.removesuffix(".tif").isalnum()
    assert len(name) == 36


def test_pages_lie_where_we_say_whatever_the_service_calls_them(inbox, service, heard, job, cache):
    service.add_fax("../../evil")
    inbox.fetch("../../evil", job)

    assert [path.name for path in cache.iterdir()] == [cached_name("../../evil")]


def test_a_fax_without_pages_is_explained(inbox, service, job):
    service.add_fax("F3", has_file=False)

    with pytest.raises(EngineTrouble, match="no pages"):
        inbox.fetch("F3", job)


def test_a_fax_that_is_gone_is_not_found(inbox, job, received):
    with pytest.raises(NotFound):
        inbox.fetch("F9", job)
    assert received.all() == {}
