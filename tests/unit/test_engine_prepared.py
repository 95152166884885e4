"""Fax pages made on this computer: one upload, one request a recipient, nothing left behind."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from fake_service import FakeService

from byfax_desktop.engine import prepared
from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.sender import Sender
from byfax_desktop.engine.settle import CannotTell
from byfax_desktop.engine.uploads import Transfer
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import AuthorizationRefused, BadNumber, NoAnswer, Unreachable, refusal
from byfax_desktop.store.database import Database
from byfax_desktop.store.sent import SentFaxes

PAGES = b"II*\0 pages"
NUMBERS = ("+4930111111", "+4930222222", "+4930333333")


@pytest.fixture(autouse=True)
def written(monkeypatch):
    """Stands in for the rendering; says where the pages were written."""
    paths = []

    def write_pages(draft, path):
        path.write_bytes(PAGES)
        paths.append(path)
        return 1

    monkeypatch.setattr(prepared, "write_pages", write_pages)
    return paths


@pytest.fixture
def service():
    return FakeService()


@pytest.fixture
def sent(tmp_path):
    database = Database(tmp_path / "faxes.db")
    yield SentFaxes(database)
    database.close()


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF")
    recipients = tuple(DraftRecipient(number) for number in NUMBERS)
    return Draft((path,), recipients, SenderIdentity("Me"), subject="Offer", header="", prepared=True)


@pytest.fixture
def send(service, sent, tmp_path, draft):
    sender = Sender(service, sent, tmp_path / "spool", Patience().scaled(0.001))

    def send_it(draft=draft):
        return sender.send(draft, Transfer(lambda _done, _total: None, threading.Event()))

    return send_it


def refs_on_record(sent):
    return {row["ref"] for row in sent._database.rows("SELECT ref FROM sent_broadcast")}


def test_each_recipient_has_a_request_of_its_own_in_one_group(service, send):
    result = send()

    assert [request.recipient.number for request in service.requests] == list(NUMBERS)
    assert result.broadcast_refs == tuple(request.broadcast_ref for request in service.requests)
    assert len(set(result.broadcast_refs)) == 3
    assert len({request.send_ref for request in service.requests}) == 1
    assert {(request.header, request.subject, request.busy_retry) for request in service.requests} == {
        ("", "Offer", 3)
    }


def test_the_pages_travel_once(service, send):
    send()

    assert [request.document.document_file is not None for request in service.requests] == [
        True,
        False,
        False,
    ]
    assert len({request.document.document_ref for request in service.requests}) == 1


def test_the_pages_do_not_travel_where_the_service_has_them(service, send):
    send()
    send()

    assert sum(request.document.document_file is not None for request in service.requests) == 1


def test_the_pages_are_gone_afterwards(send, written):
    send()

    assert written
    assert not any(path.exists() for path in written)


def test_the_pages_are_gone_even_if_they_could_not_be_made(send, written, monkeypatch, tmp_path):
    def fails_half_way(draft, path):
        path.write_bytes(PAGES)
        raise RuntimeError("half way")

    monkeypatch.setattr(prepared, "write_pages", fails_half_way)
    with pytest.raises(RuntimeError, match="half way"):
        send()

    assert list((tmp_path / "spool").iterdir()) == []


def test_a_refused_number_keeps_no_other_from_its_fax(service, sent, send):
    service.refused_numbers[NUMBERS[0]] = StateCode.INVALID_NUMBER
    result = send()

    assert [(each.number, each.state_code) for each in result.refused] == [
        (NUMBERS[0], StateCode.INVALID_NUMBER)
    ]
    assert len(result.broadcast_refs) == 2
    assert refs_on_record(sent) == set(result.broadcast_refs)


def test_a_fax_that_nobody_gets_fails_with_the_reason(service, sent, send):
    for number in NUMBERS:
        service.refused_numbers[number] = StateCode.INVALID_NUMBER
    with pytest.raises(BadNumber):
        send()

    assert refs_on_record(sent) == set()


def test_a_refusal_inside_a_successful_answer_is_a_refusal(service, send):
    accept = service.accept

    def accepts_none(broadcast_ref, recipients):
        return tuple(
            replace(report, state_code=StateCode.NUMBER_BLOCKED)
            for report in accept(broadcast_ref, recipients)
        )

    service.accept = accepts_none
    with pytest.raises(BadNumber):
        send()


@pytest.mark.parametrize(
    "failure",
    [
        refusal(StateCode.API_KEY_NOT_FOUND, None, "faxout.SubmitMessage"),
        Unreachable("No network.", "Connect."),
    ],
)
def test_what_would_fail_for_all_is_tried_once(service, send, failure):
    service.lose_request("submit_message", failure)
    with pytest.raises((AuthorizationRefused, Unreachable)):
        send()

    assert service.count("submit_message") == 1


def test_a_network_that_goes_on_the_way_leaves_the_rest_unsent_and_says_so(service, send):
    gone = [Unreachable("No network.", "Connect.") for _ in range(2)]
    submit = service.faxout.submit_message

    def goes_after_the_first(request, **options):
        if service.requests:
            raise gone.pop()
        return submit(request, **options)

    service.faxout.submit_message = goes_after_the_first
    result = send()

    assert len(result.broadcast_refs) == 1
    assert [(each.number, each.state_message) for each in result.refused] == [
        (NUMBERS[1], "No network."),
        (NUMBERS[2], "No network."),
    ]


def test_an_answer_that_was_lost_is_settled_by_asking(service, send):
    service.lose_answer("submit_message", NoAnswer("Nothing came.", "Wait."))

    assert len(send().broadcast_refs) == 3
    assert service.count("submit_message") == 3


def test_a_request_in_doubt_is_not_repeated_and_stays_on_record(service, sent, send, draft):
    service.lose_request("submit_message", NoAnswer("Nothing came.", "Wait."))
    with pytest.raises(CannotTell):
        send(replace(draft, recipients=draft.recipients[:1]))

    assert service.count("submit_message") == 1
    assert len(refs_on_record(sent)) == 1
