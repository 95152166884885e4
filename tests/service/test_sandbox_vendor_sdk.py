"""The vendor's Python SDK on the service in a box: 20 of its 33 methods, with real values up and down.

The others fail within the SDK before anything is sent, with the vendor's published WSDLs as with ours, so there is
nothing here to try them on:

- ``Submit`` hands its lists to zeep as they are, where the WSDL has SOAP arrays that zeep takes only as such.
- ``Cancel`` does the same with its lists of refs. Without refs it can be sent, but then it asks for nothing.
  For the same reason ``ListRecipients`` and ``CountRecipients`` are tried without refs to filter by.
- ``Pause``, ``Resume`` and ``Resubmit`` name their parameter ``cancelRequest``, which it is only for ``Cancel``.
- ``CountBrodcasts`` and ``ListBrodcasts`` name theirs ``countBrodcasts``; it is ``listRequest``.
- ``ListCountries`` calls ``listDidGroups``, and that without its parameters.
- ``ListStates`` sends a ``groupRef``; the operation takes a country's code.
- ``ApiServiceMessageSoapClient``, the whole inbox (``CountFaxes``, ``ListFaxes``, ``DownloadFax``, ``DeleteFax``),
  can't be imported: it looks for a module of the SDK outside of the SDK.

``ListDidGroups`` sends no request without a state, so countries without states are asked for with an empty one.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from byfax_sdk.ApiServiceCoverSoapClient import ApiServiceCoverSoapClient
from byfax_sdk.ApiServiceDocumentSoapClient import ApiServiceDocumentSoapClient
from byfax_sdk.ApiServiceFaxoutSoapClient import ApiServiceFaxoutSoapClient
from byfax_sdk.ApiServiceInventorySoapClient import ApiServiceInventorySoapClient
from byfax_sdk.models.ApiRequestFaxjobCountMessages import ApiRequestFaxjobCountMessages
from byfax_sdk.models.ApiRequestFaxjobMessage import ApiRequestFaxjobMessage
from byfax_sdk.models.FaxContact import FaxContact
from byfax_sdk.models.FaxMode import FaxMode
from byfax_sdk.models.FaxQuality import FaxQuality
from byfax_sdk.models.ListPagination import ListPagination
from PIL import Image, ImageDraw

from byfax_desktop.fax.covers.sample import sample_cover
from byfax_desktop.fax.g4 import read_tiff, write_tiff
from byfax_desktop.fax.geometry import WIDTH, Resolution
from byfax_desktop.sandbox.pace import Pace
from byfax_desktop.sandbox.server import Sandbox

LOGIN = ("demo-key", "demo-secret")
ME = FaxContact("Me", "My company", "+375170000001", "Europe/Minsk")
ALL = ApiRequestFaxjobCountMessages(None, None, None, None)
# The SDK's name for it begins with a Cyrillic letter.
COUNT_RECIPIENTS = "\u0421ountRecipients"


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(speed=200) as sandbox:
        yield sandbox


@pytest.fixture
def fresh() -> Iterator[Sandbox]:
    """A service of the test's own, for what the account holds as a whole."""
    with Sandbox(speed=200) as sandbox:
        yield sandbox


@pytest.fixture
def held() -> Iterator[Sandbox]:
    """A service whose clock stands still: whatever takes time there isn't done yet."""
    now = datetime.now(UTC)
    with Sandbox(pace=Pace(200, lambda: now)) as sandbox:
        yield sandbox


@pytest.fixture
def cover(fresh) -> ApiServiceCoverSoapClient:
    return ApiServiceCoverSoapClient(*LOGIN, fresh.url)


@pytest.fixture
def document(box) -> ApiServiceDocumentSoapClient:
    return ApiServiceDocumentSoapClient(*LOGIN, box.url)


@pytest.fixture
def faxout(fresh) -> ApiServiceFaxoutSoapClient:
    return ApiServiceFaxoutSoapClient(*LOGIN, fresh.url)


@pytest.fixture
def inventory(box) -> ApiServiceInventorySoapClient:
    return ApiServiceInventorySoapClient(*LOGIN, box.url)


