"""The byFax service as one typed Python object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TypeVar

from byfax_desktop.service import lexical, mapping
from byfax_desktop.service.address import checked_base_url
from byfax_desktop.service.body import RequestBody
from byfax_desktop.service.codec import Codec
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.contract import contract
from byfax_desktop.service.errors import ByfaxError, refusal
from byfax_desktop.service.files import FileTarget, Progress
from byfax_desktop.service.mapping import WireValue
from byfax_desktop.service.ports.cover import CoverPort
from byfax_desktop.service.ports.document import DocumentPort
from byfax_desktop.service.ports.faxout import FaxoutPort
from byfax_desktop.service.ports.inbox import InboxPort
from byfax_desktop.service.ports.inventory import InventoryPort
from byfax_desktop.service.proxy import Proxy
from byfax_desktop.service.records import Answer
from byfax_desktop.service.wire import Timeouts, Watch, Wire

_Answer = TypeVar("_Answer", bound=Answer)


@dataclass(frozen=True, slots=True)
class Credentials:
    """An account's api-key and api-secret; the secret never shows in a repr."""

    api_key: str
    api_secret: str = field(repr=False)


class ByfaxClient:
    """The five services of one account: ``cover``, ``document``, ``faxout``, ``inbox`` and ``inventory``.

    One client serves any number of threads. Every call raises a ``ByfaxError``: ``NotSent`` when it was provably not
    carried out, ``OutcomeUnknown`` when it may have been, ``Refused`` when the service said no. Nothing is retried.
    Making a client opens no connection; it raises BadAddress for an address that no secret may be sent to.
    """

    def __init__(
        self,
        base_url: str,
        credentials: Credentials,
        *,
        timeouts: Timeouts | None = None,
        ca_file: Path | None = None,
        proxy: Proxy | None = None,
    ) -> None:
        self.base_url = checked_base_url(base_url)
        self._credentials = credentials
        self._wire = Wire(self.base_url, timeouts or Timeouts(), ca_file, proxy)
        self._codecs = {service: Codec(service) for service in contract().services}
        self.cover = CoverPort(self)
        self.document = DocumentPort(self)
        self.faxout = FaxoutPort(self)
        self.inbox = InboxPort(self)
        self.inventory = InventoryPort(self)

    def close(self) -> None:
        """Close idle connections; the client can still be used."""
        self._wire.close()

    def exchange(
        self,
        operation: str,
        values: Mapping[str, WireValue],
        *,
        into: Path | None = None,
        progress: Progress | None = None,
        cancel: Event | None = None,
    ) -> dict[str, WireValue]:
        """Any operation by ``service.name``, values by parameter name in the contract's plain shape.

        The answer's fields come by the contract's names, whatever its ``stateCode``. A file in it goes to ``into``,
        verified; without ``into`` it is dropped. Raises NotSent and OutcomeUnknown, and KeyError for no operation.
        """
        target = FileTarget(into) if into is not None else None
        try:
            return self._exchange(operation, values, target, Watch(progress, cancel))
        except ByfaxError as error:
            error.operation = error.operation or operation
            raise
        finally:
            if target is not None:
                target.abandon()

    def call(
        self,
        answer: type[_Answer],
        operation: str,
        values: Mapping[str, object],
        *,
        into: Path | None = None,
        progress: Progress | None = None,
        cancel: Event | None = None,
    ) -> _Answer:
        """``exchange`` with records in and out.

        Raises Refused when the answer's code isn't ``SUCCESS``, else what ``exchange`` raises.
        """
        plain = {name: mapping.to_wire(value, name) for name, value in values.items() if value is not None}
        data = self.exchange(operation, plain, into=into, progress=progress, cancel=cancel)
        result = mapping.from_wire(answer, data)
        if not result.succeeded:
            raise refusal(result.state_code, result.state_message, operation)
        return result

    def _exchange(
        self, dotted: str, values: Mapping[str, WireValue], target: FileTarget | None, watch: Watch
    ) -> dict[str, WireValue]:
        operation = contract().operation(dotted)
        codec = self._codecs[operation.service]
        path = contract().services[operation.service].path
        envelope = codec.encode(operation, values, self._credentials.api_key, self._credentials.api_secret)
        body = RequestBody(envelope, watch.progress, watch.cancel)
        xml = self._wire.exchange(path, f"#{operation.name}", body, watch, target)
        data = codec.decode(operation, xml)
        _keep_file(data, target)
        return data


def _keep_file(data: dict[str, WireValue], target: FileTarget | None) -> None:
    """Give the downloaded content its name and put it where its token stands."""
    document = data.get("Document")
    if not isinstance(document, dict) or document.get("fileData") is None:
        return
    if target is None or not target.started or data.get("stateCode") != StateCode.SUCCESS:
        document["fileData"] = None
        return
    size = lexical.read_int(document.get("fileSize") or "")
    document["fileData"] = target.finish(size, document.get("fileCheck"))
