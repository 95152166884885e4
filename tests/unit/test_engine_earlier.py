"""Documents of earlier faxes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_service import FakeService
from heard_events import HeardEvents

from byfax_desktop.engine.again import NotKept
from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.engine import Engine
from byfax_desktop.engine.events import EarlierDocumentReady, FaxQueued, JobFinished, OutboxChanged
from byfax_desktop.service.files import FileSource

ANNA, BOB = DraftRecipient("+4930123456", "Anna"), DraftRecipient("+442079460000", company="Brown Ltd")


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
def send(engine, heard, tmp_path):
    def send(*names, to=(ANNA,), subject=""):
        paths = []
        for name, text in names:
            path = tmp_path / name
            path.write_text(text)
            paths.append(path)
        draft = Draft(tuple(paths), to, SenderIdentity("Me"), subject=subject)
        job_id = engine.submit(draft)
        return heard.wait_for(FaxQueued, lambda event: event.job_id == job_id).broadcast_refs[0]

    return send


def test_before_the_first_fax_there_are_none(engine):
    assert engine.earlier_documents() == ()


def test_each_document_is_listed_once_with_its_latest_fax(engine, send):
    send(("offer.txt", "Offer"), ("terms.txt", "Terms"), subject="First")
    send(("offer.txt", "Offer"), to=(ANNA, BOB), subject="Second")
    send(("offer.txt", "Another offer"), to=(BOB,))

    found = engine.earlier_documents()
    assert [(each.name, each.subject, each.to, each.recipients) for each in found] == [
        ("offer.txt", "", "Brown Ltd", 1),
        ("offer.txt", "Second", "Anna", 2),
        ("terms.txt", "First", "Anna", 1),
    ]
    assert [each.path.read_text() for each in found] == ["Another offer", "Offer", "Terms"]
    assert found[0].sent >= found[1].sent


def test_a_number_stands_where_there_is_no_name(engine, send):
    send(("a.txt", "a"), to=(DraftRecipient("+4930123456"),))
    assert engine.earlier_documents()[0].to == "+4930123456"


def test_a_copy_has_the_name_that_people_know(engine, send):
    send(("offer.txt", "Offer"))
    (found,) = engine.earlier_documents()
    copy = engine.earlier_copy(found)
    assert (copy.name, copy.read_text()) == ("offer.txt", "Offer")
    assert engine.earlier_copy(found) == copy


def test_what_is_no_longer_here_is_brought_from_the_service(engine, send, service, heard):
    engine.start()
    send(("offer.txt", "Offer"))
    heard.wait_for(OutboxChanged, lambda event: not event.is_empty and service.uploads)
    (offer,) = engine.earlier_documents()
    assert offer.is_here
    service.documents[offer.row.ref] = FileSource.from_bytes(
        b"Offer"
    )  # what it has, not what it read from here
    offer.path.unlink()
    (offer,) = engine.earlier_documents()
    assert not offer.is_here
    job_id = engine.fetch_earlier(offer)

    path = heard.wait_for(EarlierDocumentReady, lambda event: event.job_id == job_id).path
    assert (path.name, path.read_text()) == ("offer.txt", "Offer")
    assert offer.path.read_text() == "Offer", "and can be had again"
    engine.fetch_earlier(offer)
    assert service.count("download_document") == 1


def trouble(engine, heard, document):
    job_id = engine.fetch_earlier(document)
    return heard.wait_for(JobFinished, lambda event: event.job_id == job_id).trouble


def test_what_the_service_lacks_or_has_otherwise_is_not_taken(engine, send, service, heard, tmp_path):
    send(("offer.txt", "Offer"))
    (offer,) = engine.earlier_documents()
    offer.path.unlink()
    gone = "“offer.txt” is neither on this computer nor at byFax any more."
    assert trouble(engine, heard, offer).what == gone
    service.documents[offer.row.ref] = FileSource.from_bytes(b"Other")
    assert trouble(engine, heard, offer).what == gone
    wrong = FileSource.from_bytes(b"Other")
    service.documents[offer.row.ref] = replace(wrong, md5=offer.row.md5, size=offer.row.size)
    assert trouble(engine, heard, offer).what == gone
    assert [path.name for path in offer.path.parent.iterdir()] == []
    with pytest.raises(NotKept):
        engine.earlier_copy(replace(offer, row=replace(offer.row, name="other.txt")))


def test_a_fax_that_was_deleted_offers_nothing(engine, send):
    ref = send(("offer.txt", "Offer"))
    with engine._desk.database.transaction() as connection:
        connection.execute("UPDATE submission SET is_hidden = 1 WHERE broadcast_ref = ?", (ref,))
    assert engine.earlier_documents() == ()
