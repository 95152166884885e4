"""All 36 operations against PHP's SoapServer over the published WSDLs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from byfax_desktop.service.client import ByfaxClient
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.contract import contract
from byfax_desktop.service.errors import AnswerUnreadable, NotFound, TemporaryRefusal
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.generic import FileArgument, call_operation
from byfax_desktop.service.requests import (
    BroadcastFilter,
    Contact,
    FaxDocument,
    FaxFile,
    FaxFilter,
    Greeting,
    MessageRequest,
    ProcessRequest,
    Recipient,
    RecipientFilter,
    SubmitRequest,
)
from byfax_desktop.service.states import ContentGroup, FaxMode, FaxQuality

FILE = FaxFile("Привет & <file>.pdf", FileSource.from_bytes(b"%PDF-" + bytes(range(256))), "application/pdf")
SOME = ProcessRequest(message_refs=("M1", "M2"))
SUBMIT = SubmitRequest(
    Contact("Me", timezone="Europe/Minsk"),
    (
        Recipient(
            "Anna",
            number="+4930123456",
            message_ref="m1",
            greeting=Greeting(language_iso="RU", greeting_file=FILE),
        ),
        Recipient(company="ACME", number="555", message_ref="m2", subject="Тема ]]> &"),
    ),
    documents=(FaxDocument("d1"), FaxDocument(document_file=FILE)),
    broadcast_ref="b1",
    priority=1,
    busy_retry=3,
    send_at=datetime(2026, 11, 23, 18, 30, tzinfo=UTC),
    header="<DateTime>|{FromNumber}|<CurPage>",
    cover_text="a\nb",
)
MESSAGE = MessageRequest(
    Contact("Me"), Contact("Anna", number="+4930123456"), FaxDocument("t1", FILE), message_ref="m9", header=""
)

Step = Callable[[ByfaxClient, Path], Any]
STEPS: dict[str, Step] = {
    "cover.addCover": lambda c, _: c.cover.add_cover("Стандарт", FILE),
    "cover.downloadCover": lambda c, p: c.cover.download_cover("C1", p),
    "cover.getCover": lambda c, _: c.cover.get_cover("C1"),
    "cover.listCovers": lambda c, _: c.cover.list_covers(),
    "cover.renameCover": lambda c, _: c.cover.rename_cover("C1", "Neu"),
    "cover.reloadCover": lambda c, _: c.cover.reload_cover("C1", FILE),
    "cover.deleteCover": lambda c, _: c.cover.delete_cover("C1"),
    "cover.getCoverPreview": lambda c, p: c.cover.get_cover_preview("C1", p),
    "document.uploadDocument": lambda c, _: c.document.upload_document(FaxDocument("r1", FILE)),
    "document.downloadDocument": lambda c, p: c.document.download_document("1", p),
    "document.deleteDocuments": lambda c, _: c.document.delete_documents(["a", "b"]),
    "document.checkDocument": lambda c, _: c.document.check_document("r1"),
    "document.getDocumentPreview": lambda c, p: c.document.get_document_preview(
        "r1", FaxQuality.FINE, FaxMode.TEXT, p
    ),
    "faxout.Submit": lambda c, _: c.faxout.submit(SUBMIT),
    "faxout.SubmitMessage": lambda c, _: c.faxout.submit_message(MESSAGE),
    "faxout.Resubmit": lambda c, _: c.faxout.resubmit(SOME),
    "faxout.Pause": lambda c, _: c.faxout.pause(SOME),
    "faxout.Resume": lambda c, _: c.faxout.resume(SOME),
    "faxout.Cancel": lambda c, _: c.faxout.cancel(SOME),
    "faxout.Download": lambda c, p: c.faxout.download("M1", p, is_pdf=False),
    "faxout.Delete": lambda c, _: c.faxout.delete("M1"),
    "faxout.countBrodcasts": lambda c, _: c.faxout.count_broadcasts(BroadcastFilter(("a", "b"))),
    "faxout.listBrodcasts": lambda c, _: c.faxout.list_broadcasts(),
    "faxout.countRecipients": lambda c, _: c.faxout.count_recipients(RecipientFilter(("a",))),
    "faxout.listRecipients": lambda c, _: list(c.faxout.iter_recipients()),
    "faxout.checkTiffExists": lambda c, _: c.faxout.check_tiff_exists("t1"),
    "faxout.getBalance": lambda c, _: c.faxout.get_balance(),
    "faxin/message.countFaxes": lambda c, _: c.inbox.count_faxes(FaxFilter(has_file=True)),
    "faxin/message.listFaxes": lambda c, _: c.inbox.list_faxes(),
    "faxin/message.downloadFax": lambda c, p: c.inbox.download_fax("F1", p, is_pdf=True),
    "faxin/message.deleteFax": lambda c, _: c.inbox.delete_fax("F1"),
    "faxin/inventory.listCountries": lambda c, _: c.inventory.list_countries(),
    "faxin/inventory.listStates": lambda c, _: c.inventory.list_states("USA"),
    "faxin/inventory.listDidGroups": lambda c, _: c.inventory.list_did_groups("BLR"),
    "faxin/inventory.getDidGroup": lambda c, _: c.inventory.get_did_group("G1"),
    "faxin/inventory.listDids": lambda c, _: c.inventory.list_dids(),
}


@pytest.fixture
def client(php_server):
    return php_server.client()


def test_every_operation_has_a_step():
    assert set(STEPS) == {f"{one.service}.{one.name}" for one in contract().operations()}
    assert len(STEPS) == 36


@pytest.mark.parametrize("operation", STEPS)
def test_the_operation_works(operation, php_server, client, tmp_path):
    result = STEPS[operation](client, tmp_path / "file")

    assert result
    assert php_server.last_call()[0] == operation.rpartition(".")[2]
    assert php_server.key_of_last_call() == "php-key"


def test_the_server_understands_a_submission(php_server, client):
    result = client.faxout.submit(SUBMIT)

    (request,) = php_server.last_call()[1]
    assert request["Recipients"][0]["Greeting"]["languageISO"] == "RU"
    assert request["Recipients"][1] == {
        "Company": "ACME", "Number": "555", "messageRef": "m2", "Subject": "Тема ]]> &",
    }  # fmt: skip
    assert request["Documents"][0] == {"documentRef": "d1"}
    assert request["Documents"][1]["documentFile"]["fileName"] == "Привет & <file>.pdf"
    assert request["Documents"][1]["documentFile"]["fileSize"] == FILE.content.size
    assert request["sendAt"] == "2026-11-23T18:30:00+00:00"
    assert (request["Priority"], request["busyRetry"], request["sendQuality"]) == (1, 3, "FINE")
    assert request["coverText"] == "a\nb"
    assert [report.succeeded for report in result.recipients] == [True, False]
    assert result.refused[0].state_code is StateCode.INVALID_NUMBER
    assert result.refused[0].number == "555"


def test_file_contents_arrive_whole(php_server, client):
    result = client.document.upload_document(FaxDocument("r1", FILE))

    assert result.file_size == FILE.content.size
    assert result.file_check == FILE.content.md5


def test_nil_and_empty_header_are_told_apart(php_server, client):
    client.faxout.submit_message(MESSAGE)

    (request,) = php_server.last_call()[1]
    assert request["broadcastRef"] is None
    assert request["Header"] == ""


def test_an_object_that_occurs_twice_is_read_twice(client):
    """PHP writes the second as a reference in place (SOAP 1.1, section 5)."""
    messages = client.faxout.list_recipients().items

    assert [message.message_ref for message in messages] == ["M1", "M1", "M2"]
    assert messages[1] == messages[0]
    assert messages[1].remote_id == "ACME & SONS"


def test_filters_reach_the_server(php_server, client):
    when = datetime(2026, 11, 1, tzinfo=UTC)
    client.faxout.list_broadcasts(BroadcastFilter(("B1", "B2"), when, when))

    (request,) = php_server.last_call()[1]
    assert request["broadcastRefs"] == ["B1", "B2"]
    assert request["dateFrom"] == request["dateTill"] == "2026-11-01T00:00:00+00:00"
    client.faxout.list_recipients(RecipientFilter(("B1",), ("M1",)))
    (request,) = php_server.last_call()[1]
    assert (request["broadcastRefs"], request["messageRefs"]) == (["B1"], ["M1"])


def test_an_empty_array_is_an_empty_tuple(client):
    page = client.faxout.list_broadcasts(BroadcastFilter(("none",)))

    assert page.items == ()
    assert page.count_total == 0


def test_words_newer_than_the_contract_are_kept(client):
    (broadcast,) = client.faxout.list_broadcasts().items

    assert (broadcast.state.known, broadcast.state.value) == (False, "TELEPORTING")
    assert broadcast.reason is not None
    assert broadcast.reason.value == "NEVER_HEARD"
    assert client.document.check_document("r1").document_type == ContentGroup("HOLOGRAM")


def test_dates_with_offset_with_z_and_with_neither_are_aware(client):
    message = client.faxout.list_recipients().items[0]
    broadcast = client.faxout.list_broadcasts().items[0]

    assert message.call_started == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert message.call_ended == datetime(2026, 11, 23, 7, 1, tzinfo=UTC)
    assert broadcast.created == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert broadcast.delivered is None


def test_money_keeps_its_digits(client):
    assert client.faxout.get_balance().value == Decimal("25.5")
    assert client.faxout.list_recipients().items[0].cost == Decimal("0.42")
    assert client.faxout.list_broadcasts().items[0].cost == Decimal("0.00001")


def test_a_refusal_is_an_error_of_its_kind(client, tmp_path):
    with pytest.raises(NotFound) as caught:
        client.document.check_document("missing")
    assert caught.value.code is StateCode.FILE_NOT_FOUND
    assert caught.value.server_message == "no such file"
    assert caught.value.operation == "document.checkDocument"
    with pytest.raises(TemporaryRefusal):
        client.document.get_document_preview("r1", FaxQuality.STANDARD, FaxMode.TEXT, tmp_path / "p")
    assert list(tmp_path.iterdir()) == []


def test_a_12_mb_file_is_downloaded(client, tmp_path):
    target = tmp_path / "big.bin"
    progress: list[tuple[int, int]] = []

    answer = client.document.download_document(
        "12", target, progress=lambda done, total: progress.append((done, total))
    )

    assert target.stat().st_size == 12 * 1024 * 1024
    assert answer.document is not None
    assert FileSource.from_path(target).md5 == answer.document.file_check
    assert target.stat().st_mode & 0o777 == 0o600
    assert progress[-1][0] >= 16 * 1024 * 1024


def test_a_12_mb_upload_to_a_server_that_gives_up_is_explained(client):
    """PHP's parser takes no text over 10 MB and answers with nothing at all."""
    big = FaxFile("big.bin", FileSource.from_bytes(b"x" * 12 * 1024 * 1024))

    with pytest.raises(AnswerUnreadable, match="no answer to a file of this size"):
        client.document.upload_document(FaxDocument("big", big))


