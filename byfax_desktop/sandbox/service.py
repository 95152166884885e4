"""One call from request to answer: who asks, what for, and what comes of it."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from byfax_desktop.sandbox import covers, documents, faxout, inbox, inventory
from byfax_desktop.sandbox.basics import Desk, Handler
from byfax_desktop.sandbox.refusal import Fault, Refusal
from byfax_desktop.sandbox.reply import Reply, answer, fault
from byfax_desktop.sandbox.request import Call, Node
from byfax_desktop.service.contract import Operation, Service, contract

_HANDLERS: Mapping[str, Mapping[str, Handler]] = {
    "cover": covers.HANDLERS,
    "document": documents.HANDLERS,
    "faxout": faxout.HANDLERS,
    "faxin/message": inbox.HANDLERS,
    "faxin/inventory": inventory.HANDLERS,
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Login:
    """The key and secret that the service knows."""

    key: str = "demo-key"
    secret: str = "demo-secret"  # noqa: S105 - the demo's, printed in the README


def respond(service: Service, envelope: Node, desk: Desk, login: Login) -> tuple[int, Reply]:
    """The HTTP status and the answer to a request."""
    try:
        call = Call(envelope)
        operation = service.operations.get(call.operation)
        if operation is None:
            raise Fault(f"Procedure '{call.operation[:60]}' not present")
        return 200, _carry_out(service, operation, call, desk, login)
    except Fault as problem:
        return 500, fault(str(problem))


def _carry_out(service: Service, operation: Operation, call: Call, desk: Desk, login: Login) -> Reply:
    described = contract()
    try:
        _authorize(call, login)
        values = call.values(described, operation)
        fields = _HANDLERS[service.key][operation.name](desk, values)
    except Refusal as refusal:
        fields = {"stateCode": refusal.code, "stateMessage": refusal.message or None}
    except Fault:
        raise
    except Exception:
        _log.exception("%s.%s", service.key, operation.name)
        fields = {"stateCode": "API_REQUEST_FAILURE", "stateMessage": "the sandbox broke over this request"}
    return answer(described, service, operation, fields)


def _authorize(call: Call, login: Login) -> None:
    if not call.username:
        raise Refusal("API_KEY_MISSING")
    if not hmac.compare_digest(call.username.encode(), login.key.encode()):
        raise Refusal("API_KEY_NOT_FOUND")
    if not hmac.compare_digest(call.password.encode(), login.secret.encode()):
        raise Refusal("API_KEY_SECRET_NOT_MATCH")