def until(call: Callable[[], Any], is_reached: Callable[[Any], bool], seconds: float = 20) -> Any:
    """The first answer of ``call`` that is what was waited for."""
    deadline = time.monotonic() + seconds
    while not is_reached(answer := call()):
        assert time.monotonic() < deadline, answer
        time.sleep(0.01)
    return answer


def file(path: Path, content: bytes) -> str:
    """The SDK takes files by the names of their paths."""
    path.write_bytes(content)
    return str(path)


def tiff(path: Path, pages: int = 1, width: int = WIDTH) -> str:
    """A prepared fax; its pages differ."""
    images = []
    for number in range(pages):
        page = Image.new("1", (width, 1000), 1)
        ImageDraw.Draw(page).rectangle((100, 100, 300 + 200 * number, 400), fill=0)
        images.append(page)
    write_tiff(images, path, Resolution.STANDARD)
    return str(path)


def message(path: str, ref: str, number: str = "+375291111110") -> ApiRequestFaxjobMessage:
    recipient = FaxContact("Anna", "ACME", number, None)
    return ApiRequestFaxjobMessage(ref, f"s-{ref}", f"m-{ref}", "", "", 50, 0, path, recipient, ME)


def send(faxout: ApiServiceFaxoutSoapClient, path: str, ref: str, number: str = "+375291111110") -> Any:
    """Send a prepared fax, and await its end."""
    assert faxout.SubmitMessage(message(path, ref, number)).stateCode == "SUCCESS"

    def last() -> Any:
        faxes = faxout.ListRecipients(ALL, ListPagination(0, 500)).items
        return next(fax for fax in faxes if fax.messageRef == f"m-{ref}")

    return until(last, lambda fax: fax.jobState in ("SUCCESS", "FAILED"))


def as_sent(record: Any) -> bytes:
    """A file's content, which is what the answer says that it is."""
    assert record.fileSize == len(record.fileData)
    assert record.fileCheck == hashlib.md5(record.fileData).hexdigest()
    return record.fileData


