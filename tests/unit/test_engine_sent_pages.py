"""The pages of sent faxes as they went."""

from __future__ import annotations

import stat
from dataclasses import replace

import pytest
from fake_service import FakeService
from heard_events import HeardEvents
from store_samples import NOW, person, submission

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import SentPagesReady
from byfax_desktop.engine.frozen import freeze
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.sent_pages import SentPages
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.service.errors import AnswerUnreadable, NotFound
from byfax_desktop.service.records import Message
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.database import Database
from byfax_desktop.store.journal import Journal
from byfax_desktop.store.submissions import Change, RecipientChange


@pytest.fixture
def service():
    made = FakeService()
    for ref in ("M1", "../../evil", "\0"):
        made.messages[ref] = replace(Message(), message_ref=ref)
    return made


@pytest.fixture
def journal(tmp_path):
    """One that has no report of a fax, until a test gives it one."""
    database = Database(tmp_path / "faxes.db")
    made = Journal(database)
    made.enqueue([submission("B1", person("+4930123456", "M1"))], NOW, NOW)
    yield made
    database.close()


@pytest.fixture
def report(journal):
    def report(**facts):
        message = Message(message_ref="M1", **({"state": RecipientState.SUCCESS} | facts))
        seen = journal.find("B1")
        change = RecipientChange("M1", freeze(message), False)
        assert journal.step(seen, Change(seen.state, "news", recipients=(change,)), NOW)

    return report


@pytest.fixture
def bus():
    return EventBus()


@pytest.fixture
def heard(bus):
    return HeardEvents(bus)


@pytest.fixture
def job(bus):
    return Job("J1", "Downloading", False, bus)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "sent"


@pytest.fixture
def pages(service, journal, folder, bus):
    return SentPages(service.faxout, journal, folder, bus)


@pytest.mark.parametrize("as_pdf", [False, True])
def test_pages_are_brought_once(pages, service, heard, job, as_pdf):
    pages.fetch("M1", as_pdf, job)
    pages.fetch("M1", as_pdf, job)

    first, second = heard.of(SentPagesReady)
    assert (first, first.message_ref) == (second, "M1")
    assert first.path.read_bytes() == service.sent_pages[".pdf" if as_pdf else ".tif"]
    assert service.count("download") == 1


def test_each_kind_has_a_file_of_its_own(pages, heard, job):
    pages.fetch("M1", True, job)
    pages.fetch("M1", False, job)

    assert [event.path.suffix for event in heard.of(SentPagesReady)] == [".pdf", ".tif"]


def test_pages_stay_when_the_service_deletes_the_fax(pages, service, heard, job):
    pages.fetch("M1", False, job)
    del service.messages["M1"]
    pages.fetch("M1", False, job)

    assert heard.of(SentPagesReady)[-1].path.is_file()


def test_pages_stay_when_the_journal_too_knows_only_that_the_fax_is_gone(pages, service, heard, job, report):
    report(attempt=2)
    pages.fetch("M1", False, job)
    report(state=RecipientState.DELETED)
    pages.fetch("M1", False, job)

    first, second = heard.of(SentPagesReady)
    assert first.path == second.path
    assert service.count("download") == 1


def test_a_fax_that_was_sent_again_has_the_pages_of_its_last_call(pages, service, heard, job, report):
    report(state=RecipientState.FAILED, attempt=1)
    pages.fetch("M1", False, job)
    service.sent_pages[".tif"] = b"II*\0pages with another time"
    report(attempt=2)
    pages.fetch("M1", False, job)

    first, second = (event.path.read_bytes() for event in heard.of(SentPagesReady))
    assert first != second == service.sent_pages[".tif"]


@pytest.mark.parametrize("state", [RecipientState.PENDING, RecipientState.DELIVERING, RecipientState.UNKNOWN])
def test_pages_that_may_still_change_are_not_kept(pages, service, job, report, state):
    report(state=state)

    with pytest.raises(EngineTrouble, match="still on its way"):
        pages.fetch("M1", False, job)
    assert service.count("download") == 0


def test_pages_that_are_broken_are_brought_anew(pages, service, heard, job):
    service.sent_pages[".tif"] = b"II*\0broken"
    pages.fetch("M1", False, job)
    service.sent_pages[".tif"] = b"II*\0whole"
    pages.fetch("M1", False, job, anew=True)

    assert heard.of(SentPagesReady)[-1].path.read_bytes() == b"II*\0whole"


def test_a_fax_that_is_gone_is_not_found(pages, job, folder):
    with pytest.raises(NotFound):
        pages.fetch("M9", False, job)
    assert not list(folder.iterdir())


def test_a_fax_without_pages_is_explained(pages, service, job):
    service.sent_pages[".tif"] = b""

    with pytest.raises(EngineTrouble, match="no pages"):
        pages.fetch("M1", False, job)


def test_what_is_of_another_kind_is_not_kept(pages, service, job, folder):
    service.sent_pages[".pdf"] = b"<html>"

    with pytest.raises(AnswerUnreadable):
        pages.fetch("M1", True, job)
    assert not list(folder.iterdir())


@pytest.mark.parametrize("ref", ["../../evil", "\0"])
def test_a_ref_of_the_service_is_never_a_path(pages, folder, job, ref):
    pages.fetch(ref, False, job)

    (only,) = folder.iterdir()
    assert only.stem.replace("-", "").isalnum()


def test_nobody_else_can_look_at_them(pages, folder, job):
    pages.fetch("M1", False, job)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
