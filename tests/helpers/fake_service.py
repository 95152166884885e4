"""A byFax account in memory, with the ports of ``ByfaxClient``: quick, without a wire, and breakable on purpose."""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import Cancelled, refusal
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.records import (
    Answer,
    Balance,
    Broadcast,
    Cover,
    Did,
    FileAnswer,
    InboundFax,
    Message,
    PagesAnswer,
    ReceivedFile,
    RecipientReport,
    SubmitResult,
    UploadResult,
)
from byfax_desktop.service.states import BroadcastState, DidState, InboundState, RecipientState

OK = StateCode.SUCCESS


class FakeService:
    """``lose_request(op, error)`` fails a call before it does anything, ``lose_answer`` after; each counts once."""

    def __init__(self):
        self.calls = []
        self.uploads = []
        self.requests = []
        self.documents = {}
        self.tiffs = set()
        self.broadcasts = {}
        self.messages = {}
        self.faxes = {}
        self.fax_bytes = b"II*\0 pages"
        self.covers = (Cover("C1", "Standard"),)
        self.dids = (Did(ref="D1", number="+37517000001", state=DidState.ACTIVE),)
        self.balance = Balance(OK, None, Decimal("25.50"), "EUR")
        self.previews_to_wait = 0
        self.refused_numbers = {}
        self._lost = defaultdict(list)
        self._lost_answers = defaultdict(list)
        self._lock = threading.Lock()
        self.document = _Document(self)
        self.faxout = _Faxout(self)
        self.inbox = _Inbox(self)
        self.inventory = _Inventory(self)
        self.cover = _Cover(self)

    def lose_request(self, operation, *errors):
        self._lost[operation] += errors

    def lose_answer(self, operation, *errors):
        self._lost_answers[operation] += errors

    def enter(self, operation, cancel=None):
        if cancel is not None and cancel.is_set():
            raise Cancelled
        with self._lock:
            self.calls.append(operation)
            errors = self._lost[operation]
            if errors:
                raise errors.pop(0)

    def leave(self, operation):
        with self._lock:
            errors = self._lost_answers[operation]
            if errors:
                raise errors.pop(0)

    def count(self, operation):
        return self.calls.count(operation)

    def finish_all(self):
        """Every fax is delivered."""
        for ref, message in self.messages.items():
            self.messages[ref] = replace(message, state=RecipientState.SUCCESS, pages_sent=1, attempt=1)
        for ref, broadcast in self.broadcasts.items():
            self.broadcasts[ref] = replace(broadcast, state=BroadcastState.DONE)

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
        return tuple(reports)


class _Port:
    def __init__(self, service):
        self.service = service


class _Document(_Port):
    def check_document(self, document_ref):
        self.service.enter("check_document")
        held = self.service.documents.get(document_ref)
        if held is None:
            raise refusal(StateCode.FILE_NOT_FOUND, None, "document.checkDocument")
        return UploadResult(OK, None, document_ref, None, held.size, held.md5)

    def upload_document(self, document, *, progress=None, cancel=None):
        self.service.enter("upload_document", cancel)
        source = document.document_file.content
        if progress:
            progress(source.size // 2, source.size)
            progress(source.size, source.size)
        if document.document_ref in self.service.documents:
            raise refusal(StateCode.FILE_REFERENCE_DUPLICATE, None, "document.uploadDocument")
        self.service.documents[document.document_ref] = source
        self.service.uploads.append(document)
        self.service.leave("upload_document")
        return UploadResult(OK, None, document.document_ref)


class _Faxout(_Port):
    def submit(self, request, *, progress=None, cancel=None):
        self.service.enter("submit", cancel)
        self.service.requests.append(request)
        pairs = [(each.message_ref, each.number) for each in request.recipients]
        reports = self.service.accept(request.broadcast_ref, pairs)
        self.service.leave("submit")
        return SubmitResult(OK, None, request.broadcast_ref, None, reports)

    def submit_message(self, request, *, progress=None, cancel=None):
        self.service.enter("submit_message", cancel)
        self.service.requests.append(request)
        code = self.service.refused_numbers.get(request.recipient.number)
        if code:
            raise refusal(code, None, "faxout.SubmitMessage")
        self.service.tiffs.add(request.document.document_ref)
        reports = self.service.accept(
            request.broadcast_ref, [(request.message_ref, request.recipient.number)]
        )
        self.service.leave("submit_message")
        return SubmitResult(OK, None, request.broadcast_ref, request.send_ref, reports)

    def check_tiff_exists(self, tiff_ref):
        self.service.enter("check_tiff_exists")
        if tiff_ref not in self.service.tiffs:
            raise refusal(StateCode.FILE_NOT_FOUND, None, "faxout.checkTiffExists")
        return Answer(OK)

    def iter_broadcasts(self, which=None):
        self.service.enter("iter_broadcasts")
        refs = which.broadcast_refs if which else None
        since = which.date_from if which else None
        for each in list(self.service.broadcasts.values()):
            if (refs is None or each.broadcast_ref in refs) and (since is None or each.created >= since):
                yield each

    def iter_recipients(self, which=None):
        self.service.enter("iter_recipients")
        for each in list(self.service.messages.values()):
            if which.broadcast_refs is not None and each.broadcast_ref not in which.broadcast_refs:
                continue
            if which.message_refs is not None and each.message_ref not in which.message_refs:
                continue
            yield each

    def get_balance(self):
        self.service.enter("get_balance")
        return self.service.balance


class _Inbox(_Port):
    def iter_faxes(self, which=None):
        self.service.enter("iter_faxes")
        since = which.date_from if which else None
        for each in list(self.service.faxes.values()):
            if since is None or each.received >= since:
                yield each

    def download_fax(self, ref, into, *, is_pdf=False, progress=None, cancel=None):
        self.service.enter("download_fax", cancel)
        if ref not in self.service.faxes:
            raise refusal(StateCode.FILE_NOT_FOUND, None, "faxin/message.downloadFax")
        if not self.service.faxes[ref].has_file:
            return PagesAnswer(OK)
        into.write_bytes(self.service.fax_bytes)
        content = FileSource.from_path(into)
        return PagesAnswer(OK, None, ReceivedFile("../../x.tif", content=content), 1)


class _Inventory(_Port):
    def list_dids(self):
        self.service.enter("list_dids")
        return self.service.dids


class _Cover(_Port):
    def list_covers(self):
        self.service.enter("list_covers")
        return self.service.covers

    def get_cover_preview(self, cover_ref, into):
        self.service.enter("get_cover_preview")
        if self.service.previews_to_wait:
            self.service.previews_to_wait -= 1
            raise refusal(StateCode.FILE_PREVIEW_NOT_READY, None, "cover.getCoverPreview")
        into.write_bytes(b"\x89PNG")
        return FileAnswer(OK, None, ReceivedFile("p.png", content=FileSource.from_path(into)))