def picture_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """The size in pixels of each page, each of them one picture."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [picture.get_px_size() for page in opened for picture in page.get_objects()]


@pytest.mark.parametrize(
    ("key", "secret", "code"),
    [
        ("demo-key", "demo-secret", "SUCCESS"),
        ("no-key", "demo-secret", "API_KEY_NOT_FOUND"),
        ("demo-key", "no-secret", "API_KEY_SECRET_NOT_MATCH"),
    ],
)
def test_its_key_and_secret_arrive(box, key, secret, code):
    assert ApiServiceFaxoutSoapClient(key, secret, box.url).GetBalance().stateCode == code


def test_list_covers(cover):
    answer = cover.ListCovers()

    assert (answer.countResult, answer.countTotal) == (3, 3)
    assert [(each.coverRef, each.coverTitle) for each in answer.items] == [
        ("standard", "Standard"),
        ("urgent", "Urgent"),
        ("russian", "Русский"),
    ]


def test_get_cover(cover):
    [found] = cover.GetCover("russian").items

    assert (found.coverRef, found.coverTitle) == ("russian", "Русский")
    assert cover.GetCover("gone").stateCode == "COVER_TEMPLATE_NOT_FOUND"


def test_add_and_download_cover(cover, tmp_path):
    content = sample_cover("Mine")
    added = cover.AddCover(file(tmp_path / "mine.docx", content), "Моя & <ours>")
    got = cover.DownloadCover(added.coverRef).Document

    assert (added.fileSize, added.fileCheck) == (len(content), hashlib.md5(content).hexdigest())
    assert as_sent(got) == content
    assert got.fileName == "mine.docx"
    assert cover.GetCover(added.coverRef).items[0].coverTitle == "Моя & <ours>"


def test_add_cover_that_is_none(cover, tmp_path):
    answer = cover.AddCover(file(tmp_path / "mine.docx", b"no DocX"), "Mine")

    assert answer.stateCode == "FILE_FORMAT_UNSUPPORTED"
    assert cover.ListCovers().countTotal == 3


def test_reload_cover(cover, tmp_path):
    content = sample_cover("New")

    assert cover.ReloadCover(file(tmp_path / "new.docx", content), "urgent").stateCode == "SUCCESS"
    assert as_sent(cover.DownloadCover("urgent").Document) == content
    assert cover.GetCover("urgent").items[0].coverTitle == "Urgent"


def test_rename_cover(cover):
    before = as_sent(cover.DownloadCover("standard").Document)

    assert cover.RenameCover("standard", "Ганна").stateCode == "SUCCESS"
    assert cover.GetCover("standard").items[0].coverTitle == "Ганна"
    assert as_sent(cover.DownloadCover("standard").Document) == before


def test_delete_cover(cover):
    assert cover.DeleteCover("urgent").stateCode == "SUCCESS"
    assert [each.coverRef for each in cover.ListCovers().items] == ["standard", "russian"]
    assert cover.DownloadCover("urgent").stateCode == "COVER_TEMPLATE_NOT_FOUND"
    assert cover.DeleteCover("urgent").stateCode == "COVER_TEMPLATE_NOT_FOUND"


def noise() -> bytes:
    """A picture of one page and over a megabyte, the same at each call."""
    pixels = random.Random(1).randbytes(1000 * 1200)
    png = BytesIO()
    Image.frombytes("L", (1000, 1200), pixels).save(png, "PNG")
    return png.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind", "mime"),
    [
        ("письмо.txt", "Прывітанне\fand page 2".encode(), "PLAIN_TEXT", "text/plain"),
        ("noise.png", noise(), "IMAGE", "image/png"),
    ],
    ids=["letters", "a megabyte"],
)
def test_upload_and_download_document(document, tmp_path, name, content, kind, mime):
    uploaded = document.UploadDocument(file(tmp_path / name, content))
    got = document.DownloadDocument(uploaded.documentRef).Document

    assert (uploaded.documentType, uploaded.fileMime) == (kind, mime)
    assert (uploaded.fileSize, uploaded.fileCheck) == (len(content), hashlib.md5(content).hexdigest())
    assert as_sent(got) == content
    assert (got.fileName, got.fileMime) == (name, mime)


def test_upload_document_that_is_none(document, tmp_path):
    answer = document.UploadDocument(file(tmp_path / "letter.pdf", b"%PDF-1.4 broken"))

    assert answer.stateCode == "FILE_FORMAT_EXCEPTION"
    assert document.DownloadDocument("gone").stateCode == "FILE_NOT_FOUND"


def preview(document: ApiServiceDocumentSoapClient, ref: str, quality: FaxQuality, mode: FaxMode) -> Any:
    """A preview, once there is one."""
    answer = until(
        lambda: document.GetDocumentPreview(ref, quality, mode),
        lambda answer: answer.stateCode != "FILE_PREVIEW_NOT_READY",
    )
    assert answer.stateCode == "SUCCESS"
    return answer


@pytest.mark.parametrize("mode", FaxMode, ids=lambda mode: mode.name)
@pytest.mark.parametrize("quality", FaxQuality, ids=lambda quality: quality.name)
def test_get_document_preview(document, tmp_path, quality, mode):
    ref = document.UploadDocument(file(tmp_path / "letter.txt", b"one\ftwo")).documentRef
    answer = preview(document, ref, quality, mode)
    sizes = picture_sizes(as_sent(answer.Document))

    assert answer.pages == len(sizes) == 2
    assert (answer.Document.fileName, answer.Document.fileMime) == ("letter.pdf", "application/pdf")
    assert set(sizes) == {(WIDTH, Resolution[quality.name].page_lines)}


def test_a_preview_is_made_as_text_or_as_photo(document, tmp_path):
    Image.linear_gradient("L").resize((800, 1000)).save(tmp_path / "grey.png")
    ref = document.UploadDocument(str(tmp_path / "grey.png")).documentRef
    text, photo = (
        as_sent(preview(document, ref, FaxQuality.FINE, mode).Document)
        for mode in (FaxMode.TEXT, FaxMode.PHOTO)
    )

    # Shades are dots on a photo, and dots are what G4 packs worst.
    assert len(photo) > 2 * len(text)


def test_a_preview_is_not_ready_at_first(held, tmp_path):
    document = ApiServiceDocumentSoapClient(*LOGIN, held.url)
    ref = document.UploadDocument(file(tmp_path / "letter.txt", b"one")).documentRef
    answer = document.GetDocumentPreview(ref, FaxQuality.FINE, FaxMode.TEXT)

    assert answer.stateCode == "FILE_PREVIEW_NOT_READY"
    assert answer.Document is None


def test_get_balance(faxout, tmp_path):
    before = faxout.GetBalance()
    send(faxout, tiff(tmp_path / "fax.tif", pages=3), "paid")

    assert (before.balanceValue, before.balanceCurrency) == (25.5, "EUR")
    assert faxout.GetBalance().balanceValue == pytest.approx(25.5 - 3 * 0.07)


def test_submit_message(faxout, tmp_path):
    answer = faxout.SubmitMessage(message(tiff(tmp_path / "fax.tif"), "job"))
    [to], [what] = answer.reportRecipients, answer.reportDocuments

    assert (answer.stateCode, answer.broadcastRef, answer.sendRef) == ("SUCCESS", "job", "s-job")
    assert (to.stateCode, to.messageRef, to.recipientNumber) == ("SUCCESS", "m-job", "+375291111110")
    assert (what.stateCode, len(what.fileRef)) == ("SUCCESS", 32)


@pytest.mark.parametrize(
    ("ref", "number", "width", "code"),
    [
        ("taken", "+375291111110", WIDTH, "CONTAINER_EXISTS"),
        ("free", "555", WIDTH, "INVALID_NUMBER"),
        ("free", "+375291111110", 1000, "FILE_TIFF_WIDTH_VALIDATION"),
    ],
)
def test_submit_message_refused(faxout, tmp_path, ref, number, width, code):
    faxout.SubmitMessage(message(tiff(tmp_path / "first.tif"), "taken"))
    answer = faxout.SubmitMessage(message(tiff(tmp_path / "fax.tif", width=width), ref, number))

    assert answer.stateCode == code
    assert getattr(faxout, COUNT_RECIPIENTS)(ALL).itemsCount == 1


def test_check_tiff_exists(faxout, tmp_path):
    sent = faxout.SubmitMessage(message(tiff(tmp_path / "fax.tif"), "job"))

    assert faxout.CheckTiffExists(sent.reportDocuments[0].fileRef).stateCode == "SUCCESS"
    assert faxout.CheckTiffExists("gone").stateCode == "FILE_NOT_FOUND"


@pytest.mark.parametrize(
    ("number", "state", "reason", "sent", "cost"),
    [
        ("+375291111110", "SUCCESS", "SUCCESS", 2, 0.14),
        ("+375291111115", "FAILED", "NOT_FAX_MACHINE", 0, 0),
        ("+375291111116", "FAILED", "TRANSMISSION_EARLY_HANGUP", 1, 0),
    ],
)
def test_list_recipients_tells_what_became_of_a_fax(faxout, tmp_path, number, state, reason, sent, cost):
    fax = send(faxout, tiff(tmp_path / "fax.tif", pages=2), "job", number)

    assert (fax.broadcastRef, fax.sendRef, fax.messageRef) == ("job", "s-job", "m-job")
    assert (fax.recipientNumber, fax.jobState, fax.jobStateEx) == (number, state, reason)
    assert (fax.pagesTotal, fax.pagesSent, fax.attempt) == (2, sent, 1)
    assert (fax.cost, fax.currency) == (pytest.approx(cost), "EUR")
    assert fax.callStarted <= fax.callEnded <= datetime.now(UTC)


def test_list_recipients_comes_in_pages(faxout, tmp_path):
    path = tiff(tmp_path / "fax.tif")
    for number in range(3):
        faxout.SubmitMessage(message(path, f"job-{number}"))
    pages = [faxout.ListRecipients(ALL, ListPagination(number, 2)) for number in range(3)]

    assert [(page.countResult, page.countTotal) for page in pages] == [(2, 3), (1, 3), (0, 3)]
    assert [[fax.messageRef for fax in page.items] for page in pages] == [
        ["m-job-0", "m-job-1"],
        ["m-job-2"],
        [],
    ]


@pytest.mark.parametrize(
    ("start", "end", "count"), [(None, None, 1), (-1, 1, 1), (1, None, 0), (None, -1, 0)]
)
def test_count_and_list_recipients_of_a_time(faxout, tmp_path, start, end, count):
    faxout.SubmitMessage(message(tiff(tmp_path / "fax.tif"), "job"))
    limits = [None if days is None else datetime.now(UTC) + timedelta(days) for days in (start, end)]
    request = ApiRequestFaxjobCountMessages(None, None, *limits)

    assert getattr(faxout, COUNT_RECIPIENTS)(request).itemsCount == count
    assert len(faxout.ListRecipients(request, ListPagination(0, 10)).items) == count


def test_download(faxout, tmp_path):
    path = tiff(tmp_path / "fax.tif", pages=2)
    send(faxout, path, "job")
    as_tiff, as_pdf = (faxout.Download("m-job", is_pdf) for is_pdf in (False, True))
    went = read_tiff(Path(file(tmp_path / "went.tif", as_sent(as_tiff.Document))))

    assert [page.tobytes() for page in went] == [page.tobytes() for page in read_tiff(Path(path))]
    assert picture_sizes(as_sent(as_pdf.Document)) == [(WIDTH, 1000), (WIDTH, 1000)]
    assert (as_tiff.pages, as_pdf.pages) == (2, 2)
    assert (as_tiff.Document.fileMime, as_pdf.Document.fileMime) == ("image/tiff", "application/pdf")


def test_delete(faxout, tmp_path):
    send(faxout, tiff(tmp_path / "fax.tif"), "job")

    assert faxout.Delete("m-job").stateCode == "SUCCESS"
    assert getattr(faxout, COUNT_RECIPIENTS)(ALL).itemsCount == 0
    assert faxout.Download("m-job", True).stateCode == "FAXJOB_NOT_FOUND"
    assert faxout.Delete("m-job").stateCode == "FAXJOB_NOT_FOUND"


def test_delete_while_a_fax_is_on_its_way(held, tmp_path):
    faxout = ApiServiceFaxoutSoapClient(*LOGIN, held.url)
    faxout.SubmitMessage(message(tiff(tmp_path / "fax.tif"), "job"))

    assert faxout.Delete("m-job").stateCode == "FAXJOB_NOT_WAITING"
    assert faxout.ListRecipients(ALL, ListPagination(0, 10)).items[0].jobState == "PENDING"


def test_list_dids(inventory):
    first, second = inventory.ListDids().items

    assert (first.didE164, first.didFormatted, first.state) == (
        "+375170000001",
        "+375 17 000-00-01",
        "ACTIVE",
    )
    assert (second.didE164, second.state) == ("+375170000002", "EXPIRING")
    assert first.reservedAt < datetime.now(UTC) < second.reservedTill < first.reservedTill


@pytest.mark.parametrize(
    ("country", "state", "refs"),
    [
        ("USA", "CA", ["US-LA", "US-SF"]),
        ("USA", "NY", ["US-NY"]),
        ("USA", "TX", []),
        ("GBR", "", ["GB-LONDON", "GB-FREE"]),
    ],
)
def test_list_did_groups(inventory, country, state, refs):
    answer = inventory.ListDidGroups(country, state)

    assert answer.countTotal == len(refs)
    assert [group.refID for group in answer.items] == refs
    assert {(group.countryCodeA3, group.stateCodeA2 or "") for group in answer.items} <= {(country, state)}


def test_list_did_groups_of_no_country(inventory):
    assert inventory.ListDidGroups("XXX", "").stateCode == "COUNTRY_NOT_SUPPORTED"


def test_get_did_group(inventory):
    [listed] = inventory.ListDidGroups("USA", "NY").items
    [group] = inventory.GetDidGroup("US-NY").items

    assert (group.cityName, group.phoneCode, group.areaCode) == ("New York", "1", "212")
    assert (group.didType, group.isAvailable, group.hasRegulation) == ("GEOGRAPHIC", True, False)
    assert group == listed
    assert inventory.GetDidGroup("gone").stateCode == "NUMBER_GROUP_NOT_AVAILABLE"