def test_a_file_name_from_the_service_is_only_text(client, tmp_path):
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)

    answer = client.cover.download_cover("C1", folder / "mine.docx")

    assert answer.document is not None
    assert answer.document.file_name == "../../cover.docx"
    assert [path.relative_to(tmp_path) for path in tmp_path.rglob("*.docx")] == [Path("a/b/mine.docx")]


def test_any_operation_by_name(php_server, client, tmp_path):
    source = tmp_path / "x.pdf"
    source.write_bytes(b"%PDF-x")

    uploaded = call_operation(
        client, "document.uploadDocument", {"file": FileArgument(source), "documentRef": "q"}
    )
    cancelled = call_operation(client, "faxout.Cancel", {"messageRefs": "a,b"})
    listed = call_operation(client, "faxin/inventory.listDids", {})
    out = tmp_path / "out.bin"
    call_operation(client, "faxin/message.downloadFax", {"messageRef": "F1", "isPDF": "true"}, out)

    assert (uploaded["documentRef"], uploaded["fileSize"]) == ("q", 6)
    assert [item["messageRef"] for item in cancelled["items"]] == ["a", "b"]
    assert listed["items"][0]["inboxCount"] == 18
    assert listed["items"][0]["canExtend"] is True
    assert out.read_bytes() == b"II*pdf"
