"""Sending a draft: what reaches the service, what is on record, and what is made of each failure."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fake_service import FakeService

from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.sender import DraftRefused, Sender
from byfax_desktop.engine.settle import CannotTell
from byfax_desktop.engine.uploads import Transfer
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import (
    AuthorizationRefused,
    Cancelled,
    NoAnswer,
    Refused,
    Unreachable,
    refusal,
)
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.records import UploadResult
from byfax_desktop.service.states import FaxMode, FaxQuality
from byfax_desktop.store.database import Database
from byfax_desktop.store.sent import SentFaxes

ANNA = DraftRecipient("+49 30 123456", "Anna", "ACME")
BOB = DraftRecipient("+44 20 7946 0018")


def no_answer():
    return NoAnswer("Nothing came.", "Wait.", "timed out")


def unreachable():
    return Unreachable("No network.", "Connect.")


@pytest.fixture
def service():
    return FakeService()


@pytest.fixture
def sent(tmp_path):
    database = Database(tmp_path / "faxes.db")
    yield SentFaxes(database)
    database.close()


@pytest.fixture
def sender(service, sent, tmp_path):
    return Sender(service, sent, tmp_path / "spool", Patience().scaled(0.001))


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF-1.7 letter")
    return path


@pytest.fixture
def draft(document):
    return Draft((document,), (ANNA, BOB), SenderIdentity("Me", number="+375 17 000 0001"), subject="Offer")


@pytest.fixture
def transfer():
    told = []
    made = Transfer(lambda done, total: told.append((done, total)), threading.Event())
    return made, told


def send(sender, draft):
    return sender.send(draft, Transfer(lambda _done, _total: None, threading.Event()))


def on_record(sent, service):
    (request,) = service.requests
    return sent.find(request.broadcast_ref)


def test_the_fax_reaches_the_service_as_it_was_drafted(sender, service, draft):
    when = datetime(2027, 1, 31, 14, 30, tzinfo=UTC)
    result = send(
        sender,
        replace(
            draft,
            quality=FaxQuality.STANDARD,
            mode=FaxMode.PHOTO,
            cover_ref="C1",
            cover_text="Dear Anna",
            header="a|b|c",
            retries=5,
            priority=7,
            send_at=when,
        ),
    )

    (request,) = service.requests
    assert result.broadcast_refs == (request.broadcast_ref,)
    assert (request.sender.name, request.sender.number) == ("Me", "+375170000001")
    assert [(each.number, each.name, each.company) for each in request.recipients] == [
        ("+4930123456", "Anna", "ACME"),
        ("+442079460018", "+442079460018", None),
    ]
    assert (request.quality, request.mode) == (FaxQuality.STANDARD, FaxMode.PHOTO)
    assert (request.cover_ref, request.cover_text, request.subject) == ("C1", "Dear Anna", "Offer")
    assert (request.header, request.busy_retry, request.priority, request.send_at) == ("a|b|c", 5, 7, when)


def test_every_ref_is_new_and_of_32_characters(sender, service, draft):
    send(sender, draft)
    send(sender, draft)

    refs = [
        ref
        for request in service.requests
        for ref in (request.broadcast_ref, *(r.message_ref for r in request.recipients))
    ]
    assert len(set(refs)) == 6
    assert {len(ref) for ref in refs} == {32}


def test_the_refs_are_on_the_disk_before_the_first_byte_leaves(sender, service, sent, draft):
    seen = []
    check = service.document.check_document
    service.document.check_document = lambda ref: (
        seen.append(sent._database.rows("SELECT ref FROM sent_message")),
        check(ref),
    )[1]
    send(sender, draft)

    assert len(seen[0]) == 2


def test_what_the_service_does_not_tell_again_is_kept(sender, service, sent, draft):
    send(sender, draft)

    kept = on_record(sent, service)
    assert kept.subject == "Offer"
    assert [(each.name, each.company, each.number) for each in kept.messages] == [
        ("Anna", "ACME", "+4930123456"),
        ("", "", "+442079460018"),
    ]
    assert [each.ref for each in kept.messages] == [
        each.message_ref for each in service.requests[0].recipients
    ]


def test_a_document_is_uploaded_under_its_md5_and_submitted_by_ref(sender, service, draft, document):
    send(sender, draft)

    md5 = FileSource.from_path(document).md5
    assert [each.document_ref for each in service.uploads] == [md5]
    assert [(each.document_ref, each.document_file) for each in service.requests[0].documents] == [
        (md5, None)
    ]


def test_a_document_that_the_service_has_is_not_uploaded_again(sender, service, draft):
    send(sender, draft)
    send(sender, draft)

    assert service.count("upload_document") == 1


def test_a_document_uploaded_meanwhile_counts_as_there(sender, service, draft, document):
    source = FileSource.from_path(document)
    service.documents[source.md5] = source
    service.lose_request("check_document", refusal(StateCode.FILE_NOT_FOUND, None, "document.checkDocument"))
    send(sender, draft)

    assert service.requests


def test_another_file_under_the_same_ref_is_not_mistaken_for_the_document(sender, service, draft, document):
    md5 = FileSource.from_path(document).md5
    service.documents[md5] = FileSource.from_bytes(b"something else")
    send(sender, draft)

    (upload,) = service.uploads
    assert upload.document_ref != md5
    assert service.requests[0].documents[0].document_ref == upload.document_ref


def test_a_service_that_always_holds_something_else_is_not_asked_for_ever(sender, service, draft):
    other = FileSource.from_bytes(b"something else")
    service.document.check_document = lambda ref: UploadResult(
        StateCode.SUCCESS, None, ref, None, other.size, other.md5
    )
    send(sender, draft)

    assert service.count("upload_document") == 1


def test_the_same_document_twice_goes_under_two_refs(sender, service, draft, document):
    send(sender, replace(draft, documents=(document, document)))

    refs = [each.document_ref for each in service.requests[0].documents]
    assert len(set(refs)) == 2


def test_an_upload_whose_answer_was_lost_is_looked_up(sender, service, draft):
    service.lose_answer("upload_document", no_answer())
    send(sender, draft)

    assert service.count("upload_document") == 1
    assert service.requests


def test_an_upload_that_did_not_arrive_sends_nothing_and_leaves_no_record(sender, service, sent, draft):
    service.lose_request("upload_document", no_answer())
    with pytest.raises(NoAnswer):
        send(sender, draft)

    assert service.requests == []
    assert sent._database.rows("SELECT * FROM sent_broadcast") == []


def test_progress_runs_over_all_documents(sender, service, draft, document, tmp_path, transfer):
    other = tmp_path / "other.pdf"
    other.write_bytes(b"%PDF-1.7 another, longer letter")
    made, told = transfer
    sender.send(replace(draft, documents=(document, other)), made)

    total = document.stat().st_size + other.stat().st_size
    assert {each[1] for each in told} == {total}
    assert [each[0] for each in told] == sorted(each[0] for each in told)
    assert told[-1] == (total, total)


def test_a_long_or_strange_file_name_is_made_harmless(sender, service, draft, tmp_path):
    path = tmp_path / ("a\u202e" + "x" * 200 + ".pdf")
    path.write_bytes(b"%PDF")
    send(sender, replace(draft, documents=(path,)))

    name = service.uploads[0].document_file.file_name
    assert name.endswith(".pdf")
    assert len(name) == 100
    assert "\u202e" not in name


def test_a_refused_recipient_is_reported_and_the_others_go(sender, service, draft):
    service.refused_numbers["+442079460018"] = StateCode.INVALID_NUMBER
    result = send(sender, draft)

    assert [(each.number, each.state_code) for each in result.refused] == [
        ("+442079460018", StateCode.INVALID_NUMBER)
    ]


def test_an_answer_that_was_lost_is_settled_by_asking(sender, service, sent, draft):
    service.lose_answer("submit", no_answer())
    result = send(sender, draft)

    assert service.count("submit") == 1
    assert result.broadcast_refs == (service.requests[0].broadcast_ref,)
    assert on_record(sent, service)


def test_a_request_that_arrives_late_is_found(sender, service, draft):
    service.lose_answer("submit", no_answer())
    service.lose_request("iter_broadcasts", unreachable(), unreachable())

    assert send(sender, draft).broadcast_refs
    assert service.count("submit") == 1


def test_a_submission_that_cannot_be_found_is_never_repeated(sender, service, draft):
    service.lose_request("submit", no_answer())
    with pytest.raises(CannotTell) as caught:
        send(sender, draft)

    assert service.count("submit") == 1
    assert "cannot tell" in caught.value.what
    assert service.count("iter_broadcasts") == 1 + len(Patience().settle)


def test_a_submission_in_doubt_stays_on_record(sender, service, sent, draft):
    service.lose_request("submit", no_answer())
    with pytest.raises(CannotTell):
        send(sender, draft)

    assert len(sent._database.rows("SELECT * FROM sent_message")) == 2


@pytest.mark.parametrize("code", [StateCode.CONTAINER_EXISTS, StateCode.MESSAGE_REFERENCE_DUPLICATE])
def test_our_own_ref_being_known_means_that_the_fax_arrived(sender, service, draft, code):
    service.lose_request("submit", refusal(code, None, "faxout.Submit"))

    assert len(send(sender, draft).broadcast_refs) == 1


def test_another_duplicate_is_a_refusal(sender, service, draft):
    service.lose_request("submit", refusal(StateCode.FILE_REFERENCE_DUPLICATE, None, "faxout.Submit"))
    with pytest.raises(Refused):
        send(sender, draft)


def test_a_recipient_whose_ref_is_known_counts_as_accepted(sender, service, draft):
    service.refused_numbers["+442079460018"] = StateCode.MESSAGE_REFERENCE_DUPLICATE

    assert send(sender, draft).refused == ()


@pytest.mark.parametrize(
    "failure",
    [unreachable(), refusal(StateCode.API_KEY_NOT_FOUND, None, "faxout.Submit")],
)
def test_a_fax_that_surely_was_not_taken_leaves_no_record(sender, service, sent, draft, failure):
    service.lose_request("submit", failure)
    with pytest.raises(type(failure)):
        send(sender, draft)

    assert sent._database.rows("SELECT * FROM sent_broadcast") == []


def test_a_wrong_key_is_told_before_anything_is_uploaded(sender, service, draft):
    service.lose_request(
        "check_document", refusal(StateCode.API_KEY_NOT_FOUND, None, "document.checkDocument")
    )
    with pytest.raises(AuthorizationRefused):
        send(sender, draft)

    assert service.uploads == []


def test_a_cancelled_upload_sends_nothing(sender, service, draft):
    service.lose_request("upload_document", Cancelled())
    with pytest.raises(Cancelled):
        send(sender, draft)

    assert service.requests == []


def test_a_draft_with_a_problem_never_reaches_the_service(sender, service, draft):
    with pytest.raises(DraftRefused) as caught:
        send(sender, replace(draft, recipients=()))

    assert service.calls == []
    assert caught.value.do


def test_a_cancel_before_the_submission_stops_it(sender, service, draft):
    made = Transfer(lambda _done, _total: made.cancel.set(), threading.Event())
    with pytest.raises(Cancelled):
        sender.send(draft, made)

    assert service.requests == []
