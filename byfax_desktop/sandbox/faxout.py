"""The service ``faxout`` but for submissions: lists, state, pause and the like, and what was sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from byfax_desktop.sandbox.basics import Desk, Handler, Values, chosen, listing, page_of, within
from byfax_desktop.sandbox.refusal import Refusal
from byfax_desktop.sandbox.reply import file_record
from byfax_desktop.sandbox.submit import PRICE_A_PAGE, check_tiff_exists, submit, submit_message
from byfax_desktop.sandbox.things import FINAL, WAITING, Account, Broadcast, Message


def messages_of(desk: Desk, broadcast: Broadcast) -> list[Message]:
    """A broadcast's messages that weren't deleted."""
    return [m for m in desk.store.all(Message) if m.broadcast_ref == broadcast.ref and m.state != "DELETED"]


def broadcast_state(desk: Desk, broadcast: Broadcast, messages: list[Message]) -> str:
    """A broadcast's state as its messages make it."""
    states = {message.state for message in messages}
    if not states:
        return "DELETED"
    if states <= set(FINAL):
        return next((one for s, one in _ENDS if s in states), "DONE")
    live = states - set(FINAL)
    if live == {"PAUSED"}:
        return "PAUSED"
    if "DELIVERING" in live:
        return "DELIVERING"
    if broadcast.send_at is not None and broadcast.send_at > desk.pace.now():
        return "DELAYED"
    if "SUBMITTED" in live:
        return "QUEUED"
    return "PROCESSING" if live & {"PREPARING", "READY"} else "PENDING"


_ENDS = (("SUCCESS", "DONE"), ("FAILED", "FAILED"), ("CANCELLED", "CANCELLED"))


def _describe_broadcast(desk: Desk, broadcast: Broadcast) -> Values:
    messages = messages_of(desk, broadcast)
    reasons = {message.reason for message in messages if message.reason}
    ends = [message.delivered for message in messages if message.delivered]
    all_done = all(message.state in FINAL for message in messages)
    cost = sum((Decimal(message.cost) for message in messages), Decimal(0))
    return {
        "stateCode": "SUCCESS",
        "broadcastRef": broadcast.ref,
        "jobState": broadcast_state(desk, broadcast, messages),
        **({"jobStateEx": reasons.pop()} if len(reasons) == 1 else {}),
        "jobCreated": broadcast.created,
        **({"jobDelivered": max(ends)} if ends and all_done else {}),
        "recipientCount": len(messages),
        "price": PRICE_A_PAGE,
        "cost": cost,
        "currency": "EUR",
    }


def _describe_message(message: Message) -> Values:
    optional = {
        "sendRef": message.send_ref,
        "jobStateEx": message.reason,
        "callStarted": message.call_started,
        "faxStarted": message.fax_started,
        "callEnded": message.call_ended,
        "remoteID": f"FAX {message.recipient.number[-4:]}" if message.fax_started else None,
    }
    call = _seconds(message.call_started, message.call_ended)
    fax = _seconds(message.fax_started, message.call_ended)
    return {
        "stateCode": "SUCCESS",
        "broadcastRef": message.broadcast_ref,
        "messageRef": message.ref,
        "jobState": message.state,
        **{name: value for name, value in optional.items() if value},
        "localID": "BYFAX",
        "callDuration": call,
        "lineDuration": call,
        "faxDuration": fax,
        "attempt": message.attempt,
        "recipientNumber": message.recipient.number,
        "pagesTotal": message.pages_total,
        "pagesSent": message.pages_sent,
        "faxSpeed": 14400 if message.fax_started else 0,
        "cost": Decimal(message.cost),
        "currency": "EUR",
    }


def _seconds(start: object, end: object) -> int:
    from datetime import datetime

    return (
        round((end - start).total_seconds())
        if isinstance(start, datetime) and isinstance(end, datetime)
        else 0
    )


def _broadcasts(desk: Desk, request: Values) -> list[Broadcast]:
    refs = request.get("broadcastRefs")
    found = [b for b in desk.store.all(Broadcast) if chosen(refs, b.ref) and within(b.created, request)]
    return [b for b in reversed(found) if messages_of(desk, b)]


def _messages(desk: Desk, request: Values) -> list[Message]:
    created = {b.ref: b.created for b in desk.store.all(Broadcast)}
    return [
        message
        for message in desk.store.all(Message)
        if message.state != "DELETED"
        and chosen(request.get("broadcastRefs"), message.broadcast_ref)
        and chosen(request.get("messageRefs"), message.ref)
        and within(created[message.broadcast_ref], request)
    ]


def _request(values: Values) -> Values:
    request: Values = values.get("listRequest") or {}
    return request


def count_broadcasts(desk: Desk, values: Values) -> Values:
    """countBrodcasts."""
    return {"itemsCount": len(_broadcasts(desk, _request(values)))}


def list_broadcasts(desk: Desk, values: Values) -> Values:
    """listBrodcasts, the newest first."""
    request = _request(values)
    return page_of(_broadcasts(desk, request), request, lambda b: _describe_broadcast(desk, b))


