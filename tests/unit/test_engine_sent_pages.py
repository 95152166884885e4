"""The pages of sent faxes as they went."""

from __future__ import annotations

import stat
from dataclasses import replace

import pytest
from fake_service import FakeService
from heard_events import HeardEvents

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import SentPagesReady
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.sent_pages import SentPages
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.service.errors import AnswerUnreadable, NotFound
from byfax_desktop.service.records import Message


@pytest.fixture
def service():
    made = FakeService()
    for ref in ("M1", "../../evil", "\0"):
        made.messages[ref] = replace(Message(), message_ref=ref)
    return made


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
def pages(service, folder, bus):
    return SentPages(service.faxout, folder, bus)


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
    assert only.stem.isalnum()


def test_nobody_else_can_look_at_them(pages, folder, job):
    pages.fetch("M1", False, job)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
