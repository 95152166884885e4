"""A byFax account in memory, with the ports of ``ByfaxClient``: quick, without a wire, and breakable on purpose."""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from byfax_desktop.fax.covers.sample import sample_cover
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import Cancelled, NoAnswer, refusal
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.ports.caller import PAGE_SIZE
from byfax_desktop.service.records import (
    Answer,
    Balance,
    Broadcast,
    Broadcasts,
    Country,
    CountryState,
    Cover,
    CoverUploadResult,
    Did,
    DidGroup,
    FileAnswer,
    InboundFax,
    InboundFaxes,
    Message,
    Messages,
    PagesAnswer,
    ProcessReport,
    ProcessReports,
    ReceivedFile,
    RecipientReport,
    SubmitResult,
    UploadResult,
)
from byfax_desktop.service.states import BroadcastState, DidState, InboundState, RecipientState

OK = StateCode.SUCCESS


class FakeService:
    """``lose_request(op, error)`` fails a call before it does anything, ``lose_answer`` after; each counts once.

    ``delay(op)`` has the next such call go unanswered, and be carried out only with ``arrive``. While ``hides_new`` is
    set, lists lack what was submitted since. ``before[op]`` is called as a call comes in. With ``largest_page`` pages
    are shorter than asked for; with ``ignores_filters`` a list holds everything. Received faxes that are ``left_out``
    are counted, but listed only where they are asked for by more than their date.
    """

    def __init__(self):
        self.calls = []
        self.uploads = []
        self.requests = []
        self.documents = {}
        self.tiffs = set()
        self.broadcasts = {}
        self.messages = {}
        self.faxes = {}
        self.left_out = set()
        self.kept_faxes = {}
        self.deleted = []
        self.sent_pages = {".tif": b"II*\0pages", ".pdf": b"%PDF-pages"}
        self.fax_bytes = b"II*\0 pages"
        self.covers = (Cover("C1", "Standard"),)
        self.cover_files = {"C1": sample_cover()}
        self.dids = (Did(ref="D1", number="+37517000001", state=DidState.ACTIVE),)
        self.countries = (
            Country("BY", "BLR", has_regulation=True, phone_code="375"),
            Country("US", "USA", has_states=True, phone_code="1"),
        )
        self.states = {
            "USA": (CountryState("CA", "USA", "California"), CountryState("NY", "USA", "New York"))
        }
        self.groups = (
            DidGroup("BY-17", "BLR", city="Minsk", phone_code="375", area_code="17", is_available=True),
            DidGroup("US-213", "USA", "CA", "Los Angeles", "1", "213", is_available=True),
            DidGroup("US-212", "USA", "NY", "New York", "1", "212"),
        )
        self.balance = Balance(OK, None, Decimal("25.50"), "EUR")
        self.previews_to_wait = 0
        self.preview_bytes = b"%PDF-1.7 pages"
        self.refused_numbers = {}
        self.refuses = {}
        self.ignores_filters = False
        self.largest_page = None
        self.hides_new = False
        self.before = {}
        self._hidden = set()
        self._delays = defaultdict(int)
        self._on_the_way = []
        self._lost = defaultdict(list)
        self._lost_answers = defaultdict(list)
        self._lock = threading.RLock()
        self.document = _Document(self)
        self.faxout = _Faxout(self)
        self.inbox = _Inbox(self)
        self.inventory = _Inventory(self)
        self.cover = _Cover(self)

    def lose_request(self, operation, *errors):
        self._lost[operation] += errors

    def lose_answer(self, operation, *errors):
        self._lost_answers[operation] += errors

    def delay(self, operation):
        self._delays[operation] += 1

    def arrive(self):
        """What was delayed reaches the service now; returns how the service took each."""
        taken, self._on_the_way = self._on_the_way, []
        results = []
        for work in taken:
            try:
                results.append(work())
            except Exception as refused:
                results.append(refused)
        return results

    def call(self, operation, work, cancel=None):
        """Carry ``work`` out as a call of this name."""
        hook = self.before.get(operation)
        if hook:
            hook()
        with self._lock:
            self.calls.append(operation)
            if cancel is not None and cancel.is_set():
                raise Cancelled
            if self._lost[operation]:
                raise self._lost[operation].pop(0)
            if self._delays[operation]:
                self._delays[operation] -= 1
                self._on_the_way.append(work)
                raise NoAnswer("No answer came.", "Wait.")
            if operation in self.refuses:
                raise refusal(StateCode(self.refuses[operation]), None, f"faxout.{operation}")
            result = work()
            if self._lost_answers[operation]:
                raise self._lost_answers[operation].pop(0)
            return result

    def count(self, operation):
        return self.calls.count(operation)

    def finish_all(self):
        """Every fax is delivered."""
        for ref, message in self.messages.items():
            self.messages[ref] = replace(message, state=RecipientState.SUCCESS, pages_sent=1, attempt=1)
        for ref, broadcast in self.broadcasts.items():
            self.broadcasts[ref] = replace(broadcast, state=BroadcastState.DONE)

    def fail(self, message_ref, reason=StateCode.BUSY):
        """This one is not delivered."""
        message = self.messages[message_ref]
        self.messages[message_ref] = replace(
            message, state=RecipientState.FAILED, reason=reason, attempt=(message.attempt or 0) + 1
        )

    def add_fax(self, ref, received=None, **fields):
        values = {"has_file": True, "state": InboundState.SUCCESS, "sender": "+4930123456", **fields}
        self.faxes[ref] = InboundFax(ref=ref, received=received or datetime.now(UTC), **values)

    def accept(self, broadcast_ref, recipients):
        """Take (message ref, number) pairs as a broadcast; returns the reports."""
        if broadcast_ref in self.broadcasts:
            raise refusal(StateCode.CONTAINER_EXISTS, None, "faxout.Submit")
        reports = []
        for message_ref, number in recipients:
            code = self.refused_numbers.get(number, OK)
            if message_ref in self.messages:
                code = StateCode.MESSAGE_REFERENCE_DUPLICATE
            reports.append(RecipientReport(code, None, message_ref, number))
            if code is OK:
                self.messages[message_ref] = Message(
                    OK,
                    broadcast_ref=broadcast_ref,
                    message_ref=message_ref,
                    number=number,
                    state=RecipientState.PENDING,
                )
        self.broadcasts[broadcast_ref] = Broadcast(
            OK, broadcast_ref=broadcast_ref, state=BroadcastState.PENDING, created=datetime.now(UTC)
        )
        if self.hides_new:
            self._hidden.add(broadcast_ref)
        return tuple(reports)

    def show_all(self):
        """Lists no longer lag."""
        self.hides_new = False
        self._hidden.clear()

    def listed(self, items, of, fits):
        """The items that a list shows now; ``of`` says which broadcast one belongs to."""
        shown = (item for item in list(items) if of(item) not in self._hidden)
        return tuple(item for item in shown if self.ignores_filters or fits(item))

    def page(self, kind, items, number, size):
        """A page of a listing as this service makes it."""
        return page(kind, items, number, min(size, self.largest_page or size))


