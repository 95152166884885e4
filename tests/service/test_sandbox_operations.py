"""All 36 operations of the service in a box, through the client, as a person's day goes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import pytest
from PIL import Image

from byfax_desktop.fax.covers.sample import sample_cover
from byfax_desktop.fax.g4 import read_tiff, write_tiff
from byfax_desktop.fax.geometry import Resolution
from byfax_desktop.fax.inspect import inspect
from byfax_desktop.sandbox.server import Sandbox
from byfax_desktop.sandbox.things import Account
from byfax_desktop.service.client import ByfaxClient, Credentials
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.contract import contract
from byfax_desktop.service.errors import (
    AuthorizationRefused,
    DuplicateReference,
    FileRefused,
    InsufficientFunds,
    NotFound,
    Refused,
    TemporaryRefusal,
)
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.requests import (
    BroadcastFilter,
    Contact,
    FaxDocument,
    FaxFile,
    FaxFilter,
    MessageRequest,
    ProcessRequest,
    Recipient,
    RecipientFilter,
    SubmitRequest,
)
from byfax_desktop.service.states import (
    BroadcastState,
    ContentGroup,
    DidState,
    FaxMode,
    FaxQuality,
    RecipientState,
)

OWN = "+375170000001"
GOOD = "+375291111110"
ME = Contact("Me", "My company", OWN, "Europe/Minsk")


class Counting(ByfaxClient):
    """A client that remembers which operations it called."""

    called: ClassVar[set[str]] = set()

    def exchange(self, operation, values, **options):
        self.called.add(operation)
        return super().exchange(operation, values, **options)


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(speed=200) as sandbox:
        yield sandbox


@pytest.fixture
def client(box) -> Counting:
    return Counting(box.url, Credentials("demo-key", "demo-secret"))


def text_file(text: str = "Hello", name: str = "hello.txt") -> FaxFile:
    return FaxFile(name, FileSource.from_bytes(text.encode()))


def wait_for(condition: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def submit(client: ByfaxClient, ref: str, number: str = GOOD, **options) -> None:
    documents = options.pop("documents", (FaxDocument(document_file=text_file(f"text of {ref}")),))
    recipient = Recipient("Anna", number=number, message_ref=f"m-{ref}")
    request = SubmitRequest(ME, (recipient,), documents=documents, broadcast_ref=ref, **options)
    assert client.faxout.submit(request).succeeded


def state(client: ByfaxClient, ref: str) -> BroadcastState:
    (broadcast,) = client.faxout.list_broadcasts(BroadcastFilter((ref,))).items
    return broadcast.state


def only(client: ByfaxClient, ref: str):
    (message,) = client.faxout.list_recipients(RecipientFilter((ref,))).items
    return message


def refused_with(code: StateCode, call: Callable[[], object]) -> None:
    with pytest.raises(Refused) as caught:
        call()
    assert caught.value.code is code


def test_covers(client, tmp_path):
    made = client.cover.add_cover("Mine", FaxFile("mine.docx", FileSource.from_bytes(sample_cover("Mine"))))
    ref = made.cover_ref or ""
    client.cover.rename_cover(ref, "Моя")
    client.cover.reload_cover(ref, FaxFile("new.docx", FileSource.from_bytes(sample_cover("New"))))
    client.cover.download_cover(ref, tmp_path / "c.docx")
    client.cover.get_cover_preview(ref, tmp_path / "c.pdf")

    assert client.cover.get_cover(ref).title == "Моя"
    assert (tmp_path / "c.docx").read_bytes() == sample_cover("New")
    assert inspect(tmp_path / "c.pdf").pages == 1
    assert ref in {cover.ref for cover in client.cover.list_covers()}
    client.cover.delete_cover(ref)
    refused_with(StateCode.COVER_TEMPLATE_NOT_FOUND, lambda: client.cover.get_cover(ref))
    with pytest.raises(FileRefused):
        client.cover.add_cover("No", text_file())


def test_documents(client, tmp_path):
    uploaded = client.document.upload_document(FaxDocument("doc-1", text_file("Привет")))

    assert uploaded.document_type is ContentGroup.PLAIN_TEXT
    assert client.document.check_document("doc-1").file_check == FileSource.from_bytes("Привет".encode()).md5
    client.document.download_document("doc-1", tmp_path / "back.txt")
    assert (tmp_path / "back.txt").read_text("utf-8") == "Привет"
    with pytest.raises(DuplicateReference):
        client.document.upload_document(FaxDocument("doc-1", text_file("other")))
    client.document.delete_documents(["doc-1"])
    with pytest.raises(NotFound):
        client.document.check_document("doc-1")


def test_a_preview_is_not_ready_at_first(tmp_path):
    with Sandbox(speed=4) as slow:
        client = Counting(slow.url, Credentials("demo-key", "demo-secret"))
        client.document.upload_document(FaxDocument("p", text_file("a\fb")))
        target = tmp_path / "p.pdf"

        def ready() -> bool:
            try:
                return (
                    client.document.get_document_preview("p", FaxQuality.FINE, FaxMode.TEXT, target).pages
                    == 2
                )
            except TemporaryRefusal:
                return False

        refused_with(
            StateCode.FILE_PREVIEW_NOT_READY,
            lambda: client.document.get_document_preview("p", FaxQuality.FINE, FaxMode.TEXT, target),
        )
        wait_for(ready)
        assert inspect(target).pages == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04nonsense", StateCode.FILE_FORMAT_EXCEPTION),
        (b"%PDF-1.4 broken", StateCode.FILE_FORMAT_EXCEPTION),
        (bytes(range(256)), StateCode.FILE_FORMAT_UNSUPPORTED),
    ],
)
def test_what_cannot_be_converted_is_refused(client, content, code):
    refused_with(
        code,
        lambda: client.document.upload_document(
            FaxDocument(None, FaxFile("x", FileSource.from_bytes(content)))
        ),
    )


def test_a_fax_to_an_own_number_arrives_as_the_pages_that_were_sent(client, tmp_path):
    before = client.inbox.count_faxes()
    submit(
        client,
        "loop",
        OWN,
        cover_ref="standard",
        cover_text="Line one\nline two",
        subject="Тема",
        header="<DateTime>|{FromNumber}|<CurPage>/<CurPages>",
    )
    wait_for(lambda: client.inbox.count_faxes() == before + 1)
    fax = client.inbox.list_faxes().items[0]
    sent = client.faxout.download("m-loop", tmp_path / "sent.tif", is_pdf=False)
    client.inbox.download_fax(fax.ref, tmp_path / "received.tif")
    client.inbox.download_fax(fax.ref, tmp_path / "received.pdf", is_pdf=True)

    assert (sent.pages, fax.pages, fax.did, fax.sender) == (2, 2, OWN, OWN)
    assert (tmp_path / "sent.tif").read_bytes() == (tmp_path / "received.tif").read_bytes()
    assert inspect(tmp_path / "received.pdf").pages == 2
    assert only(client, "loop").state is RecipientState.SUCCESS
    client.inbox.delete_fax(fax.ref)
    assert client.inbox.count_faxes() == before


@pytest.mark.parametrize(
    ("digit", "ends", "reason", "attempts"),
    [
        (0, "SUCCESS", "SUCCESS", 1),
        (1, "SUCCESS", "SUCCESS", 2),
        (2, "FAILED", "BUSY", 3),
        (3, "FAILED", "NO_ANSWER", 3),
        (4, "FAILED", "VOICE_ANSWER", 1),
        (5, "FAILED", "NOT_FAX_MACHINE", 1),
        (6, "FAILED", "TRANSMISSION_EARLY_HANGUP", 1),
        (7, "SUCCESS", "SUCCESS", 1),
        (8, "SUCCESS", "SUCCESS", 1),
        (9, "SUCCESS", "SUCCESS", 1),
    ],
)
def test_the_last_digit_decides(client, digit, ends, reason, attempts):
    ref = f"digit-{digit}"
    documents = (FaxDocument(document_file=text_file(f"{digit}\fpage 2")),)
    submit(client, ref, f"+37529111111{digit}", busy_retry=2, documents=documents)
    wait_for(lambda: state(client, ref) in (BroadcastState.DONE, BroadcastState.FAILED))
    message = only(client, ref)

    assert (message.state, message.reason, message.attempt) == (ends, reason, attempts)
    assert message.pages_total == 2
    assert message.pages_sent == {"SUCCESS": 2, "TRANSMISSION_EARLY_HANGUP": 1}.get(reason, 0)


def test_some_recipients_may_be_refused(client):
    result = client.faxout.submit(
        SubmitRequest(
            ME,
            (
                Recipient("Good", number=GOOD, message_ref="part-1"),
                Recipient("Bad", number="555", message_ref="part-2"),
                Recipient("Twice", number=GOOD, message_ref="part-1"),
                Recipient(number=GOOD),
            ),
            documents=(FaxDocument(document_file=text_file("partly")),),
        )
    )

    assert [report.state_code.value for report in result.recipients] == [
        "SUCCESS",
        "INVALID_NUMBER",
        "MESSAGE_REFERENCE_DUPLICATE",
        "API_REQUEST_VALIDATE",
    ]
    assert result.documents[0].file_ref


def test_refs_used_twice_and_requests_that_lack_something(client):
    submit(client, "once")
    refused_with(StateCode.CONTAINER_EXISTS, lambda: submit(client, "once"))
    nobody = SubmitRequest(ME, (), documents=(FaxDocument(document_file=text_file()),))
    nothing = SubmitRequest(ME, (Recipient("A", number=GOOD),))
    unsigned = SubmitRequest(Contact(), (Recipient("A", number=GOOD),), cover_ref="standard")
    refused_with(StateCode.API_REQUEST_INCOMPLETE, lambda: client.faxout.submit(nobody))
    refused_with(StateCode.API_REQUEST_INCOMPLETE, lambda: client.faxout.submit(nothing))
    refused_with(StateCode.API_REQUEST_VALIDATE, lambda: client.faxout.submit(unsigned))
    refused_with(StateCode.API_REQUEST_VALIDATE, lambda: submit(client, "x" * 33))
    refused_with(StateCode.COVER_TEMPLATE_NOT_FOUND, lambda: submit(client, "c", cover_ref="gone"))
    refused_with(StateCode.FILE_NOT_FOUND, lambda: submit(client, "d", documents=(FaxDocument("gone"),)))


def test_waiting_faxes_are_paused_resumed_cancelled_and_sent_again(client):
    later = datetime.now(UTC) + timedelta(hours=1)
    submit(client, "later", send_at=later)
    this = ProcessRequest(broadcast_refs=("later",))

    assert state(client, "later") is BroadcastState.DELAYED
    refused_with(StateCode.FAXJOB_NOT_WAITING, lambda: client.faxout.delete("m-later"))
    assert client.faxout.pause(this).items[0].state is RecipientState.PAUSED
    assert client.faxout.pause(this).items[0].state_code is StateCode.FAXJOB_NOT_WAITING
    assert state(client, "later") is BroadcastState.PAUSED
    assert client.faxout.resume(this).items[0].succeeded
    assert client.faxout.resubmit(this).items[0].state_code is StateCode.FAXJOB_NOT_FAILED
    assert client.faxout.cancel(this).items[0].state is RecipientState.CANCELLED
    assert client.faxout.resubmit(ProcessRequest(message_refs=("m-later",))).items[0].succeeded
    wait_for(lambda: state(client, "later") is BroadcastState.DONE)
    client.faxout.delete("m-later")
    assert client.faxout.list_broadcasts(BroadcastFilter(("later",))).items == ()
    refused_with(StateCode.FAXJOB_NOT_FOUND, lambda: client.faxout.cancel(this))


def tiff(path: Path, width: int = 1728) -> FaxDocument:
    write_tiff([Image.new("1", (width, 1000), 1)], path, Resolution.STANDARD)
    return FaxDocument(path.stem, FaxFile(path.name, FileSource.from_path(path), "image/tiff"))


def test_a_prepared_tiff_goes_as_it_is(client, tmp_path):
    document = tiff(tmp_path / "ready.tif")
    with pytest.raises(NotFound):
        client.faxout.check_tiff_exists("ready")
    request = MessageRequest(ME, Contact("A", number=GOOD), document, "prepared", "m-prepared", header="")
    assert client.faxout.submit_message(request).succeeded
    assert client.faxout.check_tiff_exists("ready").succeeded
    wait_for(lambda: state(client, "prepared") is BroadcastState.DONE)
    client.faxout.download("m-prepared", tmp_path / "went.tif", is_pdf=False)

    (went,) = read_tiff(tmp_path / "went.tif")
    assert went.size == (1728, 1000)


def test_a_tiff_that_is_no_fax_is_refused(client, tmp_path):
    narrow = MessageRequest(ME, Contact("A", number=GOOD), tiff(tmp_path / "narrow.tif", 1000))
    Image.new("RGB", (1728, 1000)).save(tmp_path / "colour.tif", dpi=(204, 98))
    colour = FaxDocument("colour", FaxFile("c.tif", FileSource.from_path(tmp_path / "colour.tif")))

    refused_with(StateCode.FILE_TIFF_WIDTH_VALIDATION, lambda: client.faxout.submit_message(narrow))
    refused_with(
        StateCode.FILE_TIFF_DEPTH_VALIDATION,
        lambda: client.faxout.submit_message(MessageRequest(ME, Contact("A", number=GOOD), colour)),
    )


def test_lists_come_in_pages_from_0_and_filtered(client):
    for number in range(5):
        submit(client, f"page-{number}")
    everything = client.faxout.count_broadcasts()
    first, second = (client.faxout.list_broadcasts(None, number, 2) for number in (0, 1))

    assert first.count_total == second.count_total == everything
    assert [item.broadcast_ref for item in first.items] == ["page-4", "page-3"]
    assert [item.broadcast_ref for item in second.items] == ["page-2", "page-1"]
    assert client.faxout.list_broadcasts(None, 1000, 2).items == ()
    assert client.faxout.count_broadcasts(BroadcastFilter(("page-0", "page-1", "none"))) == 2
    assert (
        client.faxout.count_broadcasts(BroadcastFilter(date_from=datetime.now(UTC) + timedelta(days=1))) == 0
    )
    assert client.faxout.count_recipients(RecipientFilter(message_refs=("m-page-3",))) == 1
    assert len(list(client.faxout.iter_broadcasts())) == everything


def test_received_faxes_are_filtered(client):
    assert client.inbox.count_faxes(FaxFilter(has_file=False)) == 1
    assert (
        client.inbox.list_faxes(FaxFilter(is_success=False)).items[0].reason
        is StateCode.TRANSMISSION_EARLY_HANGUP
    )
    assert {fax.did for fax in client.inbox.iter_faxes(FaxFilter(did="+375170000002"))} == {"+375170000002"}
    refused_with(
        StateCode.FILE_NOT_FOUND, lambda: client.inbox.download_fax("demo-broken", Path("/nowhere/x"))
    )


def test_own_numbers_and_numbers_to_rent(client):
    assert [did.state for did in client.inventory.list_dids()] == [DidState.ACTIVE, DidState.EXPIRING]
    assert "USA" in {country.iso3 for country in client.inventory.list_countries() if country.has_states}
    assert "California" in {one.name for one in client.inventory.list_states("USA")}
    groups = client.inventory.list_did_groups("USA", "CA")
    assert {group.state_a2 for group in groups} == {"CA"}
    assert client.inventory.get_did_group(groups[0].ref) == groups[0]
    with pytest.raises(Refused):
        client.inventory.list_states("XXX")


def test_numbers_to_rent_differ_as_they_do_in_the_world(client):
    countries = client.inventory.list_countries()
    groups = {country.iso3: client.inventory.list_did_groups(country.iso3) for country in countries}

    assert [iso3 for iso3, found in groups.items() if not found] == ["ISL"]
    asked = {(group.has_regulation, group.proof_required) for found in groups.values() for group in found}
    assert asked == {(False, False), (True, False), (True, True)}
    assert {group.is_available for found in groups.values() for group in found} == {True, False}


def test_a_delivered_fax_costs_what_it_says(client):
    before = client.faxout.get_balance().value
    submit(client, "paid")
    wait_for(lambda: state(client, "paid") is BroadcastState.DONE)

    assert only(client, "paid").cost == Decimal("0.07")
    assert client.faxout.get_balance().value < before


def test_an_empty_balance_is_noticed():
    with Sandbox(speed=200) as poor:
        (account,) = poor.store.all(Account)
        account.balance = "0.01"
        client = Counting(poor.url, Credentials("demo-key", "demo-secret"))
        with pytest.raises(InsufficientFunds):
            submit(client, "poor")


@pytest.mark.parametrize(
    ("key", "secret", "code"),
    [
        ("", "x", StateCode.API_KEY_MISSING),
        ("no", "demo-secret", StateCode.API_KEY_NOT_FOUND),
        ("demo-key", "no", StateCode.API_KEY_SECRET_NOT_MATCH),
    ],
)
def test_keys_are_checked(box, key, secret, code):
    with pytest.raises(AuthorizationRefused) as caught:
        ByfaxClient(box.url, Credentials(key, secret)).faxout.get_balance()
    assert caught.value.code is code


def test_every_operation_was_called():
    """Runs last in this file: the days above went through all of the contract."""
    assert Counting.called == {f"{one.service}.{one.name}" for one in contract().operations()}
