"""Taking faxes in: ``Submit`` and ``SubmitMessage`` of the service ``faxout``."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from byfax_desktop.fax.g4 import TiffFault, validate_tiff
from byfax_desktop.sandbox.basics import Desk, Values, is_number, moment, number_of, ref_or_new
from byfax_desktop.sandbox.documents import document_of, store_document
from byfax_desktop.sandbox.refusal import Refusal
from byfax_desktop.sandbox.things import Account, Broadcast, Contact, Cover, Document, Message

FIRST_STEP_SECONDS = 1.0
PRICE_A_PAGE = Decimal("0.07")

_TIFF_FAULTS = {
    TiffFault.DEPTH: "FILE_TIFF_DEPTH_VALIDATION",
    TiffFault.FORMAT: "FILE_TIFF_FORMAT_VALIDATION",
    TiffFault.QUALITY: "FILE_TIFF_QUALITY_VALIDATION",
    TiffFault.PAGES: "FILE_TIFF_PAGES_VALIDATION",
    TiffFault.WIDTH: "FILE_TIFF_WIDTH_VALIDATION",
    TiffFault.HEIGHT: "FILE_TIFF_HEIGHT_VALIDATION",
}


def submit(desk: Desk, values: Values) -> Values:
    """Submit: documents and/or a cover to any number of recipients; single ones may be refused."""
    request = values.get("submitRequest") or {}
    recipients = request.get("Recipients") or []
    if not recipients:
        raise Refusal("API_REQUEST_INCOMPLETE", "no recipient")
    broadcast = _broadcast(desk, request)
    broadcast.quality = request.get("sendQuality") or "FINE"
    broadcast.mode = request.get("sendMode") or "TEXT"
    if broadcast.quality not in ("STANDARD", "FINE") or broadcast.mode not in ("TEXT", "PHOTO"):
        raise Refusal("API_REQUEST_VALIDATE", "sendQuality is STANDARD or FINE, sendMode TEXT or PHOTO")
    broadcast.send_at = moment(request.get("sendAt"))
    broadcast.cover_ref = request.get("coverRef") or ""
    broadcast.cover_text = request.get("coverText") or ""
    if broadcast.cover_ref and desk.store.find(Cover, broadcast.cover_ref) is None:
        raise Refusal("COVER_TEMPLATE_NOT_FOUND", broadcast.cover_ref)
    records = request.get("Documents") or []
    if not records and not broadcast.cover_ref:
        raise Refusal("API_REQUEST_INCOMPLETE", "neither a document nor a cover")
    reports = [_take_document(desk, broadcast, record) for record in records]
    return _accept(desk, broadcast, recipients, reports)


def submit_message(desk: Desk, values: Values) -> Values:
    """SubmitMessage: one ready TIFF to one recipient."""
    request = values.get("submitRequest") or {}
    recipient = request.get("Recipient")
    if not recipient:
        raise Refusal("API_REQUEST_INCOMPLETE", "no recipient")
    broadcast = _broadcast(desk, request)
    broadcast.prepared = True
    report = _take_document(desk, broadcast, request.get("Document") or {}, _check_tiff)
    broadcast.quality = _quality_of(desk, broadcast)
    return _accept(desk, broadcast, [{**recipient, "messageRef": request.get("messageRef")}], [report])


def check_tiff_exists(desk: Desk, values: Values) -> Values:
    """checkTiffExists."""
    document_of(desk, values.get("tiffRef"))
    return {}


def _broadcast(desk: Desk, request: Values) -> Broadcast:
    sender = _contact(request.get("Sender") or {})
    if not (sender.name or sender.company or sender.number):
        raise Refusal("API_REQUEST_VALIDATE", "the sender needs a name, a company or a number")
    if sender.timezone and sender.timezone not in available_timezones():
        raise Refusal("API_REQUEST_VALIDATE", f"{sender.timezone[:40]!r} is no time zone")
    number_of(request, "Priority", 50, 1, 100)
    ref = ref_or_new(request.get("broadcastRef"))
    if desk.store.find(Broadcast, ref) is not None:
        raise Refusal("CONTAINER_EXISTS", ref)
    return Broadcast(
        ref,
        ref_or_new(request.get("sendRef")) if request.get("sendRef") else "",
        desk.pace.now(),
        sender,
        subject=request.get("Subject") or "",
        header=request.get("Header") or "",
        busy_retry=number_of(request, "busyRetry", 0, 0, 100),
    )


def _take_document(desk: Desk, broadcast: Broadcast, record: Values, check: Any = None) -> Values:
    """Add a document to the broadcast: one that is stored, or one that comes with the request."""
    if record.get("documentFile"):
        document = store_document(desk, record)
        try:
            _usable(desk, document, check)
        except Refusal:
            desk.store.remove(document)
            raise
    else:
        document = document_of(desk, record.get("documentRef"))
        _usable(desk, document, check)
    if document.ref in broadcast.documents:
        raise Refusal("CONTAINER_DOCUMENT_DUPLICATE", document.ref)
    broadcast.documents.append(document.ref)
    return {"stateCode": "SUCCESS", "fileRef": document.ref}


def _usable(desk: Desk, document: Document, check: Any) -> None:
    if check is not None:
        check(desk, document)
    elif document.fault:
        raise Refusal(document.fault, document.file_name)


def _check_tiff(desk: Desk, document: Document) -> None:
    fault = validate_tiff(desk.store.path(document.blob))
    if fault is not None:
        raise Refusal(_TIFF_FAULTS[fault], document.file_name)


def _quality_of(desk: Desk, broadcast: Broadcast) -> str:
    from PIL import Image

    with Image.open(desk.store.path(document_of(desk, broadcast.documents[0]).blob)) as tiff:
        return "STANDARD" if float(tiff.info.get("dpi", (204, 196))[1]) < 150 else "FINE"


def _accept(
    desk: Desk, broadcast: Broadcast, recipients: Sequence[Values], documents: list[Values]
) -> Values:
    """Keep the broadcast with the recipients that can be called, and report on each."""
    with desk.store.lock:
        if desk.store.find(Broadcast, broadcast.ref) is not None:
            raise Refusal("CONTAINER_EXISTS", broadcast.ref)
        messages: list[Message] = []
        reports = [_take_recipient(desk, broadcast, recipient, messages) for recipient in recipients]
        if messages:
            _check_funds(desk, len(messages))
            desk.store.save(broadcast, *messages)
    desk.wake()
    code = "SUCCESS" if messages else reports[0]["stateCode"]
    return {
        "stateCode": code,
        "broadcastRef": broadcast.ref,
        "sendRef": broadcast.send_ref or None,
        "reportRecipients": reports,
        "reportDocuments": documents,
    }


def _take_recipient(desk: Desk, broadcast: Broadcast, record: Values, messages: list[Message]) -> Values:
    contact = _contact(record)
    ref = record.get("messageRef") or ""
    try:
        ref = ref_or_new(ref)
        if not is_number(contact.number):
            raise Refusal("INVALID_NUMBER", "not E.164")
        if not (contact.name or contact.company):
            raise Refusal("API_REQUEST_VALIDATE", "the recipient needs a name or a company")
        if desk.store.find(Message, ref) is not None or any(message.ref == ref for message in messages):
            raise Refusal("MESSAGE_REFERENCE_DUPLICATE", ref)
    except Refusal as refusal:
        return _report(refusal.code, refusal.message, ref, contact)
    start = max(broadcast.send_at or broadcast.created, desk.pace.later(FIRST_STEP_SECONDS))
    header = record.get("Header") or broadcast.header
    subject = record.get("Subject") or broadcast.subject
    send_ref = record.get("sendRef") or broadcast.send_ref
    messages.append(Message(ref, broadcast.ref, send_ref, contact, header, subject, start))
    return _report("SUCCESS", None, ref, contact)


def _report(code: str, message: str | None, ref: str, contact: Contact) -> Values:
    return {
        "stateCode": code,
        "stateMessage": message,
        "messageRef": ref or None,
        "recipientNumber": contact.number or None,
    }


def _check_funds(desk: Desk, messages: int) -> None:
    account = desk.store.find(Account, "account")
    assert account is not None
    if Decimal(account.balance) < PRICE_A_PAGE * messages:
        raise Refusal("INSUFFICIENT_FUNDS", f"{account.balance} {account.currency}")


def _contact(record: Values) -> Contact:
    return Contact(
        (record.get("Name") or "").strip(),
        (record.get("Company") or "").strip(),
        (record.get("Number") or "").strip(),
        record.get("Timezone") or "",
    )