class _Port:
    def __init__(self, service):
        self.service = service


def page(kind, items, number, size):
    """A page of a listing, as the service makes it."""
    some = items[number * size : (number + 1) * size]
    return kind(OK, None, len(some), len(items), some)


def matches(fax, which):
    """Whether a received fax is one that a filter wants."""
    return (
        between(fax.received, which)
        and which.did in (None, fax.did)
        and which.has_file in (None, fax.has_file)
        and which.is_success in (None, fax.state is InboundState.SUCCESS)
    )


def between(when, which):
    """Whether a moment lies where the filter wants it; one that is not known lies nowhere."""
    if which.date_from is None and which.date_till is None:
        return True
    if when is None:
        return False
    is_late = which.date_from is None or when >= which.date_from
    return is_late and (which.date_till is None or when < which.date_till)


class _Document(_Port):
    def check_document(self, document_ref):
        return self.service.call("check_document", lambda: self._check(document_ref))

    def _check(self, document_ref):
        held = self.service.documents.get(document_ref)
        if held is None:
            raise refusal(StateCode.FILE_NOT_FOUND, None, "document.checkDocument")
        return UploadResult(OK, None, document_ref, None, held.size, held.md5)

    def upload_document(self, document, *, progress=None, cancel=None):
        source = document.document_file.content
        if progress:
            progress(source.size // 2, source.size)
            progress(source.size, source.size)
        return self.service.call("upload_document", lambda: self._upload(document, source), cancel)

    def _upload(self, document, source):
        if document.document_ref in self.service.documents:
            raise refusal(StateCode.FILE_REFERENCE_DUPLICATE, None, "document.uploadDocument")
        self.service.documents[document.document_ref] = source
        self.service.uploads.append(document)
        return UploadResult(OK, None, document.document_ref)

    def download_document(self, document_ref, into, *, progress=None, cancel=None):
        return self.service.call("download_document", lambda: self._download(document_ref, into), cancel)

    def _download(self, document_ref, into):
        if document_ref not in self.service.documents:
            raise refusal(StateCode.FILE_NOT_FOUND, None, "document.downloadDocument")
        with self.service.documents[document_ref].open() as content:
            into.write_bytes(content.read())
        return FileAnswer(OK, None, ReceivedFile("../x", content=FileSource.from_path(into)))

    def get_document_preview(self, document_ref, quality, mode, into, *, progress=None, cancel=None):
        return self.service.call("get_document_preview", lambda: self._preview(document_ref, into), cancel)

    def _preview(self, document_ref, into):
        if document_ref not in self.service.documents:
            raise refusal(StateCode.FILE_NOT_FOUND, None, "document.getDocumentPreview")
        if self.service.previews_to_wait:
            self.service.previews_to_wait -= 1
            raise refusal(StateCode.FILE_PREVIEW_NOT_READY, None, "document.getDocumentPreview")
        if self.service.preview_bytes is None:
            return PagesAnswer(OK)
        into.write_bytes(self.service.preview_bytes)
        return PagesAnswer(OK, None, ReceivedFile("../../x.pdf", content=FileSource.from_path(into)), 1)


class _Faxout(_Port):
    def submit(self, request, *, progress=None, cancel=None):
        return self.service.call("submit", lambda: self._submit(request), cancel)

    def _submit(self, request):
        self.service.requests.append(request)
        pairs = [(each.message_ref, each.number) for each in request.recipients]
        reports = self.service.accept(request.broadcast_ref, pairs)
        return SubmitResult(OK, None, request.broadcast_ref, None, reports)

    def submit_message(self, request, *, progress=None, cancel=None):
        return self.service.call("submit_message", lambda: self._submit_message(request), cancel)

    def _submit_message(self, request):
        self.service.requests.append(request)
        code = self.service.refused_numbers.get(request.recipient.number)
        if code:
            raise refusal(code, None, "faxout.SubmitMessage")
        self.service.tiffs.add(request.document.document_ref)
        pairs = [(request.message_ref, request.recipient.number)]
        reports = self.service.accept(request.broadcast_ref, pairs)
        return SubmitResult(OK, None, request.broadcast_ref, request.send_ref, reports)

    def check_tiff_exists(self, tiff_ref):
        return self.service.call("check_tiff_exists", lambda: self._check_tiff(tiff_ref))

    def _check_tiff(self, tiff_ref):
        if tiff_ref not in self.service.tiffs:
            raise refusal(StateCode.FILE_NOT_FOUND, None, "faxout.checkTiffExists")
        return Answer(OK)

    def list_broadcasts(self, which=None, page_number=0, page_size=PAGE_SIZE):
        def fits(each):
            refs = which.broadcast_refs
            return (refs is None or each.broadcast_ref in refs) and between(each.created, which)

        def work():
            values = self.service.broadcasts.values()
            items = self.service.listed(values, lambda each: each.broadcast_ref, fits)
            return self.service.page(Broadcasts, items, page_number, page_size)

        return self.service.call("list_broadcasts", work)

    def list_recipients(self, which=None, page_number=0, page_size=PAGE_SIZE):
        def fits(each):
            broadcasts, messages = which.broadcast_refs, which.message_refs
            return (broadcasts is None or each.broadcast_ref in broadcasts) and (
                messages is None or each.message_ref in messages
            )

        def work():
            values = self.service.messages.values()
            items = self.service.listed(values, lambda each: each.broadcast_ref, fits)
            return self.service.page(Messages, items, page_number, page_size)

        return self.service.call("list_recipients", work)

    def pause(self, request):
        return self._process("pause", request, RecipientState.PAUSED)

    def resume(self, request):
        return self._process("resume", request, RecipientState.SUBMITTED)

    def cancel(self, request):
        return self._process("cancel", request, RecipientState.CANCELLED)

    def resubmit(self, request):
        return self._process("resubmit", request, RecipientState.PENDING)

    def _process(self, operation, request, state):
        self.service.requests.append(request)

        def chosen(message):
            if request.message_refs is not None:
                return message.message_ref in request.message_refs
            return message.broadcast_ref in (request.broadcast_refs or ())

        def work():
            items = []
            for ref, message in self.service.messages.items():
                if chosen(message):
                    code = OK
                    if operation == "resubmit" and message.state is not RecipientState.FAILED:
                        code = StateCode.FAXJOB_NOT_FAILED
                    elif message.state in (RecipientState.SUCCESS, RecipientState.CANCELLED):
                        code = StateCode.FAXJOB_NOT_WAITING
                    else:
                        self.service.messages[ref] = replace(message, state=state)
                    now = self.service.messages[ref].state
                    items.append(
                        ProcessReport(code, None, message.broadcast_ref, None, ref, now, message.attempt)
                    )
            return ProcessReports(OK, None, len(items), len(items), tuple(items))

        return self.service.call(operation, work)

    def delete(self, message_ref):
        return self.service.call("delete", lambda: self._delete(message_ref))

    def _delete(self, message_ref):
        if message_ref not in self.service.messages:
            raise refusal(StateCode.FAXJOB_NOT_FOUND, None, "faxout.Delete")
        del self.service.messages[message_ref]
        self.service.deleted.append(message_ref)
        return Answer(OK)

    def download(self, message_ref, into, *, is_pdf=True, progress=None, cancel=None):
        return self.service.call("download", lambda: self._download(message_ref, into, is_pdf), cancel)

    def _download(self, message_ref, into, is_pdf):
        if message_ref not in self.service.messages:
            raise refusal(StateCode.FAXJOB_NOT_FOUND, None, "faxout.Download")
        content = self.service.sent_pages[".pdf" if is_pdf else ".tif"]
        if not content:
            return PagesAnswer(OK)
        into.write_bytes(content)
        return PagesAnswer(OK, None, ReceivedFile("../x", content=FileSource.from_path(into)), 1)

    def get_balance(self):
        return self.service.call("get_balance", lambda: self.service.balance)


class _Inbox(_Port):
    def list_faxes(self, which=None, page_number=0, page_size=PAGE_SIZE):
        def work():
            found = self._listed(which)
            return self.service.page(InboundFaxes, found, page_number, page_size)

        return self.service.call("list_faxes", work)

    def iter_faxes(self, which=None):
        return iter(self.service.call("list_faxes", lambda: self._listed(which)))

    def count_faxes(self, which=None):
        return self.service.call("count_faxes", lambda: len(self._matching(which)))

    def _matching(self, which):
        return tuple(each for each in self.service.faxes.values() if which is None or matches(each, which))

    def _listed(self, which):
        is_narrow = which is not None and (which.did, which.is_success, which.has_file) != (None, None, None)
        return tuple(
            each for each in self._matching(which) if is_narrow or each.ref not in self.service.left_out
        )

    def download_fax(self, ref, into, *, is_pdf=False, progress=None, cancel=None):
        return self.service.call("download_fax", lambda: self._download(ref, into, is_pdf), cancel)

    def _download(self, ref, into, is_pdf):
        if ref not in self.service.faxes:
            raise refusal(StateCode.FILE_NOT_FOUND, None, "faxin/message.downloadFax")
        if not self.service.faxes[ref].has_file:
            return PagesAnswer(OK)
        into.write_bytes(b"%PDF-fax" if is_pdf else self.service.fax_bytes)
        content = FileSource.from_path(into)
        return PagesAnswer(OK, None, ReceivedFile("../../x.tif", content=content), 1)

    def delete_fax(self, ref):
        return self.service.call("delete_fax", lambda: self._delete(ref))

    def _delete(self, ref):
        if ref in self.service.kept_faxes:
            raise refusal(self.service.kept_faxes[ref], None, "faxin/message.deleteFax")
        if self.service.faxes.pop(ref, None) is None:
            raise refusal(StateCode.FAXTRANSPORT_NOT_FOUND, None, "faxin/message.deleteFax")
        self.service.deleted.append(ref)
        return Answer(OK)


class _Inventory(_Port):
    def list_dids(self):
        return self.service.call("list_dids", lambda: self.service.dids)

    def list_countries(self, *, cancel=None):
        return self.service.call("list_countries", lambda: self.service.countries, cancel)

    def list_states(self, country_a3, *, cancel=None):
        return self.service.call("list_states", lambda: self.service.states.get(country_a3, ()), cancel)

    def list_did_groups(self, country_a3, state_a2=None, *, cancel=None):
        def work():
            return tuple(
                each
                for each in self.service.groups
                if each.country_a3 == country_a3 and (not state_a2 or each.state_a2 == state_a2)
            )

        return self.service.call("list_did_groups", work, cancel)

    def get_did_group(self, group_ref, *, cancel=None):
        def work():
            return next((each for each in self.service.groups if each.ref == group_ref), None)

        return self.service.call("get_did_group", work, cancel)


class _Cover(_Port):
    def list_covers(self):
        return self.service.call("list_covers", lambda: self.service.covers)

    def add_cover(self, title, file):
        return self.service.call("add_cover", lambda: self._add(title, file))

    def _add(self, title, file):
        ref = f"C{len(self.service.cover_files) + 1}"
        self.service.covers += (Cover(ref, title),)
        self._keep(ref, file)
        return CoverUploadResult(OK, None, ref)

    def reload_cover(self, cover_ref, file):
        return self.service.call("reload_cover", lambda: self._keep(self._known(cover_ref), file))

    def rename_cover(self, cover_ref, title):
        def work():
            self._known(cover_ref)
            self.service.covers = tuple(
                replace(each, title=title) if each.ref == cover_ref else each for each in self.service.covers
            )
            return Answer(OK)

        return self.service.call("rename_cover", work)

    def delete_cover(self, cover_ref):
        def work():
            self._known(cover_ref)
            self.service.covers = tuple(each for each in self.service.covers if each.ref != cover_ref)
            return Answer(OK)

        return self.service.call("delete_cover", work)

    def download_cover(self, cover_ref, into):
        return self.service.call("download_cover", lambda: self._download(self._known(cover_ref), into))

    def _download(self, cover_ref, into):
        content = self.service.cover_files[cover_ref]
        if content is None:
            return FileAnswer(OK)
        into.write_bytes(content)
        return FileAnswer(OK, None, ReceivedFile("../c.docx", content=FileSource.from_path(into)))

    def _known(self, cover_ref):
        if all(each.ref != cover_ref for each in self.service.covers):
            raise refusal(StateCode.COVER_TEMPLATE_NOT_FOUND, None, "cover")
        return cover_ref

    def _keep(self, cover_ref, file):
        with file.content.open() as content:
            self.service.cover_files[cover_ref] = content.read()
        return Answer(OK)

    def get_cover_preview(self, cover_ref, into):
        return self.service.call("get_cover_preview", lambda: self._preview(into))

    def _preview(self, into):
        if self.service.previews_to_wait:
            self.service.previews_to_wait -= 1
            raise refusal(StateCode.FILE_PREVIEW_NOT_READY, None, "cover.getCoverPreview")
        into.write_bytes(b"\x89PNG")
        return FileAnswer(OK, None, ReceivedFile("p.png", content=FileSource.from_path(into)))