def count_recipients(desk: Desk, values: Values) -> Values:
    """countRecipients."""
    return {"itemsCount": len(_messages(desk, _request(values)))}


def list_recipients(desk: Desk, values: Values) -> Values:
    """listRecipients, in the order of submission."""
    request = _request(values)
    return page_of(_messages(desk, request), request, _describe_message)


def _message(desk: Desk, values: Values) -> Message:
    message = desk.store.find(Message, values.get("messageRef") or "")
    if message is None or message.state == "DELETED":
        raise Refusal("FAXJOB_NOT_FOUND")
    return message


def download(desk: Desk, values: Values) -> Values:
    """Download: a fax as it went, as PDF or TIFF."""
    message = _message(desk, values)
    if not message.blob:
        raise Refusal("FILE_PREVIEW_NOT_READY")
    broadcast = desk.store.find(Broadcast, message.broadcast_ref)
    assert broadcast is not None
    tiff = desk.store.path(message.blob)
    if values.get("isPdf") in ("true", "1"):
        record = file_record(desk.maker.pdf(tiff, broadcast.quality), f"{message.ref}.pdf", "application/pdf")
    else:
        record = file_record(tiff, f"{message.ref}.tiff", "image/tiff")
    return {"Document": record, "pages": message.pages_total}


def delete(desk: Desk, values: Values) -> Values:
    """Delete: only a fax that has come to its end."""
    message = _message(desk, values)
    if message.state not in FINAL:
        raise Refusal("FAXJOB_NOT_WAITING", "the fax is on its way; cancel it first")
    message.state = "DELETED"
    desk.store.save(message)
    return {}


def _pause(_desk: Desk, message: Message) -> None:
    if message.state not in WAITING or message.state == "PAUSED":
        raise Refusal("FAXJOB_NOT_WAITING")
    message.resume, message.state = message.state, "PAUSED"


def _resume(desk: Desk, message: Message) -> None:
    if message.state != "PAUSED":
        raise Refusal("FAXJOB_NOT_WAITING")
    message.state, message.resume = message.resume, ""
    message.due = max(message.due, desk.pace.now())


def _cancel(_desk: Desk, message: Message) -> None:
    if message.state in FINAL:
        raise Refusal("FAXJOB_NOT_WAITING")
    message.state = "CANCELLED"


def _resubmit(desk: Desk, message: Message) -> None:
    if message.state not in ("FAILED", "CANCELLED"):
        raise Refusal("FAXJOB_NOT_FAILED")
    message.state, message.reason = "PENDING", ""
    message.pages_sent = message.retries_done = 0
    message.due = desk.pace.now()


def _process(parameter: str, change: Callable[[Desk, Message], None]) -> Handler:
    """An operation on the messages that a request names by their own ref, their block's or their broadcast's."""

    def handler(desk: Desk, values: Values) -> Values:
        request = values.get(parameter) or {}
        broadcasts, blocks, refs = (
            request.get(n) or [] for n in ("broadcastRefs", "sendRefs", "messageRefs")
        )
        if not (broadcasts or blocks or refs):
            raise Refusal("API_REQUEST_INCOMPLETE", "no refs")
        with desk.store.lock:
            found = [
                message
                for message in desk.store.all(Message)
                if message.state != "DELETED"
                and (message.ref in refs or message.broadcast_ref in broadcasts or message.send_ref in blocks)
            ]
            if not found:
                raise Refusal("FAXJOB_NOT_FOUND")
            reports = [_apply(desk, message, change) for message in found]
        desk.wake()
        return listing(reports)

    return handler


def _apply(desk: Desk, message: Message, change: Callable[[Desk, Message], None]) -> Values:
    code, text = "SUCCESS", None
    try:
        change(desk, message)
        desk.store.save(message)
    except Refusal as refusal:
        code, text = refusal.code, refusal.message or None
    return {
        "stateCode": code,
        "stateMessage": text,
        "broadcastRef": message.broadcast_ref,
        "sendRef": message.send_ref or None,
        "messageRef": message.ref,
        "jobState": message.state,
        "jobAttempt": message.attempt,
        "recipientNumber": message.recipient.number,
    }


def get_balance(desk: Desk, _values: Values) -> Values:
    """getBalance."""
    account = desk.store.find(Account, "account")
    assert account is not None
    return {"balanceValue": Decimal(account.balance), "balanceCurrency": account.currency}


HANDLERS: Mapping[str, Handler] = {
    "Submit": submit,
    "SubmitMessage": submit_message,
    "Resubmit": _process("resubmitRequest", _resubmit),
    "Pause": _process("pauseRequest", _pause),
    "Resume": _process("resumeRequest", _resume),
    "Cancel": _process("cancelRequest", _cancel),
    "Download": download,
    "Delete": delete,
    "countBrodcasts": count_broadcasts,
    "listBrodcasts": list_broadcasts,
    "countRecipients": count_recipients,
    "listRecipients": list_recipients,
    "checkTiffExists": check_tiff_exists,
    "getBalance": get_balance,
}
